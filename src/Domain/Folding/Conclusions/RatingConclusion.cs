using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Ratings;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Conclusions;

/// <summary>A number on a bounded scale.</summary>
internal sealed class RatingConclusion : Conclusion
{
    private readonly double _weight;

    private RatingConclusion(TopicDefinition topic, Timeslice slice, List<WeightedClaim> weighed, RatingBelief belief)
        : base(slice, slice.Claims, weighed)
    {
        Belief = belief;
        _weight = belief.Voices.Sum(v => v.Weight);
        AsOf = topic.Dynamics == Dynamics.Fixed ? null : slice.Claims.Max(c => c.Horizon);
    }

    public RatingBelief Belief { get; }

    public override bool HasEvidence => Belief.Mean is not null;

    public override DateTimeOffset? AsOf { get; }

    public override double Disagreement => Belief.Disagreement;

    public static Conclusion Of(TopicState state, Family family, Timeslice slice)
    {
        if (slice.Claims.Count == 0) return new NoConclusion(slice);
        var topic = state.Topic!;
        var weighing = new Weighing(state, family, slice.Claims);
        var newest = slice.Claims.Max(c => c.Horizon);
        var weighed = slice.Claims.ConvertAll(c => Aged(topic, weighing.Of(c), (newest - c.Horizon).TotalDays));
        return new RatingConclusion(topic, slice, weighed, RatingLaw.Believe(family.Low, family.High, state.Knowledge, weighed));
    }

    public override bool Supports(int claim) => Belief.Voices[claim].Weight > 0;

    public override double SupportOf(int claim) => Belief.Voices[claim].Weight > 0 ? Belief.Voices[claim].Support : 0;

    public override double PartOf(int claim) => _weight > 0 ? Belief.Voices[claim].Weight / _weight : 0;

    /// <summary>On a scale that changes an older rating is the less sure.</summary>
    private static WeightedClaim Aged(TopicDefinition topic, WeightedClaim claim, double days) =>
        topic is { Dynamics: Dynamics.Changing, HalfLife: { } half }
            ? claim with { Certainty = claim.Certainty * ValidTime.Held(days, half.Length.TotalDays) } : claim;
}
