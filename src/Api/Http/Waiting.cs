using System.Globalization;
using Analysis.Engine.Topics;

namespace Analysis.Api.Http;

/// <summary><c>Prefer: wait=20</c> (RFC 7240): how long a read may wait for a change. A server that stops lets go of its waiters.</summary>
internal sealed class Waiting(Settings settings, IHostApplicationLifetime host)
{
    /// <summary>How long to wait, and until when at most. Null when the caller does not ask to, looks through a lens that cannot change, or the server is stopping.</summary>
    public Patience For(HttpRequest request, Lens lens, CancellationToken cancellationToken)
    {
        if (Asked(request) is not { } seconds || lens != Lens.Current || host.ApplicationStopping.IsCancellationRequested) return new Patience(null, null, cancellationToken);

        seconds = Math.Min(seconds, settings.WaitSecondsMax);
        request.HttpContext.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
        var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        return new Patience(TimeSpan.FromSeconds(seconds), linked, linked.Token);
    }

    private static int? Asked(HttpRequest request)
    {
        if (!request.Headers.ContainsKey("Prefer")) return null;
        foreach (var preference in request.Headers.GetCommaSeparatedValues("Prefer"))
        {
            if (preference.Split('=', 2) is [var name, var value]
                && name.Trim().Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.AsSpan().Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return seconds;
        }

        return null;
    }

    internal sealed record Patience(TimeSpan? Length, CancellationTokenSource? Source, CancellationToken Token) : IDisposable
    {
        public void Dispose() => Source?.Dispose();
    }
}
