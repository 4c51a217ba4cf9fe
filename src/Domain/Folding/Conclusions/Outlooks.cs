using Analysis.Domain.Beliefs;
using Analysis.Domain.Folding.Time;

namespace Analysis.Domain.Folding.Conclusions;

/// <summary>What became of expectations by what is known by now.</summary>
internal static class Outlooks
{
    /// <summary>
    /// How a plan came true, if a newer statement that fits the answer says so: as much as was expected, or the very
    /// label; null when it did not.
    /// </summary>
    public static string? CameTrue(Conclusion answer, TimedClaim plan)
    {
        for (var i = 0; i < answer.Claims.Count; i++)
        {
            var claim = answer.Claims[i];
            if (answer.Supports(i) && claim.Horizon > plan.Standing.Reported && Meets(claim.Said, plan.Said)) return $"came true: {claim.Lead.Id}";
        }

        return null;
    }

    private static bool Meets(Said said, Said plan) => (said, plan) switch
    {
        (Said.Label { Form: LabelForm.Is } label, Said.Label { Form: LabelForm.Is } expected) =>
            label.Name == expected.Name && label.Probability is null && expected.Probability is null,
        (Said.Number { Form: NumberForm.Figure or NumberForm.AtLeast, Denied: false } number,
            Said.Number { Form: not NumberForm.AtMost, Denied: false } expected) => number.Value >= expected.Low,
        _ => false,
    };
}
