using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Analysis.Acceptance.Tests;

/// <summary>What a check may ask of what came. In tests of text letters are of any case, and of a list of words one is enough.</summary>
internal static partial class DeskTests
{
    private delegate Task<bool> Test(JsonNode? came, JsonNode wanted, Func<JsonObject, Task<JsonNode?>> ask);

    private static readonly Dictionary<string, Test> Tests = new(StringComparer.Ordinal)
    {
        ["present"] = Now((came, _) => came is not null),
        ["absent"] = Now((came, _) => came is null),
        ["equals"] = Now((came, wanted) => JsonNode.DeepEquals(came, wanted)),
        ["oneOf"] = Now(IsOneOf),
        ["notOneOf"] = Now((came, wanted) => !IsOneOf(came, wanted)),
        ["between"] = Now((came, wanted) => Compare(came, wanted[0]) >= 0 && Compare(came, wanted[1]) <= 0),
        ["atLeast"] = Now((came, wanted) => Compare(came, wanted) >= 0),
        ["atMost"] = Now((came, wanted) => Compare(came, wanted) <= 0),
        ["contains"] = Now(Says),
        ["notContains"] = Now((came, wanted) => !Says(came, wanted)),
        ["matches"] = Now(Matches),
        ["notMatches"] = Now((came, wanted) => !Matches(came, wanted)),
        ["wide"] = Now((came, wanted) => Width(came) >= (double)wanted[0]! && Width(came) <= (double)wanted[1]!), // a pair of numbers
        ["notBelow"] = Than((came, other, by) => Number(came) >= Number(other) - (by("slack") ?? 0)),
        ["notAbove"] = Than((came, other, by) => Number(came) <= Number(other) + (by("slack") ?? 0)),
        ["above"] = Than((came, other, _) => Number(came) > Number(other)),
        ["below"] = Than((came, other, _) => Number(came) < Number(other)),
        ["wider"] = Than((came, other, by) => Width(came) > Width(other) * (by("by") ?? 1)),
        ["notWider"] = Than((came, other, by) => Width(came) <= Width(other) * (by("by") ?? 1)),
    };

    /// <summary>Whether what came is what is asked for.</summary>
    /// <param name="ask">What comes of another check's question, to compare with.</param>
    /// <exception cref="InvalidDataException">The check asks nothing, or several things, or something unknown.</exception>
    public static Task<bool> Holds(JsonObject check, JsonNode? came, Func<JsonObject, Task<JsonNode?>> ask)
    {
        var asked = check.Where(p => Tests.ContainsKey(p.Key)).ToList();
        if (asked is not [(var name, { } wanted)]) throw new InvalidDataException($"A check asks one thing: {check.ToJsonString()}");
        return Tests[name](came, wanted, ask);
    }

    /// <summary>What stands at a path such as <c>view.interval90[0]</c>, <c>topics[].id</c> (a list) or <c>a|b</c> (the first that is there).</summary>
    public static JsonNode? Find(JsonNode? document, string path)
    {
        foreach (var way in path.Split('|'))
        {
            IEnumerable<JsonNode?> at = [document];
            foreach (Match step in Step().Matches(way))
            {
                at = step switch
                {
                    _ when step.Groups[1].Success => at.OfType<JsonObject>().Select(x => x[step.Groups[1].Value]),
                    _ when step.Groups[2].Length > 0 =>
                        at.OfType<JsonArray>()
                        .SelectMany(x => x.Skip(int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture)).Take(1)),
                    _ => at.OfType<JsonArray>().SelectMany(x => x),
                };
            }

            var found = at.Where(x => x is not null).ToList();
            // none is null
            if (found.Count > 0)
            {
                return way.Contains("[]", StringComparison.Ordinal)
                    ? new JsonArray([.. found.Select(x => x!.DeepClone())])
                    : found[0];
            }
        }

        return null;
    }

    private static Test Now(Func<JsonNode?, JsonNode, bool> test) => (came, wanted, _) => Task.FromResult(test(came, wanted));

    private static Test Than(Func<JsonNode?, JsonNode?, Func<string, double?>, bool> test) => async (came, wanted, ask) =>
    {
        var other = (JsonObject)wanted;
        return test(came, await ask(other), name => (double?)other[name]);
    };

    private static bool IsOneOf(JsonNode? came, JsonNode wanted) => wanted.AsArray().Any(w => JsonNode.DeepEquals(came, w));

    private static bool Says(JsonNode? came, JsonNode wanted)
    {
        var words = wanted is JsonArray several ? several.ToList() : [wanted];
        return came is JsonArray list
            ? words.Exists(w => list.Any(x => JsonNode.DeepEquals(x, w)))
            : words.Exists(w => Text(came).Contains((string)w!, StringComparison.OrdinalIgnoreCase)); // words are text
    }

    private static bool Matches(JsonNode? came, JsonNode wanted) =>
        Regex.IsMatch(Text(came), wanted.GetValue<string>(), RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>Dates in their usual form compare as text; null when there is nothing to compare, of which nothing holds.</summary>
    private static double? Compare(JsonNode? came, JsonNode? wanted) =>
        Number(came) is { } a && Number(wanted) is { } b ? a.CompareTo(b)
        : came?.GetValueKind() == JsonValueKind.String && wanted?.GetValueKind() == JsonValueKind.String ? string.CompareOrdinal((string?)came, (string?)wanted)
        : null;

    /// <summary>The width of a band of numbers, or of dates in days; infinite when it has not both ends.</summary>
    private static double Width(JsonNode? band)
    {
        if (band is not JsonArray { Count: 2 } pair || pair[0] is not { } from || pair[1] is not { } to) return double.PositiveInfinity;
        return Number(from) is { } a && Number(to) is { } b ? b - a : (Day(to) - Day(from)).TotalDays;
    }

    private static DateTime Day(JsonNode date) => DateTime.ParseExact(date.GetValue<string>()[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? (double)node : null;

    private static string Text(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.False => "",
        JsonValueKind.String => node.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    [GeneratedRegex(@"([^.\[\]]+)|\[(\d*)\]")]
    private static partial Regex Step();
}
