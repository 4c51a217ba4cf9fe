namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// Figures that a floor of a later horizon has left behind: they lie below the 90 % interval, and more than h below such a floor. They are
/// history, as if they had grown by more than 5h; an admission among them is not, for age does not touch it.
/// </summary>
internal sealed class LeftBehind
{
    private LeftBehind(bool[] claims, int[] times) => (Claims, Times) = (claims, times);

    /// <summary>Whether a claim is left behind, by its place in the list.</summary>
    public bool[] Claims { get; }

    /// <summary>How many claims of each kernel are.</summary>
    public int[] Times { get; }

    /// <summary>Those left behind if the estimate is among them; else null, and the answer stands.</summary>
    public static LeftBehind? Of(KernelSet voices, IReadOnlyList<WeightedClaim> claims, Answer answer, double low)
    {
        if (answer.Estimate is not { } estimate || estimate >= low) return null;
        var floors = Floors(voices, claims);
        if (floors.Length == 0) return null;
        var behind = new bool[claims.Count];
        var times = new int[voices.Kernels.Length];
        var hasEstimate = false;
        for (var i = 0; i < behind.Length; i++)
        {
            var at = voices.KernelOf[i];
            var kernel = voices.Kernels[at];
            if (kernel.Kind != KernelKind.Figure || kernel.IsDenied || kernel.Mode >= low) continue;
            if (HighestAfter(floors, claims[i].Horizon) <= kernel.Mode + voices.Tolerance) continue;
            hasEstimate |= Math.Abs(kernel.Mode - estimate) < 1e-9;
            if (kernel.IsAdmission) continue;
            behind[i] = true;
            times[at]++;
        }

        return hasEstimate ? new(behind, times) : null;
    }

    /// <summary>By horizon, rising; with each the highest of it and all later ones.</summary>
    private static (double Horizon, double Highest)[] Floors(KernelSet voices, IReadOnlyList<WeightedClaim> claims)
    {
        var floors = new List<(double Horizon, double Highest)>();
        for (var i = 0; i < claims.Count; i++)
        {
            var kernel = voices.Kernels[voices.KernelOf[i]];
            if (kernel.Kind == KernelKind.Floor) floors.Add((claims[i].Horizon, kernel.Mode));
        }

        floors.Sort();
        for (var i = floors.Count - 2; i >= 0; i--) floors[i] = (floors[i].Horizon, Math.Max(floors[i].Highest, floors[i + 1].Highest));
        return [.. floors];
    }

    private static double HighestAfter((double Horizon, double Highest)[] floors, double horizon)
    {
        var (from, to) = (0, floors.Length);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (floors[middle].Horizon <= horizon) from = middle + 1;
            else to = middle;
        }

        return from < floors.Length ? floors[from].Highest : double.NegativeInfinity;
    }
}
