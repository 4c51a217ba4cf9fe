using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Analysis.Testing;

namespace Analysis.Cluster.Tests;

/// <summary>One node by itself, as it is first started: without a database.</summary>
public sealed class NodeTests : IDisposable
{
    private const string AdminKey = "the-key-of-an-admin";
    private const string ReaderKey = "the-key-of-a-reader";

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_node_without_a_database_serves_and_keeps_what_it_was_told()
    {
        string shown;
        using (var node = await Start())
        {
            Assert.Equal(HttpStatusCode.Created, await Send(node, HttpMethod.Put, "/v1/topics/t", """{"title":"How many?","kind":"quantity","unit":"persons"}"""));
            Assert.Equal(HttpStatusCode.Created, await Send(node, HttpMethod.Post, "/v1/claims", """{"id":"c","topic":"t","value":{"kind":"quantity","best":600},"unit":"persons","status":"occurred","publisher":"p"}"""));
            shown = await _http.GetStringAsync(new Uri(node.Url, "/v1/topics/t"));
            Assert.Contains("\"estimate\":600", shown, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, await Send(node, HttpMethod.Get, "/health/ready"));
            Assert.Equal(HttpStatusCode.NotFound, await Send(node, HttpMethod.Get, "/dashboard/"));
            node.Kill();
        }

        using var again = await Start();
        Assert.Equal(shown, await _http.GetStringAsync(new Uri(again.Url, "/v1/topics/t")));
    }

    [Theory]
    [InlineData("--Silo:Port", "0", "Silo.Port")]
    [InlineData("--Silo:Port", "much", "Silo:Port")]
    [InlineData("--Silo:Cluster", "two words", "Silo:Cluster")]
    [InlineData("--Silo:Address", "nowhere.invalid", "Silo:Address")]
    [InlineData("--Silo:DrainSeconds", "-1", "Silo.DrainSeconds")]
    [InlineData("--Silo:ProbeSeconds", "0", "Silo.ProbeSeconds")]
    [InlineData("--Silo:MissedProbes", "0", "Silo.MissedProbes")]
    [InlineData("--Silo:Dashboard", "true", "Silo:Dashboard")] // without keys
    [InlineData("--journal", "Host=127.0.0.1;Port=1;Username=nobody", "journal")]
    public async Task A_setting_that_cannot_be_is_named(string setting, string value, string named)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(setting, value));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_asks_for_an_admin_key()
    {
        var keys = Path.Combine(_folder.Path, "keys");
        await File.WriteAllTextAsync(keys, $"admin:{AdminKey}\nreader:{ReaderKey}\n");
        using var node = await Start("--Silo:Dashboard", "true", "--Analysis:ApiKeysFile", keys);

        Assert.Equal(HttpStatusCode.Unauthorized, await Send(node, HttpMethod.Get, "/dashboard/"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Send(node, HttpMethod.Get, "/dashboard/DashboardCounters"));
        Assert.Equal(HttpStatusCode.Forbidden, await Send(node, HttpMethod.Get, "/dashboard/", authorization: new("Bearer", ReaderKey)));
        Assert.Equal(HttpStatusCode.Forbidden, await Send(node, HttpMethod.Get, "/dashboard/DashboardCounters", authorization: Browser(ReaderKey)));
        Assert.Equal(HttpStatusCode.OK, await Send(node, HttpMethod.Get, "/dashboard/", authorization: Browser(AdminKey)));
        Assert.Equal(HttpStatusCode.OK, await Send(node, HttpMethod.Get, "/dashboard/DashboardCounters", authorization: new("Bearer", AdminKey)));
    }

    [Fact]
    public async Task A_log_line_names_the_silo()
    {
        using var node = await Start("--Logging:Console:FormatterName", "json", "--Logging:Console:FormatterOptions:IncludeScopes", "true");

        var line = JsonDocument.Parse(node.Output.Split('\n').First(l => l.Contains("Now listening", StringComparison.Ordinal)));
        Assert.Contains(line.RootElement.GetProperty("Scopes").EnumerateArray(), s => s.TryGetProperty("Silo", out var silo) && silo.GetString()!.StartsWith(Environment.MachineName, StringComparison.Ordinal));
    }

    private static AuthenticationHeaderValue Browser(string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{key}")));

    private Task<ServerProcess> Start(params string[] options)
    {
        string[] port = options.Contains("--Silo:Port") ? [] : ["--Silo:Port", PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture)];
        return ServerProcess.Start("Analysis.Silo.dll", ["--data", Path.Combine(_folder.Path, "data"), "--Logging:LogLevel:Orleans", "Warning", .. port, .. options]);
    }

    private async Task<HttpStatusCode> Send(ServerProcess node, HttpMethod method, string path, string? json = null, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Url, path)) { Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = authorization;
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }
}
