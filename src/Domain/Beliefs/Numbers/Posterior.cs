using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// A density whose logarithm is a straight line between candidates, so that masses and quantiles are closed forms:
/// <code>
/// mass of y_i .. y_i+1 = (p_i+1 - p_i) (y_i+1 - y_i) / r,   r = ln p_i+1 - ln p_i          r near 0: the trapezium
/// at a share t of the way   F = F_i + m_i (exp(r t) - 1) / (exp(r) - 1)            r above 0: both multiplied by exp(-r), so that nothing overflows
/// </code>
/// </summary>
internal sealed class Posterior
{
    private const double Straight = 1e-6; // an r below it is 0

    private readonly double[] _ys;
    private readonly double[] _logs; // ln p, 0 at the top
    private readonly double[] _masses;
    private readonly double[] _below; // F at each candidate

    /// <param name="ys">The candidates, rising, two at least.</param>
    /// <param name="logs">ln p at each, up to a constant; changed and kept.</param>
    public Posterior(double[] ys, double[] logs)
    {
        (_ys, _logs) = (ys, logs);
        var top = double.NegativeInfinity;
        foreach (var l in logs) top = Math.Max(top, l);
        Span<double> p = stackalloc double[Real.Room(logs.Length)];
        for (var i = 0; i < logs.Length; i++) p[i] = logs[i] -= top;
        foreach (ref var some in MemoryMarshal.Cast<double, Vector512<double>>(p)) some = Vector512.Exp(some);
        _masses = new double[ys.Length - 1];
        _below = new double[ys.Length];
        var total = 0.0;
        for (var i = 0; i < _masses.Length; i++)
        {
            var (r, apart) = (logs[i + 1] - logs[i], ys[i + 1] - ys[i]);
            total += _masses[i] = Math.Abs(r) < Straight ? (p[i] + p[i + 1]) / 2 * apart : (p[i + 1] - p[i]) / r * apart;
        }

        for (var i = 0; i < _masses.Length; i++) _below[i + 1] = _below[i] + (_masses[i] /= total);
        Total = total;
    }

    /// <summary>The mass of all before it was made 1, with 1 for the tallest p.</summary>
    public double Total { get; }

    public ReadOnlySpan<double> Values => _ys;

    /// <summary>The mass between each candidate and the next.</summary>
    public ReadOnlySpan<double> Masses => _masses;

    /// <summary>ln of the density at a candidate.</summary>
    public double LogDensity(int candidate) => _logs[candidate] - Real.Log(Total);

    public double Quantile(double share)
    {
        var i = Math.Clamp(FirstAtLeast(_below, share) - 1, 0, _masses.Length - 1);
        if (_masses[i] <= 0) return _ys[i];
        var t = (share - _below[i]) / _masses[i];
        var r = _logs[i + 1] - _logs[i];
        if (r > Straight) t = 1 + Real.Log(Math.Max(t + (1 - t) * Real.Exp(-r), 1e-300)) / r;
        else if (r < -Straight) t = Real.Log(Math.Max(1 + t * (Real.Exp(r) - 1), 1e-300)) / r;
        return _ys[i] + Math.Clamp(t, 0, 1) * (_ys[i + 1] - _ys[i]);
    }

    /// <summary>F(y): the mass below it.</summary>
    public double Below(double y)
    {
        var i = FirstAtLeast(_ys, y) - 1;
        if (i < 0) return 0;
        if (i >= _masses.Length) return 1;
        var t = (y - _ys[i]) / (_ys[i + 1] - _ys[i]);
        var r = _logs[i + 1] - _logs[i];
        if (r > Straight) t = (Real.Exp(r * (t - 1)) - Real.Exp(-r)) / (1 - Real.Exp(-r));
        else if (r < -Straight) t = (Real.Exp(r * t) - 1) / (Real.Exp(r) - 1);
        return _below[i] + t * _masses[i];
    }

    public double Mass(double from, double to) => Below(to) - Below(from);

    /// <summary>
    /// The mass that each candidate stands for, so that the mean over the density of what is a straight line between candidates is the sum of
    /// its values there, each times this:
    /// <code>
    /// of m_i the right end has the mean of t,   1 / (1 - exp(-r)) - 1/r             r near 0: 1/2 + r/12
    /// </code>
    /// </summary>
    public double[] Shares()
    {
        var shares = new double[_ys.Length];
        for (var i = 0; i < _masses.Length; i++)
        {
            var r = Math.Clamp(_logs[i + 1] - _logs[i], -700, 700);
            var right = Math.Abs(r) < 1e-3 ? 0.5 + r / 12 : 1 / (1 - Real.Exp(-r)) - 1 / r;
            shares[i] += _masses[i] * (1 - right);
            shares[i + 1] += _masses[i] * right;
        }

        return shares;
    }

    private static int FirstAtLeast(double[] rising, double x)
    {
        var (from, to) = (0, rising.Length);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (rising[middle] < x) from = middle + 1;
            else to = middle;
        }

        return from;
    }
}
