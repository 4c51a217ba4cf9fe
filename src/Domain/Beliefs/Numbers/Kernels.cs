namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>Makes kernels of statements: one method for each form that a number is given in.</summary>
internal sealed class Kernels
{
    private readonly NumberSettings _settings;
    private readonly double _h;
    private readonly bool _countIsGiven; // somebody gives a figure or a range
    private readonly Tops? _tops;        // null without floors

    /// <param name="settings">Of the topic.</param>
    /// <param name="statements">All that are made on it, without doubles.</param>
    /// <param name="times">How many claims make each.</param>
    public Kernels(NumberSettings settings, ReadOnlySpan<Statement> statements, ReadOnlySpan<int> times)
    {
        _settings = settings;
        _h = ToleranceOf(settings, statements);
        var floors = false;
        foreach (var statement in statements)
        {
            floors |= statement.Form == NumberForm.AtLeast;
            _countIsGiven |= !statement.IsDenied && statement.Form is NumberForm.Figure or NumberForm.Range;
        }

        if (!floors || !_countIsGiven) return;
        var figures = new List<(double Value, double Accuracy, double Weight, int Times, bool IsSoFar)>();
        for (var i = 0; i < statements.Length; i++)
        {
            var s = statements[i];
            if (s.IsFigure && !s.IsDenied) figures.Add((s.Value, s.PlainAccuracy, s.PlainWeight, times[i], s.IsSoFar));
        }

        _tops = new Tops(figures, _h);
    }

    /// <summary>h of the topic as it stands, on the y scale.</summary>
    public double Tolerance => _h;

    public Kernel Of(in Statement s)
    {
        // f = .3 (1 - accuracy) + .1 (1 - certainty), at most 1 - a
        var a = Clamp(s.Accuracy * s.Certainty);
        var nonsense = NumberRules.NonsenseOfSource * (1 - s.PlainAccuracy) + NumberRules.NonsenseOfWords * (1 - s.PlainCertainty);
        if (!IsAdmission(s)) return Of(s, a, Math.Min(nonsense, 1 - a), s.PlainWeight, s.GrowthUp, s.GrowthDown);
        return Of(s, NumberRules.AdmissionHit, NumberRules.AdmissionNonsense, NumberRules.AdmissionHit, 0, 0);
    }

    private static double Clamp(double probability) => Math.Clamp(probability, NumberRules.HitLeast, NumberRules.HitMost);

    /// <summary>A party's figure or bound beyond what suits it; of a range or a denial there is no admission.</summary>
    private static bool IsAdmission(in Statement s) => !s.IsDenied && s.Stake switch
    {
        Stake.AdmitsMore => s.Form is NumberForm.Figure or NumberForm.AtLeast,
        Stake.AdmitsLess => s.Form is NumberForm.Figure or NumberForm.AtMost,
        _ => false,
    };

    /// <summary>
    /// Dates: 2 days where any is given to the day, 7 minutes where all are given to the minute; the family's where
    /// none is given as a figure.
    /// </summary>
    private static double ToleranceOf(NumberSettings settings, ReadOnlySpan<Statement> statements)
    {
        if (!settings.IsDate) return settings.Tolerance;
        double? coarsest = null;
        foreach (var s in statements)
        {
            if (!s.IsDenied && s.Precision is { } p) coarsest = Math.Max(coarsest ?? 0, p);
        }

        return coarsest is null ? settings.Tolerance : coarsest < NumberRules.MinutePrecision ? NumberRules.ToTheMinute : NumberRules.ToTheDay;
    }

    private Kernel Of(in Statement s, double a, double f, double weight, double rise, double fall)
    {
        var kind = KindOf(s);
        var plateau = kind == KernelKind.Floor ? Plateau(s) : 0;
        var (lo, hi, hit, near) = kind switch
        {
            KernelKind.Figure => Figure(s),
            KernelKind.Range => Range(s),
            KernelKind.Floor => AtLeast(s, plateau),
            _ => AtMost(s),
        };
        var growth = s.GrowthUp + s.GrowthDown;
        return new Kernel(lo, hi, IsAdmission(s) ? Admitted(s, hit) : hit, near, a, f, _h)
        {
            Kind = kind,
            IsDenied = s.IsDenied,
            Mode = s.Value,
            Centre = s.Form switch
            {
                NumberForm.AtLeast => hi,
                NumberForm.AtMost => lo,
                _ => s.Value + s.GrowthUp - s.GrowthDown,
            },
            Kept = s.Kept,
            Share = 1.0 / s.Among,
            Phi = kind is KernelKind.Floor or KernelKind.Ceiling ? 1 : growth / (growth + NumberRules.GrowthHalf * _h),
            Weight = weight,
            IsAdmission = IsAdmission(s),
            IsNewcomer = (s.Traits & Traits.Newcomer) != Traits.None,
            Rise = rise,
            Fall = fall,
            IsTopped = plateau > NumberRules.BoundFlat * _h + 1e-9,
            StandsForCount = s.StandsForCount,
        }.Ready();
    }

    private KernelKind KindOf(in Statement s) => s.Form switch
    {
        NumberForm.Figure => s.IsSoFar && !s.IsDenied ? KernelKind.Floor : KernelKind.Figure,
        NumberForm.Range => KernelKind.Range,
        _ when s.StandsForCount && !_countIsGiven => KernelKind.Figure,
        NumberForm.AtLeast => KernelKind.Floor,
        _ => KernelKind.Ceiling,
    };

    /// <summary>How far the flat top of a floor reaches: 3h, or to h beyond the highest figure that tops it. A count so far is not topped.</summary>
    private double Plateau(in Statement s)
    {
        var flat = NumberRules.BoundFlat * _h;
        return s.Form == NumberForm.AtLeast && _tops?.Over(s.PlainAccuracy) is { } top ? Math.Max(flat, top - s.Low + _h) : flat;
    }

    /// <summary>
    /// A figure x, with sides that hold 90 % of it within its margin:
    /// <code>
    /// K = mean over m in {.2, 1, 4} of k(x, x, mh, mh),   M = k(x, x, 4.2h, 7.8h)         sides at least margin / ln 10
    /// </code>
    /// Growth g moves the flat top to x + g and adds g to that side.
    /// </summary>
    private (double Lo, double Hi, Part[] Hit, Part[] Near) Figure(in Statement s)
    {
        var x = s.Value;
        var left = s.MarginLow is { } low ? Math.Max(x - low, 0) / NumberRules.MarginTail : 0;
        var right = s.MarginHigh is { } high ? Math.Max(high - x, 0) / NumberRules.MarginTail : 0;
        var scales = NumberRules.HitScales;
        var hit = new Part[scales.Length];
        for (var i = 0; i < hit.Length; i++) hit[i] = Sides(s, 1.0 / scales.Length, scales[i] * _h, scales[i] * _h, left, right);
        return (x - s.GrowthDown, x + s.GrowthUp, hit, Misses(s, left, right));
    }

    private Part[] Misses(Statement s, double left, double right)
    {
        if (_settings.Misses == MissShape.Cauchy)
            return Array.ConvertAll(NumberRules.MissAnywhere, m => Sides(s, m.Weight, m.Scale * _h, m.Scale * _h, left, right));
        if (_settings.IsDate)
        {
            var least = s.Precision is { } p && p < NumberRules.DayPrecision ? NumberRules.MinuteMiss : NumberRules.DayMiss;
            var scale = Math.Max(NumberRules.DateMissLeast * _h, least);
            return [Sides(s, 1, NumberRules.DateMissBelow * scale, NumberRules.DateMissAbove * scale, left, right)];
        }

        // A party exaggerates: the truth lies rather on the side that does not suit it.
        return s.Stake switch
        {
            Stake.FavoursHigh when s.IsFigure => [Sides(s, 1, NumberRules.MissAbove * _h, NumberRules.MissOfInterest * _h, left, right)],
            Stake.FavoursLow when s.IsFigure => [Sides(s, 1, NumberRules.MissOfInterest * _h, NumberRules.MissAbove * _h, left, right)],
            _ => [Sides(s, 1, NumberRules.MissBelow * _h, NumberRules.MissAbove * _h, left, right)],
        };
    }

    private static Part Sides(in Statement s, double weight, double left, double right, double leftLeast, double rightLeast) =>
        new(weight, Math.Max(left, leftLeast) + s.GrowthDown, Math.Max(right, rightLeast) + s.GrowthUp);

    /// <summary><code>K = k(lo, hi, w, w),   w = max(h/2, .05 (hi - lo)),   M = k(lo, hi, 4.2h, 7.8h)</code></summary>
    private (double Lo, double Hi, Part[] Hit, Part[] Near) Range(in Statement s)
    {
        var edge = Math.Max(NumberRules.RangeEdge * _h, NumberRules.RangeEdgeShare * (s.High - s.Low));
        return (s.Low, s.High, [Sides(s, 1, edge, edge, 0, 0)], [Sides(s, 1, NumberRules.MissBelow * _h, NumberRules.MissAbove * _h, 0, 0)]);
    }

    /// <summary><code>K = .7 k(L, L+p, h/2, 6h) + .3 k(L, L+p, h/2, 30h),   M = k(L, L+p, 2h, 12h),   p = 3h + g, or as a figure tops it</code></summary>
    private (double Lo, double Hi, Part[] Hit, Part[] Near) AtLeast(in Statement s, double plateau)
    {
        var edge = NumberRules.BoundEdge * _h;
        return (s.Value, s.Value + plateau + s.GrowthUp,
            [
                Sides(s, 1 - NumberRules.BoundTailShare, edge, NumberRules.BoundDecay * _h, 0, 0),
                Sides(s, NumberRules.BoundTailShare, edge, NumberRules.BoundTail * _h, 0, 0),
            ],
            [new Part(1, NumberRules.BoundEdgeOfMiss * _h + s.GrowthDown, 2 * (NumberRules.BoundDecay * _h + s.GrowthUp))]);
    }

    /// <summary>The mirror of "at least".</summary>
    private (double Lo, double Hi, Part[] Hit, Part[] Near) AtMost(in Statement s)
    {
        var edge = NumberRules.BoundEdge * _h;
        return (s.High - NumberRules.BoundFlat * _h - s.GrowthDown, s.High,
            [
                Sides(s, 1 - NumberRules.BoundTailShare, NumberRules.BoundDecay * _h, edge, 0, 0),
                Sides(s, NumberRules.BoundTailShare, NumberRules.BoundTail * _h, edge, 0, 0),
            ],
            [new Part(1, 2 * (NumberRules.BoundDecay * _h + s.GrowthDown), NumberRules.BoundEdgeOfMiss * _h + s.GrowthUp)]);
    }

    /// <summary>
    /// At least so much is certain, the figure itself as likely as before:
    /// <code>
    /// K' = (a0/.92) K + (1 - a0/.92) k(x, x, h, 10h),   a0 what it would have hit without the admission       mirrored for "at most"
    /// </code>
    /// </summary>
    private Part[] Admitted(in Statement s, Part[] hit)
    {
        var asBefore = Math.Min(Clamp(s.PlainWeight) / NumberRules.AdmissionHit, 1);
        var (near, far) = (NumberRules.AdmissionNear * _h, NumberRules.AdmissionFar * _h);
        var rest = s.Stake == Stake.AdmitsMore ? new Part(1 - asBefore, near, far) : new Part(1 - asBefore, far, near);
        return [.. Array.ConvertAll(hit, part => part with { Weight = part.Weight * asBefore }), rest];
    }
}
