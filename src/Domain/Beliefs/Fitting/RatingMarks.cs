using Analysis.Domain.Beliefs.Ratings;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// How ratings are marked: by the squared error against the weighted mean of the other origins, W their weight, or the answer (W infinite).
/// <code>
/// q = c / (1 + 1/W)      E += q min((x - mean)^2 / sigma^2, 25),  N += q,  the family's sum of squares += q (x - mean)^2 / (U-L)^2
/// </code>
/// </summary>
internal static class RatingMarks
{
    private const double ErrorMax = 25;

    public static Mark[] Of(Family family, double spread, IReadOnlyList<WeightedClaim> claims, AnswerSpan? answer)
    {
        var voices = RatingLaw.Ratings.Of(family.Low, family.High, spread, claims).Voices;
        var marks = new Mark[claims.Count];
        var (W, S) = (0L, 0L);
        var own = new Dictionary<string, (long W, long S)>(StringComparer.Ordinal);
        for (var i = 0; i < voices.Length; i++)
        {
            var (w, s) = (FixedPoint.Of(voices[i].Weight), FixedPoint.Of(voices[i].Weight * Share(family, voices[i])));
            (W, S) = (W + w, S + s);
            var before = own.GetValueOrDefault(claims[i].Origin);
            own[claims[i].Origin] = (before.W + w, before.S + s);
        }

        for (var i = 0; i < marks.Length; i++)
        {
            if (voices[i].Support == 0 && voices[i].Weight == 0) continue;
            var (w, s) = own[claims[i].Origin];
            if (answer is null && W - w <= 0) continue;
            var centre = answer is { } span
                ? (span.Nearest(voices[i].Value, voices[i].Value) - family.Low) / (family.High - family.Low)
                : (double)(S - s) / (W - w);
            var q = answer is null ? claims[i].Certainty / (1 + (1 / FixedPoint.ToDouble(W - w))) : claims[i].Certainty;
            var (error, sigma) = (Math.Pow(Share(family, voices[i]) - centre, 2), spread / (family.High - family.Low));
            marks[i] = new Mark(FixedPoint.Of(q * Math.Min(error / (sigma * sigma), ErrorMax)), FixedPoint.Of(q)) { Residual = FixedPoint.Of(q * error) };
        }

        return marks;
    }

    private static double Share(Family family, RatingVoice voice) => (voice.Value - family.Low) / (family.High - family.Low);
}
