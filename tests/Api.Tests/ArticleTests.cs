using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

public sealed class ArticleTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_article_is_brought_read_told_otherwise_and_deleted()
    {
        var brought = await server.Post("/v1/articles", """
            {"text": "Там were 12.", "url": "https://example.org/a", "publisher": "The Gazette", "published": "2026-10", "title": " A  title "}
            """);
        var id = brought.Json["id"]!.GetValue<string>();
        var found = await server.Get($"/v1/articles/{id}");

        Assert.Equal((201, $"/v1/articles/{id}"), (brought.Status, brought.Headers.Location?.ToString()));
        Assert.Equal("Там were 12.", found.Json["text"]!.GetValue<string>());
        Assert.Equal(("The Gazette", "2026-10", "A title", true), (found.Json["publisher"]!.GetValue<string>(),
            found.Json["published"]!.GetValue<string>(), found.Json["title"]!.GetValue<string>(),
            found.Json["kept"]!.GetValue<bool>()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Там were 12."))),
            found.Json["hash"]!.GetValue<string>());

        var told = await server.Put($"/v1/articles/{id}", """{"text": "Там were 12.", "published": "2026-11"}""");
        Assert.Equal((200, "2026-11"), (told.Status, told.Json["published"]!.GetValue<string>()));
        Assert.Null(told.Json["url"]);
        Assert.Equal(brought.Json["broughtAt"]!.GetValue<string>(), told.Json["broughtAt"]!.GetValue<string>());
        var other = await server.Put($"/v1/articles/{id}", """{"text": "Another."}""");
        Assert.Equal((409, "/problems/other-text"), (other.Status, other.Type));

        Assert.Equal(204, (await server.Send(HttpMethod.Delete, $"/v1/articles/{id}", null)).Status);
        Assert.Equal("/problems/unknown-article", (await server.Get($"/v1/articles/{id}")).Type);
        Assert.Equal(404, (await server.Send(HttpMethod.Delete, $"/v1/articles/{id}", null)).Status);
    }

    [Fact]
    public async Task Articles_are_listed_the_last_first_without_their_texts_and_found_by_address()
    {
        var url = $"https://example.org/{Guid.NewGuid():N}";
        var ids = new List<string>();
        foreach (var text in new[] { "one", "two", "three" })
        {
            var brought = await server.Post("/v1/articles", $$"""{"text": "{{text}}", "url": "{{url}}"}""");
            ids.Insert(0, brought.Json["id"]!.GetValue<string>());
        }

        var first = await server.Get($"/v1/articles?limit=2&url={url}");
        var next = await server.Get($"/v1/articles?limit=2&url={url}&cursor={first.Json["next"]}");

        var listed = first.Json["articles"]!.AsArray().Concat(next.Json["articles"]!.AsArray()).ToList();
        Assert.Equal(ids, listed.Select(a => a!["id"]!.GetValue<string>()));
        Assert.All(listed, a => Assert.Null(a!["text"]));
        Assert.Null(next.Json["next"]);
        Assert.Equal(["cursor"], (await server.Get("/v1/articles?cursor=x")).Parameters);
    }

    [Theory]
    [InlineData("""{}""", "/text")]
    [InlineData("""{"text": "x", "hash": "00"}""", "/hash")]
    [InlineData("""{"hash": "xyz"}""", "/hash")]
    [InlineData("""{"text": 5}""", "/text")]
    [InlineData("""{"text": "x", "url": "javascript:alert(1)"}""", "/url")]
    [InlineData("""{"text": "x", "published": "last Tuesday"}""", "/published")]
    [InlineData("""{"text": "x", "publisher": "!"}""", "/publisher")]
    [InlineData("""{"text": "x", "id": "not an id"}""", "/id")]
    [InlineData("""{"text": "x", "by": "me"}""", "/by")]
    public async Task What_is_no_article_is_refused_by_field(string body, string pointer)
    {
        var answer = await server.Post("/v1/articles", body);

        Assert.Equal((400, "/problems/invalid-article"), (answer.Status, answer.Type));
        Assert.Contains(pointer, answer.Pointers);
        Assert.Equal(400, (await server.Put("/v1/articles/mine", """{"text": "x", "id": "yours"}""")).Status);
    }

    [Fact]
    public async Task Where_texts_are_not_kept_only_the_hash_is()
    {
        var forgetful = new ApiServer { Options = ["--Analysis:KeepArticleTexts=false"] };
        await forgetful.InitializeAsync();

        var brought = await forgetful.Put("/v1/articles/a", """{"text": "There were 12."}""");
        var found = await forgetful.Get("/v1/articles/a");

        Assert.Equal((201, false), (brought.Status, brought.Json["kept"]!.GetValue<bool>()));
        Assert.Null(found.Json["text"]);
        Assert.Equal(brought.Json["hash"]!.GetValue<string>(), found.Json["hash"]!.GetValue<string>());
        Assert.Equal(200, (await forgetful.Put("/v1/articles/a", """{"text": "There were 12."}""")).Status);
        await forgetful.DisposeAsync();
    }

    [Fact]
    public async Task Drafts_of_an_article_know_their_passage_are_listed_alone_and_go_with_it()
    {
        var article = await Article("There were 12. There were 13.");
        await server.Post("/v1/drafts", """{"claims": [{}]}""");
        var proposed = await server.Post("/v1/drafts", $$"""
            {"claims": [{"quote": "There were 12."}, {}], "article": "{{article}}", "passages": [{"start": 0, "end": 14}, {"start": 15, "end": 29}]}
            """);

        var listed = (await server.Get($"/v1/drafts?article={article}")).Json["drafts"]!.AsArray();
        Assert.Equal(201, proposed.Status);
        Assert.Equal(["[0,14]", "[15,29]"], listed.Select(d => $"[{d!["passage"]!["start"]},{d["passage"]!["end"]}]"));
        Assert.All(listed, d => Assert.Equal(article, d!["article"]!.GetValue<string>()));
        Assert.Equal(["article"], (await server.Get("/v1/drafts?article=a%20b")).Parameters);

        await server.Send(HttpMethod.Delete, $"/v1/articles/{article}", null);
        Assert.Empty((await server.Get($"/v1/drafts?article={article}")).Json["drafts"]!.AsArray());
    }

    [Theory]
    [InlineData(""" "article": "no-such", "passages": [{"start": 0, "end": 1}] """, "/article")]
    [InlineData(""" "article": "no-such" """, "/passages")]
    [InlineData(""" "passages": [{"start": 0, "end": 1}] """, "/article")]
    [InlineData(""" "article": "no-such", "passages": [] """, "/passages")]
    [InlineData(""" "article": "no-such", "passages": [{"start": 5, "end": 1}] """, "/passages/0/end")]
    [InlineData(""" "article": "no-such", "passages": [{"start": -1, "end": 1}] """, "/passages/0/start")]
    [InlineData(""" "article": "no-such", "passages": [{"end": 1}] """, "/passages/0/start")]
    public async Task A_passage_that_is_none_is_refused_by_field(string fields, string pointer)
    {
        var answer = await server.Post("/v1/drafts", $$"""{"claims": [{}], {{fields}}}""");

        Assert.Equal((400, "/problems/invalid-proposal"), (answer.Status, answer.Type));
        Assert.Contains(pointer, answer.Pointers);
    }

    [Fact]
    public async Task Drafts_say_what_they_would_move_and_are_accepted_together()
    {
        var (topic, still) = (await server.Topic(), await server.Topic());
        var claims = new[]
        {
            Claim(topic, 12), Claim(topic, 13), Claim(still, 5), Claim("no-such-topic", 5), Claim(topic, -14), "{}",
        };
        var proposed = await server.Post("/v1/drafts", $$"""{"claims": [{{string.Join(", ", claims)}}]}""");
        var ids = proposed.Json["drafts"]!.AsArray().Select(d => d!["id"]!.GetValue<string>()).ToList();
        var choice = new JsonObject { ["drafts"] = new JsonArray([.. ids.Append("no-such-draft").Select(id => (JsonNode)id)]) }.ToJsonString();
        var version = await server.Version(topic);

        var moves = await server.Post("/v1/drafts/what-if", choice);

        Assert.Equal(200, moves.Status);
        Assert.Equal([(topic, true, 2), (still, true, 1)], moves.Json["topics"]!.AsArray().Select(t =>
            (t!["topic"]!.GetValue<string>(), t["moves"]!.GetValue<bool>(), t["drafts"]!.AsArray().Count)));
        Assert.False(moves.Json["topics"]![0]!["actual"]!["evidence"]!.GetValue<bool>());
        Assert.True(moves.Json["topics"]![0]!["supposed"]!["evidence"]!.GetValue<bool>());
        var refused = moves.Json["refused"]!.AsArray().ToDictionary(r => r!["draft"]!.GetValue<string>(), r => r!["problem"]!);
        Assert.Equal(ids[3..].Append("no-such-draft").Order(), refused.Keys.Order());
        Assert.Equal("/value/best", refused[ids[4]]["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.Equal("/problems/unknown-topic", refused[ids[3]]["type"]!.GetValue<string>());
        Assert.Equal(version, await server.Version(topic)); // nothing was stored

        var accepted = (await server.Post("/v1/drafts/acceptance", choice)).Json["outcomes"]!.AsArray();

        Assert.Equal(["created", "created", "created", "rejected", "rejected", "rejected", "rejected"],
            accepted.Select(o => o!["result"]!.GetValue<string>()));
        Assert.Equal(ids.Append("no-such-draft"), accepted.Select(o => o!["draft"]!.GetValue<string>()));
        Assert.Equal("/value/best", accepted[4]!["problem"]!["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.Equal(version + 2, await server.Version(topic));
        Assert.Equal(404, (await server.Get($"/v1/drafts/{ids[0]}")).Status);
        Assert.Equal(200, (await server.Get($"/v1/drafts/{ids[4]}")).Status); // what was rejected stays

        var opened = await server.Post("/v1/drafts/acceptance?define=auto", $$"""{"drafts": ["{{ids[3]}}"]}""");
        Assert.Equal("created", opened.Json["outcomes"]![0]!["result"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{}""", "/drafts")]
    [InlineData("""{"drafts": []}""", "/drafts")]
    [InlineData("""{"drafts": ["a", "a"]}""", "/drafts")]
    [InlineData("""{"drafts": ["a b"]}""", "/drafts/0")]
    [InlineData("""{"drafts": ["a"], "define": "auto"}""", "/define")]
    public async Task A_choice_of_drafts_that_is_none_is_refused_by_field(string body, string pointer)
    {
        foreach (var what in new[] { "acceptance", "what-if" })
        {
            var answer = await server.Post($"/v1/drafts/{what}", body);
            Assert.Equal((400, "/problems/invalid-choice"), (answer.Status, answer.Type));
            Assert.Contains(pointer, answer.Pointers);
        }
    }

    [Fact]
    public async Task A_number_that_a_sentence_names_twice_is_proposed_twice()
    {
        var brought = await server.Post("/v1/articles", """{"text": "In the strike 600 were killed and 600 wounded."}""");
        var path = $"/v1/articles/{brought.Json["id"]}/proposals";

        Assert.Equal(2, (await server.Post(path, "{}")).Json["drafts"]!.AsArray().Count);
        Assert.Empty((await server.Post(path, "{}")).Json["drafts"]!.AsArray());
    }

    [Fact]
    public async Task What_can_be_read_in_an_article_is_proposed_once()
    {
        const string Text = "About 3,000 soldiers were sent, according to the ministry. The weather was fine. Some 40 boats sank on 2 October.";
        var article = (await server.Post("/v1/articles",
            $$"""{"text": "{{Text}}", "publisher": "gazette", "published": "2024-10-03", "url": "https://example.org/b"}""")).Json["id"]!;
        var path = $"/v1/articles/{article}/proposals";

        var start = Text.IndexOf("The weather", StringComparison.Ordinal);
        var end = Text.IndexOf(" Some", StringComparison.Ordinal);
        var nothing = await server.Post(path, $$"""{"start": {{start}}, "end": {{end}}}""");
        var first = await server.Post(path, """{"start": 0, "end": 10}""");
        var rest = await server.Post(path, "{}");
        var again = await server.Post(path, "{}");

        Assert.Empty(nothing.Json["drafts"]!.AsArray());
        var draft = first.Json["drafts"]!.AsArray().Single()!;
        Assert.Equal((article.ToString(), "rules"), (draft["article"]!.ToString(), draft["proposer"]!.ToString()));
        Assert.Equal(0, draft["passage"]!["start"]!.GetValue<int>());
        var claim = draft["claim"]!;
        Assert.Equal((draft["id"]!.ToString(), 3_000, article.ToString(), "2024-10-03", "https://example.org/b"),
            (claim["id"]!.ToString(), claim["value"]!["best"]!.GetValue<int>(), claim["article"]!.ToString(),
                claim["reportedTime"]!.ToString(), claim["url"]!.ToString()));
        Assert.Equal("gazette", claim["attribution"]![0]!.ToString());
        Assert.NotEmpty(draft["because"]!.AsArray());
        Assert.Contains("/topic", draft["lacks"]!.AsArray().Select(l => l!["pointer"]!.ToString()));
        Assert.Equal(40, rest.Json["drafts"]!.AsArray().Single()!["claim"]!["value"]!["best"]!.GetValue<int>());
        Assert.Empty(again.Json["drafts"]!.AsArray());

        Assert.Equal(204, (await server.Send(HttpMethod.Delete, $"/v1/drafts/{draft["id"]}", null)).Status);
        Assert.Empty((await server.Post(path, "{}")).Json["drafts"]!.AsArray()); // nobody is asked twice
    }

    [Theory]
    [InlineData("""{"start": 1}""", "/end")]
    [InlineData("""{"end": 1}""", "/start")]
    [InlineData("""{"start": 2, "end": 1}""", "/end")]
    [InlineData("""{"start": -2, "end": 1}""", "/start")]
    [InlineData("""{"text": "Another text."}""", "/text")]
    [InlineData("""{}""", "/text")]
    [InlineData("""{"all": true}""", "/all")]
    public async Task A_passage_that_cannot_be_read_is_refused_by_field(string body, string pointer)
    {
        var article = await server.Post("/v1/articles", $$"""{"hash": "{{new string('0', 64)}}"}""");

        var answer = await server.Post($"/v1/articles/{article.Json["id"]}/proposals", body);

        Assert.Equal((400, "/problems/invalid-passage"), (answer.Status, answer.Type));
        Assert.Contains(pointer, answer.Pointers);
        Assert.Equal(404, (await server.Post("/v1/articles/no-such/proposals", "{}")).Status);
    }

    private static string Claim(string topic, int best) => $$"""
        {"topic": "{{topic}}", "value": {"kind": "quantity", "best": {{best}}}, "unit": "persons", "status": "occurred", "publisher": "police{{best}}"}
        """;

    private async Task<string> Article(string text) =>
        (await server.Post("/v1/articles", $$"""{"text": "{{text}}"}""")).Json["id"]!.GetValue<string>();
}
