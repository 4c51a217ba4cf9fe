using System.Buffers;
using System.IO.Pipelines;

namespace Analysis.Api.Tables;

/// <summary>
/// A record of a table: the line it begins on, from 1, and its bytes; null when it was too long to read.
/// </summary>
internal sealed record TableRecord(long Line, ReadOnlyMemory<byte>? Bytes);

/// <summary>
/// Cuts a body into the records of a table (RFC 4180) as it arrives: a line feed within quotes ends none, and counts as
/// a line. Never holds more than one record. What is in a record is not looked into.
/// </summary>
internal sealed class RecordReader(PipeReader body, int bytesMax)
{
    private readonly ArrayBufferWriter<byte> _record = new();
    private Place _place;
    private long _line = 1;
    private int _markRead; // bytes of a byte order mark so far
    private bool _isTooLong;
    private bool _isDone;

    private enum Place
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>What stands between cells; null while that is not known, and any of the usual ones does.</summary>
    public char? Separator { get; set; }

    /// <summary>The next record without its line end; null at the end of the body.</summary>
    public async ValueTask<TableRecord?> Next(CancellationToken cancellationToken)
    {
        if (_isDone) return null;
        _record.ResetWrittenCount();
        var first = _line;
        (_place, _isTooLong) = (Place.FieldStart, false);
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var (taken, isEnded) = (0L, false);
            foreach (var segment in read.Buffer)
            {
                taken += Take(segment.Span, ref isEnded);
                if (isEnded) break;
            }

            body.AdvanceTo(read.Buffer.GetPosition(taken));
            if (isEnded) return Ended(first);
            if (!read.IsCompleted) continue;
            _isDone = true;
            return _record.WrittenCount == 0 && !_isTooLong ? null : Ended(first);
        }
    }

    private TableRecord Ended(long first)
    {
        if (_isTooLong) return new TableRecord(first, null);
        var bytes = _record.WrittenSpan;
        return new TableRecord(first, (bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes).ToArray());
    }

    /// <summary>
    /// How many of the bytes belong to the record, the line feed that ends it included; of those it keeps what there is
    /// room for.
    /// </summary>
    private int Take(ReadOnlySpan<byte> bytes, ref bool isEnded)
    {
        var (count, begin) = (0, 0);
        while (count < bytes.Length && !isEnded)
        {
            var b = bytes[count++];
            if (_markRead < Mark.Length && b == Mark[_markRead] && _line == 1 && _record.WrittenCount == 0)
            {
                (_markRead, begin) = (_markRead + 1, count);
                continue;
            }

            if (b == '\n') _line++;
            isEnded = b == '\n' && _place != Place.Quoted;
            _place = (_place, b) switch
            {
                (Place.Quoted, (byte)'"') => Place.QuoteInQuoted,
                (Place.Quoted, _) or (Place.FieldStart or Place.QuoteInQuoted, (byte)'"') => Place.Quoted,
                _ when IsSeparator(b) => Place.FieldStart,
                _ => Place.Plain,
            };
        }

        var kept = bytes[begin..(isEnded ? count - 1 : count)];
        if (_record.WrittenCount + kept.Length > bytesMax) _isTooLong = true;
        if (!_isTooLong) _record.Write(kept);
        return count;
    }

    private bool IsSeparator(byte b) => Separator is { } known ? b == known : b is (byte)',' or (byte)';' or (byte)'\t';
}
