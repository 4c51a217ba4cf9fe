using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>Whether a claim answers the topic's question. What it does not answer stays in the ledger, with the reason.</summary>
internal static class Scope
{
    /// <summary>Why the claim does not speak to the topic whatever its status; null when it does.</summary>
    public static string? Objection(TopicDefinition topic, Claim claim)
    {
        if (claim.Qualified("scopeMatch") is QualifierValue.Text { Value: "none" }) return "the desk marked it as outside the topic's scope";
        return (topic.Kind, claim.Value) switch
        {
            (TopicKind.Quantity, ClaimValue.Quantity q) when topic.Scale is { } scale && (q.Best < scale.Low || q.Best > scale.High)
                => $"it lies outside the topic's scale, {scale.Low} to {scale.High}",
            (TopicKind.Quantity, ClaimValue.Quantity or ClaimValue.Range or ClaimValue.Bound) => UnitObjection(topic, claim.Unit),
            (TopicKind.Proposition, ClaimValue.Proposition) => null,
            (TopicKind.Category, ClaimValue.Category category) when topic.Categories is { } labels && !labels.Contains(category.Name)
                => $"\"{category.Name}\" is not one of the topic's categories",
            (TopicKind.Category, ClaimValue.Category) => null,
            (TopicKind.Date, ClaimValue.Date { Edtf: null }) => "its date cannot be placed until the report itself is dated",
            (TopicKind.Date, ClaimValue.Date) => null,
            _ => $"a {KindOf(claim.Value)} does not answer a question of kind {topic.Kind.ToString().ToLowerInvariant()}",
        };
    }

    /// <summary>Whether its status is one that the topic accepts.</summary>
    public static bool Accepts(TopicDefinition topic, Claim claim) => topic.Accepts.Contains(claim.Status);

    /// <summary>The factor from a claim's unit to the topic's.</summary>
    public static double Factor(TopicDefinition topic, string? unit) =>
        unit == topic.Unit ? 1 : topic.Conversions?.FirstOrDefault(c => c.Unit == unit)?.Factor ?? 1;

    private static string? UnitObjection(TopicDefinition topic, string? unit)
    {
        if (unit == topic.Unit || (topic.Conversions?.Any(c => c.Unit == unit) ?? false)) return null;
        return unit is null ? $"it names no unit; the topic counts {topic.Unit}" : $"it counts {unit}, the topic {topic.Unit ?? "plain numbers"}";
    }

    private static string KindOf(ClaimValue value) => value switch
    {
        ClaimValue.Quantity => "quantity",
        ClaimValue.Range => "range",
        ClaimValue.Bound => "bound",
        ClaimValue.Proposition => "proposition",
        ClaimValue.Category => "category",
        _ => "date",
    };
}
