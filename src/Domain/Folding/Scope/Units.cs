using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Scope;

/// <summary>Units of quantities: whether a claim counts what the topic counts, and whether that comes in whole ones.</summary>
internal static class Units
{
    /// <summary>Units that measure rather than count: parts of them make sense.</summary>
    private static readonly HashSet<string> Measures = new(StringComparer.Ordinal)
    {
        "%", "percent", "per cent", "percentage point", "point", "mw", "ml", "mb", "ms", "magnitude", "degree", "°c", "°f", "celsius", "kelvin",
        "mm", "cm", "m", "metre", "meter", "km", "kilometre", "kilometer", "mile", "nautical mile", "foot", "feet",
        "inch", "hectare", "ha", "acre", "square kilometre", "km2", "km²", "m2", "m²",
        "g", "kg", "kilogram", "t", "ton", "tonne", "kt", "kiloton", "lb", "pound", "litre", "liter", "l", "barrel", "bcm", "m3", "m³", "cubic metre",
        "second", "s", "minute", "min", "hour", "h", "day", "week", "month", "year",
        "watt", "w", "kw", "megawatt", "gw", "gigawatt", "kwh", "mwh", "gwh", "twh", "hz", "db", "bar", "hpa", "pa",
        "knot", "km/h", "mph", "m/s", "sv", "msv", "µsv/h",
        "usd", "eur", "gbp", "dollar", "euro", "rouble", "ruble", "hryvnia", "yuan", "yen", "won", "$", "€", "£", "ratio", "rate", "score", "index",
    };

    /// <summary>The factor from a claim's unit to the topic's; null when it counts something else. Singular and plural are one unit, in any spelling.</summary>
    public static double? Factor(TopicDefinition topic, string? unit)
    {
        if (unit == topic.Unit) return 1;
        if (unit is null) return null;
        if (topic.Unit is { } counted && Spelling.SameUnit(unit, counted)) return 1;
        foreach (var (other, factor) in topic.Conversions ?? [])
        {
            if (Spelling.SameUnit(unit, other)) return factor;
        }

        return null;
    }

    /// <summary>The units in which a topic may be answered.</summary>
    public static IEnumerable<string> KnownTo(TopicDefinition topic) =>
        (topic.Conversions ?? []).Select(c => c.Unit).Prepend(topic.Unit).OfType<string>();

    /// <summary>Whether the topic counts things that come whole.</summary>
    public static bool CountsThings(TopicDefinition topic)
    {
        if (topic is not { Kind: TopicKind.Quantity, Scale: null, Unit: { } unit }) return false;
        var key = Spelling.Singular(Spelling.Key(unit));
        return !Measures.Contains(key) && !key.Contains('/', StringComparison.Ordinal) && !key.Contains(" per ", StringComparison.Ordinal)
            && FamilyDefinition.NameFor(topic) != "measurement";
    }
}
