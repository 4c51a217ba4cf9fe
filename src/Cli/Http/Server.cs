using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Analysis.Cli.Http;

/// <summary>The server, as HTTP shows it.</summary>
internal sealed class Server : IDisposable
{
    /// <summary>A topic may have been renamed more than once.</summary>
    private const int RedirectsMax = 5;

    private static readonly TimeSpan ConnectMax = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    public Server(Uri address, string? key)
    {
        // By itself it would leave the key behind when it is led on.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, ConnectTimeout = ConnectMax,
            AutomaticDecompression = DecompressionMethods.All
        };
        _http = new HttpClient(
            handler)
        {
            BaseAddress = new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/"),
            Timeout = Timeout.InfiniteTimeSpan
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("analysis",
            typeof(Server).Assembly.GetName().Version?.ToString(3)));
        if (!string.IsNullOrEmpty(key)) _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization",
            $"Bearer {key}");
    }

    public Uri Address => _http.BaseAddress!; // set by the constructor

    /// <summary>The client, for what speaks HTTP by itself.</summary>
    public HttpClient Http => _http;

    /// <summary>Asks for JSON.</summary>
    /// <exception cref="RefusedException">The server says no.</exception>
    /// <exception cref="AwayException">The server does not answer.</exception>
    public Task<string> Get(string path, CancellationToken stopping) => Text(HttpMethod.Get, path, null, stopping);

    /// <inheritdoc cref="Get"/>
    public Task<string> Post(string path, string json, CancellationToken stopping) =>
        Text(HttpMethod.Post, path, json, stopping);

    /// <inheritdoc cref="Get"/>
    public Task<string> Put(string path, string json, CancellationToken stopping) =>
        Text(HttpMethod.Put, path, json, stopping);

    /// <summary>
    /// Sends a request, and gives the answer as soon as it begins. Whoever reads on reads within <see cref="Reached"/>.
    /// </summary>
    /// <inheritdoc cref="Get"/>
    public async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> create, CancellationToken stopping)
    {
        Uri? led = null;
        var redirects = 0;
        while (true)
        {
            using var request = create();
            if (led is not null) request.RequestUri = led;
            var answer = await Reached(() =>
                _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping));
            if (answer.IsSuccessStatusCode) return answer;
            using (answer)
            {
                if (answer.StatusCode == HttpStatusCode.PermanentRedirect && redirects++ < RedirectsMax
                    && Next(request, answer) is { } next) led = next;
                else throw new RefusedException(await Problem.Of(answer, stopping));
            }
        }
    }

    /// <summary>Does something with the server; every way in which it may not be reached is one.</summary>
    public async Task<T> Reached<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (fault is HttpRequestException or HttpIOException
            || fault.InnerException is SocketException or HttpIOException)
        {
            throw new AwayException($"{Address} does not answer: {fault.Message}", fault);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> Text(HttpMethod method, string path, string? json, CancellationToken stopping)
    {
        using var answer = await Send(() =>
            new HttpRequestMessage(method, path)
            {
                Content = json is null ? null
                : new StringContent(json, Encoding.UTF8, "application/json")
            }, stopping);
        return await Reached(() => answer.Content.ReadAsStringAsync(stopping));
    }

    /// <summary>Where it is led to, on this server: the key goes nowhere else.</summary>
    private Uri? Next(HttpRequestMessage request, HttpResponseMessage answer)
    {
        if (answer.Headers.Location is not { } location) return null;
        // a request that was answered had an address
        var next = new Uri(new Uri(Address, request.RequestUri!), location);
        return Uri.Compare(next, Address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped,
            StringComparison.OrdinalIgnoreCase) == 0 ? next : null;
    }
}

/// <summary>The server does not answer, or ended its answer halfway.</summary>
public sealed class AwayException(string message, Exception? inner = null) : Exception(message, inner);
