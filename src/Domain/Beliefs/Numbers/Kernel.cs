using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>One part of a density: a flat top with an exponential side to the left and one to the right.</summary>
/// <param name="Weight">Its share, in [0, 1].</param>
/// <param name="Left">The length over which the left side falls by e; above 0, on the y scale.</param>
/// <param name="Right">The same of the right side.</param>
internal readonly record struct Part(double Weight, double Left, double Right);

/// <summary>As what a statement speaks.</summary>
internal enum KernelKind
{
    Figure,
    Range,
    Floor,
    Ceiling,
}

/// <summary>
/// What one statement says of every value y:
/// <code>
/// k(y; lo, hi, l, r) = exp(-(lo-y)+/l - (y-hi)+/r) / (l + (hi-lo) + r)
/// K(y) = sum over Hit of weight k,   M(y) = sum over Near of weight k,   u = 1 / (100 h)
/// L(y) = s (a K(y) + (1-a-f) M(y)) + (1 - s + s f) u
/// e(y) = ln( L(y) / ((1 - s + s f) u) ) >= 0             evidence for y over "this statement is nonsense"
/// e(y) = ln( 1 - .98 a exp(-d/l) ) &lt;= 0                  a denial, d the distance from lo..hi, l the first left side
/// </code>
/// One voice counts <see cref="Share"/> times that.
/// </summary>
internal sealed class Kernel
{
    private readonly double[] _terms; // of each part: its peak over nonsense, 1 / left, 1 / right
    private readonly double _fourth;  // 1 / 4h where the hit is the mean of .2h, h, 4h on both sides and there is one near miss; else 0

    public Kernel(double lo, double hi, Part[] hit, Part[] near, double accuracy, double nonsense, double tolerance)
    {
        (Lo, Hi, Hit, Near, A, F) = (lo, hi, hit, near, accuracy, nonsense);
        Nonsense = 1 / (NumberRules.NonsenseReach * tolerance);
        _terms = new double[3 * (hit.Length + near.Length)];
        _fourth = IsPlain(hit, near) ? 1 / hit[2].Left : 0;
    }

    /// <summary>The ends of the flat top.</summary>
    public double Lo { get; }

    public double Hi { get; }

    public Part[] Hit { get; }

    public Part[] Near { get; }

    /// <summary>a: the probability that the statement hits.</summary>
    public double A { get; }

    /// <summary>f: the probability that it is nonsense.</summary>
    public double F { get; }

    /// <summary>u: the density of nonsense.</summary>
    public double Nonsense { get; }

    public KernelKind Kind { get; init; }

    public bool IsDenied { get; init; }

    /// <summary>The figure itself, the middle of a range, the end of a bound; growth does not move it.</summary>
    public double Mode { get; init; }

    /// <summary>Where it stands in the order that the weighted middle is counted in.</summary>
    public double Centre { get; init; }

    /// <summary>s.</summary>
    public double Kept { get; init; } = 1;

    /// <summary>1/m.</summary>
    public double Share { get; init; } = 1;

    /// <summary>phi: how far it counts as a bound, in [0, 1].</summary>
    public double Phi { get; init; }

    /// <summary>w: accuracy times certainty, without any interest; .92 for an admission.</summary>
    public double Weight { get; init; }

    public bool IsNewcomer { get; init; }

    /// <summary>A party's own word against its interest.</summary>
    public bool IsAdmission { get; init; }

    /// <summary>How much the truth may have risen since; 0 for an admission, which age does not touch.</summary>
    public double Rise { get; init; }

    /// <summary>How much lower the truth may have been; 0 for an admission.</summary>
    public double Fall { get; init; }

    /// <summary>Whether it says how many, and a figure tops it.</summary>
    public bool IsTopped { get; init; }

    /// <summary>A bound that was computed from a count, and speaks as a figure.</summary>
    public bool StandsForCount { get; init; }

    /// <summary>The tallest e of one voice: that of its flat top. Of a denial the deepest, as a positive number.</summary>
    public double Peak { get; private set; }

    /// <summary>The tallest K: that of the flat top. The wider a statement, the lower.</summary>
    public double Tallest
    {
        get
        {
            var top = 0.0;
            foreach (var part in Hit) top += part.Weight / (part.Left + (Hi - Lo) + part.Right);
            return top;
        }
    }

    /// <summary>K(y) over the tallest K, in (0, 1].</summary>
    public double Nearness(double y)
    {
        double here = 0, top = 0;
        foreach (var part in Hit)
        {
            var height = part.Weight / (part.Left + (Hi - Lo) + part.Right);
            top += height;
            here += height * Real.Exp(-Math.Max(Lo - y, 0) / part.Left - Math.Max(y - Hi, 0) / part.Right);
        }

        return here / top;
    }

    /// <summary>
    /// How probably the statement was a hit, were y the truth: <c>a K / (a K + (1-a-f) M + f u)</c>; a denial: <c>a
    /// (1-k') / (a (1-k') + (1-a)/2)</c>.
    /// </summary>
    public double Right(double y)
    {
        if (IsDenied)
        {
            var apart = Math.Max(Math.Max(Lo - y, y - Hi), 0);
            var so = A * (1 - (NumberRules.DenialDepth * Real.Exp(-apart / Hit[0].Left)));
            return so / (so + ((1 - A) / 2));
        }

        var hit = A * Density(Hit, y);
        return hit / (hit + (Math.Max(1 - A - F, 0) * Density(Near, y)) + (F * Nonsense));
    }

    private double Density(Part[] parts, double y)
    {
        var sum = 0.0;
        foreach (var part in parts)
        {
            sum += part.Weight / (part.Left + (Hi - Lo) + part.Right)
                * Real.Exp((-Math.Max(Lo - y, 0) / part.Left) - (Math.Max(y - Hi, 0) / part.Right));
        }
        return sum;
    }

    /// <summary>Reckons what does not depend on y; to be called once, when all is set.</summary>
    public Kernel Ready()
    {
        if (IsDenied)
        {
            Peak = -Share * Real.Log(1 - NumberRules.DenialDepth * A);
            return this;
        }

        var (at, sum) = (0, 0.0);
        var nothing = (1 - Kept + Kept * F) * Nonsense;
        var miss = Math.Max(1 - A - F, 0);
        foreach (var part in Hit) sum += Term(part, Kept * A / nothing, ref at);
        foreach (var part in Near) sum += Term(part, Kept * miss / nothing, ref at);
        Peak = Share * Real.Log(1 + sum);
        return this;
    }

    /// <summary>e(y) of one voice.</summary>
    public double Evidence(double y)
    {
        Span<double> at = stackalloc double[Vector512<double>.Count];
        Span<double> e = stackalloc double[Vector512<double>.Count];
        at.Fill(y);
        Evidence(at, e);
        return e[0];
    }

    /// <summary>e of one voice at each of these values; both spans are of the same length, a multiple of eight.</summary>
    public void Evidence(ReadOnlySpan<double> values, Span<double> evidence)
    {
        var ys = MemoryMarshal.Cast<double, Vector512<double>>(values);
        var es = MemoryMarshal.Cast<double, Vector512<double>>(evidence);
        if (IsDenied) Denial(ys, es);
        else if (_fourth > 0) Plain(ys, es);
        else Any(ys, es);
    }

    private static bool IsPlain(Part[] hit, Part[] near)
    {
        if (hit.Length != 3 || near.Length != 1) return false;
        foreach (var part in hit)
        {
            if (part.Left != part.Right) return false;
        }

        var h = hit[1].Left;
        return Same(hit[0].Left, 0.2 * h) && Same(hit[2].Left, 4 * h);

        static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-12 * b;
    }

    private double Term(Part part, double factor, ref int at)
    {
        var peak = factor * part.Weight / (part.Left + (Hi - Lo) + part.Right);
        (_terms[at], _terms[at + 1], _terms[at + 2]) = (peak, 1 / part.Left, 1 / part.Right);
        at += 3;
        return peak;
    }

    /// <summary>exp(-d/h) and exp(-d/.2h) are the 4th and the 20th power of exp(-d/4h): two exponentials and a logarithm for a figure.</summary>
    private void Plain(ReadOnlySpan<Vector512<double>> ys, Span<Vector512<double>> es)
    {
        var (lo, hi, one) = (Vector512.Create(Lo), Vector512.Create(Hi), Vector512<double>.One);
        var (share, fourth) = (Vector512.Create(Share), Vector512.Create(-_fourth));
        var (fine, middle, wide) = (Vector512.Create(_terms[0]), Vector512.Create(_terms[3]), Vector512.Create(_terms[6]));
        var (near, left, right) = (Vector512.Create(_terms[9]), Vector512.Create(_terms[10]), Vector512.Create(_terms[11]));
        for (var i = 0; i < ys.Length; i++)
        {
            var below = Vector512.Max(lo - ys[i], Vector512<double>.Zero);
            var above = Vector512.Max(ys[i] - hi, Vector512<double>.Zero);
            var p1 = Vector512.Exp((below + above) * fourth);
            var p2 = p1 * p1;
            var p4 = p2 * p2;
            var p8 = p4 * p4;
            var miss = Vector512.Exp(-(below * left + above * right));
            es[i] = Vector512.Log(one + (fine * (p8 * p8 * p4) + middle * p4 + wide * p1 + near * miss)) * share;
        }
    }

    private void Any(ReadOnlySpan<Vector512<double>> ys, Span<Vector512<double>> es)
    {
        var (lo, hi) = (Vector512.Create(Lo), Vector512.Create(Hi));
        var share = Vector512.Create(Share);
        for (var i = 0; i < ys.Length; i++)
        {
            var below = Vector512.Max(lo - ys[i], Vector512<double>.Zero);
            var above = Vector512.Max(ys[i] - hi, Vector512<double>.Zero);
            var sum = Vector512<double>.One;
            for (var t = 0; t < _terms.Length; t += 3)
                sum += Vector512.Exp(-(below * _terms[t + 1] + above * _terms[t + 2])) * _terms[t];
            es[i] = Vector512.Log(sum) * share;
        }
    }

    private void Denial(ReadOnlySpan<Vector512<double>> ys, Span<Vector512<double>> es)
    {
        var (lo, hi) = (Vector512.Create(Lo), Vector512.Create(Hi));
        var depth = Vector512.Create(NumberRules.DenialDepth * A);
        for (var i = 0; i < ys.Length; i++)
        {
            var apart = Vector512.Max(Vector512.Max(lo - ys[i], ys[i] - hi), Vector512<double>.Zero);
            es[i] = Vector512.Log(Vector512<double>.One - depth * Vector512.Exp(-apart / Vector512.Create(Hit[0].Left))) * Share;
        }
    }
}
