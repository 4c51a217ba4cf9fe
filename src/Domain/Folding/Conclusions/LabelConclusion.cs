using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Conclusions;

/// <summary>
/// A proposition or a category. On a topic that changes, what is older than every statement of the leading answer is history: no camp, and no part
/// of the disagreement.
/// </summary>
internal sealed class LabelConclusion : Conclusion
{
    private readonly DateTimeOffset _history; // what is older is

    private LabelConclusion(TopicDefinition topic, Timeslice slice, List<WeightedClaim> weighed, LabelBelief belief)
        : base(slice, slice.Claims, weighed)
    {
        Belief = belief;
        if (topic.Dynamics == Dynamics.Fixed || Claims.Count == 0)
        {
            Disagreement = belief.Disagreement;
            return;
        }

        var supporting = Claims.Where((_, i) => belief.Voices[i].Supports).ToList();
        AsOf = (supporting.Count > 0 ? supporting : slice.Claims).Where(c => !c.Lead.IsUndated).Max(c => (DateTimeOffset?)c.Horizon);
        if (topic.Dynamics != Dynamics.Changing || supporting.Count == 0)
        {
            Disagreement = belief.Disagreement;
            return;
        }

        _history = supporting.Min(c => c.Horizon);
        Disagreement = LabelLaw.Disagreement(belief, Claims.Select(c => c.Horizon >= _history));
    }

    public LabelBelief Belief { get; }

    public override DateTimeOffset? AsOf { get; }

    public override double Disagreement { get; }

    public static Conclusion Of(TopicState state, Family family, Timeslice slice)
    {
        if (slice.Claims.Count == 0) return new NoConclusion(slice);
        var weighing = new Weighing(state, family, slice.Claims);
        var weights = slice.Claims.ConvertAll(c => weighing.Of(c).Weight);
        if (state.Topic is { Dynamics: Dynamics.Changing, HalfLife: { } half })
        {
            slice.Replace(slice.Current(LabelAges.Of(slice.Claims, weights, half.Length.TotalDays)));
        }
        if (state.Topic!.Dynamics == Dynamics.Cumulative) slice.Replace(Stages.Of(state.Topic, slice, weights));

        var weighed = slice.Claims.ConvertAll(c => weighing.Of(c));
        return new LabelConclusion(state.Topic, slice, weighed, LabelLaw.Believe(SettingsOf(state.Topic), state.Knowledge, weighed));
    }

    /// <summary>What a topic with labels asks.</summary>
    public static LabelSettings SettingsOf(TopicDefinition topic) => new()
    {
        Labels = topic.Kind == TopicKind.Proposition ? new(Saying.No, Saying.Yes) : topic.Categories, IsProposition = topic.Kind == TopicKind.Proposition,
        Ordered = topic.Ordered, Cumulative = topic.Dynamics == Dynamics.Cumulative, Observers = topic.Sources == Voices.Observers,
    };

    /// <summary>Whether a claim is older than all that supports the answer, on a topic that changes.</summary>
    public bool IsHistory(int claim) => Claims[claim].Horizon < _history;

    public override bool Supports(int claim) => Belief.Voices[claim].Supports;

    public override double SupportOf(int claim) => Belief.Voices[claim].Support * Claims[claim].Kept;

    public override bool Informs(int claim) => Belief.Voices[claim].Does is not LabelEffect.Nothing;

    public override double PartOf(int claim)
    {
        var voice = Belief.Voices[claim];
        return (voice.Opposes ? -1 : 1) * FixedPoint.ToDouble(voice.Adds) + 0.0; // no "-0"
    }
}
