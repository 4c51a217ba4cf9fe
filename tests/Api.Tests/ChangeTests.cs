using Analysis.Engine.Changes;
using Analysis.Engine.Journal;
using Analysis.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Api.Tests;

public sealed class ChangeTests : IAsyncLifetime
{
    private readonly ApiServer _server = new() { Options = ["--Analysis:HeartbeatSeconds=1"] };

    private ChangeFeed Feed => _server.App.Services.GetRequiredService<ChangeFeed>();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_change_arrives_as_it_happens_and_says_what_history_says()
    {
        var topic = await _server.Topic();
        await using var all = await EventStream.Open(_server, "/v1/changes");
        await using var own = await EventStream.Open(_server, $"/v1/topics/{topic}/changes");
        Assert.Equal(("text/event-stream", true), (all.Response.Content.Headers.ContentType!.MediaType, all.Response.Headers.CacheControl!.NoCache));
        Assert.Equal("ready", (await all.Next())!.Event);
        Assert.Equal(("ready", 1, "{}"), (await own.Next() is var (name, id, data) ? (name, id, data.ToJsonString()) : default));

        await _server.Post("/v1/claims", Samples.Claim(topic, "c1"));
        await _server.Post($"/v1/topics/{topic}/claims/c1/retraction", """{"reason": "misread"}""");
        await _server.Put("/v1/sources/outlet", """{"grade": "B"}""");

        var (changes, ofTopic) = (await all.Changes(3), await own.Changes(3));
        Assert.Equal(["claim-asserted", "claim-retracted", "source-assessed"], changes.Select(c => c.Data["event"]!.GetValue<string>()));
        Assert.Equal(["c1", "c1", null], changes.Select(c => c.Claim));
        Assert.Equal(changes.Select(c => c.Position), changes.Select(c => c.Id));
        Assert.Equal(ofTopic.Select(c => c.Version), ofTopic.Select(c => c.Id));
        Assert.Equal(changes.Select(c => c.Data.ToJsonString()), ofTopic.Select(c => c.Data.ToJsonString()));
        var steps = (await _server.Get($"/v1/topics/{topic}/history")).Json["steps"]!.AsArray().Skip(1);
        Assert.Equal(
            steps.Select(s => (s!["version"]!.ToJsonString(), s["recordedAt"]!.ToJsonString(), s["event"]!.ToJsonString(), s["claim"]?.ToJsonString())),
            changes.Select(c => (c.Data["version"]!.ToJsonString(), c.Data["recordedAt"]!.ToJsonString(), c.Data["event"]!.ToJsonString(), c.Data["claim"]?.ToJsonString())));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_back_gets_exactly_what_was_missed(bool ofOneTopic)
    {
        var (topic, other) = (await _server.Topic(), await _server.Topic());
        var path = ofOneTopic ? $"/v1/topics/{topic}/changes" : "/v1/changes";
        await Claim("c1");
        long last;
        await using (var before = await EventStream.Open(_server, path))
        {
            await before.Next();
            await Claim("c2");
            await Claim("c3");
            last = (await before.Changes(1))[0].Id; // c3 is on its way when the client goes
        }

        await Claim("c4");
        await _server.Post("/v1/claims", Samples.Claim(other, "other"));
        await using var header = await EventStream.Open(_server, $"{path}?after=0", $"{last}"); // the header wins
        await using var query = await EventStream.Open(_server, $"{path}?after={last}");
        await Claim("c5");

        foreach (var after in new[] { header, query })
        {
            Assert.Equal(("ready", last), (await after.Next() is { } ready ? (ready.Event, ready.Id) : default));
            string[] missed = ofOneTopic ? ["c3", "c4", "c5"] : ["c3", "c4", "other", "c5"];
            Assert.Equal(missed, (await after.Changes(missed.Length)).Select(c => c.Claim));
        }

        Task Claim(string id) => _server.Post("/v1/claims", Samples.Claim(topic, id));
    }

    [Fact]
    public async Task Many_writers_are_seen_by_every_follower_once_and_in_order()
    {
        const int Writers = 200;
        var topics = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _server.Topic()));
        await using var early = await EventStream.Open(_server, "/v1/changes");
        var from = (await early.Next())!.Id;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(n => Task.Run(() => _server.Post("/v1/claims", Samples.Claim(topics[n % 8], $"c{n}")))));
        await using var late = await EventStream.Open(_server, $"/v1/changes?after={from}"); // begins in the journal and goes on in memory
        await late.Next();
        await using var own = await EventStream.Open(_server, $"/v1/topics/{topics[3]}/changes?after=1");
        await own.Next();

        var (seen, seenLate, seenOwn) = (early.Changes(Writers), late.Changes(Writers), own.Changes(Writers / 8));
        await Task.WhenAll(writing, seen, seenLate, seenOwn);

        Assert.Equal(Enumerable.Range(0, Writers).Select(n => (topics[n % 8], $"c{n}")).Order(), (await seen).Select(c => (c.Topic, c.Claim!)).Order());
        Assert.Equal((await seen).Select(c => c.Position).Order(), (await seen).Select(c => c.Position));
        Assert.Equal((await seen).Select(c => c.Data.ToJsonString()), (await seenLate).Select(c => c.Data.ToJsonString()));
        Assert.Equal((await seen).Where(c => c.Topic == topics[3]).Select(c => c.Data.ToJsonString()), (await seenOwn).Select(c => c.Data.ToJsonString()));
        Assert.Equal(Enumerable.Range(2, Writers / 8).Select(v => (long)v), (await seenOwn).Select(c => c.Id));
    }

    [Fact]
    public async Task A_cursor_of_another_journal_or_from_too_long_ago_is_reset()
    {
        var topic = await _server.Topic();
        foreach (var path in new[] { "/v1/changes", $"/v1/topics/{topic}/changes" })
        {
            await using var other = await EventStream.Open(_server, path, "1000");
            Assert.Equal(("reset", 1), (await other.Next() is { } reset ? (reset.Event, reset.Id) : default));
        }

        var lines = Enumerable.Range(0, 10_000).Select(n => Samples.Claim(topic, $"c{n}"));
        await _server.PostLines("/v1/claims", string.Join('\n', lines));
        var (position, version) = (await _server.App.Services.GetRequiredService<IJournal>().Position(default), await _server.Version(topic));
        Assert.Equal((10_001, 10_001), (position, version));
        foreach (var (n, path) in new[] { "/v1/changes", $"/v1/topics/{topic}/changes" }.Index())
        {
            await using var tooOld = await EventStream.Open(_server, path, $"{n}");
            await using var old = await EventStream.Open(_server, path, $"{n + 1}");
            Assert.Equal(("reset", n + 10_001), (await tooOld.Next() is { } reset ? (reset.Event, reset.Id) : default));
            Assert.Equal(("ready", n + 1), (await old.Next() is { } ready ? (ready.Event, ready.Id) : default));

            Assert.Equal(Enumerable.Range(n + 2, 10_000).Select(id => (long)id), (await old.Changes(10_000)).Select(c => c.Id));
            await _server.Post("/v1/claims", Samples.Claim(topic, $"next-{path.Length}"));
            Assert.Equal($"next-{path.Length}", (await tooOld.Changes(1))[0].Claim); // and on from now
        }
    }

    [Fact]
    public async Task A_heartbeat_comes_when_there_is_nothing_else_and_moves_the_cursor_on()
    {
        var topic = await _server.Topic();
        await using var all = await EventStream.Open(_server, "/v1/changes");
        await using var own = await EventStream.Open(_server, $"/v1/topics/{topic}/changes");
        await all.Next();
        await own.Next();

        await _server.Put("/v1/sources/s1", "{}"); // not on a topic's stream

        var position = await _server.App.Services.GetRequiredService<IJournal>().Position(default);
        var heartbeat = await all.Next();
        Assert.Equal(("heartbeat", position, "{}"), (heartbeat!.Event, heartbeat.Id, heartbeat.Data.ToJsonString()));
        Assert.Equal(("heartbeat", 1), (await own.Next() is { } second ? (second.Event, second.Id) : default));
    }

    [Theory]
    [InlineData("/v1/topics/nobodys/changes", null, 404, "/problems/unknown-topic", null)]
    [InlineData("/v1/topics/a%20b/changes", null, 400, "/problems/invalid-parameter", "topic")]
    [InlineData("/v1/changes?after=x", null, 400, "/problems/invalid-parameter", "after")]
    [InlineData("/v1/changes?after=-1", null, 400, "/problems/invalid-parameter", "after")]
    [InlineData("/v1/changes?limit=9", null, 400, "/problems/invalid-parameter", "limit")]
    [InlineData("/v1/changes?cursor=9", null, 400, "/problems/invalid-parameter", "cursor")]
    [InlineData("/v1/changes", "-1", 400, "/problems/invalid-parameter", "Last-Event-ID")]
    [InlineData("/v1/changes", "9223372036854775808", 400, "/problems/invalid-parameter", "Last-Event-ID")]
    [InlineData("/v1/topics/T/changes", "1.5", 400, "/problems/invalid-parameter", "Last-Event-ID")]
    [InlineData("/v1/topics", null, 406, "/problems/not-acceptable", null)]
    public async Task What_cannot_be_followed_is_refused_before_the_stream_begins(string path, string? lastEventId, int status, string type, string? parameter)
    {
        var topic = await _server.Topic();
        (string, string)[] headers = lastEventId is null ? [("Accept", "text/event-stream")] : [("Accept", "text/event-stream"), ("Last-Event-ID", lastEventId)];

        var answer = await _server.Get(path.Replace("/T/", $"/{topic}/"), headers);

        Assert.Equal((status, type, "application/problem+json"), (answer.Status, answer.Type, answer.ContentType));
        Assert.Equal(parameter is null ? [] : [parameter], answer.Parameters);
        await Eventually.IsSo(() => Feed.Followers == 0); // a seat is given back once the answer is out
    }

    [Theory]
    [InlineData("/v1/changes")]
    [InlineData("/v1/topics/T/changes")]
    public async Task Pages_walk_everything_and_go_on_from_the_last(string path)
    {
        var topic = await _server.Topic();
        await _server.Put("/v1/sources/outlet", """{"grade": "B"}""");
        for (var n = 0; n < 7; n++) await _server.Post("/v1/claims", Samples.Claim(topic, $"c{n}"));
        path = path.Replace("/T/", $"/{topic}/");

        var (seen, after) = (new List<string?>(), "0");
        while (true)
        {
            var page = await _server.Get($"{path}?limit=3&after={after}");
            Assert.Equal("application/json", page.ContentType);
            var next = page.Json["next"]!.GetValue<string>();
            Assert.Equal($"<{path}?limit=3&after={next}>; rel=\"next\"", page.Headers.GetValues("Link").Single());
            seen.AddRange(page.Json["changes"]!.AsArray().Select(c => c!["claim"]?.GetValue<string>() ?? c["event"]!.GetValue<string>()));
            if (next == after) break;
            after = next;
        }

        Assert.Equal(["topic-defined", "source-assessed", "c0", "c1", "c2", "c3", "c4", "c5", "c6"], seen);
        await _server.Post("/v1/claims", Samples.Claim(topic, "c7"));
        Assert.Equal("c7", (await _server.Get($"{path}?after={after}")).Json["changes"]!.AsArray().Single()!["claim"]!.GetValue<string>());
        Assert.Equal(seen.Count + 1, (await _server.Get(path, ("Accept", "*/*"))).Json["changes"]!.AsArray().Count);

        var beyond = await _server.Get($"{path}?after=1000");
        Assert.Equal((400, "/problems/invalid-parameter"), (beyond.Status, beyond.Type));
        Assert.Equal(["after"], beyond.Parameters);
        Assert.Equal(["limit"], (await _server.Get($"{path}?limit=201")).Parameters);
        Assert.Equal("/problems/unknown-topic", (await _server.Get("/v1/topics/nobodys/changes")).Type);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_at_once()
    {
        var topic = await _server.Topic();
        await using var all = await EventStream.Open(_server, "/v1/changes");
        await using var own = await EventStream.Open(_server, $"/v1/topics/{topic}/changes");
        await all.Next();
        await own.Next();

        await _server.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Null(await all.Next());
        Assert.Null(await own.Next());
    }

    [Fact]
    public async Task There_is_room_for_a_thousand_and_who_leaves_makes_room()
    {
        await using (var only = await EventStream.Open(_server, "/v1/changes"))
        {
            await only.Next();
            Assert.Equal(1, Feed.Followers);
        }

        await Eventually.IsSo(() => Feed.Followers == 0);

        var seats = Enumerable.Range(0, ChangeFeed.FollowersMax).Select(_ => Feed.Join()).ToList();
        var refused = await _server.Get("/v1/changes", ("Accept", "text/event-stream"));
        Assert.Equal((503, "/problems/busy", "1"), (refused.Status, refused.Type, refused.Headers.GetValues("Retry-After").Single()));
        Assert.Equal(200, (await _server.Get("/v1/changes")).Status); // pages need no seat

        seats[0].Dispose();
        seats[0].Dispose();
        Assert.Equal(ChangeFeed.FollowersMax - 1, Feed.Followers);
        await using var admitted = await EventStream.Open(_server, "/v1/changes");
        Assert.Equal("ready", (await admitted.Next())!.Event);
        foreach (var seat in seats) seat.Dispose();
    }
}
