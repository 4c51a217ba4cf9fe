using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analysis.Api.Tests;

public sealed class ReadingTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Text = "Around 600 soldiers have died so far, officials said on Monday. It had been raining.";

    [Fact]
    public async Task What_is_read_can_be_posted_as_it_is_once_it_has_an_id_and_a_topic()
    {
        var read = await Read(server, Text);

        Assert.Equal(2, read["sentences"]!.AsArray().Count);
        var proposal = Assert.Single(read["proposals"]!.AsArray())!;
        Assert.Equal(("rules", "Around 600 soldiers have died so far, officials said on Monday."),
            (proposal["by"]!.GetValue<string>(),
                Text[proposal["start"]!.GetValue<int>()..proposal["end"]!.GetValue<int>()]));
        Assert.All(proposal["because"]!.AsArray(), b =>
            Assert.Equal(b!["says"]!.GetValue<string>(), Text[b["start"]!.GetValue<int>()..b["end"]!.GetValue<int>()]));
        var claim = proposal["claim"]!.AsObject();
        var expected = JsonNode.Parse("""
            {"value": {"kind": "quantity", "best": 600}, "unit": "persons", "status": "cumulative", "reportedTime": "2024-10-22",
             "publisher": "wire", "attribution": ["wire", "officials"], "hedges": ["Around", "so far"],
             "quote": "Around 600 soldiers have died so far, officials said on Monday.", "url": "https://wire.example/1"}
            """)!;
        Assert.Equal(expected.ToJsonString(), claim.ToJsonString());

        var topic = await server.Topic();
        (claim["id"], claim["topic"]) = ("c-read", topic);
        Assert.Equal(201, (await server.Post("/v1/claims", claim.ToJsonString())).Status);
    }

    [Theory]
    [InlineData("""{}""", "/text")]
    [InlineData("""{"text": 1, "published": "soon", "other": 1}""", "/text", "/published", "/other")]
    [InlineData("""{"text": "x", "publisher": ""}""", "/publisher")]
    public async Task What_is_wrong_is_named(string body, params string[] pointers)
    {
        var answer = await server.Post("/v1/readings", body);

        Assert.Equal((400, "/problems/invalid-text"), (answer.Status, answer.Type));
        Assert.Equal(pointers.Order(StringComparer.Ordinal), answer.Pointers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_model_reads_beside_the_rules_and_what_the_text_does_not_say_is_left_out()
    {
        await using var model = new ChatModel("""
            Sure: {"claims": [
              {"quote": "The bridge may be ready in November", "kind": "date", "edtf": "2024-11", "status": "possible",
               "attribution": ["wire", "the mayor"], "hedges": ["may", "allegedly"]},
              {"quote": "The bridge will be closed", "kind": "date", "edtf": "2024-11", "status": "planned"},
              {"quote": "The bridge may be ready in November", "kind": "quantity", "best": 41, "unit": "bridges", "status": "possible"},
              {"quote": "Around 600 soldiers have died so far", "kind": "quantity", "best": 600, "unit": "persons", "status": "cumulative"}]}
            """);
        var read = await ReadWith(model, Text + " The bridge may be ready in November, said the mayor.");

        Assert.Equal(["rules", "reader-1"],
            read["proposals"]!.AsArray().Select(p =>
                p!["by"]!.GetValue<string>()).Order(StringComparer.Ordinal).Reverse());
        var own = read["proposals"]!.AsArray().Single(p => p!["by"]!.GetValue<string>() == "reader-1")!["claim"]!;
        Assert.Equal("""["wire","the mayor"]""", own["attribution"]!.ToJsonString());
        Assert.Equal("""["may"]""", own["hedges"]!.ToJsonString());
        Assert.Equal("2 of the proposals of reader-1 left out: the text does not say what they quote.",
            Assert.Single(read["notices"]!.AsArray())!.GetValue<string>());
        Assert.Equal("Bearer secret", model.Authorization);
        Assert.Contains("Around 600 soldiers", model.Asked);
    }

    [Fact]
    public async Task A_model_that_fails_leaves_the_rules()
    {
        await using var model = new ChatModel("no JSON at all");
        var read = await ReadWith(model, Text);

        Assert.Equal("rules", Assert.Single(read["proposals"]!.AsArray())!["by"]!.GetValue<string>());
        Assert.Equal("reader-1 did not answer: it answered without JSON. These were read by rules alone.",
            Assert.Single(read["notices"]!.AsArray())!.GetValue<string>());
    }

    [Theory]
    [InlineData("Reading:ChatUrl must be an address", "--Reading:ChatUrl=ftp://x", "--Reading:ChatModel=m")]
    [InlineData("Reading:ChatModel is required", "--Reading:ChatUrl=http://127.0.0.1:1/v1")]
    public void Settings_that_are_wrong_are_named(string expected, params string[] options)
    {
        var fault = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            ApiHost.Build(options));

        Assert.StartsWith(expected, fault.Message);
    }

    private static async Task<JsonNode> ReadWith(ChatModel model, string text)
    {
        var reading = new ApiServer
        {
            Options = [$"--Reading:ChatUrl={model.Url}", "--Reading:ChatModel=reader-1", "--Reading:ChatKey=secret"],
        };
        await reading.InitializeAsync();
        try
        {
            return await Read(reading, text);
        }
        finally
        {
            await reading.DisposeAsync();
        }
    }

    private static async Task<JsonNode> Read(ApiServer server, string text)
    {
        var body = new JsonObject
        {
            ["text"] = text, ["published"] = "2024-10-22", ["publisher"] = "wire",
            ["url"] = "https://wire.example/1"
        };
        var answer = await server.Post("/v1/readings", body.ToJsonString());
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    /// <summary>A service that speaks as OpenAI's does, over a real socket, and always gives one answer.</summary>
    private sealed class ChatModel : IAsyncDisposable
    {
        private readonly WebApplication _app;

        public ChatModel(string answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            _app = builder.Build();
            _app.Urls.Add("http://127.0.0.1:0");
            _app.MapPost("/v1/chat/completions", async (HttpRequest request) =>
            {
                Authorization = $"{request.Headers.Authorization}";
                using var asked = new StreamReader(request.Body);
                Asked = await asked.ReadToEndAsync();
                var message = new JsonObject { ["role"] = "assistant", ["content"] = answer };
                return Results.Text(new JsonObject
                {
                    ["id"] = "1", ["object"] = "chat.completion", ["created"] = 1, ["model"] = "reader-1",
                    ["choices"] = new JsonArray(new JsonObject
                    {
                        ["index"] = 0, ["finish_reason"] = "stop",
                        ["message"] = message
                    }),
                }.ToJsonString(), "application/json");
            });
            _app.Start();
        }

        public string Url => $"{_app.Urls.Single()}/v1";

        public string? Authorization { get; private set; }

        public string Asked { get; private set; } = "";

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
