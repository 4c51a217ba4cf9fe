using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using CsvHelper;

namespace Analysis.Api.Tables;

/// <summary>A line of a table as a claim.</summary>
/// <param name="Cells">By column, without those that are blank.</param>
/// <param name="Json">The claim; null where there is a problem.</param>
/// <param name="Problem">Why the line is none.</param>
internal sealed record ClaimRow(IReadOnlyDictionary<string, string> Cells, ReadOnlyMemory<byte>? Json,
    Problem? Problem);

/// <summary>A table of claims, from its header on: which column stands where.</summary>
internal sealed class ClaimTable
{
    internal const int ColumnsMax = 200;

    private readonly string[] _columns;
    private readonly char _separator;
    private readonly char _decimalMark;
    private readonly TopicId? _topic;

    private ClaimTable(string[] columns, char separator, char decimalMark, TopicId? topic) =>
        (_columns, _separator, _decimalMark, _topic) = (columns, separator, decimalMark, topic);

    /// <summary>
    /// Reads the header, which must name every column, none twice, and those that no claim can do without.
    /// </summary>
    /// <param name="header">The first record.</param>
    /// <param name="separator">Between cells.</param>
    /// <param name="decimalMark">Of numbers.</param>
    /// <param name="topic">That of every line, in place of what their column says; null where the column says
    /// it.</param>
    public static Answer<ClaimTable> Of(ReadOnlyMemory<byte> header, char separator, char decimalMark, TopicId? topic)
    {
        var (cells, wrong) = Split(header, separator);
        if (wrong is not null) return Problems.InvalidHeader([new Fault("", null, wrong)]);
        while (cells is [.., var last] && string.IsNullOrWhiteSpace(last)) cells.RemoveAt(cells.Count - 1);
        if (cells.Count > ColumnsMax)
            return Problems.InvalidHeader([new Fault("", null, $"has more than {ColumnsMax} columns")]);

        var (faults, columns) = (new List<Fault>(), new string[cells.Count]);
        foreach (var (i, cell) in cells.Index())
        {
            columns[i] = ColumnOf(cell) ?? "";
            if (columns[i].Length == 0) faults.Add(At(i, cell, Unknown(cell)));
            else if (Array.IndexOf(columns, columns[i]) < i) faults.Add(At(i, columns[i], "is given twice"));
        }

        if (faults.Count == 0)
        {
            var missing = new List<string>();
            if (!columns.Contains("id")) missing.Add("id");
            if (topic is null && !columns.Contains("topic")) missing.Add("topic");
            if (!columns.Contains("status")) missing.Add("status");
            if (!columns.Any(ClaimColumns.OfValue.Contains)) missing.Add("value");
            if (!columns.Contains("publisher") && !columns.Contains("attribution")) missing.Add("publisher");
            faults.AddRange(
                missing.Select(name => new Fault($"/{name}", null, "is required, and no column is called so")));
        }

        return faults.Count == 0 ? new ClaimTable(columns, separator, decimalMark, topic)
            : Problems.InvalidHeader([.. faults.Take(Limits.FaultsMax)]);

        static Fault At(int index, string name, string detail) =>
            new(PointerTo(name), null, detail) { Column = index + 1 };
    }

    /// <summary>
    /// What separates the cells of a header, where nobody says: what occurs most often outside quotes, of comma,
    /// semicolon and tab.
    /// </summary>
    public static char SeparatorOf(ReadOnlySpan<byte> header)
    {
        var (commas, semicolons, tabs, isQuoted) = (0, 0, 0, false);
        foreach (var b in header)
        {
            if (b == '"') isQuoted = !isQuoted;
            if (isQuoted) continue;
            if (b == ',') commas++;
            if (b == ';') semicolons++;
            if (b == '\t') tabs++;
        }

        return semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : ',';
    }

    /// <summary>Reads a line; null when it is blank.</summary>
    public ClaimRow? Read(ReadOnlyMemory<byte> record)
    {
        var (fields, wrong) = Split(record, _separator);
        var cells = new Dictionary<string, string>();
        if (wrong is not null) return new ClaimRow(cells, null, Problems.MalformedTable(wrong));
        if (fields.TrueForAll(string.IsNullOrWhiteSpace)) return null;
        for (var i = 0; i < fields.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(fields[i])) continue;
            if (i >= _columns.Length)
                return new ClaimRow(cells, null,
                    Problems.MalformedTable(
                    $"cell {i + 1} stands beyond the header, which has {_columns.Length} columns"));
            if (!ClaimColumns.Shown.Contains(_columns[i])) cells[_columns[i]] = Cells.Unguarded(fields[i]);
        }

        if (_topic is { } topic) cells["topic"] = topic.Value;
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        ClaimColumns.Write(json, cells, _decimalMark);
        json.Flush();
        return new ClaimRow(cells, bytes.WrittenMemory, null);
    }

    /// <summary>What became of a line, with columns where it pointed into the claim.</summary>
    public LineOutcomeJson InColumns(LineOutcomeJson outcome, ClaimRow row) => outcome with
    {
        Problem = outcome.Problem is { Errors: { } errors } problem
            ? Problems.WithErrors(problem, [.. errors.Select(e => InColumns(e, row))]) : outcome.Problem,
        Warnings = outcome.Warnings is { } warnings
            ? [.. warnings.Select(w => w with { Pointer = PointerTo(ClaimColumns.Of(w.Pointer, row.Cells)) })] : null,
    };

    private Fault InColumns(Fault fault, ClaimRow row)
    {
        if (fault.Pointer is not { Length: > 0 } pointer) return fault;
        var column = ClaimColumns.Of(pointer, row.Cells);
        var isNumber = !IsNumeric(column) || !row.Cells.TryGetValue(column, out var cell)
            || Cells.Number(cell, _decimalMark) is not null;
        var detail = !isNumber && fault.Detail.StartsWith("must be a number", StringComparison.Ordinal)
            ? $"must be a number such as 1500{_decimalMark}5, without commas or dots between thousands" : fault.Detail;
        return fault with
        {
            Pointer = PointerTo(column),
            Detail = detail,
            Column = Array.IndexOf(_columns, column) is >= 0 and var at ? at + 1 : null,
        };
    }

    private static bool IsNumeric(string column) =>
        column is "value" or "low" or "high" or "min" or "max" or "probability";

    private static string PointerTo(string column) =>
        column.Length == 0 ? "" : $"/{column.Replace("~", "~0").Replace("/", "~1")}";

    /// <summary>
    /// The column that a cell of the header names, in whatever case and with whatever between its words; null when
    /// there is none.
    /// </summary>
    private static string? ColumnOf(string cell)
    {
        var name = Cells.Unguarded(cell).TrimStart();
        if (name.StartsWith(ClaimColumns.Qualifier, StringComparison.OrdinalIgnoreCase)
            && name.Length > ClaimColumns.Qualifier.Length)
            return ClaimColumns.Qualifier + name[ClaimColumns.Qualifier.Length..];
        return ClaimColumns.All.Concat(ClaimColumns.Shown).FirstOrDefault(known => KeyOf(known) == KeyOf(name));

        static string KeyOf(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
    }

    private static string Unknown(string cell) =>
        string.IsNullOrWhiteSpace(cell) ? "has no name"
        : Nearest.To(cell, ClaimColumns.All) is { } nearest ? $"is not a column; the nearest is {nearest}"
            : "is not a column";

    /// <summary>The cells of a record; or what is wrong with it.</summary>
    private static (List<string> Cells, string? Wrong) Split(ReadOnlyMemory<byte> record, char separator)
    {
        if (!Utf8.IsValid(record.Span)) return ([], "the line is not UTF-8: save the table as CSV UTF-8");
        string? wrong = null;
        using var reader = CsvReader.Create(record, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            DetectSeparatorHint = false,
            MalformedData = CsvMalformedDataHandling.Recover, // a quote within a cell that is not quoted is a quote
            OnMalformedRecord = malformed => wrong ??= WhyNot(malformed.Reason),
        });
        var cells = new List<string>();
        if (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++) cells.Add(reader.GetString(i));
        }

        if (reader.Read()) wrong ??= "a carriage return stands alone: lines end in CR LF or LF";
        return (cells, wrong);
    }

    private static string? WhyNot(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote is opened and never closed",
        CsvMalformedReason.TextAfterClosingQuote =>
            "there is text after the quote that closes a cell; a quote within a quoted cell is written twice",
        _ => null,
    };
}
