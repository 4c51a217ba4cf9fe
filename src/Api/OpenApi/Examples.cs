using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Analysis.Api.OpenApi;

/// <summary>
/// An example of each contract that has one in <c>examples.json</c>, by the contract's name in the document.
/// </summary>
internal static class Examples
{
    private static readonly FrozenDictionary<string, string> All = Read();

    public static JsonNode? Of(string? contract) =>
        contract is not null && All.TryGetValue(contract, out var json) ? JsonNode.Parse(json) : null;

    private static FrozenDictionary<string, string> Read()
    {
        var name = $"{typeof(Examples).Namespace}.examples.json";
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("examples.json is not in the assembly");
        var examples = JsonNode.Parse(stream)!.AsObject(); // of objects
        return examples.ToFrozenDictionary(pair => pair.Key, pair => pair.Value!.ToJsonString());
    }
}
