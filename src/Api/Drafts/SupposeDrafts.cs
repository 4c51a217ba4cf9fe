using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Api.Access;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Api.Topics;
using Analysis.Domain.Claims;
using Analysis.Engine.Drafts;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Drafts;

/// <summary>What drafts would move. Stores nothing; costs a fold for each topic that they speak on.</summary>
public sealed record SupposeDrafts(ReadOnlyMemory<byte> Json) : UseCase<DraftMovesJson>(Role.Reader);

internal sealed class SupposeDraftsHandler(IDrafts drafts, ITopics topics, IMediator mediator)
    : IRequestHandler<SupposeDrafts, Answer<DraftMovesJson>>
{
    private static readonly string[] Headline =
        ["/estimate", "/probability", "/confidence/level", "/likelihood/probability"];

    public async Task<Answer<DraftMovesJson>> Handle(SupposeDrafts request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "choice", DraftChoiceJson.Read);
        if (read.Problem is { } problem) return problem;

        var (whole, refused) = (new List<(Draft Draft, TopicId Topic)>(), new List<DraftRefusalJson>());
        foreach (var id in read.Value)
        {
            if (await drafts.Find(id, cancellationToken) is not { } draft)
                refused.Add(new(id, Problems.UnknownDraft(id)));
            else if (ClaimIntake.Read(draft.Claim).Claim is { Problem: { } fault })
                refused.Add(new(id, fault));
            else
                whole.Add((draft, ClaimIntake.Read(draft.Claim).Claim.Value.Topic));
        }

        var moves = new List<SupposedMoveJson>();
        foreach (var topic in whole.GroupBy(d => d.Topic, d => d.Draft))
        {
            if (await Suppose(topic.Key, [.. topic], refused, cancellationToken) is { } move) moves.Add(move);
        }

        return new DraftMovesJson(moves, refused);
    }

    /// <summary>The topic with those drafts that it would not refuse; null where none is left.</summary>
    private async Task<SupposedMoveJson?> Suppose(TopicId topic, List<Draft> supposed, List<DraftRefusalJson> refused,
        CancellationToken cancellationToken)
    {
        while (supposed.Count > 0)
        {
            var claims = new JsonArray([.. supposed.Select(d => JsonNode.Parse(d.Claim.Span))]);
            var supposition = new JsonObject { ["claims"] = claims };
            var json = JsonSerializer.SerializeToUtf8Bytes(supposition, ApiJson.Wire.JsonObject);
            var question = new AskWhatIf(topic, Lens.Current, Timeline: null, json);
            var answer = await mediator.Send(question, cancellationToken);
            if (answer.Problem is not { } problem)
            {
                var title = (await topics.Read(topic, Lens.Current, cancellationToken))?.Definition.Title;
                var (actual, after, difference) = (answer.Value.Actual, answer.Value.Supposed, answer.Value.Difference);
                var moves = actual.Statement != after.Statement || difference.Any(d => Headline.Contains(d.Pointer));
                return new(topic.Value, title ?? topic.Value, [.. supposed.Select(d => d.Id)], moves, actual, after);
            }

            if (Culprit(problem, supposed.Count) is not { } culprit)
            {
                refused.AddRange(supposed.Select(d => new DraftRefusalJson(d.Id, problem)));
                return null;
            }

            refused.Add(new(supposed[culprit].Id, OfClaim(problem, culprit)));
            supposed.RemoveAt(culprit);
        }

        return null;
    }

    /// <summary>Which claim the problem is with; null when it is with none alone.</summary>
    private static int? Culprit(Problem problem, int count) =>
        problem.Errors?.Select(e => PlaceOf(e.Pointer)).FirstOrDefault(place => place < count);

    private static int? PlaceOf(string? pointer) => pointer?.Split('/') is ["", "claims", var number, ..]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    /// <summary>The same problem, as if the claim had been posted.</summary>
    private static Problem OfClaim(Problem problem, int place)
    {
        var prefix = $"/claims/{place}";
        var faults = problem.Errors!.Where(e => PlaceOf(e.Pointer) == place) // it was found among them
            .Select(e => e with { Pointer = e.Pointer![prefix.Length..] });
        return Problems.Invalid("claim", [.. faults]);
    }
}
