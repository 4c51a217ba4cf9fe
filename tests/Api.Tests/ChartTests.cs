using System.Xml.Linq;

namespace Analysis.Api.Tests;

public sealed class ChartTests(ChartTests.Charted charted) : IClassFixture<ChartTests.Charted>
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private ApiServer Server => charted.Server;

    [Theory]
    [InlineData("count", "121", "persons", "50 %", "90 %", "established", "2026")]
    [InlineData("open", "probability that it is so", "claim (top: yes, bottom: no)")]
    [InlineData("parties", "alpha", "mu")]
    [InlineData("rating", "points", "5")]
    [InlineData("when", "belief", "city", "2026")]
    [InlineData("empty", "No claim counts yet.")]
    public async Task A_picture_says_what_it_shows(string topic, params string[] texts)
    {
        var answer = await Server.Get($"/v1/topics/{topic}/chart.svg", ("Accept", "image/svg+xml"));
        var view = (await Server.Get($"/v1/topics/{topic}")).View;

        Assert.Equal((200, "image/svg+xml"), (answer.Status, answer.ContentType));
        var svg = XDocument.Parse(answer.Body).Root!;
        var said = svg.Elements(Svg + "text").Select(t => t.Value).ToList();
        Assert.All(texts, text => Assert.Contains(said, s => s.Contains(text, StringComparison.Ordinal)));
        Assert.Contains(said, s => s.StartsWith("As of ", StringComparison.Ordinal));
        Assert.Contains(view["statement"]!.GetValue<string>(), svg.Element(Svg + "desc")!.Value);
    }

    [Theory]
    [InlineData("", 1200, 630)]
    [InlineData("?theme=dark&axis=log&width=400&height=300", 400, 300)]
    [InlineData("?over=reportedTime&from=2026-11-20&to=2026-11-25", 1200, 630)]
    [InlineData("?asOf=2030&reportedBy=2026-11-23", 1200, 630)]
    public async Task A_picture_of_pixels_is_as_large_as_was_asked(string query, int width, int height)
    {
        using var response = await Server.Http.GetAsync(new Uri($"/v1/topics/count/chart.png{query}", UriKind.Relative));
        var png = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((width, height), (Number(16), Number(20)));

        int Number(int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
    }

    [Theory]
    [InlineData("count")]
    [InlineData("open")]
    [InlineData("parties")]
    [InlineData("when")]
    public async Task Where_nothing_is_there_is_a_picture_all_the_same(string topic)
    {
        foreach (var query in (string[])["from=2100", "to=1900", "from=1900&to=1901"])
            Assert.Equal(200, (await Server.Get($"/v1/topics/{topic}/chart.svg?{query}")).Status);
    }

    [Fact]
    public async Task A_count_that_never_falls_never_falls_and_the_line_ends_at_the_headline()
    {
        var svg = XDocument.Parse((await Server.Get("/v1/topics/rising/chart.svg")).Body).Root!;

        var line = svg.Elements(Svg + "polyline").Single(p => (string?)p.Attribute("stroke") == "#174a86"
            && p.Attribute("points")!.Value.Split(' ').Length > 2);
        var heights = line.Attribute("points")!.Value.Split(' ').Select(p => double.Parse(p.Split(',')[1])).ToList();
        Assert.Equal(heights.OrderDescending(), heights); // downwards is up
        var end = svg.Elements(Svg + "circle").Last(c => (string?)c.Attribute("fill") == "#174a86");
        Assert.Equal(heights[^1], double.Parse(end.Attribute("cy")!.Value));
    }

    [Fact]
    public async Task Who_has_the_picture_is_not_sent_it_again_until_something_changes()
    {
        var topic = await Server.Topic();
        var first = await Server.Get($"/v1/topics/{topic}/chart.svg");

        Assert.Equal(304, (await Server.Get($"/v1/topics/{topic}/chart.svg", ("If-None-Match", first.ETag))).Status);
        Assert.NotEqual(first.ETag, (await Server.Get($"/v1/topics/{topic}/chart.svg?theme=dark")).ETag);
        await Server.Post("/v1/claims", Charted.Claim(topic, "c", """{"kind": "quantity", "best": 3}""", "2026-11-20"));
        Assert.Equal(200, (await Server.Get($"/v1/topics/{topic}/chart.svg", ("If-None-Match", first.ETag))).Status);
    }

    [Theory]
    [InlineData("axis=cubic", "axis")]
    [InlineData("theme=blue", "theme")]
    [InlineData("from=2026&to=2025", "to")]
    [InlineData("from=soon", "from")]
    [InlineData("size=1", "size")]
    public async Task What_cannot_be_drawn_is_refused_by_name(string query, string parameter)
    {
        var answer = await Server.Get($"/v1/topics/count/chart.png?{query}");

        Assert.Equal((400, "/problems/invalid-parameter"), (answer.Status, answer.Type));
        Assert.Equal([parameter], answer.Parameters);
    }

    [Fact]
    public async Task A_logarithmic_axis_is_for_numbers_alone()
    {
        Assert.Equal(["axis"], (await Server.Get("/v1/topics/parties/chart.svg?axis=log")).Parameters);
        Assert.Equal(["axis"], (await Server.Get("/v1/topics/rating/chart.svg?axis=log")).Parameters);
        Assert.Equal("/problems/unknown-topic", (await Server.Get("/v1/topics/nothing/chart.svg")).Type);
        Assert.Equal(406, (await Server.Get("/v1/topics/count/chart.svg", ("Accept", "text/html"))).Status);
    }

    [Fact]
    public async Task What_a_title_holds_stays_text()
    {
        await Server.Put("/v1/topics/sharp",
            """{"title": "<script>alert(1)</script> & \"more\"", "kind": "quantity"}""");

        var svg = (await Server.Get("/v1/topics/sharp/chart.svg")).Body;
        var frame = (await Server.Get("/embed/sharp")).Body;

        Assert.DoesNotContain("<script", svg + frame);
        Assert.Contains("<script>alert(1)</script> & \"more\"",
            XDocument.Parse(svg).Root!.Element(Svg + "title")!.Value);
    }

    [Fact]
    public async Task A_link_is_shown_as_oEmbed_says()
    {
        var site = Server.Http.BaseAddress!.ToString().TrimEnd('/');
        var answer = await Server.Get($"/oembed?url={Uri.EscapeDataString($"{site}/topics/count")}&maxwidth=400");

        Assert.Equal(("rich", "1.0", 400, 210),
            (answer.Json["type"]!.GetValue<string>(), answer.Json["version"]!.GetValue<string>(),
            answer.Json["width"]!.GetValue<int>(), answer.Json["height"]!.GetValue<int>()));
        Assert.Contains($"src=\"{site}/embed/count\"", answer.Json["html"]!.GetValue<string>());
        Assert.Equal(404, (await Server.Get("/oembed?url=http://elsewhere.example/topics/count")).Status);
        Assert.Equal(501, (await Server.Get("/oembed?url=x&format=xml")).Status);
        Assert.Equal(["url"], (await Server.Get("/oembed")).Parameters);
    }

    [Fact]
    public async Task Nobody_may_frame_the_view_unless_the_settings_say_who()
    {
        var answer = await Server.Get("/embed/count");

        Assert.Equal((200, "text/html"), (answer.Status, answer.ContentType));
        Assert.EndsWith("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData(false, 401)]
    [InlineData(true, 200)]
    public async Task Without_a_key_pictures_are_to_be_had_where_the_settings_say_so(bool isPublic, int status)
    {
        using var keys = new Testing.TempFolder();
        Directory.CreateDirectory(keys.Path);
        var file = Path.Combine(keys.Path, "keys");
        await File.WriteAllTextAsync(file, "editor:desk:0123456789abcdef");
        var server = new ApiServer
        {
            Options = [$"--Analysis:ApiKeysFile={file}", $"--Analysis:PublicPictures={isPublic}",
                "--Analysis:FrameAncestors:0=https://news.example"],
        };
        await server.InitializeAsync();
        await server.Put("/v1/topics/t", """{"title": "T", "kind": "quantity"}""",
            ("Authorization", "Bearer 0123456789abcdef"));

        foreach (var path in new[] { "/v1/topics/t/chart.svg", "/v1/topics/t/chart.png", "/embed/t",
            $"/oembed?url={server.Http.BaseAddress}topics/t" })
            Assert.Equal(status, (await server.Get(path)).Status);
        foreach (var path in new[] { "/v1/topics/t", "/v1/topics/t/stix", "/v1/topics/t/timeline" })
            Assert.Equal(401, (await server.Get(path)).Status);
        if (isPublic)
        {
            Assert.EndsWith("frame-ancestors https://news.example",
                (await server.Get("/embed/t")).Headers.GetValues("Content-Security-Policy").Single());
        }

        await server.DisposeAsync();
    }

    public sealed class Charted : IAsyncLifetime
    {
        private static readonly string[] Parties =
            ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"];

        public ApiServer Server { get; } = new();

        public static string Claim(string topic, string id, string value, string day) => $$"""
            {"id": "{{id}}", "topic": "{{topic}}", "value": {{value}}, "unit": "persons", "status": "occurred",
             "publisher": "city-{{id}}",
             "reportedTime": "{{day}}", "validTime": "{{day}}"}
            """;

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            await Define("empty", "quantity", """, "unit": "persons" """);
            await Define("count", "quantity", """, "unit": "persons", "dynamics": "cumulative" """);
            await Define("rising", "quantity", """, "unit": "persons", "dynamics": "cumulative" """);
            await Define("open", "proposition", "");
            await Define("parties", "category", $$""", "categories": ["{{string.Join("\", \"", Parties)}}"]""");
            await Define("rating", "quantity",
                """, "unit": "points", "scale": {"low": 1, "high": 5}, "dynamics": "changing" """);
            await Define("when", "date", "");

            foreach (var (i, figure) in new[] { 3, 9, 40, 35, 120, 118 }.Index())
            {
                await Post(Claim("count", $"k{i}", $$"""{"kind": "quantity", "best": {{figure}}}""", $"2026-11-2{i}"));
                await Post(Claim("rising", $"k{i}", $$"""{"kind": "quantity", "best": {{figure}}}""", $"2026-11-2{i}"));
                await Post(Claim("open", $"k{i}", """{"kind": "proposition", "holds": true, "probability": 0.6}""",
                    $"2026-11-2{i}"));
                await Post(Claim("rating", $"k{i}", $$"""{"kind": "quantity", "best": {{(i % 4) + 1.5}}}""",
                    $"2026-11-2{i}").Replace("persons", "points"));
                await Post(Claim("when", $"k{i}", $$"""{"kind": "date", "edtf": "2026-03-0{{i + 1}}"}""",
                    $"2026-11-2{i}"));
            }

            await Post(Claim("when", "open-end", """{"kind": "date", "edtf": "2026-03-04/.."}""", "2026-11-26"));
            foreach (var (i, party) in Parties.Index())
                await Post(Claim("parties", $"k{i}", $$"""{"kind": "category", "name": "{{party}}"}""", "2026-11-20"));
            Assert.Equal(200, (await Server.Post("/v1/topics/count/resolution",
                """{"value": {"kind": "quantity", "best": 121}, "reason": "the register", "by": "court"}""")).Status);
        }

        public Task DisposeAsync() => Server.DisposeAsync();

        private async Task Define(string topic, string kind, string more) =>
            Assert.Equal(201, (await Server.Put($"/v1/topics/{topic}",
                $$"""{"title": "{{topic}}", "kind": "{{kind}}"{{more}}}""")).Status);

        private async Task Post(string claim) => Assert.Equal(201, (await Server.Post("/v1/claims", claim)).Status);
    }
}
