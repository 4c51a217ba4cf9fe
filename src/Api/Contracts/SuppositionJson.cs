using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;

namespace Analysis.Api.Contracts;

/// <summary>Other assumptions about a topic. What is left out is as it is.</summary>
public sealed record SuppositionJson
{
    [Description("As if these had never been taken in.")]
    public WithoutJson? Without { get; init; }

    [Description("Admiralty grades by source, at most 100.")]
    public IReadOnlyDictionary<string, string>? Grades { get; init; }

    [Description("By source, the one that it is: as if they had been merged; at most 100.")]
    public IReadOnlyDictionary<string, string>? Merge { get; init; }

    [Description("Sources that were merged into others, as if they were their own.")]
    [MaxLength(Limits.SupposedMax)]
    public IReadOnlyList<string>? Split { get; init; }

    [Description("Claims on the topic, as if they were taken in now.")]
    [MaxLength(Limits.SupposedMax)]
    public IReadOnlyList<ClaimJson>? Claims { get; init; }

    [Description("The topic's family, as if it were defined so; its kind is the topic's.")]
    public FamilyTermsJson? Family { get; init; }

    /// <summary>Reads assumptions about <paramref name="topic"/>, noting every fault in them; null when there is any.</summary>
    internal static WhatIf? Read(JsonFields fields, FaultList faults, TopicDefinition topic)
    {
        var without = fields.Object("without");
        var sources = without?.Ids("sources", Limits.SupposedMax);
        var claims = without?.Ids("claims", Limits.SupposedMax);
        without?.Done();
        var grades = ReadGrades(fields);
        var (merges, splits) = (ReadMerges(fields), fields.Ids("split", Limits.SupposedMax));
        var added = fields.Objects("claims", Limits.SupposedMax)?.Select(c => ReadClaim(c, faults, topic.Id)).ToList();
        var family = fields.Object("family") is { } terms ? FamilyDefinitionJson.Read(terms, faults, FamilyDefinition.NameFor(topic), topic.Kind) : null;
        fields.Done();
        return faults.Any ? null : new WhatIf
        {
            WithoutSources = [.. sources?.Select(s => new SourceId(s)) ?? []], WithoutClaims = [.. claims?.Select(c => new ClaimId(c)) ?? []],
            Merges = merges, Splits = [.. splits?.Select(s => new SourceId(s)) ?? []],
            Grades = grades, Claims = [.. added?.OfType<Claim>() ?? []], Family = family,
        };
    }

    private static List<(SourceId Source, SourceId Into)> ReadMerges(JsonFields owner)
    {
        var merges = new List<(SourceId, SourceId)>();
        if (owner.Object("merge") is not { } fields) return merges;
        if (fields.Names.Count > Limits.SupposedMax) owner.Fault("merge", $"has more than {Limits.SupposedMax} fields");
        foreach (var source in fields.Names.Take(Limits.SupposedMax))
        {
            if (!IdForm.Fits(source)) fields.Fault(source, $"must be called by an id: {IdForm.Rule}");
            if (fields.Id(source) is { } into) merges.Add((new SourceId(source), new SourceId(into)));
        }

        return merges;
    }

    private static List<(SourceId Source, Grade Grade)> ReadGrades(JsonFields owner)
    {
        var grades = new List<(SourceId, Grade)>();
        if (owner.Object("grades") is not { } fields) return grades;
        if (fields.Names.Count > Limits.SupposedMax) owner.Fault("grades", $"has more than {Limits.SupposedMax} fields");
        foreach (var source in fields.Names.Take(Limits.SupposedMax))
        {
            if (!IdForm.Fits(source)) fields.Fault(source, $"must be called by an id: {IdForm.Rule}");
            if (fields.Word(source, Vocabulary.Grades) is { } grade) grades.Add((new SourceId(source), grade));
        }

        return grades;
    }

    private static Claim? ReadClaim(JsonFields fields, FaultList faults, TopicId topic)
    {
        if (fields.PeekId("topic") is { } named && named != topic.Value) fields.Fault("topic", "is not the topic in the path");
        return ClaimJson.Read(fields, faults);
    }
}

/// <summary>What is supposed away.</summary>
public sealed record WithoutJson
{
    [Description("Every claim in whose chain one of them stands.")]
    [MaxLength(Limits.SupposedMax)]
    public IReadOnlyList<string>? Sources { get; init; }

    [Description("Claims by id.")]
    [MaxLength(Limits.SupposedMax)]
    public IReadOnlyList<string>? Claims { get; init; }
}

/// <summary>The view as it is, as it would be, and what moved.</summary>
public sealed record SupposedJson(
    ViewJson Actual,
    ViewJson Supposed,
    [property: Description("What differs between the two, in the view's order.")] IReadOnlyList<MoveJson> Difference,
    [property: Description("As it would be over the time asked for, at most 200 points; left out when none is.")] IReadOnlyList<TimelinePointJson>? Timeline)
{
    private static readonly string[] Unmoving = ["statement", "headline", "resolution", "version", "recordedAt"];

    internal static SupposedJson Of(Domain.Views.View actual, Domain.Views.View supposed, IReadOnlyList<TimelinePoint>? timeline)
    {
        var (before, after) = (Leaves(actual), Leaves(supposed));
        var moved = before.Keys.Union(after.Keys).Select(p => MoveJson.Of(p, before.GetValueOrDefault(p), after.GetValueOrDefault(p))).OfType<MoveJson>();
        return new(ViewJson.Of(actual), ViewJson.Of(supposed), [.. moved], timeline?.Select(TimelinePointJson.Of).ToList());
    }

    /// <summary>Every value of the view in brief, by its JSON Pointer.</summary>
    private static Dictionary<string, JsonNode> Leaves(Domain.Views.View view)
    {
        var leaves = new Dictionary<string, JsonNode>();
        var root = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(ViewJson.Brief(view), ApiJson.Wire.ViewJson))!.AsObject(); // a view is never null
        foreach (var name in Unmoving) root.Remove(name);
        Gather(root, "");
        return leaves;

        void Gather(JsonNode? node, string pointer)
        {
            if (node is JsonObject o) foreach (var (name, value) in o) Gather(value, $"{pointer}/{name.Replace("~", "~0").Replace("/", "~1")}");
            else if (node is JsonArray a) foreach (var (i, value) in a.Index()) Gather(value, $"{pointer}/{i}");
            else if (node is not null) leaves.Add(pointer, node);
        }
    }
}

/// <summary>One value that differs.</summary>
public sealed record MoveJson(
    [property: Description("JSON Pointer into both views.")] string Pointer,
    [property: Description("Left out where the actual view has no such value.")] JsonElement? Actual,
    [property: Description("Left out where the supposed view has none.")] JsonElement? Supposed,
    [property: Description("Supposed less actual: of numbers; of dates, in days.")] double? By)
{
    /// <summary>Null when nothing moved.</summary>
    internal static MoveJson? Of(string pointer, JsonNode? actual, JsonNode? supposed) =>
        JsonNode.DeepEquals(actual, supposed) ? null : new(pointer, Element(actual), Element(supposed), Number(supposed) - Number(actual) is { } by ? Rounding.Probability(by) : null);

    private static JsonElement? Element(JsonNode? node) => node?.GetValue<JsonElement>();

    private static double? Number(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => node.GetValue<double>(),
        JsonValueKind.String when DateOnly.TryParseExact(node.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date.DayNumber,
        _ => null,
    };
}
