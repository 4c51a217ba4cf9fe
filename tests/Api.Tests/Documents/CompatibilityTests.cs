using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Analysis.Api.Tests.Documents;

/// <summary>The document that is served, against docs/openapi.json, the last that was promised.</summary>
public sealed class CompatibilityTests(ApiServer server) : IClassFixture<ApiServer>
{
    /// <summary>Set by <c>make openapi</c>: then the promise is made anew.</summary>
    private const string Refresh = "ANALYSIS_OPENAPI";

    private static readonly JsonSerializerOptions Plain = new()
    { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Nothing_that_was_promised_is_broken()
    {
        var now = (await server.Get("/openapi/v1.json")).Json;
        if (Environment.GetEnvironmentVariable(Refresh) is { Length: > 0 })
            await File.WriteAllTextAsync(Promised(), now.ToJsonString(Plain) + "\n");
        var before = JsonNode.Parse(await File.ReadAllTextAsync(Promised()))!;

        Assert.Empty(Compatibility.Breaks(before, now));
        Assert.True(JsonNode.DeepEquals(before, now),
            "docs/openapi.json does not say all that is served: make openapi");
    }

    [Theory]
    [InlineData("/paths/~1v1~1audit", null, "GET /v1/audit is gone")]
    [InlineData("/paths/~1v1~1topics~1{topic}/patch", null, "PATCH /v1/topics/{topic} is gone")]
    [InlineData("/paths/~1v1~1topics/get/operationId", "\"topics\"", "GET /v1/topics has another operationId")]
    [InlineData("/paths/~1v1~1topics/get/parameters/0", null, "GET /v1/topics query q is gone")]
    [InlineData("/paths/~1v1~1topics/get/parameters/0/required", "true", "GET /v1/topics query q is required")]
    [InlineData("/paths/~1v1~1claims/post/responses/201", null, "POST /v1/claims 201 is gone")]
    [InlineData("/paths/~1v1~1claims/post/responses/201/headers/Location", null,
        "POST /v1/claims 201 Location is gone")]
    [InlineData("/paths/~1v1~1claims/post/requestBody/content/application~1jsonl", null,
        "POST /v1/claims request application/jsonl is gone")]
    [InlineData("/components/schemas/Claim/properties/quote", null, "request Claim.quote is gone")]
    [InlineData("/components/schemas/Claim/properties/status/enum/0", null,
        "request Claim.status no longer takes planned")]
    [InlineData("/components/schemas/Claim/required/0", "\"quote\"", "request Claim.quote is required")]
    [InlineData("/components/schemas/Claim/properties/quote/type", "\"integer\"",
        "request Claim.quote is integer, was string")]
    [InlineData("/components/schemas/Claim/properties/quote/maxLength", "10",
        "request Claim.quote has a smaller maxLength")]
    [InlineData("/components/schemas/Value/discriminator/mapping/bound", null, "request Value<bound> is gone")]
    [InlineData("/components/schemas/ViewQuantityView/properties/estimate/type", "\"string\"",
        "answer ViewQuantityView.estimate is string, was number")]
    [InlineData("/components/schemas/ViewQuantityView/required", "[]",
        "answer ViewQuantityView.statement may be left out")]
    public async Task A_break_is_named(string pointer, string? becomes, string said)
    {
        var before = (await server.Get("/openapi/v1.json")).Json;
        var now = before.DeepClone();
        Change(now, pointer, becomes);

        Assert.Contains(said, Compatibility.Breaks(before, now));
        Assert.Empty(Compatibility.Breaks(before, before.DeepClone()));
    }

    [Theory]
    [InlineData("/paths/~1v1~1new", """{"get": {"operationId": "getNew", "responses": {}}}""")]
    [InlineData("/components/schemas/Claim/properties/weather", """{"type": "string"}""")]
    [InlineData("/components/schemas/ViewQuantityView/properties/median", """{"type": "number"}""")]
    [InlineData("/components/schemas/Claim/properties/quote/maxLength", "100000")]
    public async Task What_is_new_breaks_nobody(string pointer, string becomes)
    {
        var before = (await server.Get("/openapi/v1.json")).Json;
        var now = before.DeepClone();
        Change(now, pointer, becomes);

        Assert.Empty(Compatibility.Breaks(before, now));
    }

    /// <summary>Puts something in the place of what is there, or takes it away.</summary>
    private static void Change(JsonNode document, string pointer, string? becomes)
    {
        var steps = pointer.Split('/')[1..].Select(step => step.Replace("~1", "/").Replace("~0", "~")).ToArray();
        var parent = steps[..^1].Aggregate(document, (node, step) => node is JsonArray a ? a[int.Parse(step)]!
            : node[step]!);
        var value = becomes is null ? null : JsonNode.Parse(becomes);
        if (parent is JsonArray items)
        {
            if (value is null) items.RemoveAt(int.Parse(steps[^1]));
            else items[int.Parse(steps[^1])] = value;
        }
        else if (value is null) parent.AsObject().Remove(steps[^1]);
        else parent[steps[^1]] = value;
    }

    private static string Promised([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/openapi.json"));
}
