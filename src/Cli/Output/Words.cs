using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;

namespace Analysis.Cli.Output;

/// <summary>Numbers, values and views in a few words.</summary>
internal static class Words
{
    public static string Of(double number) => number.ToString(Math.Abs(number) < 1 ? "0.####" : "#,0.##");

    /// <summary>With three digits, as the server's sentences have it.</summary>
    public static string Figure(double number) =>
        Of(double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    public static string Share(double probability) => probability.ToString("0 %");

    /// <summary>The end of an interval.</summary>
    public static string End(JsonElement end) => end.ValueKind switch
    {
        JsonValueKind.Number => Figure(end.GetDouble()),
        JsonValueKind.String => end.GetString() ?? "",
        _ => "open",
    };

    public static string? Interval(IReadOnlyList<JsonElement>? interval) => interval is [var low, var high]
        ? $"{End(low)} to {End(high)}" : null;

    /// <summary>The value of a claim, as the ledger has it.</summary>
    public static string Value(LedgerClaim claim)
    {
        var value = claim.Value;
        var words = Text("kind") switch
        {
            "quantity" =>
                Number("best") + (value["low"] is null && value["high"] is null ? ""
                    : $" ({Number("low")} to {Number("high")})"),
            "range" => $"{Number("low")} to {Number("high")}",
            "bound" => $"{Text("op")} {Number("value")}",
            "proposition" => (bool?)value["holds"] is true ? "yes" : "no",
            "category" => Text("name"),
            "date" => Text("edtf") ?? "no date yet",
            _ => value.ToJsonString(),
        };
        return claim.Stance == "denies" ? $"not {words}" : words ?? "";

        string? Text(string name) => (string?)value[name];

        string Number(string name) => value[name] is { } number ? Of((double)number) : "?";
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ssZ");

    /// <summary>Any JSON value, in short.</summary>
    public static string Json(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<double>(out var number) => Of(number),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };
}
