namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// What is said of a posterior.
/// <para>Estimate: a figure that somebody gave and that is current (growth at most 5h), if at least half of the mass lies in the zones of such
/// figures and ranges (4h about them, or twice their own sides). Of those with at least half (observers: .8) of the best one's mass within h, the one that
/// carries most weight a s / m within h (observers: the nearest to the median). Where no figure lies within 6h of the
/// median, the median, if the likeliest range holds it.</para>
/// <para>Bounds, where there is no estimate: the highest L with P(y >= L - h) >= 1/2 and 1 - prod(1 - a s / m) >= 1/2
/// over who says as much or more; the lowest U with P(y &lt;= U + h) >= 1/2.</para>
/// <para>Fit: a statement misses the answer if K(answer) / max K &lt;= .05 and it is neither a bound that holds there
/// nor an older figure with the answer within x - h .. x + 3g + h; a denial misses it if K(answer) / max K >
/// .05.</para>
/// </summary>
internal sealed class Answer
{
    private readonly KernelSet _voices;
    private readonly Posterior _posterior;
    private readonly bool _observers;
    private readonly double _h;
    private readonly int[]? _late; // of each kernel, how many of its claims a later floor has left behind; null: none
    private readonly List<(double Mode, double Weight, int Kernel)> _figures = []; // current, rising

    public Answer(KernelSet voices, Posterior posterior, NumberSettings settings, int[]? late)
    {
        (_voices, _posterior, _observers, _h, _late) = (voices, posterior, settings.Observers, voices.Tolerance, late);
        Median = posterior.Quantile(0.5);
        for (var i = 0; i < voices.Kernels.Length; i++)
        {
            var kernel = voices.Kernels[i];
            if (IsFigure(kernel) && CurrentOf(i) is > 0 and var n) _figures.Add((kernel.Mode, n * kernel.A * kernel.Kept * kernel.Share, i));
        }

        _figures.Sort();
        Estimate = FindEstimate();
        if (Estimate is null) FindBounds();
        At = Estimate ?? Lower ?? Median;
        WeighFits();
        if (Estimate is { } estimate) FindSecond(estimate);
        IsDisputed |= Disagreement >= NumberRules.DisputedFrom;
    }

    public double Tolerance => _h;

    public double Median { get; }

    public double? Estimate { get; }

    /// <summary>Whether the estimate is a figure that somebody gave.</summary>
    public bool IsGiven { get; private set; }

    public double? Lower { get; private set; }

    public double? Upper { get; private set; }

    /// <summary>Where statements are judged to fit: the estimate, else the lower bound, else the median.</summary>
    public double At { get; }

    public double Disagreement { get; private set; }

    public bool IsDisputed { get; private set; }

    public double? Second { get; private set; }

    public double SecondShare { get; private set; }

    /// <summary>Whether anything current speaks: figures or ranges.</summary>
    public bool HasCurrent { get; private set; }

    /// <summary>Whether anybody says "at most", or a figure of what may since have been lower.</summary>
    public bool HasUppers { get; private set; }

    public bool HasLowers { get; private set; }

    public bool Fits(Kernel kernel, bool isLate)
    {
        var near = kernel.Nearness(At) > NumberRules.FitLeast;
        if (kernel.IsDenied) return !near;
        var rise = RiseOf(kernel, isLate);
        return near || kernel.Kind switch
        {
            KernelKind.Floor => At >= kernel.Lo - _h,
            KernelKind.Ceiling => At <= kernel.Hi + _h,
            KernelKind.Figure => rise > 0 && kernel.Mode - _h <= At && At <= kernel.Mode + NumberRules.GrowthFits * rise + _h,
            _ => false,
        };
    }

    private double RiseOf(Kernel kernel, bool isLate) => isLate ? Math.Max(kernel.Rise, (NumberRules.CurrentGrowth + 0.01) * _h) : kernel.Rise;

    private static bool IsFigure(Kernel kernel) => kernel.Kind == KernelKind.Figure && !kernel.IsDenied;

    private static bool IsRange(Kernel kernel) => kernel.Kind == KernelKind.Range && !kernel.IsDenied;

    /// <summary>How many claims of a figure or range are current.</summary>
    private int CurrentOf(int i)
    {
        var kernel = _voices.Kernels[i];
        if (kernel.Rise > NumberRules.CurrentGrowth * _h || kernel.Fall > NumberRules.CurrentGrowth * _h) return 0;
        return _voices.Times[i] - (_late?[i] ?? 0);
    }

    private double? FindEstimate()
    {
        var zones = new List<(double From, double To)>();
        var (figures, ranges) = (false, false);
        Kernel? likeliest = null; // of the ranges
        for (var i = 0; i < _voices.Kernels.Length; i++)
        {
            var kernel = _voices.Kernels[i];
            if (!IsFigure(kernel) && !IsRange(kernel)) continue;
            figures |= IsFigure(kernel);
            ranges |= IsRange(kernel);
            if (IsRange(kernel) && (likeliest is null || kernel.A > likeliest.A)) likeliest = kernel;
            if (CurrentOf(i) > 0) zones.Add(Zone(kernel));
        }

        HasCurrent = zones.Count > 0;
        if (zones.Count == 0 || MassOf(zones) < NumberRules.ZoneShare) return null;
        if (!figures) return Median;
        var leading = Leading();
        IsGiven = leading is not null;
        if (likeliest is null || leading is { } l && Math.Abs(l - Median) < NumberRules.RangeLeads * _h) return leading;
        if (likeliest.Lo > Median || Median > likeliest.Hi) return leading;
        IsGiven = false;
        return Median;
    }

    private (double From, double To) Zone(Kernel kernel)
    {
        var (left, right) = (0.0, 0.0);
        foreach (var part in kernel.Hit) (left, right) = (Math.Max(left, part.Left), Math.Max(right, part.Right));
        var reach = NumberRules.ZoneReach * _h;
        var wide = (NumberRules.ZoneReach + 0.01) * _h; // sides that a margin or growth has widened
        return (kernel.Lo - reach - (left > wide ? NumberRules.ZoneScales * left : 0), kernel.Hi + reach + (right > wide ? NumberRules.ZoneScales * right : 0));
    }

    private double MassOf(List<(double From, double To)> zones)
    {
        zones.Sort();
        var (from, to) = zones[0];
        var mass = 0.0;
        foreach (var zone in zones)
        {
            if (zone.From > to)
            {
                mass += _posterior.Mass(from, to);
                (from, to) = zone;
            }
            else
            {
                to = Math.Max(to, zone.To);
            }
        }

        return mass + _posterior.Mass(from, to);
    }

    private double? Leading()
    {
        if (_figures.Count == 0) return null;
        var masses = new double[_figures.Count];
        var best = 0.0;
        for (var i = 0; i < masses.Length; i++)
        {
            var mode = _figures[i].Mode;
            masses[i] = i > 0 && mode == _figures[i - 1].Mode ? masses[i - 1] : _posterior.Mass(mode - _h, mode + _h);
            best = Math.Max(best, masses[i]);
        }

        var least = (_observers ? NumberRules.LeadOfObservers : NumberRules.Lead) * best;
        var (leading, steps, apart) = (double.NaN, double.NaN, double.NaN);
        var (from, to) = (0, 0);
        var sums = Sums();
        for (var i = 0; i < masses.Length; i++)
        {
            var mode = _figures[i].Mode;
            while (Math.Abs(_figures[from].Mode - mode) > _h) from++;
            while (to < masses.Length && Math.Abs(_figures[to].Mode - mode) <= _h) to++;
            if (masses[i] < least) continue;
            var carried = _observers ? 0 : Math.Round((sums[to] - sums[from]) / NumberRules.WeightStep);
            var off = Math.Abs(mode - Median);
            if (!double.IsNaN(leading) && (carried < steps || carried == steps && off >= apart)) continue;
            (leading, steps, apart) = (mode, carried, off);
        }

        return leading;
    }

    private double[] Sums()
    {
        var sums = new double[_figures.Count + 1];
        for (var i = 0; i < _figures.Count; i++) sums[i + 1] = sums[i] + _figures[i].Weight;
        return sums;
    }

    private void FindBounds()
    {
        var lowers = new List<double>();
        var uppers = new List<double>();
        foreach (var kernel in _voices.Kernels)
        {
            if (kernel.Kind == KernelKind.Floor) lowers.Add(kernel.Lo);
            if (kernel.Kind == KernelKind.Ceiling) uppers.Add(kernel.Hi);
            if (!IsFigure(kernel)) continue;
            lowers.Add(kernel.Mode);
            if (kernel.Fall > NumberRules.CurrentGrowth * _h) uppers.Add(kernel.Mode);
        }

        (HasLowers, HasUppers) = (lowers.Count > 0, uppers.Count > 0);
        lowers.Sort();
        uppers.Sort();
        Lower = HighestLower(lowers);
        foreach (var upper in uppers)
        {
            if (_posterior.Below(upper + _h) < NumberRules.BoundShare) continue;
            Upper = upper;
            break;
        }
    }

    /// <summary>The highest that is likely and carried; if none is carried, the lowest that is likely.</summary>
    private double? HighestLower(List<double> lowers)
    {
        var carriers = new List<(double Mode, double Doubt)>();
        for (var i = 0; i < _voices.Kernels.Length; i++)
        {
            var kernel = _voices.Kernels[i];
            if (kernel.IsDenied || kernel.Kind is not (KernelKind.Floor or KernelKind.Figure)) continue;
            carriers.Add((kernel.Mode, Power(1 - kernel.A * kernel.Kept * kernel.Share, _voices.Times[i])));
        }

        carriers.Sort();
        var (doubt, next) = (1.0, carriers.Count - 1);
        for (var i = lowers.Count - 1; i >= 0; i--)
        {
            for (; next >= 0 && carriers[next].Mode >= lowers[i] - _h; next--) doubt *= carriers[next].Doubt;
            if (1 - doubt >= NumberRules.BoundShare && 1 - _posterior.Below(lowers[i] - _h) >= NumberRules.BoundShare) return lowers[i];
        }

        return lowers.Count > 0 && 1 - _posterior.Below(lowers[0] - _h) >= NumberRules.BoundShare ? lowers[0] : null;
    }

    private static double Power(double x, int times)
    {
        var result = 1.0;
        for (; times > 0 && result > 1e-9; times--) result *= x;
        return result;
    }

    private void WeighFits()
    {
        var (all, missing) = (0.0, 0.0);
        for (var i = 0; i < _voices.Kernels.Length; i++)
        {
            var kernel = _voices.Kernels[i];
            var weight = kernel.Weight * kernel.Share * kernel.Kept;
            all += _voices.Times[i] * weight;
            var late = _late?[i] ?? 0;
            if (_voices.Times[i] > late && !Fits(kernel, isLate: false)) missing += (_voices.Times[i] - late) * weight;
            if (late > 0 && !Fits(kernel, isLate: true)) missing += late * weight;
        }

        Disagreement = all > 0 ? missing / all : 0;
    }

    /// <summary>
    /// The current figure 3h or more from the estimate with most mass within 2h, if it has more than .6 of the
    /// estimate's, or if half of the weight misses.
    /// </summary>
    private void FindSecond(double estimate)
    {
        var (second, most) = (double.NaN, -1.0);
        var reach = NumberRules.SecondReach * _h;
        for (var i = 0; i < _figures.Count; i++)
        {
            var mode = _figures[i].Mode;
            if (Math.Abs(mode - estimate) <= NumberRules.SecondApart * _h || i > 0 && mode == _figures[i - 1].Mode) continue;
            var mass = _posterior.Mass(mode - reach, mode + reach);
            if (mass > most) (second, most) = (mode, mass);
        }

        if (most < 0) return;
        SecondShare = most / Math.Max(_posterior.Mass(estimate - reach, estimate + reach), 1e-9);
        IsDisputed = SecondShare > NumberRules.SecondShare;
        if (IsDisputed || Disagreement >= NumberRules.DisputedFrom) Second = second;
    }
}
