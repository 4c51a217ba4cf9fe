namespace Analysis.Domain.Beliefs;

/// <summary>
/// Evidence on a number on a bounded scale [L, U]: the precision-weighted mean of one voice per origin.
/// <code>
/// w        = clamp(sqrt((10 + N) / (10 + E)), 1/3, 3) * c          E, N: the source's squared errors and their number
/// range:     w / (1 + half^2 / (3 sigma^2));   value = the middle
/// mean     = sum w x / sum w;   s^2 = (6 sigma^2 + sum w (x - mean)^2) / (6 + n)
/// interval = mean +- t_{.95, 6+n} * sqrt(s^2 (1 + .5 (n-1)) / sum w) * g
/// </code>
/// x is counted in steps of (U-L)/2^16, so that the sums are whole numbers.
/// </summary>
internal sealed class RatingEvidence : Evidence
{
    private readonly Family _family;
    private readonly double _step;
    private int _ranges;

    public RatingEvidence(Family family)
    {
        _family = family;
        _step = (family.High - family.Low) / (1 << 16);
        Recount(4); // sum w, sum w x, sum w x^2 / 2^16, sum ln(1 - .55 w)
    }

    /// <summary>The lower end of the scale.</summary>
    public double Low => _family.Low;

    /// <summary>The upper end.</summary>
    public double High => _family.High;

    /// <summary>In what x is counted.</summary>
    public double Step => _step;

    /// <summary>sum over origins of ln(1 - .55 w).</summary>
    public double Support => FixedPoint.ToDouble(Totals[3]);

    /// <summary>sigma^2: how far a single voice lies from the truth.</summary>
    public double Variance
    {
        get
        {
            var range = _family.High - _family.Low;
            return (double)Knowledge.Residual / Knowledge.ResidualCount * range * range;
        }
    }

    private double Squares => Totals[2] * (double)(1 << 16);

    public double TotalWeight => FixedPoint.ToDouble(Totals[0]);

    /// <summary>Within the scale, though sums of rounded shares may not be; null when no testimony carries weight.</summary>
    public double? Mean => Totals[0] <= 0 ? null : Math.Clamp(_family.Low + (Totals[1] / (double)Totals[0] * _step), _family.Low, _family.High);

    /// <summary>The spread of the voices as a share of the largest there could be, in [0, 1].</summary>
    public double Disagreement
    {
        get
        {
            if (Totals[0] <= 0) return 0;
            var mean = Totals[1] / (double)Totals[0];
            var variance = Math.Max((Squares / Totals[0]) - (mean * mean), 0);
            return Math.Min(4 * variance / Math.Pow(1 << 16, 2), 1);
        }
    }

    /// <summary>Whether any testimony is not a point: those are weighed by the family's residual variance.</summary>
    public bool HasRanges => _ranges > 0;

    /// <inheritdoc/>
    public override void Admit(params ReadOnlySpan<Assertion> assertions)
    {
        foreach (var assertion in assertions) _ranges += ((Assertion.Interval)assertion).IsPoint ? 0 : 1;
    }

    /// <inheritdoc/>
    protected override void Dismiss(Assertion assertion) => _ranges -= ((Assertion.Interval)assertion).IsPoint ? 0 : 1;

    /// <inheritdoc/>
    public override EvidenceDigest Digest(IReadOnlyList<string> voices) => base.Digest(voices) with { Ranges = _ranges };

    /// <inheritdoc/>
    public override void Resume(EvidenceDigest digest, IReadOnlyList<string> voices, Func<string, IEnumerable<Testimony>> recall)
    {
        _ranges = digest.Ranges;
        base.Resume(digest, voices, recall);
    }

    /// <summary>Half of the width of the central interval of probability 2p - 1.</summary>
    public double HalfWidth(double p)
    {
        var mean = Totals[1] / (double)Totals[0];
        var scatter = Math.Max(Squares - (mean * Totals[1]), 0) / FixedPoint.One * _step * _step;
        var variance = ((Rules.RatingVarianceCount * Variance) + scatter) / (Rules.RatingVarianceCount + Origins);
        var effective = TotalWeight / (1 + (Rules.NumberDesignEffect * Math.Max(Origins - 1, 0)));
        return StudentQuantile(p, Rules.RatingVarianceCount + Origins) * Math.Sqrt(variance / effective) * Knowledge.WidthFactor;
    }

    /// <summary>Where a testimony lies: the middle of what it leaves of the scale.</summary>
    public double Middle(Testimony testimony)
    {
        var (low, high) = Clip(testimony);
        return Math.Clamp((low + high) / 2, _family.Low, _family.High);
    }

    /// <summary>Mean and weight without anything of one origin; the mean is null when nothing is left.</summary>
    public (double? Mean, double Weight) Without(string origin)
    {
        var share = ShareOf(origin);
        var weight = Totals[0] - share[0];
        return weight <= 0 ? (null, 0) : (_family.Low + ((Totals[1] - share[1]) / (double)weight * _step), FixedPoint.ToDouble(weight));
    }

    protected override Member Weigh(Testimony testimony)
    {
        var weight = Math.Clamp(1 / testimony.Reliability.RelativeError, 1 / Rules.RatingWeightMax, Rules.RatingWeightMax) * testimony.Certainty;
        return new(testimony, FixedPoint.Of(weight), SupportOf(testimony, testimony.Weight), []);
    }

    protected override void Contribute(Member lead, Span<long> sums)
    {
        if (((Assertion.Interval)lead.Testimony.Assertion).Denied) return;
        var (low, high) = Clip(lead.Testimony);
        var half = (high - low) / 2;
        var x = (long)Math.Round((Middle(lead.Testimony) - _family.Low) / _step, MidpointRounding.ToEven);
        var w = half > 0 ? (long)(lead.Weight / (1 + (half * half / 3 / Variance))) : lead.Weight;
        sums[0] += w;
        sums[1] += w * x;
        sums[2] += (w * x >> 16) * x; // 2^16 less, so that a million voices fit
        sums[3] += lead.Support;
    }

    private (double Low, double High) Clip(Testimony testimony)
    {
        var claim = (Assertion.Interval)testimony.Assertion;
        return (Math.Max(claim.Low, _family.Low), Math.Min(claim.High, _family.High));
    }

    /// <summary>Quantile of Student's t by Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5): to 1e-3 for df of 5 or more.</summary>
    private static double StudentQuantile(double p, double df)
    {
        var z = p switch { 0.95 => 1.6448536269514722, 0.75 => 0.67448975019608171, _ => throw new ArgumentOutOfRangeException(nameof(p)) };
        var (z3, z5, z7) = (z * z * z, Math.Pow(z, 5), Math.Pow(z, 7));
        return z + ((z3 + z) / (4 * df)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * df * df))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * df * df * df));
    }
}
