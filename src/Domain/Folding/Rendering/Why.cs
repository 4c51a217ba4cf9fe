using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Beliefs.Numbers;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>Takes a conclusion apart: what it follows from, origin by origin.</summary>
internal static class Why
{
    public static Explanation Of(TopicState state, Family family, View view, Conclusion conclusion, int skip, int limit, Func<string, View> without)
    {
        var origins = Enumerable.Range(0, conclusion.Claims.Count).GroupBy(i => conclusion.Claims[i].Origin, StringComparer.Ordinal)
            .OrderByDescending(g => g.Max(i => conclusion.Weighed[i].Weight * conclusion.Weighed[i].Kept)).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var numbers = (conclusion as NumberConclusion)?.Belief?.Explain() ?? (conclusion as DateConclusion)?.Belief?.Explain();
        var page = origins.Skip(skip).Take(limit).Select(g => new OriginShare(
            g.Key, [.. g.Select(i => ShareOf(state, conclusion, numbers, i))], without(g.Key)));
        return new Explanation(view, BasisOf(state, family, conclusion), [.. page], skip + limit < origins.Count ? skip + limit : null);
    }

    private static Basis? BasisOf(TopicState state, Family family, Conclusion conclusion) => conclusion switch
    {
        LabelConclusion label => Of(state, label.Belief),
        NumberConclusion { Belief: { } belief } => Of(family, belief),
        DateConclusion { Belief: { } belief } => Of(family, belief),
        DateConclusion { States: { } states } => Of(state, states),
        RatingConclusion { Belief: { } belief } => new Basis.Rating(family.Low, family.High, belief.Spread, belief.Effective),
        _ => null,
    };

    private static Basis.Labels Of(TopicState state, LabelBelief belief)
    {
        var labels = belief.Labels.Select(l => new LabelWeight(
            state.ShownLabel(l.Label), l.Probability, l.Prior, FixedPoint.ToDouble(l.For), FixedPoint.ToDouble(l.Newcomers), FixedPoint.ToDouble(l.Against),
            FixedPoint.ToDouble(l.Neighbours), FixedPoint.ToDouble(l.Unlikely)));
        return new Basis.Labels(belief.SomethingElsePrior > 0
            ? [.. labels, new LabelWeight(null, belief.SomethingElse, belief.SomethingElsePrior, 0, 0, 0, 0, 0)]
            : [.. labels], belief.Exponent);
    }

    private static Basis.Numbers Of(Family family, NumberBelief belief)
    {
        var explained = belief.Explain();
        return new Basis.Numbers([.. explained.Candidates().Select(c => new CandidateValue(c.Y, c.LogDensity))], family.Logarithmic, belief.Tolerance,
            explained.TemperingOfFigures, explained.TemperingOfBounds, explained.TemperingOfDenials);
    }

    private static ClaimShare ShareOf(TopicState state, Conclusion conclusion, NumberExplanation? numbers, int at)
    {
        var weighed = conclusion.Weighed[at];
        var isNumber = numbers is not null && conclusion.IsSized(at);
        var (adds, to, voice) = (conclusion.PartOf(at), default(string), default(LabelVoice?));
        if (conclusion is LabelConclusion { Belief: var belief })
        {
            adds = FixedPoint.ToDouble(belief.Voices[at].Adds);
            if (belief.Voices[at] is { Label: >= 0, Adds: > 0 } heard) (to, voice) = (state.ShownLabel(belief.Labels[heard.Label].Label), heard);
        }

        return new ClaimShare(
            new ClaimId(weighed.Id), weighed.Accuracy, weighed.Certainty, weighed.Kept, weighed.Among, adds, to,
            voice?.Does, FixedPoint.ToDouble(voice?.Also ?? 0),
            isNumber ? numbers!.Factor(at) : 1, isNumber ? numbers!.Evidence(at) : []);
    }
}
