namespace Analysis.Api.Tests;

/// <summary>What is done to topics themselves: amended, put away, renamed, merged; and claims that are moved.</summary>
public sealed class FilingTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true });

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _http.BaseAddress = _server.Http.BaseAddress;
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_every_claim_still_counts()
    {
        var topic = await _server.Topic(
            more: """, "unit": "persons", "dynamics": "cumulative", "tags": ["kursk"], "conversions": {"dozens": 12, "scores": 20} """);
        await Post(topic, "c1", 600);

        var patched = await _server.Patch($"/v1/topics/{topic}", """{"title": "Killed", "tags": null, "conversions": {"scores": null, "brigades": 5000}}""");

        Assert.Equal((200, "Killed", "cumulative", "persons", 1),
            (patched.Status, Text(patched, "title"), Text(patched, "dynamics"), Text(patched, "unit"),
            patched.View["claims"]!.GetValue<int>()));
        Assert.Equal("""{"brigades":5000,"dozens":12}""", patched.Json["conversions"]!.ToJsonString());
        Assert.Null(patched.Json["tags"]);
        Assert.Equal(patched.ETag, (await _server.Get($"/v1/topics/{topic}")).ETag);
        var again = await _server.Send(HttpMethod.Patch, $"/v1/topics/{topic}", ApiServer.Json("""{"title": "Killed"}"""));
        Assert.Equal((200, patched.ETag), (again.Status, again.ETag));
    }

    [Fact]
    public async Task A_patch_is_made_at_the_version_that_was_seen_or_not_at_all()
    {
        var topic = await _server.Topic();
        var seen = (await _server.Get($"/v1/topics/{topic}")).ETag;
        Assert.Equal(200, (await _server.Patch($"/v1/topics/{topic}", """{"title": "B"}""", ("If-Match", seen))).Status);

        var late = await _server.Patch($"/v1/topics/{topic}", """{"title": "C"}""", ("If-Match", seen));

        Assert.Equal((412, "/problems/precondition-failed"), (late.Status, late.Type));
        Assert.Equal("B", Text(await _server.Get($"/v1/topics/{topic}"), "title"));
    }

    [Theory]
    [InlineData("""{"colour": null}""", "/colour")]
    [InlineData("""{"view": {}}""", "/view")]
    [InlineData("""{"title": null}""", "/title")]
    [InlineData("""{"categories": ["a", "b"]}""", "/categories")]
    [InlineData("""{"unit": null, "conversions": {"dozens": 12}}""", "/conversions")]
    [InlineData("""{"conversions": {"dozens": 12, "dozens": 13}}""", "/conversions/dozens")]
    [InlineData("""{"id": "other"}""", "/id")]
    [InlineData("""[]""", "")]
    public async Task A_patch_that_cannot_be_names_the_field(string patch, string pointer)
    {
        var topic = await _server.Topic();

        var refused = await _server.Patch($"/v1/topics/{topic}", patch);

        Assert.Equal((400, "/problems/invalid-topic"), (refused.Status, refused.Type));
        Assert.Contains(pointer, refused.Pointers);
    }

    [Fact]
    public async Task A_patch_of_what_is_not_there_and_of_a_kind_is_refused()
    {
        Assert.Equal(404, (await _server.Patch("/v1/topics/nothing", """{"title": "T"}""")).Status);
        var topic = await _server.Topic();
        var kind = await _server.Patch($"/v1/topics/{topic}", """{"kind": "date", "unit": null}""");
        Assert.Equal((409, "/problems/kind-fixed"), (kind.Status, kind.Type));
        Assert.Equal(415, (await _server.Send(HttpMethod.Patch, $"/v1/topics/{topic}", new StringContent("{}")))
            .Status);
    }

    [Fact]
    public async Task Patches_at_once_lose_nothing_of_one_another()
    {
        var topic = await _server.Topic();
        string[] patches =
        [
            """{"title": "T"}""", """{"question": "Q?"}""", """{"scope": "S"}""", """{"tags": ["a"]}""", """{"halfLife": "P30D"}""",
            """{"dynamics": "changing"}""",
        ];

        var answers = await Task.WhenAll(patches.Select(patch => _server.Patch($"/v1/topics/{topic}", patch)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var now = await _server.Get($"/v1/topics/{topic}");
        Assert.Equal(("T", "Q?", "S", """["a"]""", "P30D", "changing"), (Text(now, "title"), Text(now, "question"), Text(now, "scope"),
            now.Json["tags"]!.ToJsonString(), Text(now, "halfLife"), Text(now, "dynamics")));
    }

    [Theory]
    [InlineData("quantity",
        """, "unit": "persons", "conversions": {"dozens": 12}, "dynamics": "cumulative", "accepts": ["planned"], "interests": [{"source": "gov", "favours": "low"}] """)]
    [InlineData("category", """, "categories": ["a", "b"], "ordered": true, "halfLife": "P90D", "dynamics": "changing", "tags": ["x"] """)]
    [InlineData("category", "")]
    [InlineData("quantity", """, "scale": {"low": 0, "high": 10}, "sources": "observers" """)]
    public async Task What_is_shown_can_be_put_back_and_changes_nothing(string kind, string more)
    {
        var topic = await _server.Topic(kind, more);
        await _server.Post($"/v1/topics/{topic}/archive", """{"reason": "a duplicate"}""");
        var shown = await _server.Get($"/v1/topics/{topic}");

        var put = await _server.Put($"/v1/topics/{topic}", shown.Body, ("If-Match", shown.ETag));

        Assert.Equal((200, shown.Body), (put.Status, put.Body));
    }

    [Fact]
    public async Task A_topic_that_was_put_away_leaves_the_lists_and_its_address_says_so()
    {
        var (kept, gone) = (await _server.Topic(), await _server.Topic());
        await Post(gone, "c1", 600);

        var archived = await _server.Post($"/v1/topics/{gone}/archive", """{"reason": "opened twice", "by": "desk"}""");

        Assert.Equal((200, "archived"), (archived.Status, Text(archived, "result")));
        Assert.Equal("unchanged", Text(await _server.Post($"/v1/topics/{gone}/archive", """{"reason": "opened twice", "by": "desk"}"""), "result"));
        Assert.Equal([kept], await Listed(""));
        Assert.Equal([gone], await Listed("?archived=true"));
        Assert.Equal(new[] { kept, gone }.Order(StringComparer.Ordinal), await Listed("?archived=any"));
        Assert.True((await _server.Get("/v1/topics?archived=true")).Json["topics"]![0]!["archived"]!.GetValue<bool>());
        Assert.Equal(["archived"], (await _server.Get("/v1/topics?archived=all")).Parameters);
        var shown = await _server.Get($"/v1/topics/{gone}");
        Assert.Equal(("""{"reason":"opened twice","by":"desk"}""", 1), (shown.Json["archived"]!.ToJsonString(), shown.View["claims"]!.GetValue<int>()));
        var claim = await Post(gone, "c2", 700);
        Assert.Equal((409, "/problems/topic-archived"), (claim.Status, claim.Type));
        Assert.Contains($"/v1/topics/{gone}/restoration", claim.Json["detail"]!.GetValue<string>(),
            StringComparison.Ordinal);
        Assert.Equal("duplicate", Text(await Post(gone, "c1", 600), "result"));

        Assert.Equal("restored", Text(await _server.Post($"/v1/topics/{gone}/restoration", """{"reason": "wanted"}"""), "result"));
        Assert.Equal("unchanged", Text(await _server.Post($"/v1/topics/{gone}/restoration", """{"reason": "wanted"}"""), "result"));
        Assert.Equal((409, "/problems/not-archived"),
            (await _server.Post($"/v1/topics/{gone}/restoration", """{"reason": "again"}""")) is var other ? (other.Status, other.Type) : default);
        Assert.Equal(201, (await Post(gone, "c2", 700)).Status);
        Assert.Null((await _server.Get($"/v1/topics/{gone}")).Json["archived"]);
        Assert.Equal(2, (await Listed("")).Count);
        Assert.Equal(["topic-defined", "claim-asserted", "topic-archived", "topic-restored", "claim-asserted"],
            await History(gone));
    }

    [Fact]
    public async Task A_list_of_all_is_walked_page_by_page_in_its_order()
    {
        for (var n = 0; n < 7; n++)
        {
            await _server.Put($"/v1/topics/t{n}", $$"""{"title": "T{{n}}", "kind": "proposition", "tags": ["x"]}""");
            if (n % 2 == 0) await _server.Post($"/v1/topics/t{n}/archive", """{"reason": "r"}""");
        }

        foreach (var filter in new[] { "", "&tag=x", "&q=t", "&sort=title", "&sort=updated" })
        {
            var (ids, next) = (new List<string>(), $"/v1/topics?archived=any&limit=2{filter}");
            while (next is not null)
            {
                var page = await _server.Get(next);
                ids.AddRange(page.Json["topics"]!.AsArray().Select(t => t!["id"]!.GetValue<string>()));
                next = page.Json["next"] is { } cursor
                    ? $"/v1/topics?archived=any&limit=2{filter}&cursor={cursor.GetValue<string>()}" : null;
            }

            Assert.Equal(filter == "&sort=updated" ? ["t6", "t5", "t4", "t3", "t2", "t1", "t0"]
                : ["t0", "t1", "t2", "t3", "t4", "t5", "t6"], ids);
        }
    }

    [Fact]
    public async Task A_claim_is_moved_with_its_history_and_counts_where_it_belongs()
    {
        var (wrong, right) = (await _server.Topic(), await _server.Topic());
        await Post(wrong, "c1", 600, """, "reportedTime": "2025-06-01" """);
        await Post(wrong, "c2", 900, """, "attribution": ["outlet", "office"]""");
        await _server.Post($"/v1/topics/{wrong}/claims/c1/retraction", """{"reason": "wrong row", "by": "desk"}""");
        await _server.Post($"/v1/topics/{wrong}/claims/c1/restoration", """{"reason": "right row", "by": "desk"}""");
        var before = Now();

        var moved = await _server.Post($"/v1/topics/{wrong}/claims/c1/move", $$"""{"to": "{{right}}", "reason": "wrong topic", "by": "desk"}""");

        Assert.Equal((200, "moved", "moved", 1),
            (moved.Status, Text(moved, "result"), Text(moved, "standing"), moved.View["claims"]!.GetValue<int>()));
        Assert.Equal($"moved to {right}: wrong topic", Text(moved, "reason"));
        Assert.Equal("unchanged", Text(
            await _server.Post($"/v1/topics/{wrong}/claims/c1/move", $$"""{"to": "{{right}}", "reason": "wrong topic", "by": "desk"}"""), "result"));
        var (old, here) = (await _server.Get($"/v1/topics/{wrong}/claims/c1"),
            await _server.Get($"/v1/topics/{right}/claims/c1"));
        Assert.Equal(("moved", "counted"), (Text(old, "standing"), Text(here, "standing")));
        Assert.Equal((Text(old, "recordedAt"), right),
            (Text(here, "recordedAt"), here.Json["claim"]!["topic"]!.GetValue<string>()));
        Assert.Equal(1, (await _server.Get($"/v1/topics/{right}")).View["claims"]!.GetValue<int>());
        Assert.Equal(2, (await _server.Get($"/v1/topics/{wrong}?asOf={before}")).View["claims"]!.GetValue<int>());
        Assert.Equal(0, (await _server.Get($"/v1/topics/{right}?asOf={before}")).View["claims"]!.GetValue<int>());
        Assert.Equal(1, (await _server.Get($"/v1/topics/{right}?reportedBy=2025-06-02"))
            .View["claims"]!.GetValue<int>());
        Assert.Equal(["topic-defined", "fact-received", "fact-received", "fact-received"], await History(right));
        Assert.Equal("claim-moved", (await History(wrong))[^1]);

        Assert.Equal(("duplicate", "moved"), (await Post(wrong, "c1", 600, """, "reportedTime": "2025-06-01" """)) is var same
            ? (Text(same, "result"), Text(same, "standing")) : default);
        Assert.Equal((409, "/problems/claim-moved"),
            (await _server.Post($"/v1/topics/{wrong}/claims/c1/retraction", """{"reason": "r"}""")) is var gone ? (gone.Status, gone.Type) : default);
        Assert.Equal((409, "/problems/claim-moved"),
            (await _server.Post($"/v1/topics/{wrong}/claims/c1/move", $$"""{"to": "{{right}}", "reason": "other"}""")) is var twice
            ? (twice.Status, twice.Type) : default);

        await _server.Post($"/v1/topics/{right}/claims/c1/retraction", """{"reason": "withdrawn"}""");
        Assert.Equal("moved", Text(await _server.Post($"/v1/topics/{right}/claims/c1/move", $$"""{"to": "{{wrong}}", "reason": "it was right"}"""), "result"));
        Assert.Equal("retracted", Text(await _server.Get($"/v1/topics/{wrong}/claims/c1"), "standing"));
        Assert.Equal("moved", Text(await _server.Get($"/v1/topics/{right}/claims/c1"), "standing"));
    }

    [Fact]
    public async Task A_move_that_cannot_be_says_why_and_moves_nothing()
    {
        var (topic, other) = (await _server.Topic(), await _server.Topic());
        await Post(topic, "c1", 600);
        await Post(other, "c1", 700);
        async Task<(int, string, string?)> Move(string claim, string body) =>
            await _server.Post($"/v1/topics/{topic}/claims/{claim}/move", body) is var answer
                ? (answer.Status, answer.Type, answer.Pointers.FirstOrDefault()) : default;

        Assert.Equal((409, "/problems/claim-id-taken", null), await Move("c1", $$"""{"to": "{{other}}", "reason": "r"}"""));
        Assert.Equal((400, "/problems/invalid-move", "/to"), await Move("c1", """{"to": "nowhere", "reason": "r"}"""));
        Assert.Equal((400, "/problems/invalid-move", "/to"), await Move("c1", $$"""{"to": "{{topic}}", "reason": "r"}"""));
        Assert.Equal((400, "/problems/invalid-move", "/reason"), await Move("c1", $$"""{"to": "{{other}}"}"""));
        Assert.Equal((400, "/problems/invalid-move", "/reportedTime"), await Move("c1", $$"""{"to": "{{other}}", "reason": "r", "reportedTime": "2999"}"""));
        Assert.Equal((404, "/problems/unknown-claim", null), await Move("c9", $$"""{"to": "{{other}}", "reason": "r"}"""));
        Assert.Equal("counted", Text(await _server.Get($"/v1/topics/{topic}/claims/c1"), "standing"));
    }

    [Fact]
    public async Task A_renamed_topic_is_found_under_both_ids_and_its_past_is_what_it_was()
    {
        var (old, next) = (await _server.Topic(), $"n-{Guid.NewGuid():N}");
        await Post(old, "c1", 600, """, "reportedTime": "2025-06-01" """);
        await Post(old, "c2", 900, """, "attribution": ["outlet", "office"]""");
        await _server.Post($"/v1/topics/{old}/claims/c2/retraction", """{"reason": "misread"}""");
        var (shown, before) = ((await _server.Get($"/v1/topics/{old}")).View, Now());
        var past = (await _server.Get($"/v1/topics/{old}?asOf={before}")).Body;

        var renamed = await _server.Post($"/v1/topics/{old}/rename", $$"""{"to": "{{next}}", "reason": "a better id"}""");

        Assert.Equal((200, "renamed", next), (renamed.Status, Text(renamed, "result"), Text(renamed, "topic")));
        Assert.Equal("unchanged", Text(await _server.Post($"/v1/topics/{old}/rename", $$"""{"to": "{{next}}", "reason": "a better id"}"""), "result"));
        var now = await _server.Get($"/v1/topics/{next}");
        Assert.Equal((shown["statement"]!.ToJsonString(), shown["confidence"]!.ToJsonString()),
            (now.View["statement"]!.ToJsonString(), now.View["confidence"]!.ToJsonString()));
        Assert.Equal("A topic", Text(now, "title"));
        using var led = await _http.GetAsync(new Uri($"/v1/topics/{old}/claims?limit=5", UriKind.Relative));
        Assert.Equal((308, $"/v1/topics/{next}/claims?limit=5"),
            ((int)led.StatusCode, led.Headers.Location?.ToString()));
        Assert.Equal(now.Body, (await _server.Get($"/v1/topics/{old}")).Body); // a client that follows
        Assert.Equal(past, (await _server.Get($"/v1/topics/{old}?asOf={before}")).Body);
        Assert.Equal(past, (await _server.Get($"/v1/topics/{next}?asOf={before}")).Body);
        Assert.Equal(404, (await _server.Get($"/v1/topics/{next}?asOf=2020")).Status);
        Assert.Equal([next], await Listed("?archived=any"));

        var lines = await _server.PostLines("/v1/claims",
            Samples.Claim(old, "c3") + "\n" + Samples.Claim(old, "c1", more: """, "unit": "persons", "reportedTime": "2025-06-01" """));
        Assert.Equal(["created", "duplicate"], lines.Lines.Select(l => l["result"]!.GetValue<string>()));
        Assert.Equal(next, Text(await Post(old, "c4", 610), "topic"));
        Assert.Equal("retracted", Text(await _server.Post($"/v1/topics/{old}/claims/c3/retraction", """{"reason": "r"}"""), "result")); // followed
        Assert.Equal("counted", Text(await _server.Get($"/v1/topics/{next}/claims/c4"), "standing"));
        Assert.Contains("topic-redirected", await History(old));

        Assert.Equal("renamed", Text(await _server.Post($"/v1/topics/{next}/rename", $$"""{"to": "{{old}}", "reason": "back"}"""), "result"));
        Assert.Equal(["retracted", "retracted", "counted", "counted"],
            new[] { "c2", "c3", "c4", "c1" }.Select(c => Standing(old, c).Result)
            .Select(s => s == "superseded" || s == "implied" ? "counted" : s));
        Assert.Equal([old], await Listed(""));
    }

    [Fact]
    public async Task A_renaming_that_cannot_be_says_why()
    {
        var (topic, other) = (await _server.Topic(), await _server.Topic());
        var taken = await _server.Post($"/v1/topics/{topic}/rename", $$"""{"to": "{{other}}", "reason": "r"}""");
        Assert.Equal((409, "/problems/topic-exists", "/to"), (taken.Status, taken.Type, taken.Pointers.Single()));
        Assert.Equal(404, (await _server.Post("/v1/topics/nothing/rename", """{"to": "n", "reason": "r"}""")).Status);
        Assert.Equal("/to", (await _server.Post($"/v1/topics/{topic}/rename", """{"to": "not an id", "reason": "r"}""")).Pointers.Single());
        await _server.Post($"/v1/topics/{topic}/archive", """{"reason": "r"}""");
        Assert.Equal("/problems/topic-archived", (await _server.Post($"/v1/topics/{topic}/rename", """{"to": "n", "reason": "r"}""")).Type);
    }

    [Fact]
    public async Task Two_topics_of_one_question_become_one_and_two_again()
    {
        var (from, into) = (await _server.Topic(), await _server.Topic());
        await Post(from, "c1", 600, """, "attribution": ["outlet", "office"]""");
        await Post(from, "same", 610, """, "attribution": ["outlet", "guard"]""");
        await Post(into, "c2", 620, """, "attribution": ["outlet", "police"]""");
        await Post(into, "same", 610, """, "attribution": ["outlet", "guard"]""");
        var before = Now();

        var merged = await _server.Post($"/v1/topics/{from}/merge", $$"""{"to": "{{into}}", "reason": "one question", "by": "desk"}""");

        Assert.Equal((200, "merged", into, 3),
            (merged.Status, Text(merged, "result"), Text(merged, "topic"), merged.View["claims"]!.GetValue<int>()));
        Assert.Equal("unchanged", Text(
            await _server.Post($"/v1/topics/{from}/merge", $$"""{"to": "{{into}}", "reason": "one question", "by": "desk"}"""), "result"));
        Assert.Equal(2, (await _server.Get($"/v1/topics/{from}?asOf={before}")).View["claims"]!.GetValue<int>());
        Assert.Equal(2, (await _server.Get($"/v1/topics/{into}?asOf={before}")).View["claims"]!.GetValue<int>());
        Assert.Equal([into], await Listed(""));
        await Post(from, "c3", 605, """, "attribution": ["outlet", "mayor"]""");
        await _server.Post($"/v1/topics/{into}/claims/c1/retraction", """{"reason": "misread"}""");

        var separated = await _server.Post($"/v1/topics/{from}/merge/withdrawal", """{"reason": "two questions"}""");

        Assert.Equal((200, "separated", from, 1),
            (separated.Status, Text(separated, "result"), Text(separated, "topic"),
                separated.View["claims"]!.GetValue<int>()));
        Assert.Equal("unchanged", Text(await _server.Post($"/v1/topics/{from}/merge/withdrawal", """{"reason": "two questions"}"""), "result"));
        Assert.Equal(("retracted", "counted", "moved", "counted", "counted", "counted"),
            (await Standing(from, "c1"), await Standing(from, "same"),
            await Standing(into, "c1"), await Standing(into, "same"), await Standing(into, "c2"),
                await Standing(into, "c3")));
        Assert.Equal((409, "/problems/not-merged"),
            (await _server.Post($"/v1/topics/{into}/merge/withdrawal", """{"reason": "r"}""")) is var never ? (never.Status, never.Type) : default);
    }

    [Fact]
    public async Task A_merger_that_cannot_be_says_why_and_brings_nothing_over()
    {
        var (from, into, yes) = (await _server.Topic(), await _server.Topic(), await _server.Topic("proposition", ""));
        await Post(from, "c0", 500);
        await Post(from, "c1", 600);
        await Post(into, "c1", 700);

        var taken = await _server.Post($"/v1/topics/{from}/merge", $$"""{"to": "{{into}}", "reason": "r"}""");
        Assert.Equal((409, "/problems/claim-id-taken"), (taken.Status, taken.Type));
        Assert.Equal(1, (await _server.Get($"/v1/topics/{into}")).View["claims"]!.GetValue<int>());
        Assert.Equal("/problems/kinds-differ", (await _server.Post($"/v1/topics/{from}/merge", $$"""{"to": "{{yes}}", "reason": "r"}""")).Type);
        Assert.Equal("/to", (await _server.Post($"/v1/topics/{from}/merge", """{"to": "nowhere", "reason": "r"}""")).Pointers.Single());
        Assert.Equal("/to", (await _server.Post($"/v1/topics/{from}/merge", $$"""{"to": "{{from}}", "reason": "r"}""")).Pointers.Single());
    }

    [Fact]
    public async Task Topics_do_not_lead_in_a_circle()
    {
        var (a, b) = (await _server.Topic(), await _server.Topic());
        Assert.Equal(200, (await _server.Post($"/v1/topics/{a}/merge", $$"""{"to": "{{b}}", "reason": "r"}""")).Status);

        var back = await _server.Post($"/v1/topics/{b}/merge", $$"""{"to": "{{a}}", "reason": "r"}""");

        Assert.Equal((400, "/to"), (back.Status, back.Pointers.Single()));
        Assert.Equal(200, (await _server.Get($"/v1/topics/{b}")).Status);
    }

    [Fact]
    public async Task A_merger_taken_back_leaves_each_claim_on_one_topic()
    {
        var (a, b, d) = (await _server.Topic(), await _server.Topic(), await _server.Topic());
        await Post(a, "c1", 500);
        await Post(b, "c2", 600);
        await _server.Post($"/v1/topics/{b}/claims/c2/move", $$"""{"to": "{{a}}", "reason": "r"}""");
        await _server.Post($"/v1/topics/{a}/merge", $$"""{"to": "{{b}}", "reason": "r"}""");
        await _server.Post($"/v1/topics/{b}/claims/c1/move", $$"""{"to": "{{d}}", "reason": "r"}""");

        Assert.Equal(200, (await _server.Post($"/v1/topics/{a}/merge/withdrawal", """{"reason": "two questions"}""")).Status);

        Assert.Equal(("moved", "moved", "counted"), (await Standing(a, "c1"), await Standing(b, "c1"), await Standing(d, "c1")));
        Assert.Equal(("counted", "moved"), (await Standing(a, "c2"), await Standing(b, "c2")));
    }

    [Fact]
    public async Task A_topic_that_was_put_away_is_taken_out_before_its_merger_is_taken_back()
    {
        var (a, b) = (await _server.Topic(), await _server.Topic());
        await Post(a, "c1", 500);
        await _server.Post($"/v1/topics/{a}/archive", """{"reason": "r"}""");
        Assert.Equal(200, (await _server.Post($"/v1/topics/{a}/merge", $$"""{"to": "{{b}}", "reason": "r"}""")).Status);

        var refused = await _server.Post($"/v1/topics/{a}/merge/withdrawal", """{"reason": "two questions"}""");

        Assert.Equal((409, "/problems/topic-archived"), (refused.Status, refused.Type));
        Assert.Equal("counted", await Standing(b, "c1"));
        Assert.Equal(308, (int)(await _http.GetAsync(new Uri($"/v1/topics/{a}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_retraction_that_waits_does_not_hit_another_claim_by_a_merger()
    {
        var (a, b) = (await _server.Topic(), await _server.Topic());
        await _server.Post($"/v1/topics/{a}/claims/c1/retraction", """{"reason": "never sent"}""");
        await Post(b, "c1", 500);

        Assert.Equal(200, (await _server.Post($"/v1/topics/{a}/merge", $$"""{"to": "{{b}}", "reason": "r"}""")).Status);

        Assert.Equal("counted", await Standing(b, "c1"));
    }

    [Fact]
    public async Task Of_two_moves_at_once_one_holds_and_the_claim_counts_once()
    {
        var topics = new List<string>();
        for (var i = 0; i < 4; i++) topics.Add(await _server.Topic());
        await Post(topics[0], "c1", 500);

        var moves = await Task.WhenAll(topics.Skip(1).Select(to =>
            _server.Post($"/v1/topics/{topics[0]}/claims/c1/move", $$"""{"to": "{{to}}", "reason": "r"}""")));

        Assert.Single(moves, m => m.Status == 200);
        var standings = new List<string?>();
        foreach (var topic in topics) standings.Add(await Standing(topic, "c1"));
        Assert.Single(standings, "counted");
    }

    private static string Now() =>
        DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'",
            System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(Answer answer, string member) => answer.Json[member]?.GetValue<string>();

    private Task<Answer> Post(string topic, string id, int best, string more = "") =>
        _server.Post("/v1/claims", Samples.Claim(topic, id, $$"""{"kind": "quantity", "best": {{best}}}""", $$""", "unit": "persons"{{more}}"""));

    private async Task<string?> Standing(string topic, string claim) =>
        Text(await _server.Get($"/v1/topics/{topic}/claims/{claim}"), "standing");

    private async Task<List<string>> Listed(string query) =>
        [.. (await _server.Get($"/v1/topics{query}")).Json["topics"]!.AsArray()
            .Select(t => t!["id"]!.GetValue<string>())];

    private async Task<List<string>> History(string topic) =>
        [.. (await _server.Get($"/v1/topics/{topic}/history")).Json["steps"]!.AsArray()
            .Select(s => s!["event"]!.GetValue<string>())];
}
