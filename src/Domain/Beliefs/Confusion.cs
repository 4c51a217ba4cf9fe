namespace Analysis.Domain.Beliefs;

/// <summary>How often label k was claimed when the truth was v, in units of 2^-20. Equal when all counts are.</summary>
public sealed class Confusion : IEquatable<Confusion>
{
    private readonly long[] _counts; // row by row: truth, then claimed

    /// <summary>None yet, over so many labels.</summary>
    public Confusion(int labels) => (Labels, _counts) = (labels, new long[labels * labels]);

    /// <summary>The counts of all rows, one after another.</summary>
    /// <exception cref="ArgumentException">Their number is not a square.</exception>
    public Confusion(IReadOnlyList<long> counts)
    {
        (Labels, _counts) = ((int)Math.Round(Math.Sqrt(counts.Count)), [.. counts]);
        if (Labels * Labels != _counts.Length) throw new ArgumentException($"{counts.Count} counts are not a square.", nameof(counts));
    }

    /// <summary>K.</summary>
    public int Labels { get; }

    /// <summary>All rows, one after another.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>How often <paramref name="claimed"/> was claimed when <paramref name="truth"/> was true.</summary>
    public long this[int truth, int claimed] => _counts[(truth * Labels) + claimed];

    /// <summary>How often anything was claimed when <paramref name="truth"/> was true.</summary>
    public long Row(int truth)
    {
        var sum = 0L;
        foreach (var count in _counts.AsSpan(truth * Labels, Labels)) sum += count;
        return sum;
    }

    /// <inheritdoc/>
    public bool Equals(Confusion? other) => other is not null && _counts.AsSpan().SequenceEqual(other._counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Confusion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var count in _counts) hash.Add(count);
        return hash.ToHashCode();
    }

    /// <summary>The same counts with <paramref name="change"/> made to each.</summary>
    internal Confusion Each(Func<long, long> change) => new(Array.ConvertAll(_counts, count => change(count)));

    internal Confusion Copy() => new(_counts);

    /// <summary>Counts one claim of <paramref name="claimed"/>, or takes it back, by what the truth may have been.</summary>
    internal void Count(ReadOnlySpan<long> truths, int claimed, int sign)
    {
        for (var v = 0; v < truths.Length; v++) _counts[(v * Labels) + claimed] += sign * truths[v];
    }
}
