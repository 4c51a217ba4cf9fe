using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Analysis.Cli.Importing;

/// <summary>A record of an input.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Bytes">As they stand there, without the end of the line.</param>
/// <param name="End">The place in the input behind it.</param>
internal readonly record struct InputRecord(long Line, byte[] Bytes, long End);

/// <summary>
/// Reads records, byte for byte: lines or, of a table, rows, which may hold line breaks between quotation marks. Blank
/// ones are left out.
/// </summary>
internal sealed class RecordReader(PipeReader input, Format format) : IAsyncDisposable
{
    /// <summary>More than the server takes as one claim, by far.</summary>
    private const int RecordBytesMax = 4 * 1_024 * 1_024;

    private long _line = 1;
    private long _end;

    /// <exception cref="UsageException">A record is too long: a quotation mark that is never closed, or no text at
    /// all.</exception>
    public async IAsyncEnumerable<InputRecord> Read([EnumeratorCancellation] CancellationToken stopping)
    {
        for (var isLast = false; !isLast;)
        {
            var read = await input.ReadAsync(stopping);
            var rest = read.Buffer;
            isLast = read.IsCompleted;
            while (Next(rest, isLast) is { } length)
            {
                var record = rest.Slice(0, length).ToArray();
                rest = rest.Slice(length);
                var line = _line;
                _line += record.AsSpan().Count((byte)'\n');
                _end += length;
                var bytes = record.AsSpan().TrimEnd("\r\n"u8);
                if (line == 1 && bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..]; // a byte order mark
                if (!bytes.Trim(" \t"u8).IsEmpty) yield return new InputRecord(line, bytes.ToArray(), _end);
            }

            if (rest.Length > RecordBytesMax) throw new UsageException(
                $"line {_line}: no record is longer than {RecordBytesMax / 1_024 / 1_024} MiB; is a quote open?");
            input.AdvanceTo(rest.Start, rest.End);
        }
    }

    public ValueTask DisposeAsync() => input.CompleteAsync();

    /// <summary>How long the first record is, with the end of its line; null when it is not whole yet.</summary>
    private long? Next(in ReadOnlySequence<byte> bytes, bool isLast)
    {
        var (isQuoted, mayOpen, length) = (false, format.HasHeader, 0L);
        foreach (var segment in bytes)
        {
            foreach (var b in segment.Span)
            {
                length++;
                // one more is a quotation mark within the field
                if (b == '"' && isQuoted) (isQuoted, mayOpen) = (false, true);
                else if (b == '"') (isQuoted, mayOpen) = (mayOpen, false);
                else if (b == '\n' && !isQuoted) return length;
                else mayOpen = format.HasHeader && b is (byte)',' or (byte)';' or (byte)'\t';
            }
        }

        return isLast && length > 0 ? length : null;
    }
}
