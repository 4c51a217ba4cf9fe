using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Api.Tables;
using Analysis.Domain.Claims;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>Takes in a table of claims, each line as of a batch.</summary>
internal sealed record SubmitTable(PipeReader Body, TableForm Form, TopicId? Topic, bool DefineUnknown)
    : Act<LineOutcomes>(DefineUnknown ? Role.Editor : Role.Contributor);

internal sealed class SubmitTableHandler(IMediator mediator, Settings settings)
    : IRequestHandler<SubmitTable, Answer<LineOutcomes>>
{
    public async Task<Answer<LineOutcomes>> Handle(SubmitTable request, CancellationToken cancellationToken)
    {
        var records = new RecordReader(request.Body, settings.ClaimBytesMax) { Separator = request.Form.Separator };
        if (await records.Next(cancellationToken) is not { } header)
            return Problems.InvalidHeader([new Fault("", null, "is missing: the table is empty")]);
        if (header.Bytes is not { } bytes) return Problems.LineTooLong(settings.ClaimBytesMax);

        records.Separator ??= ClaimTable.SeparatorOf(bytes.Span);
        var read = ClaimTable.Of(bytes, records.Separator.Value, request.Form.DecimalMark, request.Topic);
        if (read.Problem is { } problem) return problem;

        var (table, underWay) = (read.Value, new ConcurrentQueue<ClaimRow>());
        var answer = await mediator.Send(
            new SubmitClaims(Lines(records, table, underWay, cancellationToken), request.DefineUnknown),
            cancellationToken);
        return answer.Problem is { } refused ? refused
            : new LineOutcomes(InColumns(answer.Value.Lines, table, underWay, cancellationToken));
    }

    /// <summary>The lines as claims; what they were waits for their outcomes.</summary>
    private async IAsyncEnumerable<Line> Lines(
        RecordReader records, ClaimTable table, ConcurrentQueue<ClaimRow> underWay,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await records.Next(cancellationToken) is { } record)
        {
            var row = record.Bytes is { } bytes ? table.Read(bytes)
                : new ClaimRow(new Dictionary<string, string>(), null, Problems.RecordTooLong(settings.ClaimBytesMax));
            if (row is null) continue;
            underWay.Enqueue(row);
            yield return new Line(record.Line, row.Json, row.Problem);
        }
    }

    /// <summary>Outcomes come in the order of the lines.</summary>
    private static async IAsyncEnumerable<LineOutcomeJson> InColumns(
        IAsyncEnumerable<LineOutcomeJson> outcomes, ClaimTable table, ConcurrentQueue<ClaimRow> underWay,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var outcome in outcomes.WithCancellation(cancellationToken))
            yield return underWay.TryDequeue(out var row) ? table.InColumns(outcome, row) : outcome;
    }
}
