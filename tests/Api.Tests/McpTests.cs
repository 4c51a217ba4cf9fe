using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Testing;

namespace Analysis.Api.Tests;

/// <summary>Assistants, by the protocol itself.</summary>
public sealed class McpTests(McpTests.Asked asked) : IClassFixture<McpTests.Asked>
{
    [Fact]
    public async Task Every_tool_says_what_it_does_and_takes()
    {
        var tools = (await Rpc(Asked.Reader, "tools/list", []))["tools"]!.AsArray();

        Assert.Equal(["search_topics", "belief", "why", "what_if", "ledger", "sources", "propose_claims"],
            tools.Select(t => t!["name"]!.GetValue<string>()));
        Assert.All(tools, tool =>
        {
            Assert.NotEmpty(tool!["description"]!.GetValue<string>());
            Assert.Equal("object", tool["inputSchema"]!["type"]!.GetValue<string>());
            Assert.Equal(tool["name"]!.GetValue<string>() != "propose_claims",
                tool["annotations"]!["readOnlyHint"]!.GetValue<bool>());
        });
    }

    [Fact]
    public async Task Tools_answer_as_HTTP_does()
    {
        foreach (var (tool, arguments, path) in new (string, JsonObject, string)[]
        {
            ("search_topics", new() { ["q"] = "mcp" }, "/v1/topics?q=mcp"),
            ("belief", new() { ["topic"] = "mcp", ["reportedBy"] = "2026-11-20" },
                "/v1/topics/mcp?reportedBy=2026-11-20"),
            ("why", new() { ["topic"] = "mcp" }, "/v1/topics/mcp/why"),
            ("ledger", new() { ["topic"] = "mcp", ["limit"] = 1 }, "/v1/topics/mcp/claims?limit=1"),
            ("sources", [], "/v1/sources"),
        })
        {
            var told = await Call(Asked.Reader, tool, arguments);
            var answer = await asked.Server.Get(path, ("Authorization", $"Bearer {Asked.Reader}"));
            Assert.True(JsonNode.DeepEquals(answer.Json, told["structuredContent"]), $"{tool}: {told}");
        }

        var supposed = await Call(Asked.Reader, "what_if", new()
        {
            ["topic"] = "mcp", ["assumptions"] =
                new JsonObject { ["without"] = new JsonObject { ["claims"] = new JsonArray("c1") } },
        });
        Assert.False(supposed["structuredContent"]!["supposed"]!["evidence"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("belief", """{}""", "topic is required")]
    [InlineData("belief", """{"topic": "mcp", "asOf": "once"}""", "asOf must be a time")]
    [InlineData("belief", """{"topic": "mcp", "when": "now"}""", "when is not an argument here")]
    [InlineData("belief", """{"topic": "none"}""", "topic none")]
    [InlineData("ledger", """{"topic": "mcp", "limit": 1.5}""", "limit must be a whole number")]
    [InlineData("what_if", """{"topic": "mcp", "assumptions": {"without": 1}}""", "/without must be an object")]
    [InlineData("propose_claims", """{"claims": ["x"]}""", "/claims/0 must be an object")]
    public async Task What_is_wrong_is_an_error_of_the_tool_that_names_it(string tool, string arguments, string says)
    {
        var told = await Call(Asked.Writer, tool, JsonNode.Parse(arguments)!.AsObject());

        Assert.True(told["isError"]!.GetValue<bool>());
        Assert.Contains(says, told["content"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_proposal_lies_in_the_tray_and_a_reader_may_not_make_one()
    {
        JsonObject Proposal() => new()
        {
            ["claims"] = new JsonArray(new JsonObject { ["topic"] = "mcp" }),
            ["proposer"] = "model"
        };
        var before = (await asked.Server.Get("/v1/topics/mcp",
            ("Authorization", $"Bearer {Asked.Reader}"))).Json["version"]!.ToString();

        var refused = await Call(Asked.Reader, "propose_claims", Proposal());
        var told = await Call(Asked.Writer, "propose_claims", Proposal());

        Assert.Contains("the role contributor is needed", refused["content"]![0]!["text"]!.GetValue<string>());
        Assert.Equal("carl", told["structuredContent"]!["drafts"]![0]!["by"]!.GetValue<string>());
        Assert.Equal(before, (await asked.Server.Get("/v1/topics/mcp",
            ("Authorization", $"Bearer {Asked.Reader}"))).Json["version"]!.ToString());
    }

    [Fact]
    public async Task Who_brings_no_key_is_told_as_elsewhere()
    {
        var answer = await asked.Server.Post("/mcp", "{}");

        Assert.Equal((401, "/problems/unauthorized"), (answer.Status, answer.Type));
    }

    private Task<JsonNode> Call(string key, string tool, JsonObject arguments) =>
        Rpc(key, "tools/call", new() { ["name"] = tool, ["arguments"] = arguments });

    private async Task<JsonNode> Rpc(string key, string method, JsonObject parameters)
    {
        var call = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
        using var body = new StringContent(JsonSerializer.Serialize(call), Encoding.UTF8, "application/json");
        var answer = await asked.Server.Send(HttpMethod.Post, "/mcp", body,
            ("Authorization", $"Bearer {key}"), ("Accept", "application/json, text/event-stream"));
        Assert.Equal(200, answer.Status);
        var json = answer.ContentType == "application/json" ? answer.Body
            : answer.Body.Split('\n').Last(line =>
                line.StartsWith("data:", StringComparison.Ordinal))["data:".Length..];
        return JsonNode.Parse(json)!["result"] ?? throw new InvalidOperationException(json);
    }

    public sealed class Asked : IAsyncLifetime
    {
        public const string Reader = "reader-0123456789";
        public const string Writer = "writer-0123456789";
        private const string Editor = "editor-0123456789";

        private readonly TempFolder _keys = new();
        private ApiServer? _server;

        public ApiServer Server => _server ?? throw new InvalidOperationException("not started");

        public async Task InitializeAsync()
        {
            Directory.CreateDirectory(_keys.Path);
            var file = Path.Combine(_keys.Path, "keys");
            await File.WriteAllTextAsync(file,
                $"reader:rita:{Reader}\ncontributor:carl:{Writer}\neditor:ed:{Editor}\n");
            _server = new ApiServer { Options = [$"--Analysis:ApiKeysFile={file}"] };
            await _server.InitializeAsync();
            _server.Http.DefaultRequestHeaders.Authorization = new("Bearer", Editor);
            await _server.Put("/v1/topics/mcp", """{"title": "Mcp", "kind": "quantity", "unit": "persons"}""");
            await _server.Post("/v1/claims", """
                {"id": "c1", "topic": "mcp", "value": {"kind": "quantity", "best": 12}, "unit": "persons",
                 "status": "occurred",
                 "publisher": "police", "reportedTime": "2026-11-19"}
                """);
            _server.Http.DefaultRequestHeaders.Authorization = null;
        }

        public async Task DisposeAsync()
        {
            await Server.DisposeAsync();
            _keys.Dispose();
        }
    }
}
