using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Analysis.Engine.Snapshots;

/// <summary>Bytes of a snapshot, written one after another. Arrays lie as they do in memory: a snapshot is a cache, and never leaves the machines that share it.</summary>
internal sealed class SnapshotWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Number(int number) => Long(number);

    public void Long(long number)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        var left = (ulong)number;
        for (; left > 0x7F; left >>= 7) span[length++] = (byte)(left | 0x80);
        span[length++] = (byte)left;
        _bytes.Advance(length);
    }

    public void Flag(bool? flag) => Number(flag is { } given ? given ? 2 : 1 : 0);

    /// <summary>A number as it lies in memory; a claim's are finite, so that NaN can stand for none.</summary>
    public void Double(double? number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), number ?? double.NaN);
        _bytes.Advance(sizeof(double));
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _bytes.Write(bytes);
    }

    public void Array<T>(ReadOnlySpan<T> items)
        where T : unmanaged => Bytes(MemoryMarshal.AsBytes(items));
}

/// <summary>Reads what a <see cref="SnapshotWriter"/> wrote, in the same order.</summary>
internal sealed class SnapshotReader(ReadOnlyMemory<byte> data)
{
    private int _at;

    public int Number() => checked((int)Long());

    public long Long()
    {
        var cursor = new Cursor(data.Span[_at..]);
        var number = cursor.Long();
        _at = data.Length - cursor.Left;
        return number;
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        var length = Number();
        _at += length;
        return data[(_at - length).._at];
    }

    public T[] Array<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes().Span).ToArray();
}

/// <summary>Reads the small things that lie one after another in a stretch of bytes.</summary>
internal ref struct Cursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly int Left => _left.Length;

    public int Number() => checked((int)Long());

    public long Long()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = _left[0];
            _left = _left[1..];
            number |= (ulong)(part & 0x7F) << shift;
            if (part <= 0x7F) return (long)number;
        }

        throw new InvalidDataException("A number in a snapshot does not end.");
    }

    public bool? Flag() => Number() switch
    {
        0 => null,
        var flag => flag == 2,
    };

    public double? Double()
    {
        var number = BinaryPrimitives.ReadDoubleLittleEndian(_left);
        _left = _left[sizeof(double)..];
        return double.IsNaN(number) ? null : number;
    }
}

/// <summary>Texts by number, from 1 on; 0 is none. Each is read once, when it is first asked for.</summary>
internal sealed class TextTable(SnapshotReader reader)
{
    private readonly int[] _ends = reader.Array<int>();
    private readonly ReadOnlyMemory<byte> _texts = reader.Bytes();
    private string?[]? _read;

    public string? this[int number]
    {
        get
        {
            if (number == 0) return null;
            _read ??= new string?[_ends.Length];
            return _read[number - 1] ??= Encoding.UTF8.GetString(_texts.Span[(number == 1 ? 0 : _ends[number - 2]).._ends[number - 1]]);
        }
    }

    public sealed class Writer
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly ArrayBufferWriter<byte> _texts = new(4096);
        private readonly List<int> _ends = [];

        public int Number(string? text)
        {
            if (text is null) return 0;
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, text, out var isKnown);
            if (isKnown) return number;
            Encoding.UTF8.GetBytes(text, _texts);
            _ends.Add(_texts.WrittenCount);
            return number = _ends.Count;
        }

        public void WriteTo(SnapshotWriter writer)
        {
            writer.Array<int>(CollectionsMarshal.AsSpan(_ends));
            writer.Bytes(_texts.WrittenSpan);
        }
    }
}

/// <summary>Things by number, from 1 on; 0 is none. Each is a row of numbers, and is made once, when it is first asked for.</summary>
internal sealed class Table<T>(SnapshotReader reader, Func<ArraySegment<int>, T> make)
    where T : class
{
    private readonly int[] _ends = reader.Array<int>();
    private readonly int[] _rows = reader.Array<int>();
    private T?[]? _made;

    public T? this[int number]
    {
        get
        {
            if (number == 0) return null;
            _made ??= new T?[_ends.Length];
            return _made[number - 1] ??= make(new ArraySegment<int>(_rows)[(number == 1 ? 0 : _ends[number - 2]).._ends[number - 1]]);
        }
    }
}

/// <summary>Gives equal things one number, and writes each once.</summary>
internal sealed class TableWriter<T>
    where T : class
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _rows = [];

    public int Number(T? thing, Func<T, int[]> rowOf)
    {
        if (thing is null) return 0;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, thing, out var isKnown);
        if (isKnown) return number;
        _rows.AddRange(rowOf(thing));
        _ends.Add(_rows.Count);
        return number = _ends.Count;
    }

    public void WriteTo(SnapshotWriter writer)
    {
        writer.Array<int>(CollectionsMarshal.AsSpan(_ends));
        writer.Array<int>(CollectionsMarshal.AsSpan(_rows));
    }
}
