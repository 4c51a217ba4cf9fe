using System.Runtime.CompilerServices;
using Analysis.Api.Access;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Engine.Exchange;
using MediatR;

namespace Analysis.Api.Exchange;

/// <summary>Takes in what another service exported, line by line.</summary>
public sealed record ImportEvents(IAsyncEnumerable<Line> Lines) : Act<ImportOutcomes>(Role.Admin);

/// <summary>What became of each line.</summary>
public sealed record ImportOutcomes(IAsyncEnumerable<ImportOutcomeJson> Lines);

internal sealed class ImportEventsHandler(Importer importer) : IRequestHandler<ImportEvents, Answer<ImportOutcomes>>
{
    public async Task<Answer<ImportOutcomes>> Handle(ImportEvents request, CancellationToken cancellationToken)
    {
        var lines = request.Lines.GetAsyncEnumerator(cancellationToken);
        if (!await lines.MoveNextAsync()) return Problems.InvalidExport("it is empty");
        if (lines.Current.Json is not { } header) return Problems.InvalidExport("its first line is too long");
        if (ExchangeFormat.ObjectionToHeader(JsonBody.WithoutMark(header)) is { } objection)
            return Problems.InvalidExport(objection);
        return new ImportOutcomes(Outcomes(lines, cancellationToken));
    }

    private async IAsyncEnumerable<ImportOutcomeJson> Outcomes(IAsyncEnumerator<Line> lines,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (lines)
        {
            await foreach (var outcome in importer.Run(Rest(lines), cancellationToken)) yield return Of(outcome);
        }
    }

    private static async IAsyncEnumerable<ImportLine> Rest(IAsyncEnumerator<Line> lines)
    {
        while (await lines.MoveNextAsync()) yield return new ImportLine(lines.Current.Number, lines.Current.Json);
    }

    private static ImportOutcomeJson Of(ImportOutcome outcome) => new(
        outcome.Line, Vocabulary.ImportResults[outcome.Result], outcome.Stream, outcome.Version,
        outcome.Refusal is { } refusal ? Problems.Of(refusal, "claim")
            : outcome.Why is not { } why ? null
            : outcome.Result == ImportResult.Rejected ? Problems.InvalidExportLine(why) : Problems.ImportConflict(why));
}
