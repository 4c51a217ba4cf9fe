using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

public sealed class TopicTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_topic_is_created_once_and_redefined_under_guard()
    {
        var path = $"/v1/topics/guarded-{Guid.NewGuid():N}";
        const string first = """{"title": "One", "kind": "quantity", "unit": "persons", "tags": ["b", "a"], "halfLife": "P3M"}""";

        var created = await server.Put(path, first);
        Assert.Equal(201, created.Status);
        Assert.Equal(path, created.Headers.Location?.ToString());
        Assert.Equal(1, created.Json["version"]!.GetValue<long>());

        var again = await server.Put(path, first);
        Assert.Equal((200, created.ETag), (again.Status, again.ETag));

        var redefined = await server.Put(path, first.Replace("One", "Two"), ("If-Match", created.ETag));
        Assert.Equal((200, "Two"), (redefined.Status, redefined.Json["title"]!.GetValue<string>()));
        Assert.Equal(2, redefined.Json["version"]!.GetValue<long>());

        var stale = await server.Put(path, first.Replace("One", "Three"), ("If-Match", created.ETag));
        Assert.Equal((412, "/problems/precondition-failed"), (stale.Status, stale.Type));

        var createOnly = await server.Put(path, first, ("If-None-Match", "*"));
        Assert.Equal(412, createOnly.Status);

        var otherKind = await server.Put(path, """{"title": "Two", "kind": "proposition"}""");
        Assert.Equal((409, "/problems/kind-fixed"), (otherKind.Status, otherKind.Type));
        Assert.Equal(2, await server.Version(path["/v1/topics/".Length..]));
    }

    [Fact]
    public async Task A_condition_that_cannot_be_understood_stops_the_write()
    {
        var path = $"/v1/topics/{await server.Topic()}";
        foreach (var (name, value) in new[] { ("If-Match", "nonsense"), ("If-Match", "\"x\""), ("If-None-Match", "\"1-2\"") })
        {
            var answer = await server.Put(path, """{"title": "Lost", "kind": "quantity"}""", (name, value));
            Assert.Equal(400, answer.Status);
            Assert.Contains(name, answer.Parameters);
        }
    }

    [Fact]
    public async Task A_definition_comes_back_as_it_was_given()
    {
        const string definition = """
            {"title": "Ladder", "question": "How far?", "kind": "category", "categories": ["none", "some", "all"], "ordered": true,
             "dynamics": "cumulative", "accepts": ["occurred", "planned"], "scope": "everything", "sources": "observers",
             "interests": [{"source": "them", "favours": "low"}, {"source": "us", "favours": "all"}], "halfLife": "P90D",
             "family": "ladders", "tags": ["x", "ü"]}
            """;
        var path = $"/v1/topics/round-{Guid.NewGuid():N}";
        await server.Put(path, definition);

        var json = (await server.Get(path)).Json.AsObject();
        foreach (var name in new[] { "id", "version", "view" }) json.Remove(name);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(definition), json), json.ToJsonString());
    }

    [Fact]
    public async Task A_topic_without_evidence_says_so()
    {
        var view = (await server.Get($"/v1/topics/{await server.Topic()}")).View.AsObject();

        Assert.False(view["evidence"]!.GetValue<bool>());
        Assert.Equal("none", view["confidence"]!["level"]!.GetValue<string>());
        Assert.All(new[] { "estimate", "interval90", "likelihood", "existence", "newest" }, name => Assert.False(view.ContainsKey(name)));
    }

    [Fact]
    public async Task A_view_says_in_brief_too_how_old_its_news_is()
    {
        var topic = await server.Topic(more: """, "unit": "persons", "dynamics": "changing" """);
        var claim = $$"""{"id": "c", "topic": "{{topic}}", "value": {"kind": "quantity", "best": 600}, "unit": "persons", "status": "occurred", "reportedTime": "2025-06-30", "publisher": "post"}""";
        var brief = (await server.Post("/v1/claims", claim)).View;

        foreach (var view in new[] { brief, (await server.Get($"/v1/topics/{topic}")).View })
        {
            Assert.Equal("2025-06-30T00:00:00Z", view["newest"]!.GetValue<string>());
            Assert.True(view["stale"]!.GetValue<bool>());
            Assert.EndsWith("as of 30 June 2025; nothing newer.", view["statement"]!.GetValue<string>());
        }

        Assert.False((await server.Get($"/v1/topics/{topic}?validAt=2025-08-01")).View["stale"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_unchanged_view_is_304_and_a_changed_one_has_another_ETag()
    {
        var topic = await server.Topic();
        var before = await server.Get($"/v1/topics/{topic}");

        var unchanged = await server.Get($"/v1/topics/{topic}", ("If-None-Match", before.ETag));
        Assert.Equal((304, "", before.ETag), (unchanged.Status, unchanged.Body, unchanged.ETag));

        await server.Post("/v1/claims", Samples.Claim(topic, "c1"));
        var changed = await server.Get($"/v1/topics/{topic}", ("If-None-Match", before.ETag));
        Assert.Equal(200, changed.Status);
        Assert.NotEqual(before.ETag, changed.ETag);

        var past = await server.Get($"/v1/topics/{topic}?version=1", ("If-None-Match", changed.ETag));
        Assert.Equal(200, past.Status);
        Assert.Equal(1, past.Json["version"]!.GetValue<long>());
        Assert.False(past.View["evidence"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_poll_is_held_until_the_view_changes()
    {
        var topic = await server.Topic();
        var before = await server.Get($"/v1/topics/{topic}");

        var held = server.Get($"/v1/topics/{topic}", ("If-None-Match", before.ETag), ("Prefer", "wait=30"));
        var heldAfter = server.Get($"/v1/topics/{topic}?after=1", ("Prefer", "respond-async, wait=\"99\""));
        await Task.Delay(200);
        Assert.False(held.IsCompleted || heldAfter.IsCompleted);
        await server.Post("/v1/claims", Samples.Claim(topic, "c1"));

        var answer = await held.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(200, answer.Status);
        Assert.Equal("wait=30", answer.Headers.GetValues("Preference-Applied").Single());
        Assert.True(answer.View["evidence"]!.GetValue<bool>());
        Assert.Equal("wait=60", (await heldAfter).Headers.GetValues("Preference-Applied").Single());
    }

    [Fact]
    public async Task A_poll_that_sees_no_change_ends_in_304_when_its_time_is_up()
    {
        var topic = await server.Topic();
        var before = await server.Get($"/v1/topics/{topic}");

        var answer = await server.Get($"/v1/topics/{topic}", ("If-None-Match", before.ETag), ("Prefer", "wait=1"));

        Assert.Equal(304, answer.Status);
    }

    [Fact]
    public async Task The_lenses_reach_back()
    {
        var topic = await server.Topic(more: """, "unit": "persons", "dynamics": "cumulative" """);
        await server.Post("/v1/claims", Samples.Claim(topic, "old", """{"kind": "quantity", "best": 6}""", """, "unit": "persons", "validTime": "2024-10-03", "reportedTime": "2024-10-08" """));
        await server.Post("/v1/claims", Samples.Claim(topic, "new", """{"kind": "quantity", "best": 600}""", """, "unit": "persons", "validTime": "2025-06", "reportedTime": "2025-06-26" """));

        double? Estimate(Answer answer) => answer.View["estimate"]?.GetValue<double>();

        Assert.Equal(600, Estimate(await server.Get($"/v1/topics/{topic}")));
        Assert.Equal(6, Estimate(await server.Get($"/v1/topics/{topic}?reportedBy=2024-10")));
        Assert.Equal(6, Estimate(await server.Get($"/v1/topics/{topic}?reportedBy=2024-10-08T23:59:59Z")));
        Assert.Null(Estimate(await server.Get($"/v1/topics/{topic}?reportedBy=2024-10-07T23:59:59%2B00:00")));
        Assert.Null(Estimate(await server.Get($"/v1/topics/{topic}?reportedBy=2023")));
        Assert.Equal(404, (await server.Get($"/v1/topics/{topic}?asOf=2020-01-01T00:00:00Z")).Status);

        var ledger = await server.Get($"/v1/topics/{topic}/claims?reportedBy=2024-10");
        Assert.Equal("old", ledger.Json["claims"]!.AsArray().Single()!["claim"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Topics_are_listed_in_pages()
    {
        var tag = $"tag-{Guid.NewGuid():N}";
        for (var i = 0; i < 5; i++) await server.Put($"/v1/topics/{tag}-{i}", $$"""{"title": "Listed {{5 - i}} w{{i}}w", "kind": "proposition", "tags": ["{{tag}}"]}""");
        await server.Post("/v1/claims", Samples.Claim($"{tag}-3", "c", """{"kind": "proposition", "holds": true}""", ""));

        Assert.Equal([0, 1, 2, 3, 4], await Walk($"/v1/topics?tag={tag}&limit=2"));
        Assert.Equal([4, 3, 2, 1, 0], await Walk($"/v1/topics?tag={tag}&limit=2&sort=title"));
        Assert.Equal([3], await Walk($"/v1/topics?tag={tag}&q=lISTED%20W3w"));
        Assert.Equal(3, (await Walk($"/v1/topics?tag={tag}&sort=confidence&limit=1"))[0]);

        async Task<List<int>> Walk(string? path)
        {
            var seen = new List<int>();
            while (path is not null)
            {
                var page = await server.Get(path);
                Assert.Equal(200, page.Status);
                seen.AddRange(page.Json["topics"]!.AsArray().Select(t => t!["id"]!.GetValue<string>()[^1] - '0'));
                var link = page.Headers.TryGetValues("Link", out var links) ? links.Single() : null;
                Assert.Equal(link is null, page.Json["next"] is null);
                path = link?[1..link.IndexOf('>')];
            }

            return seen;
        }
    }

    [Fact]
    public async Task History_timeline_and_ledger_tell_how_belief_came_about()
    {
        var topic = await server.Topic(more: """, "unit": "persons", "dynamics": "cumulative" """);
        for (var i = 1; i <= 5; i++)
        {
            await server.Post("/v1/claims", Samples.Claim(
                topic, $"c{i}", $$"""{"kind": "quantity", "best": {{i}}00}""", $$""", "unit": "persons", "validTime": "202{{i}}", "attribution": ["outlet", "origin-{{i}}"] """).Replace("outlet", "chronicle")); // of "outlet" others may have taught the server something
        }

        var first = await server.Get($"/v1/topics/{topic}/history?limit=4");
        var rest = await server.Get($"/v1/topics/{topic}/history?limit=4&cursor={first.Json["next"]}");
        var steps = first.Json["steps"]!.AsArray().Concat(rest.Json["steps"]!.AsArray()).ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], steps.Select(s => s!["version"]!.GetValue<int>()));
        Assert.Equal("topic-defined", steps[0]!["event"]!.GetValue<string>());
        Assert.Equal(("claim-asserted", "c5"), (steps[5]!["event"]!.GetValue<string>(), steps[5]!["claim"]!.GetValue<string>()));
        Assert.Equal(5, steps[5]!["view"]!["claims"]!.GetValue<int>());

        var year = steps[0]!["recordedAt"]!.GetValue<DateTime>().Year; // of dates, from its first instant to before its last
        Assert.Equal(6, (await server.Get($"/v1/topics/{topic}/history?from={year}&to={year}")).Json["steps"]!.AsArray().Count);
        Assert.Empty((await server.Get($"/v1/topics/{topic}/history?from={year + 1}")).Json["steps"]!.AsArray());

        var ledger = await server.Get($"/v1/topics/{topic}/claims?without=true&limit=3");
        var entry = ledger.Json["claims"]!.AsArray()[0]!;
        Assert.Equal("counted", entry["standing"]!.GetValue<string>());
        Assert.Equal(4, entry["without"]!["claims"]!.GetValue<int>());
        Assert.NotNull(ledger.Json["next"]);

        var timeline = await server.Get($"/v1/topics/{topic}/timeline");
        Assert.True(timeline.Json["points"]!.AsArray().Count >= 5);
        Assert.Equal(5, timeline.Json["claims"]!.AsArray().Count);
        var all = Shown(timeline.Json);
        foreach (var points in new[] { 2, 3, all.Count })
        {
            var sparkline = (await server.Get($"/v1/topics/{topic}/timeline?points={points}&claims=false")).Json.AsObject();
            var some = Shown(sparkline);
            Assert.Equal((points, all[0], all[^1], false), (some.Count, some[0], some[^1], sparkline.ContainsKey("claims")));
            Assert.Equal(all.Where(some.Contains), some);
        }

        // whether belief moves evenly up to a point hangs on what stands between
        static List<string> Shown(JsonNode timeline) => timeline["points"]!.AsArray().Select(point =>
        {
            var shown = point!.DeepClone().AsObject();
            shown.Remove("between");
            return shown.ToJsonString();
        }).ToList();

        foreach (var (name, value) in new[] { ("points", "1"), ("points", "201"), ("points", "few"), ("claims", "no") })
            Assert.Equal([name], (await server.Get($"/v1/topics/{topic}/timeline?{name}={value}")).Parameters);
    }

    [Fact]
    public async Task A_resolution_closes_the_topic_and_keeps_later_claims()
    {
        var topic = await server.Topic("proposition", "");
        await server.Post("/v1/claims", Samples.Claim(topic, "c1", """{"kind": "proposition", "holds": true}""", ""));

        const string answer = """{"value": {"kind": "proposition", "holds": true}, "reason": "both admit it", "by": "desk"}""";
        var resolved = await server.Post($"/v1/topics/{topic}/resolution", answer);
        Assert.Equal((200, "resolved"), (resolved.Status, resolved.Json["result"]!.GetValue<string>()));
        Assert.Equal("unchanged", (await server.Post($"/v1/topics/{topic}/resolution", answer)).Json["result"]!.GetValue<string>());

        var late = await server.Post("/v1/claims", Samples.Claim(topic, "c2", """{"kind": "proposition", "holds": false}""", ""));
        Assert.Equal((201, "afterResolution"), (late.Status, late.Json["standing"]!.GetValue<string>()));
        var resolution = (await server.Get($"/v1/topics/{topic}")).View["resolution"]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(answer), resolution), resolution.ToJsonString());

        var misfit = await server.Post($"/v1/topics/{topic}/resolution", """{"value": {"kind": "quantity", "best": 1}, "reason": "no"}""");
        Assert.Equal((400, "/problems/invalid-resolution"), (misfit.Status, misfit.Type));
        Assert.Equal(["/value"], misfit.Pointers);
    }
}
