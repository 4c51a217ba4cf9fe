using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Analysis.Api.Tests.Releases;

/// <summary>
/// Compares what is answered now with what was. A member may have come since; none may be gone, or say something else. Numbers are compared to
/// nine digits, for the last may differ between machines.
/// </summary>
internal static class Differences
{
    private const double Tolerance = 1e-9;

    /// <summary>What follows from the rules of belief, and not from what was posted alone.</summary>
    private static readonly HashSet<string> Beliefs =
        ["view", "standing", "reason", "voice", "certainty", "weight", "contribution", "points", "basis", "origins"];

    /// <summary>A cursor means nothing to anybody but the journal that gave it.</summary>
    private const string Cursor = "next";

    /// <summary>Each by its JSON Pointer.</summary>
    /// <param name="then">What was answered.</param>
    /// <param name="now">What is.</param>
    /// <param name="withBeliefs">Whether also what the rules of belief come to; facts always are.</param>
    public static IEnumerable<string> Between(JsonNode? then, JsonNode? now, bool withBeliefs) => Between("", then, now, withBeliefs);

    private static IEnumerable<string> Between(string at, JsonNode? then, JsonNode? now, bool withBeliefs) => (then, now) switch
    {
        (JsonObject old, JsonObject other) => old
            .Where(member => member.Key != Cursor && (withBeliefs || !Beliefs.Contains(member.Key)))
            .SelectMany(member => Between($"{at}/{member.Key}", member.Value, other[member.Key], withBeliefs)),
        (JsonArray old, JsonArray other) when old.Count == other.Count =>
            old.SelectMany((item, i) => Between(string.Create(CultureInfo.InvariantCulture, $"{at}/{i}"), item, other[i], withBeliefs)),
        _ => IsSame(then, now) ? [] : [$"{at}: was {Shown(then)}, is {Shown(now)}"],
    };

    private static bool IsSame(JsonNode? then, JsonNode? now)
    {
        if (then?.GetValueKind() != JsonValueKind.Number || now?.GetValueKind() != JsonValueKind.Number) return JsonNode.DeepEquals(then, now);
        var (x, y) = (Number(then), Number(now));
        return Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Abs(x));
    }

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Shown(JsonNode? node) => node switch
    {
        null => "nothing",
        JsonArray array => $"{array.Count} items",
        _ => node.ToJsonString(),
    };
}
