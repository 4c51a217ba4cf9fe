using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Testing;
using Json.Schema;

namespace Analysis.Api.Tests;

/// <summary>The schemas of OASIS, which are not kept here.</summary>
internal sealed class StixSchemas
{
    private static readonly EvaluationOptions Thorough = new() { OutputFormat = OutputFormat.List };

    private readonly Dictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);

    public static StixSchemas Load()
    {
        var schemas = new StixSchemas();
        foreach (var file in Directory.EnumerateFiles(Folders.StixSchemas!, "*.json", SearchOption.AllDirectories))
        {
            var schema = JsonSchema.FromFile(file);
            SchemaRegistry.Global.Register(schema);
            schemas._schemas.Add(Path.GetFileNameWithoutExtension(file), schema);
        }

        return schemas;
    }

    /// <summary>What is wrong with an object, by the schema of its type.</summary>
    public IEnumerable<string> Faults(string type, JsonNode one) =>
        (_schemas[type].Evaluate(JsonSerializer.SerializeToElement(one), Thorough).Details ?? [])
            .SelectMany(d => (d.Errors ?? []).Select(e => $"{d.InstanceLocation}: {e.Value}"));
}
