using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>What tests send.</summary>
internal static class Samples
{
    /// <summary>The claims of the demo, as they stand in the file.</summary>
    public static IReadOnlyList<string> DemoClaims { get; } = Demo("claims");

    public static IReadOnlyList<string> DemoTopics { get; } = Demo("topics");

    /// <summary>A claim with nothing wrong, and every field there is.</summary>
    public static JsonObject FullClaim(string topic, string id) => new()
    {
        ["id"] = id,
        ["topic"] = topic,
        ["value"] = new JsonObject { ["kind"] = "quantity", ["best"] = 600, ["low"] = 550, ["high"] = 650.5 },
        ["unit"] = "persons",
        ["words"] = "around 600",
        ["stance"] = "asserts",
        ["status"] = "cumulative",
        ["validTime"] = "2024-10/2025-06",
        ["reportedTime"] = "2025-06-26T16:25:00+09:00",
        ["reportedTimeInferred"] = false,
        ["publisher"] = "outlet",
        ["attribution"] = new JsonArray("outlet", "lawmaker", "service"),
        ["hedges"] = new JsonArray("around"),
        ["credibility"] = 2,
        ["qualifiers"] = new JsonObject
        {
            ["scope"] = "main body", ["derivedFrom"] = new JsonArray("c1", "c2"), ["isAmbiguous"] = true, ["Größe"] = "ü \"quoted\" <b> & ' \t",
        },
        ["quote"] = "line one\nline two",
        ["url"] = "https://example.org/a?b=c#d",
        ["article"] = "a.txt",
        ["note"] = "none",
        ["corrects"] = "c0",
        ["entry"] = true,
    };

    /// <summary>The least that a claim needs.</summary>
    public static string Claim(string topic, string id, string value = """{"kind": "quantity", "best": 600}""", string more = """, "unit": "persons" """) =>
        $$"""{"id": "{{id}}", "topic": "{{topic}}", "value": {{value}}, "status": "occurred", "publisher": "outlet"{{more}}}""";

    private static string[] Demo(string what) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "samples", "demo", $"{what}.jsonl"));
}
