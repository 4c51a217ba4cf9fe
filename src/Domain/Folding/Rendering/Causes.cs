using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>What happened when a belief moved, in a phrase: "office-b says 31,000", "wire-a retracts 45".</summary>
internal sealed class Causes(TopicState state)
{
    /// <summary>What an event says that moves a belief; null of any other.</summary>
    public string? Of(TopicEvent happened) => happened switch
    {
        TopicEvent.ClaimAsserted asserted => Says(asserted.Claim),
        TopicEvent.ClaimRetracted retracted => Claimed(retracted.Claim) is { } claim
            ? $"{retracted.By?.Value ?? Origin(claim)} retracts {Value(claim)}" : null,
        TopicEvent.ClaimRestored restored => Claimed(restored.Claim) is { } claim
            ? $"{Value(claim)} of {Origin(claim)} is restored" : null,
        TopicEvent.ClaimMoved moved => Claimed(moved.Claim) is { } claim ? $"{Value(claim)} of {Origin(claim)} is moved" : null,
        TopicEvent.SourceAssessed { Profile: var profile } => $"{profile.Source} is assessed",
        TopicEvent.FamilyDefined => "what its family is, or has learned",
        TopicEvent.Defined => "the topic is defined",
        TopicEvent.Resolved resolved => $"{Stated.Of(resolved.Resolution.Value, null, Counts)} is established",
        TopicEvent.Annulled => "the question is annulled",
        TopicEvent.ResolutionWithdrawn => "the answer is withdrawn",
        TopicEvent.Received received => Of(received.Fact),
        _ => null,
    };

    /// <summary>Who says what.</summary>
    public string Says(Claim claim) => $"{Origin(claim)} {(claim.Stance == Stance.Denies ? "denies" : "says")} {Value(claim)}";

    private bool Counts => state.Topic is { } topic && Units.CountsThings(topic);

    private string Origin(Claim claim) => state.OriginOf(claim).Value;

    private Claim? Claimed(ClaimId id) => state.Claims.TryGetValue(id, out var facts) ? facts.Claim : null;

    private string Value(Claim claim) =>
        Stated.Of(claim.Value, claim.Unit == state.Topic?.Unit ? null : claim.Unit, Counts);
}
