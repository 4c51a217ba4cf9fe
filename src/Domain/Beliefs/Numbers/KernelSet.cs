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
        var alike = Alike.Of(claims, DistinctMax, statement => statement)
            ?? Alike.Of(claims, claims.Count, statement => statement.Coarse(settings.Tolerance))!;
        var (first, times, rank) = alike.InOrder();
        foreach (ref var kernel in alike.GroupOf.AsSpan()) kernel = rank[kernel];
        var make = new Kernels(settings, first, times);
        return new KernelSet(make.Tolerance, Array.ConvertAll(first, statement => make.Of(statement)), times, alike.GroupOf);
    }

    /// <summary>Claims whose statements have something in common.</summary>
    private sealed class Alike(int claims)
    {
        private readonly List<Statement> _first = new(Math.Min(claims, DistinctMax + 1)); // of each group the first in order
        private readonly List<int> _times = [];

        /// <summary>The group of a claim, by the claim's place in the list.</summary>
        public int[] GroupOf { get; } = new int[claims];

        /// <summary>Null when they are more than so many groups.</summary>
        public static Alike? Of(IReadOnlyList<WeightedClaim> claims, int groupsMax, Func<Statement, Statement> common)
        {
            var (alike, groups) = (new Alike(claims.Count), new Dictionary<Statement, int>(Math.Min(claims.Count, DistinctMax + 1)));
            for (var i = 0; i < claims.Count; i++)
            {
                var said = claims[i].Said as Said.Number ?? throw new ArgumentException($"{claims[i].Id} does not say a number", nameof(claims));
                var statement = Statement.Of(claims[i], said);
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, common(statement), out var known);
                if (!known && groups.Count > groupsMax) return null;
                if (!known) group = alike.Open(statement);
                alike.Add(i, group, statement);
            }

            return alike;
        }

        /// <summary>
        /// Of each group its first statement, rising, and how many claims it has; and of each, as it was found, its
        /// place among these.
        /// </summary>
        public (Statement[] First, int[] Times, int[] Rank) InOrder()
        {
            var (first, order, rank) = (_first.ToArray(), new int[_first.Count], new int[_first.Count]);
            for (var i = 0; i < order.Length; i++) order[i] = i;
            Array.Sort(first, order);
            for (var i = 0; i < order.Length; i++) rank[order[i]] = i;
            return (first, Array.ConvertAll(order, group => _times[group]), rank);
        }

        private int Open(Statement statement)
        {
            _first.Add(statement);
            _times.Add(0);
            return _first.Count - 1;
        }

        private void Add(int claim, int group, in Statement statement)
        {
            GroupOf[claim] = group;
            _times[group]++;
            if (statement.CompareTo(_first[group]) < 0) _first[group] = statement;
        }
    }
}
