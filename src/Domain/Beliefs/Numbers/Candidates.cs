namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// Chooses the values that the belief is reckoned at; between them ln P is a straight line. Every statement proposes
/// <code>
/// lo, hi, their middle, and lo - q l, hi + q r       q in {.35, 1, 2, 4, 8}, l and r each of its scales
/// </code>
/// and 5, 15, 30 and 60 h outside of all; never below the floor; nearer than .02h together as one, but for the ends lo. Where more
/// than <see cref="NumberRules.ProposersMax"/> speak, these would be hundreds: <see cref="Mesh"/>.
/// </summary>
internal static class Candidates
{
    private static readonly double[] Steps = [0.35, 1, 2, 4, 8];
    private static readonly double[] Outside = [5, 15, 30, 60];

    /// <param name="kernels">Who speaks.</param>
    /// <param name="floor">The least value there is.</param>
    /// <param name="known">The sums that choosing took; null when it took none.</param>
    public static double[] Of(KernelSet kernels, double floor, out Sums? known)
    {
        if (kernels.Kernels.Length > NumberRules.ProposersMax) return Mesh.Of(kernels, floor, out known);
        known = null;
        return All(kernels.Kernels, kernels.Tolerance, floor);
    }

    /// <summary>The values that all kernels propose, rising.</summary>
    public static double[] All(ReadOnlySpan<Kernel> kernels, double tolerance, double floor)
    {
        var proposed = new List<double>(48 * kernels.Length + 9);
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var kernel in kernels)
        {
            proposed.AddRange([kernel.Lo, kernel.Hi, (kernel.Lo + kernel.Hi) / 2]);
            foreach (var part in kernel.Hit) Sides(proposed, kernel, part);
            foreach (var part in kernel.Near) Sides(proposed, kernel, part);
            lowest = Math.Min(lowest, kernel.Lo);
            highest = Math.Max(highest, kernel.Hi);
        }

        foreach (var q in Outside) proposed.AddRange([lowest - q * tolerance, highest + q * tolerance]);
        if (double.IsFinite(floor)) proposed.Add(floor);
        proposed.Sort();
        var ends = Ends(kernels, floor);
        var chosen = new List<double>(proposed.Count + ends.Length);
        var (last, apart) = (double.NegativeInfinity, NumberRules.CandidatesApart * tolerance);
        foreach (var y in proposed)
        {
            if (y < floor || y - last <= apart) continue;
            chosen.Add(last = y);
        }

        chosen.AddRange(ends);
        chosen.Sort();
        return Distinct(chosen);
    }

    private static void Sides(List<double> proposed, Kernel kernel, Part part)
    {
        foreach (var q in Steps) proposed.AddRange([kernel.Lo - q * part.Left, kernel.Hi + q * part.Right]);
    }

    private static double[] Ends(ReadOnlySpan<Kernel> kernels, double floor)
    {
        var ends = new List<double>(kernels.Length);
        foreach (var kernel in kernels)
        {
            if (kernel.Lo >= floor) ends.Add(kernel.Lo);
        }

        return [.. ends];
    }

    private static double[] Distinct(List<double> rising)
    {
        var distinct = new List<double>(rising.Count);
        foreach (var y in rising)
        {
            if (distinct.Count == 0 || y != distinct[^1]) distinct.Add(y);
        }

        return [.. distinct];
    }
}
