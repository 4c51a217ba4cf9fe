namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// The candidates of many statements, at most <see cref="NumberRules.CandidatesMax"/>: the kinks, that is the ends lo and hi of all flat tops, and from each
/// kink, until half way to the next, the values
/// <code>
/// kink +- max(.35 l, d) r^i       r = 1.6, i = 0, 1, 2 ..., l the narrowest side there, d = .07h 1.25^k with the least k that leaves few enough
/// </code>
/// Where next to no mass can lie between two kinks there is nothing between them. Beyond the outermost kinks they go on
/// as far as any statement's proposals do. A new statement changes those beside its own kinks only. Of more kinks than
/// <see cref="NumberRules.KinksMax"/> those with a side beyond 2h, which hardly bend anything, are left out; of what
/// remains the narrowest in each cell of a grid is taken, the cells .02h 2^k wide.
/// </summary>
internal static class Mesh
{
    private const double Farthest = 8;  // of a side's scales
    private const double Outside = 60;  // h

    public static double[] Of(KernelSet kernels, double floor, out Sums? known)
    {
        var tolerance = kernels.Tolerance;
        var (kinks, from, to) = Kinks(kernels.Kernels, tolerance, floor);
        kinks = Thinned(kinks, tolerance);
        var bears = Bears(kernels, kinks, out known);
        var values = new List<double>(NumberRules.CandidatesMax + 1);
        var finest = NumberRules.MeshFinest * tolerance;
        while (!Fill(values, kinks, bears, from, to, finest, tolerance))
        {
            values.Clear();
            finest *= NumberRules.MeshStep;
        }

        return [.. values];
    }

    private static (List<(double Y, double Scale)> Kinks, double From, double To) Kinks(ReadOnlySpan<Kernel> kernels, double tolerance, double floor)
    {
        var kinks = new List<(double Y, double Scale)>(2 * kernels.Length + 1);
        var (lowest, highest, from, to) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var kernel in kernels)
        {
            var (left, right, farLeft, farRight) = Scales(kernel);
            if (kernel.Lo == kernel.Hi) left = right = Math.Min(left, right);
            if (kernel.Lo >= floor) kinks.Add((kernel.Lo, left));
            if (kernel.Hi > kernel.Lo && kernel.Hi >= floor) kinks.Add((kernel.Hi, right));
            lowest = Math.Min(lowest, kernel.Lo);
            highest = Math.Max(highest, kernel.Hi);
            from = Math.Min(from, kernel.Lo - Farthest * farLeft);
            to = Math.Max(to, kernel.Hi + Farthest * farRight);
        }

        if (lowest < floor) kinks.Add((floor, tolerance));
        kinks.Sort();
        return (kinks, Math.Max(floor, Math.Min(from, lowest - Outside * tolerance)), Math.Max(to, highest + Outside * tolerance));
    }

    private static (double Left, double Right, double FarLeft, double FarRight) Scales(Kernel kernel)
    {
        var (left, right, farLeft, farRight) = (double.PositiveInfinity, double.PositiveInfinity, 0.0, 0.0);
        foreach (var parts in (ReadOnlySpan<Part[]>)[kernel.Hit, kernel.Near])
        {
            foreach (var part in parts)
            {
                (left, right) = (Math.Min(left, part.Left), Math.Min(right, part.Right));
                (farLeft, farRight) = (Math.Max(farLeft, part.Left), Math.Max(farRight, part.Right));
            }
        }

        return (left, right, farLeft, farRight);
    }

    /// <summary>Of one value the narrowest; of many values one in each cell.</summary>
    private static List<(double Y, double Scale)> Thinned(List<(double Y, double Scale)> rising, double tolerance)
    {
        var kept = new List<(double Y, double Scale)>();
        foreach (var kink in rising)
        {
            if (kept.Count == 0 || kink.Y != kept[^1].Y) kept.Add(kink);
        }

        if (kept.Count > NumberRules.KinksMax)
        {
            kept = [.. kept.Where((kink, i) => i == 0 || i == kept.Count - 1
                || kink.Scale < NumberRules.MeshWide * tolerance)];
        }
        var cell = NumberRules.CandidatesApart * tolerance;
        while (kept.Count > NumberRules.KinksMax)
        {
            var (all, last) = (kept, double.NaN);
            kept = new(NumberRules.KinksMax);
            foreach (var kink in all)
            {
                var at = Math.Floor(kink.Y / cell);
                if (at != last) kept.Add(kink);
                else if (kink.Scale < kept[^1].Scale) kept[^1] = kink;
                last = at;
            }

            cell *= 2;
        }

        return kept;
    }

    /// <summary>
    /// Whether more than a ten-thousandth of the mass can lie between a kink and the next. Between kinks every e but a
    /// denial's is convex, so that ln P lies below the straight line between its values at them. Null where so many
    /// speak that it is not worth its cost.
    /// </summary>
    private static bool[]? Bears(KernelSet kernels, List<(double Y, double Scale)> kinks, out Sums? known)
    {
        known = null;
        if (kernels.Kernels.Length > NumberRules.MeshWeighedMax || kinks.Count < 2) return null;
        var masses = NumberLaw.Believe(kernels, [.. kinks.Select(k => k.Y)], out known).Masses;
        var bears = new bool[masses.Length];
        for (var i = 0; i < bears.Length; i++) bears[i] = masses[i] > NumberRules.MeshMass;
        return bears;
    }

    private static bool Fill(List<double> values, List<(double Y, double Scale)> kinks, bool[]? bears, double from, double to, double finest, double tolerance)
    {
        var apart = NumberRules.CandidatesApart * tolerance / 2;
        Fall(values, kinks[0], finest, kinks[0].Y - from, apart);
        if (from < kinks[0].Y - apart) values.Insert(0, from);
        for (var i = 0; i < kinks.Count && values.Count <= NumberRules.CandidatesMax; i++)
        {
            values.Add(kinks[i].Y);
            if (i + 1 == kinks.Count)
            {
                Rise(values, kinks[i], finest, to - kinks[i].Y, apart);
                values.Add(to);
                continue;
            }

            if (bears is not null && !bears[i]) continue;
            var half = (kinks[i + 1].Y - kinks[i].Y) / 2;
            Rise(values, kinks[i], finest, half, apart);
            Fall(values, kinks[i + 1], finest, half, apart);
        }

        return values.Count <= NumberRules.CandidatesMax;
    }

    private static void Rise(List<double> values, (double Y, double Scale) kink, double finest, double reach, double apart)
    {
        for (var d = First(kink, finest); d < reach - apart; d *= NumberRules.MeshRatio) values.Add(kink.Y + d);
    }

    private static void Fall(List<double> values, (double Y, double Scale) kink, double finest, double reach, double apart)
    {
        var at = values.Count;
        for (var d = First(kink, finest); d < reach - apart; d *= NumberRules.MeshRatio) values.Add(kink.Y - d);
        values.Reverse(at, values.Count - at);
    }

    private static double First((double Y, double Scale) kink, double finest) => Math.Max(NumberRules.MeshFirst * kink.Scale, finest);
}
