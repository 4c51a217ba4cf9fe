using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Analysis.Api.Claims;

namespace Analysis.Api.Http;

/// <summary>Cuts a body into lines as it arrives; never holds more than one line.</summary>
internal static class LineReader
{
    /// <summary>The lines, blank ones left out but counted. The last one need not end in a line feed.</summary>
    public static async IAsyncEnumerable<Line> Read(
        PipeReader body, int lineBytesMax, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 1L;
        var isSkipping = false;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (TryCut(ref buffer, out var bytes))
            {
                if (!isSkipping && LineOf(number, bytes, lineBytesMax) is { } line) yield return line;
                isSkipping = false;
                number++;
            }

            if (read.IsCompleted)
            {
                var last = isSkipping ? null : LineOf(number, buffer, lineBytesMax);
                body.AdvanceTo(buffer.End);
                if (last is not null) yield return last;
                yield break;
            }

            if (buffer.Length > lineBytesMax)
            {
                if (!isSkipping) yield return new Line(number, null);
                isSkipping = true;
                buffer = buffer.Slice(buffer.End);
            }

            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static bool TryCut(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (buffer.PositionOf((byte)'\n') is not { } end) return false;
        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    /// <summary>Copies the line, since the pipe takes its bytes back; null when it is blank.</summary>
    private static Line? LineOf(long number, ReadOnlySequence<byte> bytes, int lineBytesMax)
    {
        if (bytes.Length > lineBytesMax) return new Line(number, null);
        var json = bytes.ToArray();
        return json.AsSpan().ContainsAnyExcept(" \t\r"u8) ? new Line(number, json) : null;
    }
}
