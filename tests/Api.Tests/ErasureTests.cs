using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Api.Access;
using Analysis.Engine.Journal;
using Analysis.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Analysis.Api.Tests;

/// <summary>Words that were erased are nowhere any more, in no answer and in no file, and what is believed is the same to the last bit.</summary>
public abstract partial class ErasureTests : IAsyncLifetime
{
    private const string Quote = "Zinaida Quellmann of 7 Aspenglade Row saw it";
    private const string Url = "https://example.org/quellmann-aspenglade";
    private const string Words = "umpteen";
    private const string Note = "phoned by the witness' brother, Hartmut";
    private const string Name = "Quirinius Feldspath";
    private const string OldName = "Q. Feldspath, brickworks";
    private const string ValidAt = "validAt=2026-06-01";

    /// <summary>None of them stands in an id, and each in one of the texts above.</summary>
    private static readonly string[] Secrets =
        ["Quellmann", "Aspenglade", "aspenglade", "umpteen", "Hartmut", "Feldspath", "feldspath", "Quirinius", "quirinius"];

    /// <summary>So many claims that a snapshot is kept of their topic.</summary>
    private const int ManyClaims = 1_000;

    private static readonly (string, string) Ada = ("Authorization", "Bearer key-of-ada-0123456");
    private static readonly (string, string) Anna = ("Authorization", "Bearer key-of-anna-012345");
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LogLines _log = new();
    private ApiServer? _server;

    /// <summary>How the server is told where its journal is.</summary>
    protected abstract string Journal { get; }

    private ApiServer Server => _server ?? throw new InvalidOperationException("not started");

    public virtual Task InitializeAsync()
    {
        _server = new ApiServer
        {
            Prepare = _log.Listen,
            Options = [Journal, $"--{ApiKeys.Variable}=admin:ada:key-of-ada-0123456 editor:anna:key-of-anna-012345"]
        };
        return _server.InitializeAsync();
    }

    public virtual Task DisposeAsync() => Server.DisposeAsync();

    [NeedyFact]
    public async Task Erased_words_are_in_no_answer_and_in_no_file_and_views_stay()
    {
        await Tell();
        var middle = Now();
        Assert.Equal(200, (await Post("/v1/topics/t/claims/told/retraction", """{"reason": "misread"}""", Anna)).Status);
        Assert.Equal(200, (await Post("/v1/topics/t/claims/told/restoration", """{"reason": "it was right"}""", Anna)).Status);
        Assert.Equal(200, (await Post("/v1/topics/t/claims/wrong/retraction", """{"reason": "misread"}""", Anna)).Status);
        var end = Now();
        var addresses = new[]
        {
            $"/v1/topics/t?asOf={end}&{ValidAt}", $"/v1/topics/t?asOf={middle}&{ValidAt}", $"/v1/topics/t?version=4&{ValidAt}",
            $"/v1/topics/t?asOf={end}&reportedBy=2025-11-09", $"/v1/topics/t/claims?asOf={end}&{ValidAt}&limit=10",
            $"/v1/topics/t/claims?asOf={middle}&{ValidAt}&limit=10", $"/v1/topics/t/history?to={end}&limit=10",
            $"/v1/topics/t/why?asOf={end}&{ValidAt}&limit=3",
            $"/v1/topics/t/timeline?asOf={end}&points=5&claims=false", $"/v1/topics/t/changes?limit=10",
        };
        var before = await Shown(addresses);
        Assert.NotEmpty(await Files(Quote));
        Assert.NotEmpty(await Files(OldName));

        await Erase();
        var retracted = await Post("/v1/topics/t/claims/wrong/erasure", """{"fields": ["quote"], "reason": "asked for by the witness"}""", Ada);
        Assert.Equal((200, "erased", "retracted"),
            (retracted.Status, retracted.Json["result"]?.GetValue<string>(), retracted.Json["standing"]?.GetValue<string>()));

        Assert.Equal(string.Join("\n", before), string.Join("\n", await Shown(addresses)));
        Assert.Empty(await Found());
        await AssertActs();

        var again = await Post("/v1/claims", Told(), Anna);
        Assert.Equal((200, "duplicate"), (again.Status, again.Json["result"]?.GetValue<string>()));
        var twice = await Post("/v1/topics/t/claims/told/erasure", """{"fields": ["quote"], "reason": "again"}""", Ada);
        Assert.Equal("unchanged", twice.Json["result"]?.GetValue<string>());
        await Server.Restart();
        Assert.Equal(string.Join("\n", before), string.Join("\n", await Shown(addresses)));
        Assert.Empty(await Found());
        var entry = (await Server.Get("/v1/topics/t/claims/told", Ada)).Json["claim"]!;
        Assert.Equal("""["note","quote","url","words"]""", entry["erased"]!.ToJsonString());
        Assert.Equal("600", entry["value"]!["best"]!.ToJsonString());
        Assert.DoesNotContain("Feldspath", (await Server.Get("/v1/sources?q=feld", Ada)).Body);
    }

    /// <summary>What a process that died halfway left: the act is written, and the bytes are not replaced.</summary>
    [NeedyFact]
    public async Task What_a_crash_cut_short_the_same_request_finishes()
    {
        await Tell();
        var journal = Server.App.Services.GetRequiredService<IJournal>();
        var version = await Server.Http.GetStringAsync(With("/v1/topics/t"));
        var act = EventCodec.Encode(new Domain.Topics.TopicEvent.ClaimErased(new("told"), ["quote"], "asked for"), DateTimeOffset.UtcNow);
        await journal.Append(new StreamAppend("topic/t", JsonNode.Parse(version)!["version"]!.GetValue<long>(), [act], []));
        await Server.Restart();
        Assert.DoesNotContain("Quellmann", (await Server.Get("/v1/topics/t/claims/told", Ada)).Json["claim"]!["quote"]?.ToJsonString() ?? "");

        var finished = await Post("/v1/topics/t/claims/told/erasure", """{"fields": ["quote"], "reason": "asked for"}""", Ada);
        Assert.Equal((200, "unchanged"), (finished.Status, finished.Json["result"]?.GetValue<string>()));
        await Post("/v1/topics/t/claims/wrong/erasure", """{"fields": ["quote"], "reason": "asked for"}""", Ada); // it has the same
        Assert.Empty(await Files(Quote));
    }

    [NeedyFact]
    public async Task Words_are_erased_on_every_topic_that_a_claim_has_been_on()
    {
        foreach (var topic in new[] { "t", "u" })
            await Server.Put($"/v1/topics/{topic}", """{"title": "T", "kind": "quantity", "unit": "persons"}""", Anna);
        Assert.Equal(201, (await Post("/v1/claims", Told(), Anna)).Status);
        Assert.Equal(200, (await Post("/v1/topics/t/claims/told/move", """{"to": "u", "reason": "wrong row"}""", Anna)).Status);
        Assert.Equal(200, (await Post("/v1/topics/u/rename", """{"to": "w", "reason": "a better id"}""", Anna)).Status);
        const string body = """{"fields": ["quote", "url", "note", "words"], "reason": "asked for by the witness"}""";
        Assert.Equal("/problems/claim-moved", (await Post("/v1/topics/t/claims/told/erasure", body, Ada)).Type);

        var erased = await Post("/v1/topics/w/claims/told/erasure", body, Ada);

        Assert.Equal((200, "erased"), (erased.Status, erased.Json["result"]?.GetValue<string>()));
        Assert.Empty(await Found());
        Assert.Empty(Secret(await Server.Get("/v1/topics/t/claims/told", Ada)));
        Assert.Equal("moved", (await Server.Get("/v1/topics/t/claims/told", Ada)).Json["standing"]?.GetValue<string>());
        Assert.Equal("counted", (await Server.Get("/v1/topics/w/claims/told", Ada)).Json["standing"]?.GetValue<string>());
        Assert.Equal(200, (await Post("/v1/topics/w/claims/told/move", """{"to": "t", "reason": "right after all"}""", Anna)).Status);
        Assert.Equal("counted", (await Server.Get("/v1/topics/t/claims/told", Ada)).Json["standing"]?.GetValue<string>());
    }

    [NeedyFact]
    public async Task What_has_the_same_id_on_another_topic_is_another_claim()
    {
        foreach (var topic in new[] { "t", "u" })
            await Server.Put($"/v1/topics/{topic}", """{"title": "T", "kind": "quantity", "unit": "persons"}""", Anna);
        await Post("/v1/topics/u/merge", """{"to": "t", "reason": "one question"}""", Anna);
        await Post("/v1/topics/u/merge/withdrawal", """{"reason": "two questions"}""", Anna);
        Assert.Equal(201, (await Post("/v1/claims", Told(), Anna)).Status);
        Assert.Equal(201, (await Post("/v1/claims", Samples.Claim("u", "told", more: """, "unit": "persons", "quote": "by radio" """), Anna)).Status);

        Assert.Equal(200, (await Post("/v1/topics/u/claims/told/erasure", """{"fields": ["quote"], "reason": "asked for"}""", Ada)).Status);

        Assert.Contains("Quellmann", (await Server.Get("/v1/topics/t/claims/told", Ada)).Body);
        Assert.DoesNotContain("by radio", (await Server.Get("/v1/topics/u/claims/told", Ada)).Body);
    }

    [NeedyFact]
    public async Task Who_may_not_and_what_cannot_be_erased_is_said()
    {
        await Tell();
        const string body = """{"fields": ["quote"], "reason": "asked for"}""";

        Assert.Equal(403, (await Post("/v1/topics/t/claims/told/erasure", body, Anna)).Status);
        Assert.Equal(403, (await Post("/v1/sources/scout/erasure", """{"reason": "x"}""", Anna)).Status);
        Assert.Equal("/problems/unknown-claim", (await Post("/v1/topics/t/claims/none/erasure", body, Ada)).Type);
        Assert.Equal("/problems/unknown-topic", (await Post("/v1/topics/none/claims/told/erasure", body, Ada)).Type);
        Assert.Equal("/problems/unknown-source", (await Post("/v1/sources/nobody/erasure", """{"reason": "x"}""", Ada)).Type);
        var wrong = await Post("/v1/topics/t/claims/told/erasure", """{"fields": ["value", "quote"]}""", Ada);
        Assert.Equal((400, "/problems/invalid-erasure"), (wrong.Status, wrong.Type));
        Assert.Equal(["/fields/0", "/reason"], wrong.Pointers);
        Assert.Equal(["/fields"], (await Post("/v1/topics/t/claims/told/erasure", """{"fields": [], "reason": "x"}""", Ada)).Pointers);
        var tells = await Post("/v1/topics/t/claims/told/erasure", """{"fields": ["quote"], "reason": "\"Zinaida quellmann of 7\" asked"}""", Ada);
        Assert.Equal((400, "/reason"), (tells.Status, tells.Pointers.Single()));
        Assert.Equal(["/reason"], (await Post("/v1/sources/scout/erasure", """{"reason": "quirinius feldspath asked"}""", Ada)).Pointers);
        var claimed = await Post("/v1/claims", Samples.Claim("t", "own", more: """, "unit": "persons", "erased": ["quote"]"""), Anna);
        Assert.Equal((400, "/erased"), (claimed.Status, claimed.Pointers.Single()));
        Assert.Contains("Quellmann", (await Server.Get("/v1/topics/t/claims/told", Ada)).Body);
    }

    /// <summary>The files of the journal that hold a text, in UTF-8 or UTF-16.</summary>
    protected abstract Task<IReadOnlyList<string>> Files(string text);

    protected static IReadOnlyList<string> Holding(IEnumerable<string> files, string text)
    {
        var forms = new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text) };
        return [.. files.Where(file => Bytes(file) is var bytes && Array.Exists(forms, form => bytes.AsSpan().IndexOf(form) >= 0))];
    }

    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete); // it is in use
        var bytes = new byte[stream.Length];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static string Told()
    {
        var claim = Samples.FullClaim("t", "told");
        foreach (var other in new[] { "corrects", "entry", "article", "qualifiers" }) claim.Remove(other);
        (claim["quote"], claim["url"], claim["words"], claim["note"]) = (Quote, Url, Words, Note);
        (claim["attribution"], claim["reportedTime"]) = (new JsonArray("outlet", "scout"), "2025-11-08");
        return claim.ToJsonString();
    }

    /// <summary>How a sentence says it with and without words.</summary>
    [GeneratedRegex(@" \(reported as \\""umpteen\\""\), (?<range>[^()]*) \(90 %\)")]
    private static partial Regex Reported();

    private static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);

    protected static IReadOnlyList<string> Secret(Answer answer) => [.. Secrets.Where(secret => answer.Body.Contains(secret, StringComparison.Ordinal))];

    /// <summary>Of the claim and of the source.</summary>
    protected async Task Erase()
    {
        var erased = await Post("/v1/topics/t/claims/told/erasure",
            """{"fields": ["quote", "url", "note", "words", "article"], "reason": "asked for by the witness"}""", Ada);
        Assert.Equal((200, "erased"), (erased.Status, erased.Json["result"]?.GetValue<string>()));
        var source = await Post("/v1/sources/scout/erasure", """{"reason": "asked for by the source"}""", Ada);
        Assert.Equal((200, null, "B"), (source.Status, source.Json["name"], source.Json["grade"]?.GetValue<string>()));
    }

    protected async Task Tell()
    {
        await Server.Put("/v1/sources/scout", $$"""{"name": "{{OldName}}", "grade": "C"}""", Anna);
        Assert.Equal(201, (await Server.Put("/v1/topics/t", """{"title": "T", "kind": "quantity", "unit": "persons"}""", Anna)).Status);
        Assert.Equal(201, (await Post("/v1/claims", Told(), Anna)).Status);
        Assert.Equal(201, (await Post("/v1/claims", Samples.Claim("t", "wrong", more: $$""", "unit": "persons", "quote": "{{Quote}}" """), Anna)).Status);
        await Server.Put("/v1/sources/scout", $$"""{"name": "{{Name}}", "grade": "B", "aliases": ["quirinius the scout"]}""", Anna);
        var many = Enumerable.Range(1, ManyClaims).Select(n =>
            Samples.Claim("t", $"n{n}", more: $$""", "unit": "persons", "reportedTime": "2025-11-0{{1 + (n % 9)}}" """));
        using var lines = new StringContent(string.Join('\n', many), null, "application/x-ndjson");
        Assert.Equal(200, (await Server.Send(HttpMethod.Post, "/v1/claims", lines, Anna)).Status);
        Assert.Contains(Name, (await Server.Get("/v1/sources?q=quirinius", Anna)).Body); // a row follows
        Assert.Equal(200, (await Server.Get("/v1/topics?q=t", Anna)).Status);
    }

    /// <summary>What is answered, but for the words that are to go.</summary>
    private async Task<IReadOnlyList<string>> Shown(IEnumerable<string> addresses)
    {
        var shown = new List<string>();
        foreach (var address in addresses)
        {
            var answer = await Server.Get(address, Ada);
            Assert.True(answer.Status == 200, $"{address}: {answer} {string.Join("\n", _log.All.TakeLast(3))}");
            var json = answer.Json;
            foreach (var claim in (json["claims"] as JsonArray ?? []).Select(entry => entry?["claim"]).OfType<JsonObject>())
            {
                foreach (var name in new[] { "quote", "url", "words", "note", "erased" }) claim.Remove(name);
            }

            var text = json.ToJsonString(Plain).Replace($"\"words\":\"{Words}\",", "");
            var without = Reported().Replace(text, " (${range}, 90 %)");
            shown.Add($"{address}: {without}");
        }

        return shown;
    }

    private async Task<IReadOnlyList<string>> Found()
    {
        var found = new List<string>();
        foreach (var secret in Secrets) found.AddRange((await Files(secret)).Select(file => $"{secret}: {file}"));
        return found;
    }

    private async Task AssertActs()
    {
        var steps = (await Server.Get("/v1/topics/t/history?limit=200&after=1000", Ada)).Json["steps"]!.AsArray();
        Assert.Equal(["told ada asked for by the witness", "wrong ada asked for by the witness"],
            steps.Where(s => s!["event"]!.GetValue<string>() == "claim-erased").Select(s => $"{s!["claim"]} {s["by"]} {s["reason"]}"));
        var audit = (await Server.Get("/v1/audit?act=source-erased", Ada)).Json["acts"]!.AsArray();
        Assert.Equal("scout ada asked for by the source", $"{audit.Single()!["source"]} {audit[0]!["by"]} {audit[0]!["reason"]}");
    }

    private Task<Answer> Post(string path, string json, (string, string) key) => Server.Send(HttpMethod.Post, path, ApiServer.Json(json), key);

    private Uri With(string path)
    {
        Server.Http.DefaultRequestHeaders.Remove(Ada.Item1);
        Server.Http.DefaultRequestHeaders.Add(Ada.Item1, Ada.Item2);
        return new Uri(path, UriKind.Relative);
    }
}

public sealed class SqliteErasureTests : ErasureTests
{
    private readonly TempFolder _folder = new();

    protected override string Journal => $"--Analysis:DataFolder={_folder.Path}";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<IReadOnlyList<string>> Files(string text) =>
        Task.FromResult(Holding(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), text));
}

/// <summary>On a server of their own, for its files are read. Its write-ahead log is left out: that is cut by the server's own rules.</summary>
[Needs(Tool.Postgres)]
public sealed class PostgresErasureTests : ErasureTests
{
    private PostgresServer? _postgres;
    private string _connection = "";

    protected override string Journal => $"--Analysis:Journal={_connection}";

    public override Task InitializeAsync()
    {
        _postgres = PostgresServer.Own("fsync=off");
        _connection = _postgres.CreateSchema();
        return base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _postgres?.Dispose();
    }

    [NeedyFact]
    public async Task Another_process_that_has_the_words_in_memory_is_rid_of_them()
    {
        await Tell();
        var other = new ApiServer { Options = [Journal] };
        await other.InitializeAsync();
        try
        {
            foreach (var address in new[] { "/v1/topics/t", "/v1/topics/t/claims/told", "/v1/sources/scout" })
            {
                Assert.NotEmpty(Secret(await other.Get(address)));
            }

            await Erase();

            for (var tries = 0; Secret(await other.Get("/v1/topics/t/claims/told")).Count > 0 && tries < 100; tries++) await Task.Delay(50);
            foreach (var address in new[] { "/v1/topics/t", "/v1/topics/t/claims/told", "/v1/sources/scout", "/v1/topics/t/history?limit=10" })
                Assert.Empty(Secret(await other.Get(address)));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    protected override async Task<IReadOnlyList<string>> Files(string text)
    {
        await using var connection = new NpgsqlConnection($"{_connection};Pooling=false");
        await connection.OpenAsync();
        await using var flush = new NpgsqlCommand("CHECKPOINT", connection);
        await flush.ExecuteNonQueryAsync();
        await using var ask = new NpgsqlCommand("SHOW data_directory", connection);
        var folder = (string)(await ask.ExecuteScalarAsync())!; // there is one
        return Holding(Directory.EnumerateFiles(Path.Combine(folder, "base"), "*", SearchOption.AllDirectories), text);
    }
}
