using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;

namespace Analysis.Bench.Http;

/// <summary>
/// One HTTP/1.1 connection that is kept open. It does as little as it can, because the generator shares the cores with the
/// server that it measures: it sends bytes and reads status, ETag and a body of known length.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ArrayBufferWriter<byte> _request = new();
    private byte[] _buffer = new byte[64 * 1_024];

    private Wire()
    {
    }

    /// <summary>The last answer's ETag; null when it had none.</summary>
    public string? ETag { get; private set; }

    /// <summary>The last answer's body; overwritten by the next.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    public static async Task<Wire> Open(Uri server)
    {
        var wire = new Wire();
        await wire._socket.ConnectAsync(IPAddress.Loopback, server.Port);
        return wire;
    }

    public static byte[] Get(string path, string? knownETag = null) =>
        Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{(knownETag is null ? "" : $"If-None-Match: {knownETag}\r\n")}\r\n");

    public static byte[] Send(string method, string path, string json) =>
        Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Posts JSON, as <see cref="Exchange"/>.</summary>
    public ValueTask<int> Post(string path, ReadOnlySpan<byte> json)
    {
        const int HeadBytesMax = 512;
        _request.ResetWrittenCount();
        var head = _request.GetSpan(HeadBytesMax);
        if (!Utf8.TryWrite(
            head, CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n", out var written))
            throw new ArgumentException($"{path} is too long", nameof(path));
        _request.Advance(written);
        _request.Write(json);
        return Exchange(_request.WrittenMemory);
    }

    /// <summary>Sends a request and reads the answer; the status is its result.</summary>
    /// <exception cref="IOException">The server closed the connection.</exception>
    public async ValueTask<int> Exchange(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var (read, head) = (0, -1);
        while (head < 0)
        {
            read += await Receive(read);
            head = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        var (status, length) = Head(_buffer.AsSpan(0, head + 2));
        var end = head + 4 + length;
        if (end > _buffer.Length) Array.Resize(ref _buffer, end);
        while (read < end) read += await Receive(read);
        Body = _buffer.AsMemory(head + 4, length);
        return status;
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> Receive(int at)
    {
        var count = await _socket.ReceiveAsync(_buffer.AsMemory(at));
        return count > 0 ? count : throw new IOException("The server closed the connection.");
    }

    private (int Status, int Length) Head(ReadOnlySpan<byte> head)
    {
        var hasStatus = Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _);
        var hasLength = Utf8Parser.TryParse(Field(head, "\r\nContent-Length: "u8), out int length, out _);
        if (!hasStatus || (!hasLength && status != 304)) throw new IOException($"An answer of unknown length: {Encoding.ASCII.GetString(head)}");
        var tag = Field(head, "\r\nETag: "u8);
        ETag = tag.IsEmpty ? null : Encoding.ASCII.GetString(tag);
        return (status, length);
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0) return [];
        var value = head[(at + name.Length)..];
        return value[..value.IndexOf("\r\n"u8)];
    }
}
