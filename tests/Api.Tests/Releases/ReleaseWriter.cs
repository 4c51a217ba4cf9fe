using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Api.Access;
using Analysis.Domain.Beliefs;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Analysis.Api.Tests.Releases;

/// <summary>Makes a fixture of the release that it is built with: every kind of topic, claim and act, through the front door.</summary>
internal sealed partial class ReleaseWriter
{
    private const string Keys = "admin:ada:key-of-ada-0123456 editor:anna:key-of-anna-012345 contributor:boris:key-of-boris-01234";
    private const string Quantity = """{"kind": "quantity", "best": 600}""";
    private const string Yes = """{"kind": "proposition", "holds": true}""";
    private const string No = """{"kind": "proposition", "holds": false}""";
    private const string ValidAt = "validAt=2026-06-01";

    /// <summary>So many claims that a snapshot is kept of their topic.</summary>
    private const int LongClaims = 1_010;

    private readonly List<string> _topics = [];
    private HttpClient? _http;

    private HttpClient Http => _http ?? throw new InvalidOperationException("no server runs");

    public async Task Write(ReleaseFixture fixture)
    {
        using var temp = new TempFolder();
        var data = Path.Combine(temp.Path, "data");
        var middle = "";
        await Serve($"--Analysis:DataFolder={data}", async _ =>
        {
            await Define();
            await Claim();
            middle = Now();
            await Act();
        });
        await AddOfOldForms(data);
        var answers = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        await Serve($"--Analysis:DataFolder={data}", async log =>
        {
            await log.Wait("Refined what sources have earned");
            await Post("/v1/claims", Told("learned-late", "crossed-1", Yes,
                """, "attribution": ["paper", "seer"]"""), "boris");
            await Put("/v1/sources/registry", """{"name": "Civil registry", "kind": "official", "grade": "A"}""");
            await Ask(answers, middle, Now());
        });

        var shown = answers.Values.SelectMany(answer => answer["steps"]?.AsArray() ?? answer["acts"]?.AsArray() ?? [])
            .Select(step => (step!["event"] ?? step["act"])!.GetValue<string>());
        if (EventCodec.EventNames.Except(shown).ToList() is [_, ..] missing)
            throw new InvalidOperationException($"Nothing here comes to {string.Join(", ", missing)}.");
        var database = PostgresServer.Shared.CreateSchema();
        if (await Moving.Copy(new JournalPlace(data), new JournalPlace(database)) != 0) throw new InvalidOperationException("The journal could not be copied.");
        await Serve($"--Analysis:Journal={database}", _ => Task.CompletedTask); // which renders its rows
        fixture.Write(data, Dump(database), new ReleaseAnswers(Rules.Revision, answers));
    }

    private async Task Define()
    {
        await Put("/v1/sources/registry", """{"name": "Registry", "kind": "official", "grade": "B"}""");
        await Put("/v1/sources/rumour", """{"kind": "unattributed", "grade": "E"}""");
        await Put("/v1/sources/unsaid", "{}");
        await Put("/v1/sources/ministry", """{"name": "To be erased"}""");
        await Put("/v1/families/dead", """{"kind": "quantity", "tolerance": 2, "scale": "linear", "misses": "anywhere", "halfLife": "P90D"}""");
        await Put("/v1/families/moved", """{"kind": "date", "tolerance": "P7D"}""");
        await Put("/v1/families/crossed", """{"kind": "proposition", "learnsBalance": true}""");
        await Topic("killed", """
            "kind": "quantity", "unit": "persons", "conversions": {"dozens": 12}, "question": "How many were killed?", "dynamics": "cumulative",
            "accepts": ["planned", "expected", "possible", "ongoing", "occurred", "cumulative"], "scope": "soldiers, не рабочие",
            "interests": [{"source": "ministry", "favours": "low"}], "halfLife": "P90D", "family": "dead", "tags": ["dead", "front"]
            """);
        await Topic("rating", """ "kind": "quantity", "scale": {"low": 0, "high": 10}, "sources": "observers" """);
        await Topic("present", """ "kind": "quantity", "unit": "persons", "dynamics": "changing", "halfLife": "P30D" """);
        await Topic("open", """ "kind": "proposition", "dynamics": "changing", "halfLife": "PT36H" """);
        await Topic("stage", """ "kind": "category", "categories": ["none", "support", "combat"], "ordered": true, "dynamics": "cumulative" """);
        await Topic("holder", """ "kind": "category" """);
        await Topic("moved", """ "kind": "date", "family": "moved" """);
        await Topic("match", """ "kind": "proposition" """);
        await Topic("long", """ "kind": "quantity", "unit": "persons" """);
        foreach (var n in Enumerable.Range(1, 6)) await Topic($"crossed-{n}", """ "kind": "proposition", "family": "crossed", "sources": "observers" """);
        await Put("/v1/topics/match", """{"title": "Who won, defined anew", "kind": "proposition"}""");
    }

    private async Task Claim()
    {
        var full = Samples.FullClaim("killed", "full");
        full["corrects"] = "wrong";
        await Post("/v1/claims", Told("wrong", "killed", """{"kind": "quantity", "best": 6000}""",
            """, "unit": "persons" """), "boris");
        await Post("/v1/claims", full.ToJsonString(), "anna");
        await Post("/v1/claims", Told("floor", "killed", """{"kind": "bound", "op": ">=", "value": 500}""",
            """, "unit": "persons", "attribution": ["wire", "registry"] """), "boris");
        await Post("/v1/claims", Told("above", "killed", """{"kind": "bound", "op": ">", "value": 10}""",
            """, "unit": "dozens", "attribution": ["wire", "rumour"] """), "boris");
        await Post("/v1/claims", Told("at-most", "killed", """{"kind": "bound", "op": "<=", "value": 900}""",
            """, "unit": "persons", "attribution": ["wire", "ministry"] """), "boris");
        await Post("/v1/claims", Told("below", "killed", """{"kind": "bound", "op": "<", "value": 950}""",
            """, "unit": "persons", "stance": "denies" """), "boris");
        await Post("/v1/claims", Told("span", "killed", """{"kind": "range", "low": 550, "high": 700}""",
            """, "unit": "persons", "attribution": ["wire", "hospital"] """), "boris");
        await Post("/v1/claims", Told("plan", "killed", Quantity,
            """, "unit": "persons" """).Replace("occurred", "planned"), "boris");
        await Post("/v1/claims", Told("foreseen", "killed", Quantity,
            """, "unit": "persons" """).Replace("occurred", "expected"), "boris");
        await Post("/v1/claims", Told("perhaps", "killed", Quantity,
            """, "unit": "persons" """).Replace("occurred", "possible"), "boris");
        await Post("/v1/claims", Told("score", "rating", """{"kind": "quantity", "best": 7.5}""", ""), "boris");
        await Post("/v1/claims", Told("there", "present", """{"kind": "quantity", "best": 900, "low": 800, "high": 1000}""",
            """, "unit": "persons", "validTime": "2025-10/2025-11" """).Replace("occurred", "ongoing"), "boris");
        await Post("/v1/claims", Told("yes", "open", Yes,
            """, "attribution": ["wire", "port"], "hedges": ["likely"]"""), "boris");
        await Post("/v1/claims", Told("no", "open", """{"kind": "proposition", "holds": false, "probability": 0.25}""",
            """, "attribution": ["post", "guard"], "credibility": 5"""), "boris");
        await Post("/v1/claims", Told("third", "stage", """{"kind": "category", "name": "combat"}""", ""), "boris");
        await Post("/v1/claims", Told("own", "holder", """{"kind": "category", "name": "North Side"}""", ""), "boris");
        await Post("/v1/claims", Told("other", "holder", """{"kind": "category", "name": "south side"}""",
            """, "attribution": ["post", "guard"]"""), "boris");
        await Post("/v1/claims", Told("day", "moved", """{"kind": "date", "edtf": "2025-07-03"}""", ""), "boris");
        await Post("/v1/claims", Told("month", "moved", """{"kind": "date", "edtf": "2025-07/.."}""",
            """, "attribution": ["post", "guard"]"""), "boris");
        await Post("/v1/claims", Told("undated", "moved", """{"kind": "date", "edtf": null}""",
            """, "attribution": ["post", "port"]"""), "boris");
        await Post("/v1/claims", Told("won", "match", Yes, ""), "boris");
        foreach (var n in Enumerable.Range(1, 6))
        {
            await Post("/v1/claims", Told("seer", $"crossed-{n}", n == 6 ? No : Yes, """, "attribution": ["paper", "seer"]"""), "boris");
            await Post("/v1/claims", Told("blind", $"crossed-{n}", n < 4 ? No : Yes, """, "attribution": ["blog", "blind"]"""), "boris");
        }

        await PostLines(string.Join('\n', Enumerable.Range(1, LongClaims).Select(n => Told($"n{n}", "long",
            string.Create(CultureInfo.InvariantCulture, $$"""{"kind": "quantity", "best": {{500 + (n % 7)}}}"""),
            $$""", "unit": "persons", "attribution": ["post", "s{{n % 5}}"], "quote": "line {{n}}" """))));
    }

    private async Task Act()
    {
        await Acted("/v1/topics/killed/claims/span/retraction", """{"reason": "withdrawn by the hospital", "by": "desk", "reportedTime": "2025-11-16"}""");
        await Acted("/v1/topics/killed/claims/at-most/retraction", """{"reason": "wrong row"}""");
        await Acted("/v1/topics/killed/claims/at-most/restoration", """{"reason": "the right row after all", "by": "desk", "reportedTime": "2025-11-17"}""");
        await Acted("/v1/topics/killed/claims/to-come/retraction", """{"reason": "known to be false"}""");
        await Acted("/v1/topics/killed/claims/came/retraction", """{"reason": "known to be false"}""");
        await Post("/v1/claims", Told("came", "killed", Quantity,
            """, "unit": "persons", "attribution": ["wire", "hospital"]"""), "boris");
        await Acted("/v1/topics/killed/resolution",
            """{"value": {"kind": "quantity", "best": 612.5}, "reason": "count", "by": "registry", "reportedTime": "2025-12-01", "validTime": "2025-06-20"}""");
        await Acted("/v1/topics/killed/resolution", """{"value": {"kind": "range", "low": 600, "high": 620}, "reason": "inquest"}""");
        await Acted("/v1/topics/present/resolution",
            """{"value": {"kind": "bound", "op": ">=", "value": 850}, "reason": "census", "validTime": "2025-11-01/2025-11-30"}""");
        await Acted("/v1/topics/stage/resolution", """{"value": {"kind": "category", "name": "support"}, "reason": "seen"}""");
        await Acted("/v1/topics/moved/resolution", """{"value": {"kind": "date", "edtf": "2025-07-01/2025-07-03"}, "reason": "log book"}""");
        await Acted("/v1/topics/open/resolution", $$"""{"value": {{Yes}}, "reason": "wrong topic"}""");
        await Acted("/v1/topics/open/resolution/withdrawal", """{"reason": "it was meant for another", "by": "desk", "reportedTime": "2025-12-02"}""");
        await Post("/v1/topics/killed/claims/full/erasure", """{"fields": ["quote", "note"], "reason": "asked for"}""", "ada");
        await Post("/v1/sources/ministry/erasure", """{"reason": "asked for"}""", "ada");
        await Acted("/v1/topics/match/annulment", """{"reason": "not played", "by": "league", "reportedTime": "2025-11-16"}""");
        foreach (var n in Enumerable.Range(1, 5)) await Acted($"/v1/topics/crossed-{n}/resolution", $$"""{"value": {{Yes}}, "reason": "seen"}""");
    }

    /// <summary>Events in forms that are read and no longer written, behind a topic that is posted to later no more.</summary>
    private static async Task AddOfOldForms(string data)
    {
        var at = DateTimeOffset.UtcNow;
        StoredEvent Old(string type, string json) => new(type, at, null, Encoding.UTF8.GetBytes(json));
        await using var journal = new JournalPlace(data).Open();
        var version = 0L;
        await foreach (var stored in journal.ReadStream("topic/rating", 0, default)) version = stored.Version;
        await journal.Append(new StreamAppend("topic/rating", version,
        [
            Old("source-assessed.v1", """{"source":"outlet","name":"The Outlet","kind":"news-outlet","grade":"C"}"""),
            Old("reliability-learned.v1", """[{"source":"outlet","right":12582912,"wrong":1048576}]"""),
        ],
        []));
    }

    private async Task Ask(SortedDictionary<string, JsonNode> answers, string middle, string end)
    {
        foreach (var topic in _topics)
        {
            await Keep($"/v1/topics/{topic}?asOf={end}&{ValidAt}");
            await Keep($"/v1/topics/{topic}?asOf={middle}&{ValidAt}");
            if (topic == "long")
            {
                await Keep($"/v1/topics/long?reportedBy=2026-06-01&{ValidAt}"); // of whose facts a snapshot is kept
                await Keep($"/v1/topics/long/claims?asOf={end}&{ValidAt}&limit=20");
                continue;
            }

            await Keep($"/v1/topics/{topic}?asOf={end}&reportedBy=2025-11-16");
            await Keep($"/v1/topics/{topic}?version=3&{ValidAt}");
            await Keep($"/v1/topics/{topic}/claims?asOf={end}&{ValidAt}&limit=200");
            await Keep($"/v1/topics/{topic}/history?to={end}&limit=200");
            await Keep($"/v1/topics/{topic}/why?asOf={end}&{ValidAt}");
            await Keep($"/v1/topics/{topic}/timeline?asOf={end}&points=10&claims=false");
        }

        foreach (var act in EventCodec.EventNames) await Keep($"/v1/audit?to={end}&act={act}&limit=100");
        foreach (var source in new[] { "registry", "rumour", "unsaid", "seer" }) await Keep($"/v1/sources/{source}", "id", "name", "kind", "grade");
        foreach (var family in new[] { "dead", "moved", "crossed" })
            await Keep($"/v1/families/{family}", "id", "kind", "tolerance", "scale", "misses", "halfLife", "learnsBalance");

        // what is learned after the end changes the other members
        async Task Keep(string address, params string[] members)
        {
            var answer = JsonNode.Parse(await Http.GetStringAsync(new Uri(address, UriKind.Relative)))!;
            if (members.Length > 0)
            {
                foreach (var other in answer.AsObject().Select(member => member.Key).Except(members).ToList()) answer.AsObject().Remove(other);
            }

            answers.Add(address, answer);
        }
    }

    private async Task Serve(string journal, Func<LogLines, Task> use)
    {
        await using var app = ApiHost.Build("--urls=http://127.0.0.1:0", journal, $"--{ApiKeys.Variable}={Keys}", "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Analysis.Engine.Fitting.Refiner=Information");
        using var log = new LogLines();
        log.Listen(app);
        await app.StartAsync();
        using var http = new HttpClient
        {
            BaseAddress = new Uri(app.Urls.Single()),
            DefaultRequestHeaders = { { "Authorization", "Bearer key-of-ada-0123456" } }
        };
        _http = http;
        await use(log);
        var (written, projector) = (app.Services.GetRequiredService<IJournal>(), app.Services.GetRequiredService<Projector>());
        while (projector.Position < await written.Position(default)) await Task.Delay(20);
        await app.StopAsync();
    }

    /// <summary>A journal as SQL that any connection can run, whatever the schema is called.</summary>
    private static string Dump(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var program = Path.Combine(PostgresServer.FindPrograms() ?? throw new InvalidOperationException("pg_dump was not found."), "pg_dump");
        using var dump = Process.Start(new ProcessStartInfo(program,
        [
            "--host", settings.Host!, "--port", settings.Port.ToString(CultureInfo.InvariantCulture), "--username", settings.Username!,
            "--schema", settings.SearchPath!,
            "--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=200", settings.Database!,
        ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var sql = dump.StandardOutput.ReadToEnd();
        dump.WaitForExit();
        if (dump.ExitCode != 0) throw new InvalidOperationException($"pg_dump failed: {dump.ExitCode}");
        var lines = sql.Split('\n').Where(line => !OfThisServer().IsMatch(line));
        return string.Join('\n', lines).Replace(settings.SearchPath!, ReleaseFixture.SchemaMark, StringComparison.Ordinal);
    }

    /// <summary>Commands of psql, settings that servers before this one do not know, and the schema, which is there already.</summary>
    [GeneratedRegex(@"^(\\|SET (?!check_function_bodies)|SELECT pg_catalog\.set_config|CREATE SCHEMA)")]
    private static partial Regex OfThisServer();

    private static string Told(string id, string topic, string value, string more)
    {
        var claim = Samples.Claim(topic, id, value, more);
        if (more.Contains("attribution", StringComparison.Ordinal)) claim = claim.Replace(", \"publisher\": \"outlet\"", "", StringComparison.Ordinal);
        return claim.Insert(claim.Length - 1, """, "reportedTime": "2025-11-10" """);
    }

    private static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private Task Topic(string id, string members)
    {
        _topics.Add(id);
        return Put($"/v1/topics/{id}", $$"""{"title": "The topic {{id}}", {{members}}}""");
    }

    private Task Put(string path, string json) => Send(HttpMethod.Put, path, ApiServer.Json(json), "anna");

    private Task Post(string path, string json, string by) => Send(HttpMethod.Post, path, ApiServer.Json(json), by);

    private Task Acted(string path, string json) => Post(path, json, "anna");

    private Task PostLines(string lines) => Send(HttpMethod.Post, "/v1/claims", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), "boris");

    private async Task Send(HttpMethod method, string path, HttpContent body, string by)
    {
        var key = Keys.Split(' ').Single(entry => entry.Contains($":{by}:", StringComparison.Ordinal)).Split(':')[2];
        using var request = new HttpRequestMessage(method, path) { Content = body, Headers = { { "Authorization", $"Bearer {key}" } } };
        using var response = await Http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode || answer.Contains("\"rejected\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path}: {answer}");
        }
    }
}
