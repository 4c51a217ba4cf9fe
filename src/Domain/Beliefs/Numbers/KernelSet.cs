using System.Runtime.InteropServices;

namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// The different kernels of a topic in an order of their own, and how many claims speak each: the order of the claims, and so that of their
/// arrival, cannot be seen from here.
/// </summary>
internal sealed class KernelSet
{
    /// <summary>With more different statements than this, those that lie within a twentieth of the tolerance speak as the first of them.</summary>
    private const int DistinctMax = 1_024;

    private readonly int[] _kernelOf;

    private KernelSet(double tolerance, Kernel[] kernels, int[] times, int[] kernelOf) =>
        (Tolerance, Kernels, Times, _kernelOf) = (tolerance, kernels, times, kernelOf);

    /// <summary>h.</summary>
    public double Tolerance { get; }

    public Kernel[] Kernels { get; }

    /// <summary>How many claims speak each of the kernels.</summary>
    public int[] Times { get; }

    /// <summary>The kernel that a claim speaks, by the claim's place in the list.</summary>
    public ReadOnlySpan<int> KernelOf => _kernelOf;

    /// <summary>Kernels that are given, one voice each.</summary>
    public static KernelSet Of(double tolerance, Kernel[] kernels) =>
        new(tolerance, kernels, [.. Enumerable.Repeat(1, kernels.Length)], [.. Enumerable.Range(0, kernels.Length)]);

    public static KernelSet Of(NumberSettings settings, IReadOnlyList<WeightedClaim> claims)
    {
        var kernelOf = new int[claims.Count];
        var places = new Dictionary<Statement, int>(Math.Min(claims.Count, 1024));
        var statements = new List<(Statement Statement, int Found)>();
        var found = new List<int>(); // how often each was found
        for (var i = 0; i < kernelOf.Length; i++)
        {
            var said = claims[i].Said as Said.Number ?? throw new ArgumentException($"{claims[i].Id} does not say a number", nameof(claims));
            var statement = Statement.Of(claims[i], said);
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, statement, out var known);
            if (!known)
            {
                place = statements.Count;
                statements.Add((statement, place));
                found.Add(0);
            }

            kernelOf[i] = place;
            found[place]++;
        }

        statements.Sort((a, b) => a.Statement.CompareTo(b.Statement));
        var (sorted, times, rank) = (new List<Statement>(statements.Count), new List<int>(statements.Count), new int[statements.Count]);
        var alike = statements.Count > DistinctMax ? new Dictionary<Statement, int>() : null;
        foreach (var (statement, at) in statements)
        {
            var place = sorted.Count;
            if (alike is not null && !alike.TryAdd(statement.Coarse(settings.Tolerance), place)) place = alike[statement.Coarse(settings.Tolerance)];
            if (place == sorted.Count)
            {
                sorted.Add(statement);
                times.Add(0);
            }

            times[place] += found[at];
            rank[at] = place;
        }

        foreach (ref var kernel in kernelOf.AsSpan()) kernel = rank[kernel];
        var make = new Kernels(settings, [.. sorted], [.. times]);
        return new KernelSet(make.Tolerance, [.. sorted.Select(make.Of)], [.. times], kernelOf);
    }
}
