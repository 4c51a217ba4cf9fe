using System.Diagnostics;
using System.Text.Json;
using Analysis.Domain.Claims;
using Analysis.Engine.Journal;

namespace Analysis.Api.Tables;

/// <summary>
/// A claim as a line of a table: its JSON fields in flat form. The value has the columns of <see cref="OfValue"/>, and
/// each qualifier one of its own; every other field has the column of its name. docs/tables.md lists them.
/// </summary>
internal static class ClaimColumns
{
    public const string Qualifier = "qualifier.";

    private const string Kind = "kind";
    private const string Value = "value";

    private static readonly (string Sign, BoundOp Op)[] Signs =
    [
        (">=", BoundOp.AtLeast), ("≥", BoundOp.AtLeast), ("<=", BoundOp.AtMost), ("≤", BoundOp.AtMost),
        (">", BoundOp.MoreThan), ("<", BoundOp.LessThan),
    ];

    /// <summary>The columns of what is stated.</summary>
    public static IReadOnlyList<string> OfValue { get; } = [Kind, Value, "low", "high", "min", "max", "probability"];

    /// <summary>What the ledger shows beside a claim: passed over in what comes in.</summary>
    public static IReadOnlyList<string> Shown { get; } =
    [
        "erased", "version", "recordedAt", "standing", "reason", "voice", "certainty", "weight", "contribution",
        "interest", "without",
    ];

    /// <summary>Every column that may come in, but for the qualifiers'.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Before("qualifiers"), .. After("qualifiers")];

    /// <summary>
    /// The columns of a claim in the order in which they are written, with those of these qualifiers.
    /// </summary>
    public static IEnumerable<string> With(IEnumerable<string> qualifiers) =>
        [.. Before("qualifiers"), .. qualifiers.Select(name => Qualifier + name), .. After("qualifiers")];

    /// <summary>
    /// Writes a claim, field by field as far as there are cells; what cannot be read stands as its text, for whoever
    /// reads the claim to refuse.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="cells">By column; none of them is blank.</param>
    /// <param name="decimalMark">Of numbers.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> cells, char decimalMark)
    {
        json.WriteStartObject();
        foreach (var field in ClaimFields.All.Where(f => !f.IsOurs))
        {
            if (field is ValueField) WriteValue(json, cells, decimalMark);
            else if (field is QualifiersField) WriteQualifiers(json, cells);
            else if (cells.TryGetValue(field.Name, out var cell)) Write(json, field, cell);
        }

        json.WriteEndObject();
    }

    /// <summary>The column at fault, from a pointer into the claim.</summary>
    public static string Of(string pointer, IReadOnlyDictionary<string, string> cells) => pointer.Split('/') switch
    {
        ["", "value", var part] when OfValue.Contains(part) && part != Value => part,
        ["", "value", ..] =>
            cells.ContainsKey(Value) ? Value : OfValue.Skip(1).FirstOrDefault(cells.ContainsKey) ?? Value,
        ["", "qualifiers", var name, ..] => Qualifier + name.Replace("~1", "/").Replace("~0", "~"),
        ["", var name, ..] => name,
        _ => "",
    };

    /// <summary>The cells of a claim, from its JSON; those without any are left out.</summary>
    public static Dictionary<string, string> CellsOf(JsonElement claim, char decimalMark)
    {
        var cells = new Dictionary<string, string>();
        foreach (var field in claim.EnumerateObject())
        {
            switch (field.Name)
            {
                case "value":
                    AddValue(cells, field.Value, decimalMark);
                    break;
                case "qualifiers":
                    foreach (var pair in field.Value.EnumerateObject())
                        cells.Add(Qualifier + pair.Name, Of(pair.Value));
                    break;
                case "attribution":
                    cells.Add(field.Name, Cells.Guarded(Cells.Of(Texts(field.Value), Cells.Then)));
                    break;
                default:
                    cells.Add(field.Name, field.Value.ValueKind == JsonValueKind.Array
                        ? Cells.Guarded(Cells.Of(Texts(field.Value), Cells.And))
                        : field.Value.ValueKind == JsonValueKind.String ? Cells.Guarded(field.Value.GetString() ?? "")
                            : field.Value.GetRawText());
                    break;
            }
        }

        return cells;
    }

    private static IEnumerable<string> Before(string field) =>
        ClaimFields.All.TakeWhile(f => f.Name != field).SelectMany(ColumnsOf);

    private static IEnumerable<string> After(string field) =>
        ClaimFields.All.SkipWhile(f => f.Name != field).Skip(1).SelectMany(ColumnsOf);

    private static IEnumerable<string> ColumnsOf(ClaimField field) =>
        field.IsOurs ? [] : field is ValueField ? OfValue : [field.Name];

    private static void Write(Utf8JsonWriter json, ClaimField field, string cell)
    {
        switch (field)
        {
            case SourcesField:
                Write(json, field.Name, Cells.Items(cell, isChain: true));
                break;
            case TextsField:
                Write(json, field.Name, Cells.Items(cell, isChain: false));
                break;
            case FlagField when Cells.Flag(cell) is { } flag:
                json.WriteBoolean(field.Name, flag);
                break;
            case NumberField when Cells.Number(cell, '.') is { } number:
                json.WriteNumber(field.Name, number);
                break;
            case TextField { IsName: false }:
                json.WriteString(field.Name, cell);
                break;
            default:
                json.WriteString(field.Name, cell.Trim());
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    }

    private static void WriteQualifiers(Utf8JsonWriter json, IReadOnlyDictionary<string, string> cells)
    {
        if (!cells.Keys.Any(IsQualifier)) return;
        json.WriteStartObject("qualifiers");
        foreach (var (column, cell) in cells.Where(c => IsQualifier(c.Key)))
        {
            var name = column[Qualifier.Length..];
            if (Cells.Flag(cell) is { } flag) json.WriteBoolean(name, flag);
            else if (Cells.IsSeveral(cell)) Write(json, name, Cells.Items(cell, isChain: false));
            else json.WriteString(name, Cells.Unescaped(cell));
        }

        json.WriteEndObject();

        static bool IsQualifier(string column) => column.StartsWith(Qualifier, StringComparison.Ordinal);
    }

    /// <summary>
    /// Columns that do not go with the kind are written too, under their own names: so they are refused, and not passed
    /// over.
    /// </summary>
    private static void WriteValue(Utf8JsonWriter json, IReadOnlyDictionary<string, string> cells, char decimalMark)
    {
        var left = OfValue.Where(cells.ContainsKey).ToDictionary(c => c, c => cells[c].Trim());
        if (left.Count == 0) return;
        json.WriteStartObject("value");
        var kind = left.Remove(Kind, out var given) ? given : KindOf(left, decimalMark);
        json.WriteString("kind", kind);
        switch (kind)
        {
            case "quantity":
                Number("best", Value);
                break;
            case "proposition" when left.Remove(Value, out var holds):
                if (Cells.Flag(holds) is { } flag) json.WriteBoolean("holds", flag);
                else json.WriteString("holds", holds);
                break;
            case "category" when left.Remove(Value, out var label):
                json.WriteString("name", label);
                break;
            case "date":
                if (left.Remove(Value, out var date)) json.WriteString("edtf", date);
                else json.WriteNull("edtf");
                break;
            case "bound":
                Bound();
                break;
        }

        foreach (var column in left.Keys.ToList()) Number(column, column);
        json.WriteEndObject();

        void Number(string name, string column)
        {
            if (!left.Remove(column, out var cell)) return;
            if (Cells.Number(cell, decimalMark) is { } number) json.WriteNumber(name, number);
            else json.WriteString(name, cell);
        }

        void Bound()
        {
            if (left.TryGetValue(Value, out var cell) && SignOf(cell) is { } sign)
            {
                json.WriteString("op", Contracts.Vocabulary.BoundOps[sign.Op]);
                left[Value] = cell[sign.Sign.Length..].Trim();
                Number("value", Value);
            }
            else if (left.ContainsKey("min") || left.ContainsKey("max"))
            {
                var column = left.ContainsKey("min") ? "min" : "max";
                json.WriteString("op", column == "min" ? ">=" : "<=");
                Number("value", column);
            }
        }
    }

    private static (string Sign, BoundOp Op)? SignOf(string cell)
    {
        foreach (var sign in Signs)
        {
            if (cell.StartsWith(sign.Sign, StringComparison.Ordinal)) return sign;
        }

        return null;
    }

    /// <summary>What a line states that does not say it: by which cells it has, and how the value looks.</summary>
    private static string KindOf(Dictionary<string, string> cells, char decimalMark)
    {
        if (!cells.TryGetValue(Value, out var value))
        {
            return cells.ContainsKey("min") || cells.ContainsKey("max") ? "bound"
                : cells.ContainsKey("low") || cells.ContainsKey("high") ? "range" : "proposition";
        }

        if (Cells.Number(value, decimalMark) is not null) return "quantity";
        if (SignOf(value) is not null) return "bound";
        if (Cells.Flag(value) is not null) return "proposition";
        if (Edtf.TryParse(value, out _, out _)) return "date";
        var isMeantAsNumber = value.Any(char.IsDigit) && !value.Any(char.IsLetter); // and is none: it is refused as one
        return isMeantAsNumber ? "quantity" : "category";
    }

    private static void AddValue(Dictionary<string, string> cells, JsonElement value, char decimalMark)
    {
        var kind = value.GetProperty("kind").GetString()!; // our own
        cells.Add(Kind, kind);
        foreach (var part in value.EnumerateObject())
        {
            var cell = part.Value.ValueKind switch
            {
                JsonValueKind.Number => Cells.Of(part.Value.GetDouble(), decimalMark),
                JsonValueKind.String => Cells.Guarded(part.Value.GetString()!), // a string
                JsonValueKind.Null => "",
                _ => part.Value.GetRawText(),
            };
            if (part.Name is "best" or "holds" or "name" or "edtf") cells.Add(Value, cell);
            else if (part.Name is "low" or "high" or "probability") cells.Add(part.Name, cell);
        }

        if (kind != "bound") return;
        var (op, number) = (value.GetProperty("op").GetString(),
            Cells.Of(value.GetProperty("value").GetDouble(), decimalMark));
        cells[op switch { ">=" => "min", "<=" => "max", _ => Value }] = op is ">=" or "<=" ? number : op + number;
    }

    private static IEnumerable<string> Texts(JsonElement list) =>
        list.EnumerateArray().Select(item => item.GetString() ?? "");

    private static string Of(JsonElement qualifier) => qualifier.ValueKind switch
    {
        JsonValueKind.String => Cells.Guarded(Cells.Single(qualifier.GetString()!)), // a string
        JsonValueKind.Array => Cells.Guarded(Cells.Several([.. Texts(qualifier)])),
        JsonValueKind.True or JsonValueKind.False => qualifier.GetRawText(),
        _ => throw new UnreachableException($"A qualifier is {qualifier.ValueKind}."),
    };
}
