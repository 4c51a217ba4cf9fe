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
    private readonly double _newcomer; // c of a newcomer

    /// <param name="voices">Who speaks.</param>
    /// <param name="values">The candidates, filled up to whole vectors of eight.</param>
    public Sums(KernelSet voices, ReadOnlySpan<double> values)
    {
        _newcomer = NewcomersCount(voices);
        var all = new double[4 * values.Length];
        var figures = all.AsSpan(0, values.Length);
        var bounds = all.AsSpan(values.Length, values.Length);
        var denials = all.AsSpan(2 * values.Length, values.Length);
        var agreeing = all.AsSpan(3 * values.Length); // figures, vague ones for the less
        var (figure, bound, denial) = (0.0, 0.0, 0.0); // the strongest voice of each
        var tallest = 0.0; // K of the strongest figure
        foreach (var kernel in voices.Kernels)
        {
            var peak = kernel.IsDenied ? 0 : (1 - kernel.Phi) * kernel.Peak;
            if (peak > figure) (figure, tallest) = (peak, kernel.Tallest);
        }

        Span<double> own = stackalloc double[Real.Room(values.Length)];
        for (var i = 0; i < voices.Kernels.Length; i++)
        {
            var kernel = voices.Kernels[i];
            kernel.Evidence(values, own);
            if (kernel.IsDenied)
            {
                Add(denials, own, voices.Times[i]);
                denial = Math.Max(denial, kernel.Peak);
                continue;
            }

            var count = CountOf(kernel);
            if (kernel.Phi < 1)
            {
                var times = voices.Times[i] * count * (1 - kernel.Phi);
                Add(figures, own, times);
                Add(agreeing, own, times * Math.Min(kernel.Tallest / tallest, 1));
            }

            if (kernel.Phi > 0)
            {
                Add(bounds, own, voices.Times[i] * count * kernel.Phi);
                bound = Math.Max(bound, kernel.Phi * kernel.Peak);
            }
        }

        OfFigures = Tempering(agreeing, figure);
        OfBounds = Tempering(bounds, bound);
        OfDenials = Tempering(denials, denial);
        Evidence = all[..values.Length];
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
