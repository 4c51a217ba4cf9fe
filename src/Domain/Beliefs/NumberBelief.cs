using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs;

/// <summary>
/// What the evidence on a number comes to:
/// <code>
/// estimate  the lower median candidate
/// e       = max(.02, exp(tau * sum_groups ln(1 - a r) / m))                      the mass outside all candidates, tau that of the estimate
/// CDF(z)  = (1-e) sum_c P[c] LaplaceCDF(z; y_c, b_c) + e * Miss(z - estimate)
/// Miss      Cauchy of scale H, or Laplace of scale .7H below and 1.3H above
/// </code>
/// Quantiles are those of the CDF, their distance from the estimate stretched by the family's width factor g.
/// </summary>
internal sealed class NumberBelief
{
    private readonly NumberEvidence _evidence;
    private readonly double[] _posterior;
    private readonly double _miss;
    private double[]? _lanes; // what the distribution is summed over

    /// <summary>Reads the belief off evidence that has at least one candidate.</summary>
    public NumberBelief(NumberEvidence evidence)
    {
        _evidence = evidence;
        _posterior = evidence.Posterior();
        At = CandidateAt(evidence.SharperPosterior(), 0.5 - 1e-9);
        var tempering = evidence.Family.Rules.NarrowsWithAgreement ? evidence.SharperTempering : evidence.Tempering;
        _miss = Math.Max(Rules.MissFloor, Math.Exp(tempering.Proven * evidence.Miss(At)));
    }

    /// <summary>The index of the estimate among the candidates.</summary>
    public int At { get; }

    /// <summary>The estimate on the family's own scale.</summary>
    public double Centre => _evidence.Candidates[At].Y;

    /// <summary>The estimate.</summary>
    public double Estimate => Back(Centre);

    /// <summary>The value below which the truth lies with probability <paramref name="p"/>.</summary>
    public double Quantile(double p)
    {
        var centre = Centre;
        var z = Solve(p);
        var y = centre + (_evidence.Knowledge.WidthFactor * (p < 0.5 ? Math.Min(z - centre, 0) : Math.Max(z - centre, 0)));
        return Back(y);
    }

    private double Back(double y) => _evidence.Family.Back(_evidence.Family.NonNegative ? Math.Max(y, 0) : y);

    /// <summary>Newton's method inside a shrinking bracket: the CDF is continuous, rising, and its density is known.</summary>
    private double Solve(double p)
    {
        var lanes = _lanes ??= LayOut();
        var span = 40 * _evidence.MissScale;
        var (low, high) = (_evidence.Candidates[0].Y - span, _evidence.Candidates[^1].Y + span);
        var z = _evidence.Candidates[CandidateAt(_posterior, p)].Y;
        for (var i = 0; i < 100 && high - low > 1e-13 * (1 + Math.Abs(z)); i++)
        {
            var (cumulative, density) = Distribution(z, lanes);
            if (cumulative < p) low = z;
            else high = z;
            var next = z - ((cumulative - p) / density);
            if (Math.Abs(next - z) <= 1e-14 * (1 + Math.Abs(z))) return next;
            z = next > low && next < high ? next : (low + high) / 2;
        }

        return z;
    }

    /// <summary>The first candidate up to which the candidates hold the share <paramref name="p"/>.</summary>
    private static int CandidateAt(double[] posterior, double p)
    {
        var (at, cumulative) = (0, posterior[0]);
        while (cumulative < p && at < posterior.Length - 1) cumulative += posterior[++at];
        return at;
    }

    private (double Cumulative, double Density) Distribution(double z, ReadOnlySpan<double> lanes)
    {
        var (cumulative, density) = (0.0, 0.0);
        var row = lanes.Length / 3;
        for (var i = 0; i < row; i += Vector256<double>.Count)
        {
            var (y, width, share) = (Vector256.Create(lanes[i..]), Vector256.Create(lanes[(row + i)..]), Vector256.Create(lanes[((2 * row) + i)..]));
            var tail = Vector256.Create(0.5) * Vector256.Exp(-Vector256.Abs(Vector256.Create(z) - y) / width);
            var below = share * Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Create(z), y), tail, Vector256<double>.One - tail);
            var here = share * (tail / width);
            cumulative = cumulative + below[0] + below[1] + below[2] + below[3]; // one by one, for how a sum is rounded depends on the order
            density = density + here[0] + here[1] + here[2] + here[3];
        }

        var (missCumulative, missDensity) = MissAt(z - Centre, _evidence.MissScale);
        return (((1 - _miss) * cumulative) + (_miss * missCumulative), ((1 - _miss) * density) + (_miss * missDensity));
    }

    /// <summary>
    /// Three rows of whole vectors: values, bandwidths and shares of the candidates that have any. The last lanes may be empty: of width 1 and
    /// without a share.
    /// </summary>
    private double[] LayOut()
    {
        var candidates = _evidence.Candidates;
        var row = Lanes.Room(_posterior.Count(p => p >= 1e-15));
        var lanes = new double[3 * row];
        lanes.AsSpan(row, row).Fill(1);
        for (var (i, lane) = (0, 0); i < candidates.Length; i++)
        {
            if (_posterior[i] < 1e-15) continue;
            (lanes[lane], lanes[row + lane], lanes[(2 * row) + lane]) = (candidates[i].Y, _evidence.Bandwidth(i), _posterior[i]);
            lane++;
        }

        return lanes;
    }

    private (double Cumulative, double Density) MissAt(double d, double H) => _evidence.Family.Miss == MissShape.Cauchy
        ? (0.5 + (Math.Atan(d / H) / Math.PI), 1 / (Math.PI * H * (1 + (d / H * (d / H)))))
        : Laplace(d, Rules.MissDown * H, Rules.MissUp * H);

    /// <summary>Half of the mass on either side, falling off with the side's own scale.</summary>
    private static (double Cumulative, double Density) Laplace(double d, double below, double above)
    {
        var tail = 0.5 * Math.Exp(d < 0 ? d / below : -d / above);
        return d < 0 ? (tail, tail / below) : (1 - tail, tail / above);
    }
}
