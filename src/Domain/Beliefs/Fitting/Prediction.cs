using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// How well what the others say, and what its source has earned elsewhere, predict each claim: the mean of ln P(claim),
/// in nats; 0 for other kinds.
/// </summary>
internal static class Prediction
{
    private const double Together = 0.4;

    public static double Of(FamilyFitting fitting)
    {
        var (sum, count) = (0L, 0);
        for (var t = 0; t < fitting.Topics.Count; t++)
        {
            var topic = fitting.Topics[t];
            if (topic.Labels is null) return 0;
            if (topic.Answer is not null || topic.Claims.Count < 2) continue;
            var claims = fitting.Weighed(topic);
            var frame = LabelFrame.Of(topic.Labels, fitting.Knowledge, claims);
            var others = new Tempered(frame, new Odds(fitting.Knowledge, frame.Answers, frame.IsOpen), claims, Together);
            if (others.Origins < 2) continue;
            var marks = fitting.MarksOf(t);
            for (var i = 0; i < claims.Length; i++)
            {
                if (claims[i].Said is not Said.Label { Form: LabelForm.Is } said || frame.PlaceOf(said.Name) is not (>= 0 and var k)) continue;
                if (said.Probability is < 0.5) k = 1 - k;
                sum += FixedPoint.Of(Math.Log(Probability(others, claims[i], others.PosteriorWithout(i), k, marks.Length == 0 ? default : marks[i])));
                count++;
            }
        }

        return count == 0 ? 0 : FixedPoint.ToDouble(sum) / count;
    }

    private static double Probability(Tempered others, WeightedClaim claim, double[] P, int k, in Mark own)
    {
        if (others.Frame.IsOpen)
        {
            var (q, o) = Odds.OpenLikelihood(claim, 1, Tempered.OpenAnswers(others.Frame));
            return (P[k] * q) + ((1 - P[k]) * o);
        }

        var p = 0.0;
        for (var v = 0; v < P.Length; v++) p += P[v] * others.Odds.Likelihood(claim, v, k, 1, own.Truths is { } truths && own.Claimed == k ? truths[v] : 0);
        return p;
    }
}
