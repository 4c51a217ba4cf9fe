using System.Text.Json.Nodes;
using Analysis.Api.Contracts;

namespace Analysis.Api.Tests;

public sealed class OpenApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_document_names_every_route_and_resolves_every_reference()
    {
        var document = (await server.Get("/openapi/v1.json")).Json;
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Path: p.Key, Method: o.Key, Operation: o.Value!))).ToList();

        Assert.Equal(80, operations.Count);
        Assert.All(operations, o => Assert.False(string.IsNullOrEmpty(o.Operation["operationId"]?.GetValue<string>()), o.Path));
        Assert.Equal(operations.Count, operations.Select(o => o.Operation["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(operations, o => Assert.NotEmpty(o.Operation["summary"]!.GetValue<string>()));

        var schemas = document["components"]!["schemas"]!.AsObject();
        Assert.All(schemas, s => Assert.True(s.Value!["properties"] is not null || s.Value["oneOf"] is not null, s.Key));
        Assert.All(schemas.SelectMany(s => s.Value!["properties"]?.AsObject().Select(p => (Name: $"{s.Key}.{p.Key}", Schema: p.Value!)) ?? []),
            p => Assert.True(p.Schema["type"] is not null || p.Schema["$ref"] is not null || p.Name.StartsWith("Move.") || p.Name is "Draft.claim", p.Name));
        Assert.All(References(document), r => Assert.NotNull(r[2..].Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step])));
    }

    [Fact]
    public async Task What_a_parameter_may_be_is_said()
    {
        var document = (await server.Get("/openapi/v1.json")).Json;

        AssertJson("""{"minimum":1,"maximum":200,"type":"integer","format":"int32","default":50}""", Schema("/v1/topics", "limit"));
        AssertJson("""{"enum":["id","updated","confidence","title"],"type":"string","default":"id"}""", Schema("/v1/topics", "sort"));
        AssertJson("""{"type":"string","format":"date-time"}""", Schema("/v1/topics/{topic}", "asOf"));
        AssertJson("""{"minimum":1,"type":"integer","format":"int64"}""", Schema("/v1/topics/{topic}", "version"));
        AssertJson("""{"type":"boolean","default":true}""", Schema("/v1/topics/{topic}/timeline", "claims"));
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var parameter in operations!.AsObject().SelectMany(o => o.Value!["parameters"]?.AsArray() ?? []).Select(Resolved))
                Assert.True(parameter["description"] is not null && parameter["schema"]!["type"] is not null, $"{path} {parameter["name"]}");
        }

        JsonNode Resolved(JsonNode? parameter) => parameter!["$ref"]?.GetValue<string>().Split('/')[^1] is { } shared
            ? document["components"]!["parameters"]![shared]! : parameter;

        JsonNode Schema(string path, string name) =>
            document["paths"]![path]!["get"]!["parameters"]!.AsArray().Single(p => p!["name"]?.GetValue<string>() == name)!["schema"]!;

        static void AssertJson(string expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"{actual}");
    }

    [Fact]
    public async Task What_comes_with_an_answer_is_said()
    {
        var document = (await server.Get("/openapi/v1.json")).Json;

        Assert.Equal(["ETag", "Preference-Applied"], Headers("/v1/topics/{topic}", "get", "200"));
        Assert.Equal(["ETag", "Preference-Applied"], Headers("/v1/topics/{topic}", "get", "304"));
        Assert.Equal(["Location"], Headers("/v1/topics/{topic}", "get", "308"));
        Assert.Equal(["ETag", "Location"], Headers("/v1/topics/{topic}", "put", "201"));
        Assert.Equal(["Link"], Headers("/v1/topics", "get", "200"));
        Assert.Equal(["Retry-After"], Headers("/v1/topics", "get", "503"));
        Assert.Equal(["Retry-After"], Headers("/v1/topics", "get", "429"));
        Assert.Equal(["WWW-Authenticate"], Headers("/v1/topics", "get", "401"));
        Assert.All(document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()),
            o => Assert.NotNull(o.Value!["responses"]!["default"]?["content"]?["application/problem+json"]));

        IEnumerable<string> Headers(string path, string method, string status) =>
            document["paths"]![path]![method]!["responses"]![status]!["headers"]!.AsObject().Select(h => h.Key).Order();
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/3.0/v1.json")]
    public async Task The_document_is_made_once_and_known_by_its_tag(string path)
    {
        var first = await server.Get(path);

        Assert.Equal(200, first.Status);
        Assert.Equal(first.Body, (await server.Get(path)).Body);
        Assert.Equal(304, (await server.Get(path, ("If-None-Match", first.ETag))).Status);
    }

    [Fact]
    public async Task In_the_form_for_classes_a_view_is_what_its_kinds_share()
    {
        var schemas = (await server.Get("/openapi/3.0/v1.json")).Json["components"]!["schemas"]!;

        Assert.Equal("#/components/schemas/View", schemas["ViewDateView"]!["allOf"]![0]!["$ref"]!.GetValue<string>());
        Assert.Equal("array", schemas["ViewDateView"]!["allOf"]![1]!["properties"]!["interval90"]!["type"]!.GetValue<string>());
        Assert.Equal("string", schemas["View"]!["properties"]!["statement"]!["type"]!.GetValue<string>());
        Assert.Null(schemas["View"]!["oneOf"]);
    }

    [Fact]
    public async Task Every_body_that_is_sent_has_an_example_and_the_server_takes_it()
    {
        var document = (await server.Get("/openapi/v1.json")).Json;
        Assert.Equal(201, (await server.Put("/v1/topics/killed", Example("Topic"))).Status);
        Assert.Equal(200, (await server.Patch("/v1/topics/killed", Example("TopicPatch"))).Status);
        Assert.Equal(201, (await server.Put("/v1/sources/herald", Example("SourceAssessment"))).Status);
        Assert.Equal(201, (await server.Put("/v1/families/losses", Example("FamilyDefinition"))).Status);
        Assert.Equal(201, (await server.Post("/v1/claims", Example("Claim"))).Status);
        Assert.Equal(200, (await server.Post("/v1/topics/killed/what-if", Example("Supposition"))).Status);
        Assert.Equal(201, (await server.Put("/v1/alerts/killed", Example("AlertDefinition"))).Status);
        Assert.Equal(201, (await server.Post("/v1/drafts", Example("Proposal"))).Status);
        Assert.Equal(201, (await server.Put("/v1/articles/killed-herald", Example("ArticleDefinition"))).Status);
        Assert.Equal(200, (await server.Post("/v1/articles/killed-herald/proposals", Example("Proposals"))).Status);
        foreach (var what in (string[])["what-if", "acceptance"])
            Assert.Equal(200, (await server.Post($"/v1/drafts/{what}", Example("DraftChoice"))).Status);
        Assert.Equal(200, (await server.Post("/v1/topics/killed/claims/herald-1/erasure", Example("Erasure"))).Status);
        Assert.Equal(200, (await server.Post("/v1/topics/killed/claims/herald-1/retraction", Example("Grounds"))).Status);
        Assert.Equal(200, (await server.Post("/v1/topics/killed/resolution", Example("Resolution"))).Status);
        Assert.Equal(200, (await server.Post("/v1/topics/killed/rename", Example("Transfer"))).Status);
        await server.Put("/v1/sources/old-herald", "{}");
        Assert.Equal(200, (await server.Post("/v1/sources/old-herald/merge", Example("Merge"))).Status);
        Assert.Equal(200, (await server.Post("/v1/sources/old-herald/split", Example("Reason"))).Status);

        var bodies = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!["requestBody"]).OfType<JsonNode>();
        Assert.All(bodies.Select(b => b["content"]!["application/json"]).OfType<JsonNode>(), b => Assert.NotNull(b["examples"]));

        string Example(string name) => document["components"]!["examples"]![name]!["value"]!.ToJsonString();
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        var page = await server.Get("/docs/");

        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy);
        Assert.Contains("connect-src 'self';", policy);
        Assert.DoesNotContain("//", page.Body.Replace("</", ""));
        foreach (var script in (string[])["scalar.js", "scalar.aspnetcore.js"]) Assert.Equal(200, (await server.Get($"/docs/{script}")).Status);
    }

    [Fact]
    public async Task The_document_says_what_asks_for_a_key()
    {
        var document = (await server.Get("/openapi/v1.json")).Json;

        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]!.GetValue<string>());
        Assert.Equal("basic", document["components"]!["securitySchemes"]!["Basic"]!["scheme"]!.GetValue<string>());
        Assert.Equal(["Bearer", "Basic", null], document["security"]!.AsArray().Select(s => s!.AsObject().Select(p => p.Key).SingleOrDefault()));
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (_, operation) in operations!.AsObject())
            {
                var isOpen = path.StartsWith("/health/");
                Assert.Equal(isOpen, operation!["security"]?.ToJsonString() == "[{}]");
                Assert.Equal(!isOpen, IsProblem(operation["responses"]!["401"]));
                Assert.Equal(!isOpen, IsProblem(operation["responses"]!["403"]));
                Assert.Equal(!isOpen, IsProblem(operation["responses"]!["429"]));
            }
        }

        static bool IsProblem(JsonNode? response) => response?["content"]?["application/problem+json"] is not null;
    }

    [Fact]
    public async Task The_schema_of_a_claim_has_the_fields_that_are_read()
    {
        var document = (await server.Get("/openapi/v1.json")).Json;
        var schema = document["components"]!["schemas"]!["Claim"]!["properties"]!.AsObject();

        Assert.Equal(Samples.FullClaim("t", "c").Select(p => p.Key).Order(), schema.Where(p => p.Value!["readOnly"] is null).Select(p => p.Key).Order());
    }

    [Fact]
    public async Task The_document_knows_every_word()
    {
        var schemas = (await server.Get("/openapi/v1.json")).Json["components"]!["schemas"]!;

        AssertWords("Claim", "status", Vocabulary.Statuses.ToString());
        AssertWords("Claim", "stance", Vocabulary.Stances.ToString());
        AssertWords("Topic", "kind", Vocabulary.Kinds.ToString());
        AssertWords("Topic", "dynamics", Vocabulary.Dynamics.ToString());
        AssertWords("Topic", "sources", Vocabulary.Voices.ToString());
        AssertWords("LedgerEntry", "standing", Vocabulary.Standings.ToString());
        AssertWords("Confidence", "level", Vocabulary.Levels.ToString());
        AssertWords("Source", "grade", Vocabulary.Grades.ToString());
        AssertWords("FamilyDefinition", "kind", Vocabulary.Kinds.ToString());
        AssertWords("FamilyDefinition", "scale", Vocabulary.Scales.ToString());
        AssertWords("Family", "misses", Vocabulary.Misses.ToString());
        AssertWords("ValueBoundValue", "op", Vocabulary.BoundOps.ToString());

        void AssertWords(string schema, string property, string words) =>
            Assert.Equal(words, string.Join(", ", schemas[schema]!["properties"]![property]!["enum"]!.AsArray().Select(w => w!.GetValue<string>())));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
