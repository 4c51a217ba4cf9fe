using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// c of the law of labels, by which voices that agree repeat one another: how far the errors of different origins on
/// one topic go together, then what answers say. With e = 1 where a voice names the leading label and 0 where not, less
/// the probability p that its source would, and s^2 = p (1-p):
/// <code>
/// x = (sum over topics of 1/(n-1) sum over pairs of e e'  + .075 x 400) / (the same of s s' + 400)
/// c = clamp(x / .075, .2, 1)
/// </code>
/// x is the intraclass correlation of the errors. Only topics of five voices or more count: with fewer the leading
/// label is fitted to them, and x says nothing. An origin is one voice, newcomers are none, and a topic counts by its
/// voices, not by their pairs. Where topics are answered:
/// <code>
/// c = argmin over {.2, .3, .5, .7, 1, 1.4, 2} and c_x of  log loss of the answers + 4 ln^2(c / c_x)
/// </code>
/// </summary>
internal static class ExponentFit
{
    private const double Independent = 0.075;      // x from which on c is 1
    private const double Weight = 400;             // of the prior x, in units of s s'
    private const double Least = 0.2;
    private const int VoicesMin = 5;
    private const double Together = 0.4;           // rho of the belief whose leading label is taken
    private const double Penalty = 4;

    private static readonly double[] Grid = [0.2, 0.3, 0.5, 0.7, 1, 1.4, 2];

    /// <param name="fitting">The family, its sources learned.</param>
    /// <param name="answered">Its answered topics, with their claims as they would be weighed had nobody learned from them.</param>
    public static double Of(FamilyFitting fitting, IReadOnlyList<(TopicHeard Topic, WeightedClaim[] Claims)> answered)
    {
        var start = FromVoices(fitting);
        if (answered.Count == 0) return start;
        return Grid.Append(start)
            .MinBy(c => FixedPoint.ToDouble(answered.Sum(a => Loss(fitting.Knowledge, a.Topic, a.Claims, c)))
            + (Penalty * Math.Pow(Math.Log(c / start), 2)));
    }

    private static double FromVoices(FamilyFitting fitting)
    {
        var (together, alone) = (0L, 0L);
        foreach (var topic in fitting.Topics.Where(t => t.Claims.Count >= VoicesMin))
        {
            var (e, s) = Pairs(topic.Labels!, fitting.Knowledge, fitting.Weighed(topic));
            (together, alone) = (together + e, alone + s);
        }

        var x = (FixedPoint.ToDouble(together) + (Independent * Weight)) / (FixedPoint.ToDouble(alone) + Weight);
        return Math.Clamp(x / Independent, Least, 1);
    }

    private static (long Errors, long Spread) Pairs(LabelSettings settings, FamilyKnowledge knowledge, WeightedClaim[] claims)
    {
        var frame = LabelFrame.Of(settings, knowledge, claims);
        var belief = new Tempered(frame, new Odds(knowledge, frame.Answers, frame.IsOpen), claims, Together);
        var P = belief.Posterior();
        var top = 0;
        for (var v = 1; v < frame.Names.Count; v++) top = P[v] > P[top] ? v : top;
        long sum = 0, squares = 0, spread = 0, variance = 0;
        var n = 0;
        for (var i = 0; i < claims.Length; i++)
        {
            if (claims[i].Said is not Said.Label { Form: LabelForm.Is, Probability: null } said || claims[i].IsNewcomer || !belief.Leads(i)) continue;
            n++;
            var p = frame.IsOpen ? Odds.OpenLikelihood(claims[i], 1, Tempered.OpenAnswers(frame)).True : belief.Odds.Likelihood(claims[i], top, top, 1);
            var e = (frame.PlaceOf(said.Name) == top ? 1 : 0) - p;
            (sum, squares) = (sum + FixedPoint.Of(e), squares + FixedPoint.Of(e * e));
            (spread, variance) = (spread + FixedPoint.Of(Math.Sqrt(p * (1 - p))), variance + FixedPoint.Of(p * (1 - p)));
        }

        long Of(long all, long own) => FixedPoint.Of((Math.Pow(FixedPoint.ToDouble(all), 2) - FixedPoint.ToDouble(own)) / (n - 1));
        return n < VoicesMin ? (0, 0) : (Of(sum, squares), Of(spread, variance));
    }

    private static long Loss(FamilyKnowledge knowledge, TopicHeard topic, WeightedClaim[] claims, double exponent)
    {
        var belief = LabelLaw.Believe(topic.Labels!, knowledge with { Exponent = exponent }, claims);
        var p = belief.Labels.Any(l => l.Label == topic.AnswerLabel) ? belief.Of(topic.AnswerLabel!) : belief.SomethingElse;
        return FixedPoint.Of(-Math.Log(Math.Max(p, 1e-6)));
    }
}
