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

        Assert.Equal(48, operations.Count);
        Assert.All(operations, o => Assert.False(string.IsNullOrEmpty(o.Operation["operationId"]?.GetValue<string>()), o.Path));
        Assert.Equal(operations.Count, operations.Select(o => o.Operation["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(operations, o => Assert.NotEmpty(o.Operation["summary"]!.GetValue<string>()));
        Assert.All(operations.SelectMany(o => o.Operation["parameters"]?.AsArray() ?? []), p => Assert.NotNull(p!["description"]));

        var schemas = document["components"]!["schemas"]!.AsObject();
        Assert.All(schemas, s => Assert.True(s.Value!["properties"] is not null || s.Value["anyOf"] is not null, s.Key));
        Assert.All(References(document), r => Assert.True(schemas.ContainsKey(r["#/components/schemas/".Length..]), r));
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
