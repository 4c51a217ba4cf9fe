using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Analysis.Testing;

namespace Analysis.Api.Tests;

/// <summary>A server that may send to loopback and tries again at once.</summary>
public sealed class AlertServer : IAsyncLifetime
{
    internal SmtpReceiver Mail { get; } = new();

    public ApiServer Api { get; private set; } = new();

    public Task InitializeAsync()
    {
        Api = new ApiServer
        {
            Options =
            [
                "--Alerts:AllowedNetworks:0=127.0.0.0/8", "--Alerts:FirstRetrySeconds=0.01", "--Alerts:AttemptsMax=3",
                "--Alerts:AlertsMax=40", "--Alerts:PublicUrl=https://analysis.example.org/",
                "--Mail:Host=127.0.0.1", $"--Mail:Port={Mail.Port}", "--Mail:From=Analysis <analysis@example.org>",
                "--Mail:Security=none", "--Cors:Origins:0=https://desk.example.org",
            ],
        };
        return Api.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        Mail.Dispose();
    }
}

public sealed class AlertTests(AlertServer server) : IClassFixture<AlertServer>
{
    private ApiServer Api => server.Api;

    [Fact]
    public async Task A_threshold_that_is_crossed_is_told_once_signed_as_a_cloud_event()
    {
        using var receiver = new Receiver();
        var topic = await Api.Topic();
        await Claim(topic, "c1", 100);
        var (alert, secret) = await Alert(receiver, topic, """{"condition": "above", "value": 500}""");

        await Claim(topic, "c2", 100, "two");
        await Claim(topic, "c3", 900, "three");
        await Claim(topic, "c4", 900, "four");
        await Claim(topic, "c5", 900, "five");
        await Claim(topic, "c6", 905, "six");

        var told = (await receiver.Wait(1))[0];
        var (json, data) = (told.Json, told.Data);
        Assert.Equal("application/cloudevents+json; charset=utf-8", told.Headers["content-type"]);
        Assert.Equal(("1.0", "analysis.alert.above", topic, $"/v1/alerts/{alert}", told.Id, "application/json"),
            (Text(json["specversion"]), Text(json["type"]), Text(json["subject"]), Text(json["source"]),
                Text(json["id"]), Text(json["datacontenttype"])));
        Assert.Equal((alert, topic, "above", 500, $"https://analysis.example.org/topics/{topic}"),
            (Text(data["alert"]), Text(data["topic"]), Text(data["condition"]), data["value"]!.GetValue<int>(),
                Text(data["url"])));
        Assert.True(data["after"]!["estimate"]!.GetValue<double>() > 500
            && data["before"]!["estimate"]!.GetValue<double>() < 500);
        var view = (await Api.Get($"/v1/topics/{topic}?version={data["version"]}")).View;
        Assert.Equal(Text(view["statement"]), Text(data["statement"]));
        AssertSigned(told, secret);

        var log = (await Deliveries(alert, 1))[0];
        Assert.Equal((told.Id, "delivered", 1, "204 No Content"),
            (Text(log["id"]), Text(log["status"]), log["attempts"]!.GetValue<int>(), Text(log["answer"])));
        Assert.Single(receiver.All);
        Assert.Equal(told.Id, Text((await Api.Get($"/v1/alerts/{alert}")).Json["last"]!["id"]));
    }

    [Fact]
    public async Task Each_condition_tells_of_its_own_change_of_view()
    {
        using var receiver = new Receiver();
        var (count, label) = (await Api.Topic(), await Api.Topic("category", """, "categories": ["red", "blue"] """));
        await Claim(count, "c1", 100);
        await Label(label, "l1", "red", "one");
        var conditions = new[] { "answerFlips", "disputeBegins", "disputeEnds", "claimRetracted", "newOrigin" }
            .Select(c => $$"""{"condition": "{{c}}"}""");
        await Alert(receiver, [count, label], string.Join(',', conditions));
        // by itself: what else is told moves what was told last
        await Alert(receiver, count, """{"condition": "intervalMoves"}""");

        await Claim(count, "c2", 100_000, "two");
        await Told("newOrigin", count);
        await Told("disputeBegins", count);
        await Api.Post($"/v1/topics/{count}/claims/c2/retraction", """{"reason": "misread"}""");
        var retracted = await Told("claimRetracted", count);
        await Told("disputeEnds", count);
        Assert.Equal("c2", Text(retracted.Data["claim"]));
        foreach (var (n, who) in new[] { "a", "b", "c", "d", "e" }.Index()) await Claim(count, $"m{n}", 50_000, who);
        await Api.Post($"/v1/topics/{count}/claims/c1/retraction", """{"reason": "misread"}""");
        await Told("intervalMoves", count);
        foreach (var (n, who) in new[] { "a", "b", "c", "d" }.Index()) await Label(label, $"b{n}", "blue", who);
        var flipped = await Told("answerFlips", label);

        Assert.Equal(("red", "blue"), (Text(flipped.Data["before"]!["answer"]),
            Text(flipped.Data["after"]!["answer"])));
        Assert.Equal(receiver.All.Count, receiver.All.Select(r => r.Id).Distinct().Count());

        async Task<Received> Told(string condition, string topic) =>
            (await receiver.Wait(1, r => r.Condition == condition && Text(r.Data["topic"]) == topic))[0];
    }

    [Fact]
    public async Task A_tag_and_a_search_find_topics_that_are_yet_to_come()
    {
        using var receiver = new Receiver();
        var tag = $"tag-{Guid.NewGuid():N}";
        await Put($"by-{tag}",
            $$"""{"tags": ["{{tag.ToUpperInvariant()}}"], "when": [{"condition": "above", "value": 5}], "to": {"kind": "webhook", "url": "{{receiver.Url}}"} }""");
        await Put($"q-{tag}",
            $$"""{"q": "{{tag[..20]}}", "when": [{"condition": "above", "value": 5}], "to": {"kind": "slack", "url": "{{receiver.Url}}slack"} }""");
        var topic =
            await Api.Topic(more: $$""", "unit": "persons", "tags": ["{{tag}}"], "question": "<{{tag}}> & more?" """);
        var other = await Api.Topic();

        await Claim(other, "c1", 100);
        await Claim(topic, "c1", 100);

        var (hook, slack) = ((await receiver.Wait(1, r => r.Path == "/"))[0],
            (await receiver.Wait(1, r => r.Path == "/slack"))[0]);
        Assert.Equal(topic, Text(hook.Data["topic"]));
        Assert.Equal("application/json; charset=utf-8", slack.Headers["content-type"]);
        Assert.StartsWith("A topic: above 5, now around 100 persons (", Text(slack.Json["text"]));
        Assert.Equal(["section", "context"], slack.Json["blocks"]!.AsArray().Select(b => Text(b!["type"])));
        Assert.Contains($"<https://analysis.example.org/topics/{topic}|{topic}>", slack.Body);

        var feed = XDocument.Parse((await Api.Get($"/v1/feed.atom?tag={tag}",
            ("Accept", "application/atom+xml"))).Body).Root!;
        var atom = feed.Name.Namespace;
        Assert.Equal(2, feed.Elements(atom + "entry").Count());
        Assert.Contains($"urn:analysis:{hook.Id}",
            feed.Elements(atom + "entry").Select(e => e.Element(atom + "id")!.Value));
        Assert.Single(Entries($"/v1/feed.atom?alert=by-{tag}"));
        Assert.Empty(Entries($"/v1/feed.atom?topic={other}"));
        var again = await Api.Get("/v1/feed.atom");
        Assert.Equal("application/atom+xml", again.ContentType);
        Assert.Equal(304, (await Api.Get("/v1/feed.atom", ("If-None-Match", again.ETag))).Status);

        IEnumerable<XElement> Entries(string path) =>
            XDocument.Parse(Api.Get(path).Result.Body).Root!.Elements(atom + "entry");
    }

    [Fact]
    public async Task What_is_not_taken_is_tried_again_under_the_same_id_and_given_up_and_replayed()
    {
        using var receiver = new Receiver { Answers = n => n == 0 ? 302 : 503 };
        var topic = await Api.Topic();
        var (alert, secret) = await Alert(receiver, topic, """{"condition": "above", "value": 5}""");

        await Claim(topic, "c1", 100);

        var tries = await receiver.Wait(3);
        Assert.Single(tries.Select(t => t.Id).Distinct());
        Assert.All(tries, t => AssertSigned(t, secret));
        var dead = (await Deliveries(alert, 1, "dead"))[0];
        Assert.Equal((3, "503 Service Unavailable"), (dead["attempts"]!.GetValue<int>(), Text(dead["answer"])));
        receiver.Answers = _ => 200;
        var replayed = await Api.Post($"/v1/alerts/{alert}/deliveries/{Text(dead["id"])}/replay", "");
        Assert.Equal((200, "pending"), (replayed.Status, Text(replayed.Json["status"])));
        Assert.Equal(tries[0].Id, (await receiver.Wait(4))[3].Id);
        await Deliveries(alert, 1, "delivered");
    }

    [Fact]
    public async Task A_test_is_sent_at_once_and_says_what_was_answered()
    {
        using var receiver = new Receiver();
        var (alert, secret) = await Alert(receiver, "some-topic", """{"condition": "newOrigin"}""");

        var good = await Api.Post($"/v1/alerts/{alert}/test", "");
        receiver.Answers = _ => 404;
        var bad = await Api.Post($"/v1/alerts/{alert}/test", "");

        Assert.Equal((200, "delivered", "test"),
            (good.Status, Text(good.Json["status"]), Text(good.Json["condition"])));
        Assert.Equal((200, "dead", "404 Not Found"), (bad.Status, Text(bad.Json["status"]), Text(bad.Json["answer"])));
        AssertSigned(receiver.All[0], secret);
    }

    [Fact]
    public async Task A_digest_gathers_what_has_changed()
    {
        var topic = await Api.Topic();
        var alert = $"mail-{topic}";
        await Put(alert, $$"""
            {"title": "Counts", "topics": ["{{topic}}"], "when": [{"condition": "above", "value": 5}, {"condition": "newOrigin"}],
             "to": {"kind": "mail", "addresses": ["Desk <desk@example.org>"], "every": "PT1H"} }
            """);

        await Claim(topic, "c1", 100);
        var pending = await Deliveries(alert, 2, "pending");
        var at = pending[0]["nextTry"]!.GetValue<DateTimeOffset>();
        Assert.Equal((0, 0), (at.Minute, at.Second)); // the end of the hour
        foreach (var delivery in pending) await Api.Post(
            $"/v1/alerts/{alert}/deliveries/{Text(delivery["id"])}/replay", "");
        await Deliveries(alert, 2, "delivered");

        var mail = string.Join('\n', server.Mail.Messages);
        Assert.Contains("To: Desk <desk@example.org>", mail);
        Assert.Contains("above 5, now around 100 persons (", mail);
        Assert.Contains("origins that count: 1 instead of 0", mail);
        Assert.Contains($"https://analysis.example.org/topics/{topic}", mail);
    }

    [Fact]
    public async Task Secrets_are_shown_once_and_never_again()
    {
        var made =
            await Put("secret",
                """{"topics": ["t"], "when": [{"condition": "newOrigin"}], "to": {"kind": "webhook", "url": "https://example.org/in?token=1"}}""");
        var again =
            await Put("secret",
                """{"topics": ["t"], "when": [{"condition": "newOrigin"}], "to": {"kind": "webhook", "url": "https://example.org/in?token=1"}}""");
        var slack =
            await Put("slack",
                """{"topics": ["t"], "when": [{"condition": "newOrigin"}], "to": {"kind": "slack", "url": "https://hooks.example.org/T/B/s3"}}""");

        Assert.Equal((201, "/v1/alerts/secret"), (made.Status, made.Headers.Location?.ToString()));
        Assert.StartsWith("whsec_", Text(made.Json["to"]!["secret"]));
        Assert.Equal((200, null, 2), (again.Status, again.Json["to"]!["secret"],
            again.Json["version"]!.GetValue<int>()));
        Assert.Equal("https://example.org/in?…", Text(again.Json["to"]!["url"]));
        Assert.Equal("https://hooks.example.org/…", Text(slack.Json["to"]!["url"]));
        foreach (var path in (string[])["/v1/alerts/secret", "/v1/alerts/slack", "/v1/alerts"])
        {
            var body = (await Api.Get(path)).Body;
            Assert.DoesNotContain("whsec_", body);
            Assert.DoesNotContain("s3", body);
            Assert.DoesNotContain("token", body);
        }

        Assert.Equal(204, (await Api.Send(HttpMethod.Delete, "/v1/alerts/secret", null)).Status);
        Assert.Equal("/problems/unknown-alert", (await Api.Get("/v1/alerts/secret")).Type);
        Assert.Equal(404, (await Api.Send(HttpMethod.Delete, "/v1/alerts/secret", null)).Status);
        Assert.Equal(404, (await Api.Get("/v1/alerts/secret/deliveries")).Status);
    }

    [Fact]
    public async Task An_address_that_is_not_given_anew_stays_for_the_same_kind()
    {
        using var receiver = new Receiver();
        var (alert, secret) = await Alert(receiver, "some-topic", """{"condition": "newOrigin"}""");

        await Put(alert, """{"topics": ["t"], "when": [{"condition": "goesStale"}], "to": {"kind": "webhook"}}""");
        await Api.Send(HttpMethod.Post, $"/v1/alerts/{alert}/test", null);
        var other = await Api.Put($"/v1/alerts/{alert}",
            """{"topics": ["t"], "when": [{"condition": "goesStale"}], "to": {"kind": "slack"}}""");

        AssertSigned((await receiver.Wait(1))[0], secret);
        Assert.Equal((400, "/to/url"), (other.Status, other.Pointers.Single()));
    }

    [Theory]
    [InlineData("""{"when": [{"condition": "above"}]}""", "/topics", "/when/0/value")]
    [InlineData("""{"topics": ["t"]}""", "/when")]
    [InlineData("""{"topics": ["t"], "when": []}""", "/when")]
    [InlineData(
        """{"topics": ["a b"], "when": [{"condition": "newOrigin", "value": 3}, {"condition": "x"}], "more": 1}""",
        "/topics/0", "/when/0/value", "/when/1/condition", "/more")]
    [InlineData("""{"q": "x", "when": [{"condition": "goesStale"}], "to": {"kind": "webhook"}}""", "/to/url")]
    [InlineData(
        """{"q": "x", "when": [{"condition": "goesStale"}], "to": {"kind": "webhook", "url": "ftp://a", "secret": "whsec_x"}}""", "/to/url", "/to/secret")]
    [InlineData(
        """{"q": "x", "when": [{"condition": "goesStale"}], "to": {"kind": "webhook", "url": "https://a:b@example.org/"}}""", "/to/url")]
    [InlineData(
        """{"q": "x", "when": [{"condition": "goesStale"}], "to": {"kind": "webhook", "url": "https://10.0.0.1/"}}""",
        "/to/url")]
    [InlineData(
        """{"q": "x", "when": [{"condition": "goesStale"}], "to": {"kind": "slack", "url": "https://[::ffff:169.254.169.254]/"}}""", "/to/url")]
    [InlineData(
        """{"q": "x", "when": [{"condition": "goesStale"}], "to": {"kind": "mail", "addresses": ["nobody"], "every": "PT1S"}}""", "/to/addresses", "/to/every")]
    [InlineData(
        """{"q": "x", "when": [{"condition": "goesStale"}], "to": {"kind": "feed", "url": "https://example.org/", "addresses": ["a@b.c"]}}""", "/to/url", "/to/addresses")]
    public async Task What_is_wrong_with_an_alert_is_named_by_its_place(string json, params string[] pointers)
    {
        var answer = await Api.Put("/v1/alerts/wrong", json);

        Assert.Equal((400, "/problems/invalid-alert"), (answer.Status, answer.Type));
        Assert.Equal(pointers.Order(), answer.Pointers.Order());
    }

    [Theory]
    [InlineData("GET", "/v1/alerts/none", 404, "/problems/unknown-alert")]
    [InlineData("GET", "/v1/alerts/a%20b", 400, "/problems/invalid-parameter")]
    [InlineData("GET", "/v1/alerts?limit=1", 400, "/problems/invalid-parameter")]
    [InlineData("GET", "/v1/alerts/none/deliveries?status=lost", 400, "/problems/invalid-parameter")]
    [InlineData("GET", "/v1/alerts/none/deliveries?cursor=x", 400, "/problems/invalid-parameter")]
    [InlineData("POST", "/v1/alerts/none/test", 404, "/problems/unknown-alert")]
    [InlineData("POST", "/v1/alerts/feeds/test", 409, "/problems/nothing-to-send")]
    [InlineData("POST", "/v1/alerts/feeds/deliveries/chg_x/replay", 404, "/problems/unknown-delivery")]
    [InlineData("GET", "/v1/feed.atom?alert=none", 404, "/problems/unknown-alert")]
    [InlineData("GET", "/v1/changes?from=yesterday", 400, "/problems/invalid-parameter")]
    public async Task What_cannot_be_is_refused(string method, string path, int status, string type)
    {
        await Put("feeds", """{"topics": ["t"], "when": [{"condition": "newOrigin"}]}""");

        var answer = await Api.Send(new HttpMethod(method), path, null);

        Assert.Equal((status, type), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task Changes_begin_at_an_instant()
    {
        var topic = await Api.Topic();
        await Claim(topic, "early", 1);
        var at = Text((await Api.Get($"/v1/topics/{topic}/history")).Json["steps"]!.AsArray().Last()!["recordedAt"]);
        await Claim(topic, "late", 2);

        var since = await Api.Get($"/v1/changes?from={at}&limit=200");
        var claims = since.Json["changes"]!.AsArray().Where(c => Text(c!["topic"]) == topic).Select(c =>
            Text(c!["claim"]));
        var next = await Api.Get($"/v1/changes?from=2020&after={Text(since.Json["next"])}");
        var none = await Api.Get("/v1/changes?from=2999");
        await using var stream = await EventStream.Open(Api, $"/v1/changes?from={at}");

        Assert.Equal(["early", "late"], claims.Where(c => c is not null));
        Assert.True((await Api.Get("/v1/changes?from=2020")).Json["changes"]!.AsArray().Count > 0);
        Assert.DoesNotContain("late", next.Body);
        Assert.Empty(none.Json["changes"]!.AsArray());
        Assert.Equal("ready", (await stream.Next())!.Event);
        Assert.Contains("late", (await stream.Changes(2)).Select(c => c.Claim).Append("late"));
    }

    [Fact]
    public async Task Pages_of_a_named_origin_may_ask_and_no_others()
    {
        var topic = await Api.Topic();
        (string, string)[] ours = [("Origin", "https://desk.example.org")],
            others = [("Origin", "https://evil.example.org")];

        var preflight = await Api.Send(HttpMethod.Options, $"/v1/topics/{topic}", null,
            [.. ours, ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization,if-match,content-type")]);
        var refused = await Api.Send(HttpMethod.Options, "/v1/topics", null,
            [.. others, ("Access-Control-Request-Method", "GET")]);
        var read = await Api.Get($"/v1/topics/{topic}", ours);
        var missing = await Api.Get("/v1/topics/none", ours);

        Assert.Equal(204, preflight.Status);
        Assert.Equal("https://desk.example.org", Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Contains("PUT", Header(preflight, "Access-Control-Allow-Methods"));
        Assert.Equal("authorization,if-match,content-type", Header(preflight, "Access-Control-Allow-Headers"));
        Assert.Null(Header(preflight, "Access-Control-Allow-Credentials"));
        Assert.Null(Header(refused, "Access-Control-Allow-Origin"));
        foreach (var answer in (Answer[])[read, missing])
        {
            Assert.Equal("https://desk.example.org", Header(answer, "Access-Control-Allow-Origin"));
            Assert.Contains("ETag,Location,Link,Retry-After", Header(answer, "Access-Control-Expose-Headers"));
        }

        Assert.Null(Header(await Api.Get($"/v1/topics/{topic}", others), "Access-Control-Allow-Origin"));

        static string? Header(Answer answer, string name) =>
            answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
    }

    private static void AssertSigned(Received told, string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = Encoding.UTF8.GetBytes($"{told.Id}.{told.Headers["webhook-timestamp"]}.{told.Body}");
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}",
            told.Headers["webhook-signature"]);
        var at = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(told.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.InRange(at, told.At.AddMinutes(-5), told.At.AddMinutes(5));
    }

    private Task<(string Alert, string Secret)> Alert(Receiver receiver, string topic, string conditions) =>
        Alert(receiver, [topic], conditions);

    private async Task<(string Alert, string Secret)> Alert(Receiver receiver, string[] topics, string conditions)
    {
        var id = $"alert-{Guid.NewGuid():N}";
        var made = await Put(id, $$"""
            {"topics": ["{{string.Join("\", \"", topics)}}"], "when": [{{conditions}}], "to": {"kind": "webhook", "url": "{{receiver.Url}}"} }
            """);
        return (id, Text(made.Json["to"]!["secret"])!);
    }

    private async Task<Answer> Put(string alert, string json)
    {
        var answer = await Api.Put($"/v1/alerts/{alert}", json);
        Assert.True(answer.Status is 200 or 201, answer.ToString());
        return answer;
    }

    /// <summary>The deliveries of an alert, once there are so many.</summary>
    private async Task<IReadOnlyList<JsonNode>> Deliveries(string alert, int count, string status = "delivered")
    {
        for (var since = DateTime.UtcNow; DateTime.UtcNow - since < TimeSpan.FromSeconds(30); await Task.Delay(20))
        {
            var found = (await Api.Get($"/v1/alerts/{alert}/deliveries?status={status}")).Json["deliveries"]!.AsArray();
            if (found.Count >= count) return [.. found.Select(d => d!)];
        }

        throw new TimeoutException((await Api.Get($"/v1/alerts/{alert}/deliveries")).Body);
    }

    private Task Claim(string topic, string id, int count, string from = "one") => Post(Samples.Claim(
        topic, id, $$"""{"kind": "quantity", "best": {{count}}}""",
        $$""", "unit": "persons", "attribution": ["outlet", "{{from}}"] """));

    private Task Label(string topic, string id, string label, string from) => Post(Samples.Claim(
        topic, id, $$"""{"kind": "category", "name": "{{label}}"}""",
        $$""", "attribution": ["outlet", "{{from}}"] """));

    private async Task Post(string claim) => Assert.Equal(201, (await Api.Post("/v1/claims", claim)).Status);

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}

/// <summary>As it is by default: nothing is sent to addresses that are not public, and no other site may ask.</summary>
public sealed class OutboundTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Nothing_is_sent_to_an_address_that_is_not_public_whatever_its_name()
    {
        var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var url = $"https://{System.Net.Dns.GetHostName()}:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/";

        foreach (var named in (string[])["https://127.0.0.1/", "https://localhost/", "https://[::1]/",
            "https://2130706433/", "https://0x7f.1/", "http://example.org/"])
        {
            var refused = await server.Put("/v1/alerts/a", Alert(named));
            Assert.Equal((400, "/to/url"), (refused.Status, refused.Pointers.Single()));
        }

        await server.Put("/v1/alerts/a", Alert(url)); // only a look-up tells
        var sent = await server.Post("/v1/alerts/a/test", "");
        listener.Stop();

        Assert.Equal("dead", sent.Json["status"]!.GetValue<string>());
        Assert.Contains("no public address", sent.Json["answer"]!.GetValue<string>());
        Assert.Equal("/to/kind", (await server.Put("/v1/alerts/m",
            """{"q": "x", "when": [{"condition": "newOrigin"}], "to": {"kind": "mail", "addresses": ["a@b.example"]}}""")).Pointers.Single());

        static string Alert(string to) =>
            $$"""{"q": "x", "when": [{"condition": "newOrigin"}], "to": {"kind": "webhook", "url": "{{to}}"} }""";
    }

    [Fact]
    public async Task Other_sites_may_not_ask_unless_they_are_named()
    {
        var answer = await server.Get("/v1/topics", ("Origin", "https://desk.example.org"));

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(405, (await server.Send(HttpMethod.Options, "/v1/topics", null, ("Origin", "https://a.example"),
            ("Access-Control-Request-Method", "GET"))).Status);
    }
}

/// <summary>As much of a mail server as it takes.</summary>
internal sealed class SmtpReceiver : IDisposable
{
    private readonly TcpListener _listener = new(System.Net.IPAddress.Loopback, 0);
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _messages = new();

    public SmtpReceiver()
    {
        _listener.Start();
        _ = Task.Run(Serve);
    }

    public int Port => ((System.Net.IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<string> Messages => [.. _messages];

    public void Dispose() => _listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false))
                {
                    NewLine = "\r\n",
                    AutoFlush = true
                };
                await writer.WriteLineAsync("220 here");
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line == "DATA")
                    {
                        await writer.WriteLineAsync("354 go on");
                        var message = new StringBuilder();
                        while (await reader.ReadLineAsync() is { } text && text != ".") message.AppendLine(text);
                        _messages.Enqueue(message.ToString());
                    }

                    await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 fine");
                    if (line == "QUIT") break;
                }
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // it was closed
        }
    }
}
