using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Api;
using Analysis.Engine;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Acceptance.Tests;

/// <summary>
/// The real server over real HTTP, to which each case is posted when it is first asked for, all its checks at once: what a case says of the last
/// two minutes is two minutes old. The server's clock starts at the same instant in every run, or at that of ANALYSIS_DESK_AT, so that no check
/// depends on the hour.
/// </summary>
public sealed class DeskCases : IAsyncLifetime
{
    private static readonly string Start = Environment.GetEnvironmentVariable("ANALYSIS_DESK_AT") ?? "2026-11-30T10:28:00Z";

    private readonly TempFolder _folder = new();
    private readonly StartedClock _clock = new(DateTimeOffset.Parse(Start, CultureInfo.InvariantCulture));
    private readonly ConcurrentDictionary<DeskCase, Lazy<Task<Outcome>>> _outcomes = [];
    private readonly WebApplication _server;
    private HttpClient _client = new();

    public DeskCases() => _server = ApiHost.Build(
        ["--urls=http://127.0.0.1:0", $"--Analysis:DataFolder={_folder.Path}", "--Logging:LogLevel:Default=Warning"],
        (builder, _) =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddEmbeddedEngine(isShared: false);
        });

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri($"{_server.Urls.First()}/v1/") };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What came of a case, posted once.</summary>
    internal Task<Outcome> Of(DeskCase what) => _outcomes.GetOrAdd(what, w => new(() => Run(w))).Value;

    private async Task<Outcome> Run(DeskCase what)
    {
        var (now, mark) = (_clock.GetUtcNow(), $"c{what.File[..2]}");
        var named = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var refused = new List<string>();
        foreach (var step in what.Steps())
        {
            var answer = await Send(step.Method, step.Path, DeskCase.Made(step.Body, now, mark));
            if (step.Name is { } name) named[name] = answer;
            // Send sets it
            else if ((int)answer["http"]! >= 300)
            {
                refused.Add(
                    $"{what}: {step.Method} {step.Path} {step.Body.ToJsonString(DeskCheck.Readable)}, came: {answer.ToJsonString(DeskCheck.Readable)}");
            }
        }

        var results = new Dictionary<string, Result>(StringComparer.Ordinal);
        foreach (var check in what.Checks) results[check.ToString()] = await Look(check.Json);
        return new(refused, results);

        async Task<Result> Look(JsonObject check)
        {
            if (check["anyOf"] is JsonArray any)
            {
                var all = new List<Result>();
                foreach (var one in any) all.Add(await Look((JsonObject)one!)); // checks are objects
                return new(all.Exists(r => r.Holds), string.Join(" and ", all.Select(r => r.Came)));
            }

            var came = await Ask(check);
            var asked = (JsonObject)DeskCase.Made(check, now, mark)!; // made of an object
            return new(await DeskTests.Holds(asked, came, Ask), came?.ToJsonString(DeskCheck.Readable) ?? "nothing");
        }

        async Task<JsonNode?> Ask(JsonObject check) => DeskTests.Find(
            // a check has the one or the other
            (string?)check["of"] is { } name
            ? named.GetValueOrDefault(name)
            : await Send(HttpMethod.Get, (string)check["get"]!, null),
            DeskCase.Filled((string)check["field"]!, now, mark)); // and says what of it

        async Task<JsonObject> Send(HttpMethod method, string path, JsonNode? body)
        {
            using var request = new HttpRequestMessage(method, new Uri(DeskCase.MadePath(path, now, mark), UriKind.Relative));
            if (body is not null)
            {
                request.Content = new ByteArrayContent(
                    Encoding.UTF8.GetBytes(body.ToJsonString()))
                {
                    Headers =
                    { ContentType = new MediaTypeHeaderValue("application/json") }
                };
            }
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var answer = (JsonObject)JsonNode.Parse(text.Length > 0 ? text : "{}")!; // the API answers with objects
            answer["http"] = JsonNode.Parse(response.StatusCode.ToString("D")); // a number like those that came
            return answer;
        }
    }

    /// <summary>Time that goes on as it does, from an instant of its own.</summary>
    private sealed class StartedClock(DateTimeOffset start) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + System.GetElapsedTime(_began);
    }

    /// <summary>What came of a case.</summary>
    /// <param name="Refused">The steps that were not taken and should have been.</param>
    /// <param name="Results">By the names of the checks.</param>
    internal sealed record Outcome(IReadOnlyList<string> Refused, IReadOnlyDictionary<string, Result> Results);

    /// <summary>What came of a check, and whether it is right.</summary>
    internal sealed record Result(bool Holds, string Came);
}
