using System.Diagnostics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>
/// Other assumptions about the same facts. What is supposed away is as if the stream had never held it; what is supposed besides, as if it
/// were the stream's next facts.
/// </summary>
public sealed record WhatIf
{
    /// <summary>Without every claim in whose chain one of them stands.</summary>
    public IReadOnlyList<SourceId> WithoutSources { get; init; } = [];

    /// <summary>Without these.</summary>
    public IReadOnlyList<ClaimId> WithoutClaims { get; init; } = [];

    /// <summary>With these besides.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>
    /// What is held about sources of <see cref="Claims"/> and of <see cref="Merges"/>; heeded where the topic does not
    /// know them.
    /// </summary>
    public IReadOnlyList<SourceProfile> Sources { get; init; } = [];

    /// <summary>Sources graded otherwise.</summary>
    public IReadOnlyList<(SourceId Source, Grade Grade)> Grades { get; init; } = [];

    /// <summary>Sources merged into others.</summary>
    public IReadOnlyList<(SourceId Source, SourceId Into)> Merges { get; init; } = [];

    /// <summary>Sources that were merged, as if they were their own.</summary>
    public IReadOnlyList<SourceId> Splits { get; init; } = [];

    /// <summary>The topic's family defined otherwise; null for as it is.</summary>
    public FamilyDefinition? Family { get; init; }

    /// <summary>The fold under these assumptions, at the same valid time and through the same reports; or why they cannot be made.</summary>
    /// <param name="actual">A defined topic; not changed.</param>
    /// <param name="at">When what is supposed besides counts as recorded.</param>
    /// <param name="now">By which it is judged whether a claim is dated in the future.</param>
    public (TopicFold? Fold, Rejection? Refusal) Of(TopicFold actual, DateTimeOffset at, DateTimeOffset now)
    {
        foreach (var (i, source) in WithoutSources.Index())
        {
            if (!actual.Speaks(source)) return Refuse($"/without/sources/{i}", "does not speak on the topic");
        }

        foreach (var (i, claim) in WithoutClaims.Index())
        {
            if (!actual.State.Claims.ContainsKey(claim)) return Refuse($"/without/claims/{i}", "is not a claim of the topic");
        }

        var (sources, claims, facts) = (WithoutSources.ToHashSet(), WithoutClaims.ToHashSet(), actual.State.Facts());
        var fold = actual.With(facts with { Claims = [.. facts.Claims.Where(Stays)] });
        if (Family is not null) Suppose(new TopicEvent.FamilyDefined(Family with { Learned = fold.State.Family?.Learned ?? [] }));
        foreach (var (i, source) in Splits.Index())
        {
            if (fold.State.Known(source) is not { MergedInto: not null } merged)
                return Refuse($"/split/{i}", "is not merged into another");
            Suppose(new TopicEvent.SourceAssessed(merged with { Merge = null }, SourceAct.Split));
        }

        foreach (var (source, into) in Merges)
        {
            if (!fold.Speaks(source)) return Refuse($"/merge/{source}", "does not speak on the topic");
            if (source == into || fold.State.IsOrBecame(into, source))
                return Refuse($"/merge/{source}", "leads back to itself");
            foreach (var held in Unheard([into])) Suppose(new TopicEvent.SourceAssessed(held));
            var merged = fold.State.Profile(source) with { Merge = new(into, "supposed") };
            Suppose(new TopicEvent.SourceAssessed(merged, SourceAct.Merged));
        }

        foreach (var (i, claim) in Claims.Index())
        {
            var command = new TopicCommand.AssertClaim(claim, [.. Unheard(claim.Chain)], DefineAs: null);
            switch (TopicDecider.Decide(fold.State, fold.State.Definition!.Id, command, now))
            {
                case Decision.Refused { Rejection: Rejection.Invalid invalid }:
                    return Refuse($"/claims/{i}{invalid.Pointer}", invalid.Detail);
                case Decision.Refused refused:
                    return (null, refused.Rejection);
                case Decision.Accepted accepted:
                    foreach (var fact in accepted.Events) Suppose(fact);
                    break;
                case Decision.Unchanged:
                    break; // it is there already
                default:
                    throw new UnreachableException();
            }
        }

        foreach (var (source, grade) in Grades)
        {
            if (!fold.Speaks(source)) return Refuse($"/grades/{source}", "does not speak on the topic");
            Suppose(new TopicEvent.SourceAssessed(fold.State.Profile(source) with { Grade = grade }));
        }

        return (fold, null);

        void Suppose(TopicEvent fact) => fold.Apply(new Recorded(fold.State.Version + 1, at, fact));

        bool Stays(ClaimFacts facts) =>
            !claims.Contains(facts.Claim.Id)
                && !facts.Claim.Chain.Any(link => sources.Any(source => actual.State.IsOrBecame(link, source)));

        // what is held about these and those that they were merged into, as far as the topic does not know it
        IEnumerable<SourceProfile> Unheard(IReadOnlyList<SourceId> chain)
        {
            var due = chain.ToList();
            for (var i = 0; i < due.Count; i++)
            {
                if (Sources.FirstOrDefault(s => s.Source == due[i]) is not { } held) continue;
                if (held.MergedInto is { } into && !due.Contains(into)) due.Add(into);
                if (fold.State.Known(held.Source) is null) yield return held;
            }
        }
    }

    private static (TopicFold? Fold, Rejection? Refusal) Refuse(string pointer, string detail) => (null, new Rejection.Invalid(pointer, detail));
}
