using Analysis.Api.Access;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Engine.Drafts;
using MediatR;

namespace Analysis.Api.Drafts;

/// <summary>Posts the claims of many drafts as the word of whoever accepts them; those taken in go.</summary>
/// <param name="Json">Which.</param>
/// <param name="DefineUnknown">Whether an unknown topic is opened.</param>
public sealed record AcceptDrafts(ReadOnlyMemory<byte> Json, bool DefineUnknown)
    : Act<DraftOutcomesJson>(DefineUnknown ? Role.Editor : Role.Contributor);

/// <remarks>The claims' ids make it harmless to accept drafts again that were posted and not yet taken away.</remarks>
internal sealed class AcceptDraftsHandler(IDrafts drafts, IMediator mediator)
    : IRequestHandler<AcceptDrafts, Answer<DraftOutcomesJson>>
{
    public async Task<Answer<DraftOutcomesJson>> Handle(AcceptDrafts request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "choice", DraftChoiceJson.Read);
        if (read.Problem is { } problem) return problem;

        var found = new List<Draft>();
        foreach (var id in read.Value)
        {
            if (await drafts.Find(id, cancellationToken) is { } draft) found.Add(draft);
        }

        var posted = await mediator.Send(new SubmitClaims(Lines(found), request.DefineUnknown), cancellationToken);
        if (posted.Problem is { } refused) return refused;
        var outcomes = new Dictionary<string, DraftOutcomeJson>();
        await foreach (var line in posted.Value.Lines.WithCancellation(cancellationToken))
        {
            var draft = found[(int)line.Line - 1];
            outcomes.Add(draft.Id, DraftOutcomeJson.Of(draft.Id, line));
            if (line.Problem is null) await drafts.Remove(draft.Id, CancellationToken.None);
        }

        return new DraftOutcomesJson([.. read.Value.Select(id =>
            outcomes.GetValueOrDefault(id) ?? DraftOutcomeJson.Unknown(id))]);
    }

    private static async IAsyncEnumerable<Line> Lines(IReadOnlyList<Draft> drafts)
    {
        await Task.CompletedTask; // they are all there
        foreach (var (i, draft) in drafts.Index()) yield return new Line(i + 1, draft.Claim);
    }
}
