using Analysis.Api;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;

namespace Analysis.Clients.Tests;

/// <summary>A server for clients that nobody here wrote, and its document as a file in either form.</summary>
public sealed class Server : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplication? _app;
    private HttpClient? _http;

    public HttpClient Http => _http ?? throw new InvalidOperationException("not started");

    public string Document => Path.Combine(_folder.Path, "v1.json");

    public string DocumentOfClasses => Path.Combine(_folder.Path, "v1-classes.json");

    /// <summary>A folder for a test.</summary>
    public string Folder(string name) => Path.Combine(_folder.Path, name);

    public async Task InitializeAsync()
    {
        _app = ApiHost.Build("--urls=http://127.0.0.1:0", $"--Analysis:DataFolder={Folder("data")}",
            "--Logging:LogLevel:Default=Warning");
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        await File.WriteAllTextAsync(Document, await Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        await File.WriteAllTextAsync(DocumentOfClasses, await Http.GetStringAsync(new Uri("/openapi/3.0/v1.json", UriKind.Relative)));
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }
}
