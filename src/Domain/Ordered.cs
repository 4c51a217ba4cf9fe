using System.Runtime.InteropServices;

namespace Analysis.Domain;

/// <summary>
/// Items in order, none twice, in blocks of neighbours: finding, adding and removing cost O(log n) and touch little memory, and so
/// does walking on from a place. Not thread-safe.
/// </summary>
internal sealed class Ordered<T>
    where T : struct, IComparable<T>
{
    private const int BlockMax = 64;

    private readonly List<List<T>> _blocks = []; // none is empty
    private readonly List<T> _firsts = []; // of each block

    public int Count { get; private set; }

    /// <summary>The least item; there must be one.</summary>
    public T Min => _firsts[0];

    /// <summary>The greatest item; there must be one.</summary>
    public T Max => _blocks[^1][^1];

    /// <summary>All items, in order; not to be changed meanwhile.</summary>
    public IEnumerable<T> Ascending => _blocks.SelectMany(block => block);

    /// <summary>All items, in order.</summary>
    public T[] ToArray() => [.. _blocks.SelectMany(block => block)];

    /// <summary>Adds items that come in order to an empty list: at less cost than one by one.</summary>
    public void Fill(ReadOnlySpan<T> items)
    {
        Count = items.Length;
        for (; !items.IsEmpty; items = items[Math.Min(BlockMax, items.Length)..])
        {
            _blocks.Add([.. items[..Math.Min(BlockMax, items.Length)]]);
            _firsts.Add(items[0]);
        }
    }

    /// <summary>The item at a place; to be changed only in what does not matter for the order.</summary>
    public ref T this[Place at] => ref CollectionsMarshal.AsSpan(_blocks[at.Block])[at.Index];

    /// <summary>The place of the least item that is not less than <paramref name="item"/>; where it would be added, if it is not there.</summary>
    public Place Find(T item)
    {
        var block = _firsts.BinarySearch(item);
        if (block >= 0) return new(block, 0);
        block = ~block - 1; // the last that begins with less
        if (block < 0) return default;
        var index = _blocks[block].BinarySearch(item);
        if (index < 0) index = ~index;
        return index < _blocks[block].Count ? new(block, index) : new(block + 1, 0);
    }

    /// <summary>Whether there is an item, and not the end.</summary>
    public bool Holds(Place at) => at.Block < _blocks.Count;

    /// <summary>The place after one that holds an item.</summary>
    public Place After(Place at) => at.Index + 1 < _blocks[at.Block].Count ? at with { Index = at.Index + 1 } : new(at.Block + 1, 0);

    /// <summary>The place before, be it before the end; null before the first.</summary>
    public Place? Before(Place at) =>
        at.Index > 0 ? at with { Index = at.Index - 1 } : at.Block > 0 ? new(at.Block - 1, _blocks[at.Block - 1].Count - 1) : null;

    public void Add(T item) => Insert(Find(item), item);

    public bool Remove(T item)
    {
        var at = Find(item);
        if (!Holds(at) || this[at].CompareTo(item) != 0) return false;
        RemoveAt(at);
        return true;
    }

    /// <summary>Adds an item at the place that <see cref="Find"/> gave for it.</summary>
    public void Insert(Place at, T item)
    {
        Count++;
        if (at is { Index: 0, Block: > 0 }) at = new(at.Block - 1, _blocks[at.Block - 1].Count); // blocks grow at their end
        if (_blocks.Count == 0 || (_blocks[at.Block].Count == BlockMax && at.Index == BlockMax))
        {
            var next = Math.Min(at.Block + 1, _blocks.Count); // what comes in order leaves full blocks behind
            _blocks.Insert(next, [item]);
            _firsts.Insert(next, item);
            return;
        }

        var block = _blocks[at.Block];
        if (block.Count == BlockMax)
        {
            const int half = BlockMax / 2;
            _blocks.Insert(at.Block + 1, block[half..]);
            _firsts.Insert(at.Block + 1, block[half]);
            block.RemoveRange(half, BlockMax - half);
            if (at.Index > half) (block, at) = (_blocks[at.Block + 1], new(at.Block + 1, at.Index - half));
        }

        block.Insert(at.Index, item);
        if (at.Index == 0) _firsts[at.Block] = item;
    }

    public void RemoveAt(Place at)
    {
        Count--;
        var block = _blocks[at.Block];
        block.RemoveAt(at.Index);
        if (block.Count > 0)
        {
            if (at.Index == 0) _firsts[at.Block] = block[0];
            return;
        }

        _blocks.RemoveAt(at.Block);
        _firsts.RemoveAt(at.Block);
    }

    /// <summary>Where an item is; good until the next change.</summary>
    public readonly record struct Place(int Block, int Index);
}
