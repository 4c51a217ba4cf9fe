using System.Globalization;
using System.Text.Json.Nodes;

namespace Analysis.Api.Tests.Documents;

/// <summary>
/// What a client of one OpenAPI document would miss in a later one. What is new breaks nobody, unless a request must
/// hold it.
/// </summary>
internal sealed class Compatibility
{
    private static readonly string[] Ceilings = ["maximum", "maxLength", "maxItems"];
    private static readonly string[] Floors = ["minimum", "minLength", "minItems"];

    private readonly List<string> _breaks = [];
    private readonly HashSet<(string Path, string Reference, bool IsRequest)> _seen = [];
    private readonly JsonNode _before;
    private readonly JsonNode _now;

    private Compatibility(JsonNode before, JsonNode now) => (_before, _now) = (before, now);

    /// <summary>
    /// Each break, in words that begin with where it is: an operation, or a contract as it is sent or answered.
    /// </summary>
    public static IReadOnlyList<string> Breaks(JsonNode before, JsonNode now)
    {
        var comparison = new Compatibility(before, now);
        foreach (var (path, operations) in Fields(before["paths"]))
        {
            foreach (var (method, operation) in Fields(operations))
            {
                var place = $"{method.ToUpperInvariant()} {path}";
                if (now["paths"]?[path]?[method] is { } still) comparison.Operation(place, operation, still);
                else comparison.Break(place, "is gone");
            }
        }

        return comparison._breaks;
    }

    private void Operation(string place, JsonNode before, JsonNode now)
    {
        if (Text(before["operationId"]) != Text(now["operationId"])) Break(place, "has another operationId");
        Parameters(place, before, now);
        if (now["requestBody"] is not null && before["requestBody"] is null) Break(place, "asks for a body");
        Bodies($"{place} request", before["requestBody"], now["requestBody"], isRequest: true);
        foreach (var (status, response) in Fields(before["responses"]))
        {
            var at = $"{place} {status}";
            if (now["responses"]?[status] is not { } still)
            {
                Break(at, "is gone");
                continue;
            }

            foreach (var (name, _) in Fields(response["headers"]).Where(h => still["headers"]?[h.Name] is null))
                Break($"{at} {name}", "is gone");
            Bodies(at, response, still, isRequest: false);
        }
    }

    private void Parameters(string place, JsonNode before, JsonNode now)
    {
        var (known, current) = (Named(_before, before), Named(_now, now));
        foreach (var (key, parameter) in known)
        {
            if (current.TryGetValue(key, out var still))
                Schema($"{place} {key}", parameter["schema"], still["schema"], isRequest: true);
            else Break($"{place} {key}", "is gone");
        }

        foreach (var (key, _) in current.Where(p =>
            IsTrue(p.Value["required"]) && !(known.TryGetValue(p.Key, out var old) && IsTrue(old["required"]))))
            Break($"{place} {key}", "is required");

        static Dictionary<string, JsonNode> Named(JsonNode document, JsonNode operation) =>
            Items(operation["parameters"]).Select(p => Resolve(document, p, "parameters"))
                .ToDictionary(p => $"{Text(p["in"])} {Text(p["name"])}");
    }

    private void Bodies(string place, JsonNode? before, JsonNode? now, bool isRequest)
    {
        foreach (var (type, body) in Fields(before?["content"]))
        {
            if (now?["content"]?[type] is { } still)
                Schema($"{place} {type}", body["schema"], still["schema"], isRequest);
            else Break($"{place} {type}", "is gone");
        }
    }

    private void Schema(string place, JsonNode? before, JsonNode? now, bool isRequest)
    {
        if (before is null) return;
        if (Text(before["$ref"]) is { } reference && !_seen.Add((Text(now?["$ref"]) ?? place, reference, isRequest)))
            return;
        place = NameOf(before) is { } name ? $"{(isRequest ? "request" : "answer")} {name}" : place;
        (before, now) = (Resolve(_before, before), Resolve(_now, now ?? new JsonObject()));

        var (types, typesNow) = (Texts(before["type"]), Texts(now["type"]));
        var isWider = typesNow.Count == 0 || types.Count > 0 && types.IsSubsetOf(typesNow);
        var isNarrower = types.Count == 0 || typesNow.Count > 0 && typesNow.IsSubsetOf(types);
        if (isRequest ? !isWider : !isNarrower) Break(place, $"is {Join(typesNow)}, was {Join(types)}");
        if (Text(before["format"]) != Text(now["format"])) Break(place, $"has another format");

        if (isRequest) Limits(place, before, now);
        Properties(place, before, now, isRequest);
        Schema($"{place}[]", before["items"], now["items"], isRequest);
        if (before["additionalProperties"] is JsonObject values)
            Schema($"{place}.*", values, now["additionalProperties"], isRequest);
        foreach (var (kind, one) in Fields(before["discriminator"]?["mapping"]))
        {
            if (Text(now["discriminator"]?["mapping"]?[kind]) is { } still)
                Schema($"{place}<{kind}>", new JsonObject { ["$ref"] = Text(one) }, new JsonObject { ["$ref"] = still },
                    isRequest);
            else Break($"{place}<{kind}>", "is gone");
        }
    }

    private void Limits(string place, JsonNode before, JsonNode now)
    {
        var (words, wordsNow) = (Texts(before["enum"]), Texts(now["enum"]));
        if (wordsNow.Count > 0 && words.Count == 0) Break(place, "takes a few words alone");
        else if (wordsNow.Count > 0 && words.Except(wordsNow).ToList() is [_, ..] gone)
            Break(place, $"no longer takes {Join(gone)}");
        foreach (var name in Ceilings.Where(n => Number(now[n]) < (Number(before[n]) ?? double.PositiveInfinity)))
            Break(place, $"has a smaller {name}");
        foreach (var name in Floors.Where(n => Number(now[n]) > (Number(before[n]) ?? double.NegativeInfinity)))
            Break(place, $"has a larger {name}");
    }

    private void Properties(string place, JsonNode before, JsonNode now, bool isRequest)
    {
        foreach (var (name, property) in Fields(before["properties"]))
        {
            if (now["properties"]?[name] is { } still) Schema($"{place}.{name}", property, still, isRequest);
            else Break($"{place}.{name}", "is gone");
        }

        var (required, requiredNow) = (Texts(before["required"]), Texts(now["required"]));
        foreach (var name in isRequest ? requiredNow.Except(required) : [])
            Break($"{place}.{name}", "is required");
        foreach (var name in isRequest ? []
            : required.Except(requiredNow).Where(n => now["properties"]?[n] is not null))
            Break($"{place}.{name}", "may be left out");
    }

    private void Break(string place, string what) => _breaks.Add($"{place} {what}");

    private static JsonNode Resolve(JsonNode document, JsonNode node, string kind = "schemas") =>
        NameOf(node) is { } name ? document["components"]?[kind]?[name] ?? new JsonObject() : node;

    private static string? NameOf(JsonNode schema) => Text(schema["$ref"])?.Split('/')[^1];

    private static IEnumerable<(string Name, JsonNode Value)> Fields(JsonNode? node) =>
        node is JsonObject o ? o.Where(p => p.Value is not null).Select(p => (p.Key, p.Value!)) : [];

    private static IEnumerable<JsonNode> Items(JsonNode? node) => node is JsonArray a ? a.OfType<JsonNode>() : [];

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static HashSet<string> Texts(JsonNode? node) =>
        node is JsonArray ? [.. Items(node).Select(i => i.ToString())] : node is null ? [] : [node.ToString()];

    private static bool IsTrue(JsonNode? node) => node?.GetValue<bool>() ?? false;

    private static double? Number(JsonNode? node) =>
        node is null ? null : double.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<string> texts) => string.Join(" or ", texts.DefaultIfEmpty("anything"));
}
