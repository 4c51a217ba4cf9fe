using System.Globalization;
using System.Text.Json.Nodes;

namespace Analysis.Cli.Verbs;

/// <summary>A value as it is typed.</summary>
internal static class ValueText
{
    public const string Forms = "600, 300..900 (a range), '>=1500' (a bound), yes or no, a label, or a date in EDTF";

    private static readonly string[] Bounds = [">=", "<=", ">", "<"];

    /// <summary>The value in the API's form, by the kind of its topic.</summary>
    /// <exception cref="UsageException">It is no value of that kind.</exception>
    public static JsonObject Read(string text, string kind) => kind switch
    {
        "quantity" => Quantity(text)
            ?? throw new UsageException($"{text} is no number, range (300..900) or bound (>=1500)"),
        "proposition" =>
            new JsonObject
            {
                ["kind"] = "proposition", ["holds"] = Truth(text)
                ?? throw new UsageException($"{text} is neither yes nor no")
            },
        "category" => new JsonObject { ["kind"] = "category", ["name"] = text },
        "date" => new JsonObject { ["kind"] = "date", ["edtf"] = text },
        _ => throw new UsageException($"The topic's kind is {kind}, of which I know no values"),
    };

    /// <summary>The kind that the value of an unknown topic tells, if it does.</summary>
    public static string? Kind(string text) => Quantity(text) is not null ? "quantity" : Truth(text) is not null
        ? "proposition" : null;

    private static JsonObject? Quantity(string text)
    {
        if (Array.Find(Bounds, text.StartsWith) is { } op)
            return Number(text[op.Length..]) is { } bound
                ? new JsonObject { ["kind"] = "bound", ["op"] = op, ["value"] = bound } : null;
        return text.Split("..") switch
        {
            [var low, var high] => Number(low) is { } from && Number(high) is { } to
                ? new JsonObject { ["kind"] = "range", ["low"] = from, ["high"] = to } : null,
            _ => Number(text) is { } best ? new JsonObject { ["kind"] = "quantity", ["best"] = best } : null,
        };
    }

    /// <summary>4700, 4,700 or 4.7e3.</summary>
    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture,
            out var number) && double.IsFinite(number) ? number : null;

    private static bool? Truth(string text) =>
        text switch { "yes" or "true" => true, "no" or "false" => false, _ => null };
}
