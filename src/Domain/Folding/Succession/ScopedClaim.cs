using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Origin;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Succession;

/// <summary>A claim in scope, in the model's terms: who speaks, what is said, as of when, how surely. Never changes but in what became of it.</summary>
internal sealed class ScopedClaim
{
    public ScopedClaim(TopicState state, Family family, ClaimFacts facts)
    {
        var topic = state.Topic!;
        Facts = facts;
        Chain = state.ChainOf(facts.Claim);
        Lineage = Lineage.Of(state, facts.Claim);
        Said = Saying.Of(topic, family, facts.Claim);
        Certainty = Weight.Certainty.Of(facts.Claim, Chain.Count, Lineage.IsNamed);
        foreach (var basis in Derivation.BasesOf(facts.Claim, state))
        {
            var claim = state.Claims[basis].Claim;
            // no surer than the weakest link
            Certainty = Math.Min(Certainty, Weight.Certainty.Of(claim, state.ChainOf(claim).Count, Lineage.IsNamed));
        }

        Horizon = ValidTime.Horizon(facts);
        IsUndated = facts.Claim is { ReportedTime: null, ValidTime: null };
        IsHedged = facts.Claim.Hedges is { Count: > 0 };
        LooksAhead = facts.Claim.LooksAhead;
        Denies = facts.Claim.Stance == Stance.Denies;
        SoFar = topic is { Kind: TopicKind.Quantity, Dynamics: Dynamics.Cumulative } && Said is Said.Number { Form: NumberForm.Figure, Denied: false }
            && (facts.Claim.Status == ClaimStatus.Ongoing || HedgeWords.SayGoingOn(facts.Claim));
    }

    public ClaimFacts Facts { get; }

    public Claim Claim => Facts.Claim;

    public string Id => Facts.Claim.Id.Value;

    /// <summary>The attribution chain, with the sources that its links are.</summary>
    public IReadOnlyList<SourceId> Chain { get; }

    public Lineage Lineage { get; }

    /// <summary>What is said, before time is taken into account.</summary>
    public Said Said { get; }

    public Said.Number Number => (Said.Number)Said;

    public Said.Label Label => (Said.Label)Said;

    /// <summary>In [0, 1]: grade, hedges, relays and fit; before interest and age.</summary>
    public double Certainty { get; }

    /// <summary>Up to when it can speak.</summary>
    public DateTimeOffset Horizon { get; }

    public DateTimeOffset Reported => Facts.ReportedAt;

    /// <summary>A count so far: of a count that never falls, at least so many.</summary>
    public bool SoFar { get; }

    /// <summary>A figure of a count, and no count so far.</summary>
    public bool IsFigure => Said is Said.Number { Form: NumberForm.Figure, Denied: false };

    /// <summary>Whether it says neither when it was reported nor when it holds.</summary>
    public bool IsUndated { get; }

    public bool IsHedged { get; }

    public bool LooksAhead { get; }

    public bool Denies { get; }

    /// <summary>Set when it did not stand when it was said: why.</summary>
    public Fate? Passed { get; set; }

    /// <summary>What stood in its place later, if it stood once and stands no more.</summary>
    public ScopedClaim? Successor { get; set; }

    /// <summary>What is to be said of it though it stands; null as a rule.</summary>
    public string? Remark { get; set; }
}

/// <summary>A standing and its reason, in words.</summary>
/// <param name="ImpliedBy">What says it and more; once that is outdated, so is this.</param>
internal sealed record Fate(Standing Standing, string Reason, ScopedClaim? ImpliedBy = null);
