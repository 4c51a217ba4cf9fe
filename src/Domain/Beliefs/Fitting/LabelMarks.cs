using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// How labels are marked: by the belief without anything of the claim's own origin (<see cref="Tempered"/>), or by the answer.
/// <code>
/// R[v] ~ P[v] q[v],  r = R[k]      right += c r,  wrong += c (1-r),  confusion row by row += c R
/// </code>
/// A denial swaps right and wrong and leaves the confusion, as "at least stage k" does, of which r is the sum of R from k on. A stated probability p
/// marks by c |2p - 1|. Open sets: r = P q / (P q + (1-P) o).
/// </summary>
internal static class LabelMarks
{
    private const double Together = 0.15;

    public static Mark[] Of(LabelSettings settings, FamilyKnowledge knowledge, IReadOnlyList<WeightedClaim> claims, string? answer)
    {
        var frame = LabelFrame.Of(settings, knowledge, claims);
        var others = new Tempered(frame, new Odds(knowledge, frame.Answers, frame.IsOpen), claims, Together);
        var marks = new Mark[claims.Count];
        if (answer is null && others.Origins < 2) return marks;
        var truth = answer is null ? null : At(frame, answer);
        for (var i = 0; i < marks.Length; i++)
        {
            var said = (Said.Label)claims[i].Said;
            var k = frame.PlaceOf(said.Name);
            if (k >= 0) marks[i] = Of(others, claims[i], said, k, truth ?? others.PosteriorWithout(i));
        }

        return marks;
    }

    /// <summary>How sure a claim is of the side it takes: of a stated probability p that is c max(p, 1-p).</summary>
    public static double Certainty(WeightedClaim claim, Said.Label said) => said.Probability is { } p ? claim.Certainty * Math.Max(p, 1 - p) : claim.Certainty;

    private static Mark Of(Tempered others, WeightedClaim claim, Said.Label said, int k, double[] P)
    {
        var weight = said.Probability is { } p ? claim.Certainty * Math.Abs((2 * p) - 1) : claim.Certainty;
        if (others.Frame.IsOpen)
        {
            var (q, o) = Odds.OpenLikelihood(claim, claim.Certainty, Tempered.OpenAnswers(others.Frame));
            var isDenied = said.Form == LabelForm.Not;
            var (right, wrong) = isDenied ? (P[k] * (1 - q), (1 - P[k]) * (1 - o)) : (P[k] * q, (1 - P[k]) * o);
            return Mark.Of(weight, (isDenied ? wrong : right) / (right + wrong));
        }

        var R = others.Odds.Likelihoods(claim, said, k, Certainty(claim, said));
        var sum = 0.0;
        for (var v = 0; v < R.Length; v++) sum += R[v] *= P[v];
        for (var v = 0; v < R.Length; v++) R[v] /= sum;
        if (said.Probability is < 0.5) k = 1 - k;
        if (said.Form == LabelForm.Not) return Mark.Of(weight, 1 - R[k]);
        if (said.Form == LabelForm.AtLeast) return Mark.Of(weight, Math.Min(R.Skip(k).Sum(), 1));
        return Mark.Of(weight, R[k]) with { Claimed = k, Truths = Array.ConvertAll(R, r => FixedPoint.Of(weight * r)) };
    }

    private static double[] At(LabelFrame frame, string answer)
    {
        var P = new double[frame.Prior.Length];
        var place = frame.PlaceOf(answer);
        P[place < 0 ? P.Length - 1 : place] = 1;
        return P;
    }
}
