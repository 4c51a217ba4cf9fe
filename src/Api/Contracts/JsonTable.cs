using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Analysis.Api.Contracts;

/// <summary>
/// Every value of a body in a flat table, in the order they stand: a container is followed by what it holds, a field's name by its
/// value. It is read with strings made only of what is asked for, and a place in the body is worked out only when a fault names it.
/// </summary>
/// <remarks>One thread at a time. The rows are rented: after <see cref="Dispose"/> nothing may be read any more.</remarks>
internal sealed class JsonTable : IDisposable
{
    private const int FirstRows = 128;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly FaultList _faults;
    private Row[] _rows = ArrayPool<Row>.Shared.Rent(FirstRows);

    private JsonTable(ReadOnlyMemory<byte> json, FaultList faults) => (_json, _faults) = (json, faults);

    /// <summary>The row of the body itself.</summary>
    public static int Root => 0;

    /// <summary>Reads all of <paramref name="json"/>, which is UTF-8.</summary>
    /// <exception cref="JsonException">It is not one JSON value, or nested too deep.</exception>
    public static JsonTable Parse(ReadOnlyMemory<byte> json, FaultList faults)
    {
        var table = new JsonTable(json, faults);
        try
        {
            table.Fill();
            return table;
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<Row>.Shared.Return(_rows);
        _rows = [];
    }

    public JsonTokenType KindOf(int row) => _rows[row].Kind;

    /// <summary>The row after this one and all it holds.</summary>
    public int After(int row) => _rows[row].Next;

    /// <summary>Whether somebody has read the field of this name, or it was refused.</summary>
    public bool IsTaken(int name) => _rows[name].IsTaken;

    public void Take(int name) => _rows[name].IsTaken = true;

    /// <summary>Takes a name that must not be read, so that nothing is called so any more.</summary>
    public void Refuse(int name) => _rows[name] = _rows[name] with { IsTaken = true, IsRefused = true };

    /// <summary>The bytes of a string without its quotes and with its escapes, or of a number.</summary>
    public ReadOnlySpan<byte> Bytes(int row) => _json.Span.Slice(_rows[row].Start, _rows[row].Length);

    /// <summary>Whether two names are the same, however they are escaped.</summary>
    public bool IsSame(int name, int other) => _rows[name].IsEscaped || _rows[other].IsEscaped
        ? TryText(name, out var one) && TryText(other, out var two) && one == two
        : Bytes(name).SequenceEqual(Bytes(other));

    /// <summary>Whether a string, or a name that was not refused, is this text, which is ASCII.</summary>
    public bool Is(int row, string text)
    {
        ref var found = ref _rows[row];
        if (found.IsEscaped) return !found.IsRefused && TryText(row, out var unescaped) && unescaped == text;
        return found.Length == text.Length && !found.IsRefused && Ascii.Equals(Bytes(row), text);
    }

    /// <summary>False for half a surrogate pair, which JSON can escape but Unicode does not allow.</summary>
    public bool IsText(int row) => !_rows[row].IsEscaped || TryText(row, out _);

    /// <summary>A string or a name; false unless <see cref="IsText"/>.</summary>
    public bool TryText(int row, [NotNullWhen(true)] out string? text)
    {
        if (!_rows[row].IsEscaped)
        {
            text = Encoding.UTF8.GetString(Bytes(row));
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(_json.Span.Slice(_rows[row].Start - 1, _rows[row].Length + 2)); // the quotes with it
            reader.Read();
            text = reader.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>Notes what is wrong with the value in this row.</summary>
    public void Fault(int row, string detail)
    {
        if (!_faults.IsFull) _faults.AtField(PointerTo(row), detail);
    }

    /// <summary>Notes what is wrong with a field, whether it is there or not.</summary>
    public void Fault(int owner, string name, string detail)
    {
        if (!_faults.IsFull) _faults.AtField(PointerTo(PointerTo(owner), name), detail);
    }

    /// <summary>The JSON Pointer (RFC 6901) to a value, in steps from the body down.</summary>
    private string PointerTo(int row)
    {
        var pointer = "";
        for (var within = Root; within != row;)
        {
            var isObject = KindOf(within) == JsonTokenType.StartObject;
            var (child, index) = (within + 1, 0);
            while (After(child) <= row) (child, index) = (After(child), index + 1);
            pointer = isObject ? PointerTo(pointer, TryText(child, out var name) ? name : "") : $"{pointer}/{index}";
            within = isObject ? child + 1 : child;
        }

        return pointer;
    }

    private static string PointerTo(string owner, string name) =>
        $"{owner}/{name.Replace("~", "~0").Replace("/", "~1")}";

    private void Fill()
    {
        var reader = new Utf8JsonReader(_json.Span, new JsonReaderOptions { MaxDepth = Limits.JsonDepthMax });
        Span<int> open = stackalloc int[Limits.JsonDepthMax];
        var count = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                Close(open[reader.CurrentDepth], count);
                continue;
            }

            if (count == _rows.Length) Grow();
            var isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
            _rows[count] = new Row
            {
                Kind = reader.TokenType,
                IsEscaped = isText && reader.ValueIsEscaped,
                Start = (int)reader.TokenStartIndex + (isText ? 1 : 0),
                Length = reader.ValueSpan.Length,
                Next = count + 1,
            };
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) open[reader.CurrentDepth] = count;
            count++;
        }
    }

    /// <summary>A name's row goes on to the end of its value, so that stepping over a field is one step.</summary>
    private void Close(int container, int end)
    {
        _rows[container].Next = end;
        if (_rows[container].Kind != JsonTokenType.StartObject) return;
        for (var name = container + 1; name < end; name = _rows[name].Next) _rows[name].Next = _rows[name + 1].Next;
    }

    private void Grow()
    {
        var larger = ArrayPool<Row>.Shared.Rent(2 * _rows.Length);
        _rows.CopyTo(larger, 0);
        ArrayPool<Row>.Shared.Return(_rows);
        _rows = larger;
    }

    private struct Row
    {
        public int Start;
        public int Length;
        public int Next;
        public JsonTokenType Kind;
        public bool IsEscaped;
        public bool IsTaken;
        public bool IsRefused;
    }
}
