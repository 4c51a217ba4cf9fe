using Analysis.Domain.Claims;

namespace Analysis.Domain.Views;

/// <summary>A belief beside the answer that was established afterwards.</summary>
public static class Judged
{
    /// <summary>With what was believed most, and whether it was so; the same where no answer was given a probability.</summary>
    public static SourceOutcomes With(SourceOutcomes outcomes, View before, ClaimValue answer) => (before.Belief, answer) switch
    {
        (Belief.Proposition { Likelihood.Probability: var p }, ClaimValue.Proposition { Holds: var holds }) =>
            outcomes.With(Math.Max(p, 1 - p), p >= 0.5 == holds),
        (Belief.Categories { Top: { Label: { } label, Probability: >= 0.5 and var p } }, ClaimValue.Category { Name: var name }) =>
            outcomes.With(p, Spelling.Key(label) == Spelling.Key(name)),
        _ => outcomes,
    };

    /// <summary>Whether an exact answer lies within the intervals of 50 % and 90 %; null where there are none, or the answer is a range.</summary>
    public static (bool Half, bool Most)? Within(View before, ClaimValue answer) => (before.Belief, answer) switch
    {
        (Belief.Number number, ClaimValue.Quantity { Best: var best }) => (Holds(number.Interval50, best), Holds(number.Interval90, best)),
        (Belief.Date { Interval50: { } half, Interval90: { } most }, ClaimValue.Date { Edtf: { Begins: { } from, Ends: { } to } }) =>
            (half.From < to && from < half.To, most.From < to && from < most.To),
        _ => null,
    };

    private static bool Holds(Interval interval, double value) => interval.Low <= value && value <= interval.High;
}
