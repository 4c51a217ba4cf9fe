using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// What the statements say together. A voice counts c times: one, or less where newcomers are many.
/// <code>
/// S_F = sum of c (1-phi) e / m over figures and ranges,   S_B = sum of c phi e / m, phi = 1 for bounds,   S_D = sum of e / m over denials
/// N   = max(1, max_y |S(y)| / max_i max_y |e_i(y)|),   tau = 1 / (1 + rho (N-1))                  for each of the three apart
/// E   = tau_F S_F + tau_B S_B + tau_D S_D
/// c   = max(1, others div 3) / newcomers for newcomers, if there are others and that is below 1; max(10, ...) where the others give but bounds
/// </code>
/// N is the number of voices that agree at the best-carried value, each by its strength: who contradicts does not blur those who agree. In N_F a voice
/// counts min(1, its tallest K over that of the strongest): whoever agrees vaguely leaves a precise one as sharp as it was.
/// </summary>
internal sealed class Sums
{
    private const int Figures = 0;
    private const int Bounds = 1;
    private const int Denials = 2;
    private const int Agreeing = 3; // figures, vague ones for the less

    private readonly double _newcomer; // c of a newcomer
    private readonly double[] _values;
    private readonly double[][] _sums; // of each of these, at each of the values

    /// <param name="voices">Who speaks.</param>
    /// <param name="values">The candidates, rising, filled up to whole vectors of eight.</param>
    /// <param name="known">Sums of the same voices: what they have of these values is not reckoned again.</param>
    public Sums(KernelSet voices, double[] values, Sums? known = null)
    {
        (_newcomer, _values) = (NewcomersCount(voices), values);
        var (figure, bound, denial, tallest) = (0.0, 0.0, 0.0, 0.0); // the strongest voice of each; K of the strongest figure
        foreach (var kernel in voices.Kernels)
        {
            if (kernel.IsDenied)
            {
                denial = Math.Max(denial, kernel.Peak);
                continue;
            }

            var peak = (1 - kernel.Phi) * kernel.Peak;
            if (peak > figure) (figure, tallest) = (peak, kernel.Tallest);
            bound = Math.Max(bound, kernel.Phi * kernel.Peak);
        }

        _sums = known is null ? Reckoned(voices, values, tallest) : known.FilledUp(values, fresh => Reckoned(voices, fresh, tallest));
        OfFigures = Tempering(_sums[Agreeing], figure);
        OfBounds = Tempering(_sums[Bounds], bound);
        OfDenials = Tempering(_sums[Denials], denial);
        Evidence = new double[values.Length];
        var (figures, bounds, denials) = (_sums[Figures], _sums[Bounds], _sums[Denials]);
        for (var i = 0; i < Evidence.Length; i++) Evidence[i] = OfFigures * figures[i] + OfBounds * bounds[i] + OfDenials * denials[i];
    }

    /// <summary>tau_F, in (0, 1]; 1 where no figure speaks.</summary>
    public double OfFigures { get; }

    /// <summary>tau_B.</summary>
    public double OfBounds { get; }

    /// <summary>tau_D.</summary>
    public double OfDenials { get; }

    /// <summary>E at each of the values.</summary>
    public double[] Evidence { get; }

    /// <summary>What one voice's e is multiplied by in E.</summary>
    public double Factor(Kernel kernel) =>
        kernel.IsDenied ? OfDenials : CountOf(kernel) * ((1 - kernel.Phi) * OfFigures + kernel.Phi * OfBounds);

    private double CountOf(Kernel kernel) => kernel.IsNewcomer ? _newcomer : 1;

    private double[][] Reckoned(KernelSet voices, double[] values, double tallest)
    {
        double[][] sums = [new double[values.Length], new double[values.Length], new double[values.Length], new double[values.Length]];
        Span<double> own = stackalloc double[values.Length];
        for (var i = 0; i < voices.Kernels.Length; i++)
        {
            var kernel = voices.Kernels[i];
            kernel.Evidence(values, own);
            if (kernel.IsDenied)
            {
                Add(sums[Denials], own, voices.Times[i]);
                continue;
            }

            var count = CountOf(kernel);
            if (kernel.Phi < 1)
            {
                var times = voices.Times[i] * count * (1 - kernel.Phi);
                Add(sums[Figures], own, times);
                Add(sums[Agreeing], own, times * Math.Min(kernel.Tallest / tallest, 1));
            }

            if (kernel.Phi > 0) Add(sums[Bounds], own, voices.Times[i] * count * kernel.Phi);
        }

        return sums;
    }

    /// <summary>The sums at other values: those that are here, and those reckoned of the rest.</summary>
    private double[][] FilledUp(double[] values, Func<double[], double[][]> reckoned)
    {
        var places = Array.ConvertAll(values, y => Array.BinarySearch(_values, y));
        var rest = reckoned(Real.Filled([.. values.Where((_, i) => places[i] < 0)]));
        return [.. _sums.Zip(rest, (here, there) =>
        {
            var next = 0;
            return Array.ConvertAll(places, place => place < 0 ? there[next++] : here[place]);
        })];
    }

    private static double NewcomersCount(KernelSet voices)
    {
        var (others, counts, newcomers) = (0, 0, 0);
        for (var i = 0; i < voices.Kernels.Length; i++)
        {
            var kernel = voices.Kernels[i];
            if (kernel.IsDenied) continue;
            if (!kernel.IsNewcomer)
            {
                (others, counts) = (others + voices.Times[i],
                    counts + (kernel.Kind is KernelKind.Figure or KernelKind.Range ? voices.Times[i] : 0));
            }
            else newcomers += voices.Times[i];
        }

        var most = Math.Max(counts > 0 ? 1 : NumberRules.NewcomersUncontradicted, others / NumberRules.NewcomersShare);
        return others > 0 && newcomers > most ? (double)most / newcomers : 1;
    }

    private static void Add(Span<double> sum, ReadOnlySpan<double> row, double times)
    {
        var sums = MemoryMarshal.Cast<double, Vector512<double>>(sum);
        var rows = MemoryMarshal.Cast<double, Vector512<double>>(row);
        for (var i = 0; i < sums.Length; i++) sums[i] += rows[i] * times;
    }

    private static double Tempering(ReadOnlySpan<double> sum, double strongest)
    {
        var most = 0.0;
        foreach (var s in sum) most = Math.Max(most, Math.Abs(s));
        var agreeing = Math.Max(most / Math.Max(strongest, 1e-12), 1);
        return 1 / (1 + NumberRules.Dependence * (agreeing - 1));
    }
}
