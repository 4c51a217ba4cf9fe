using System.Net;
using System.Net.Sockets;
using Analysis.Engine.Alerts;

namespace Analysis.Api.Alerts;

/// <summary>
/// Requests to addresses that people name. Which address a name stands for is looked up and checked where the
/// connection is made, so that no later look-up can lead elsewhere. No redirect is followed, no proxy asked, no cookie
/// kept. Thread-safe.
/// </summary>
internal sealed class OutboundHttp : IDisposable
{
    private readonly Networks _networks;
    private readonly AlertTuning _tuning;
    private readonly HttpClient _http;

    public OutboundHttp(Networks networks, AlertTuning tuning)
    {
        (_networks, _tuning) = (networks, tuning);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = tuning.InFlightMax,
            MaxResponseHeadersLength = 16,
            ConnectCallback = Connect,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Analysis/1");
    }

    /// <summary>
    /// Sends a request; whatever comes of it is an outcome. Nothing of the answer but its status and Retry-After is
    /// read.
    /// </summary>
    public async Task<SendOutcome> Send(HttpRequestMessage request, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_tuning.Timeout);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
                patience.Token);
            var status = (int)response.StatusCode;
            var result = status switch
            {
                >= 200 and < 300 => SendResult.Taken,
                410 => SendResult.Gone,
                408 or 425 or 429 or >= 500 => SendResult.Unreachable,
                _ => SendResult.Refused,
            };
            var retryAfter = response.Headers.RetryAfter is { } wait ? wait.Delta ?? wait.Date - clock.GetUtcNow()
                : null;
            return new SendOutcome(result, $"{status} {response.ReasonPhrase}".Trim(), retryAfter);
        }
        catch (HttpRequestException fault)
        {
            return new SendOutcome(SendResult.Unreachable,
                (fault.InnerException as ForbiddenAddressException ?? (Exception)fault).Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome(SendResult.Unreachable, $"no answer within {_tuning.Timeout.TotalSeconds:0} s");
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host.Trim('[', ']'), cancellationToken);
        var isPlain = context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps;
        var allowed = Array.FindAll(found, address => isPlain ? _networks.IsNamed(address) : _networks.Allows(address));
        if (allowed.Length == 0)
            throw new ForbiddenAddressException(isPlain && Array.Exists(found, _networks.Allows)
                ? "without TLS only to Alerts:AllowedNetworks"
                : $"{host} is at no public address, nor at one of Alerts:AllowedNetworks");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class ForbiddenAddressException(string message) : IOException(message);
}
