using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding;

/// <summary>A claim in scope, in the model's terms: who speaks, what is said, as of when, how surely.</summary>
internal sealed class Utterance
{
    private readonly bool _byHorizon;
    private readonly DateTimeOffset _reportedBy;

    public Utterance(TopicDefinition topic, Family family, ClaimFacts facts, Func<SourceId, SourceProfile> profile, double certainty)
    {
        Facts = facts;
        Said = Assertions.Of(topic, family, facts.Claim);
        Voice = Lineage.VoiceOf(topic, facts.Claim, profile);
        Speaker = Lineage.SpeakerOf(Voice, facts.Claim);
        Stake = Interests.StakeOf(topic, facts.Claim, Said);
        Plain = certainty;
        Certainty = Interests.Adjust(certainty, Stake);
        _reportedBy = facts.ReportedBy;
        Horizon = facts.Claim is { LooksAhead: false, ValidTime.To: { } end } && end < _reportedBy ? end : _reportedBy;
        _byHorizon = topic.Dynamics != Dynamics.Fixed;
        IsFigure = Said is Assertion.Interval { IsBound: false, Denied: false }
            || (facts.Claim.Value is ClaimValue.Bound && facts.Claim.Qualified("derivedFrom") is not null);
    }

    public ClaimFacts Facts { get; }

    public Claim Claim => Facts.Claim;

    /// <summary>What is said, before time is taken into account.</summary>
    public Assertion Said { get; }

    public string Voice { get; }

    public string Speaker { get; }

    public Stake Stake { get; }

    /// <summary>In [0, 1], as the claim was made.</summary>
    public double Plain { get; }

    /// <summary>In [0, 1], interest included; not aged.</summary>
    public double Certainty { get; }

    /// <summary>Up to when it can speak: the end of its valid time, but not beyond the report.</summary>
    public DateTimeOffset Horizon { get; }

    /// <summary>Among its speaker's statements: why it did not stand when it was said; null when it did.</summary>
    public Fate? Passed { get; set; }

    /// <summary>What stood once it was said, and up to when.</summary>
    public (Utterance? Leader, DateTimeOffset Horizon) Stands { get; set; }

    /// <summary>What stood in its place later, if it stood and stands no more.</summary>
    public Utterance? Successor { get; set; }

    /// <summary>The horizon, but not later than we took it in: "in November", said in November, is about the days so far.</summary>
    public DateTimeOffset Speaks => Horizon < Facts.RecordedAt ? Horizon : Facts.RecordedAt;

    /// <summary>Whether it gives a figure: a point, a range, or a bound that was derived from a count.</summary>
    public bool IsFigure { get; }

    /// <summary>
    /// The order in which one speaker's statements stand: by what they are about (unless the truth is fixed), then by
    /// when they were reported, then by id. Recorded time decides only where no reported time is known, so that the order
    /// of arrival does not.
    /// </summary>
    public static IComparer<Utterance> Order { get; } = Comparer<Utterance>.Create((x, y) =>
    {
        var order = x._byHorizon ? x.Horizon.CompareTo(y.Horizon) : 0;
        if (order == 0) order = x._reportedBy.CompareTo(y._reportedBy);
        return order == 0 ? string.CompareOrdinal(x.Claim.Id.Value, y.Claim.Id.Value) : order;
    });
}

/// <summary>A standing and its reason, in words.</summary>
internal sealed record Fate(Standing Standing, string Reason);
