using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Analysis.Engine.Lists;

namespace Analysis.Journals;

/// <summary>
/// A row's place in a list. Every order is ascending in (number, text, id), so that one comparison and one cursor serve
/// them all:
/// <code>
/// order       number                              text          id
/// Id          0                                   ""            id
/// Updated     -ticks                              ""            id
/// Confidence  -confidence in 1e-9, or 1 if none   ""            id
/// Title       0                                   lower title   id
/// </code>
/// </summary>
internal sealed record RowCursor(RowOrder Order, long Number, string Text, string Id) : IComparable<RowCursor>
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static RowCursor Of(RowOrder order, SummaryRow row) => order switch
    {
        RowOrder.Id => new(order, 0, "", row.Id),
        RowOrder.Updated => new(order, -row.UpdatedAt.UtcTicks, "", row.Id),
        RowOrder.Confidence => new(order, ConfidenceNumber(row.Confidence), "", row.Id),
        RowOrder.Title => new(order, 0, TitleKey(row.Title), row.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
    };

    /// <summary>The column that a list is sorted by, before the id; null when it is sorted by that alone.</summary>
    public static string? Column(RowOrder order) => order switch
    {
        RowOrder.Id => null,
        RowOrder.Updated => "updated_key",
        RowOrder.Confidence => "confidence_key",
        RowOrder.Title => "title_key",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
    };

    /// <summary>This place in that column.</summary>
    [JsonIgnore]
    public object Key => Order == RowOrder.Title ? Text : Number;

    public static long ConfidenceNumber(double? confidence) =>
        confidence is { } score ? -(long)Math.Round(score * 1e9) : 1;

    public static string TitleKey(string title) => title.ToLowerInvariant();

    /// <summary>The page of a query, from the rows of each of its categories.</summary>
    public static async Task<RowPage> Page(RowQuery query, Func<RowQuery, Task<List<SummaryRow>>> rowsOf)
    {
        var rows = await rowsOf(query);
        if (query.Besides is not { } other) return Page(query, rows);
        rows.AddRange(await rowsOf(query with { Category = other }));
        return Page(query, [.. rows.OrderBy(row => Of(query.Order, row)).Take(query.Limit + 1)]);
    }

    /// <summary>The page of one row more than fits, if there is one: then there is a next.</summary>
    public static RowPage Page(RowQuery query, List<SummaryRow> rows)
    {
        var page = rows[..Math.Min(query.Limit, rows.Count)];
        return new RowPage(page, rows.Count > query.Limit ? Of(query.Order, page[^1]).Encode() : null);
    }

    /// <summary>Safe in a URL. Opaque to callers, so its form may change: an old cursor is then malformed.</summary>
    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>The cursor, or null when <paramref name="text"/> is null.</summary>
    /// <exception cref="FormatException">It is malformed, or belongs to another order.</exception>
    public static RowCursor? Decode(string? text, RowOrder order)
    {
        if (text is null) return null;
        try
        {
            var cursor = JsonSerializer.Deserialize<RowCursor>(Base64Url.DecodeFromChars(text), Strict);
            if (cursor?.Order != order) throw new FormatException($"the cursor is not one of a list by {order}");
            if (!IsText(cursor.Text) || !IsText(cursor.Id)) throw new FormatException("the cursor holds what no row can");
            return cursor;
        }
        catch (JsonException fault)
        {
            throw new FormatException("the cursor is malformed", fault);
        }
    }

    /// <summary>Whether a database can be asked for it: whole characters, and no NUL.</summary>
    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || rune.Value == 0) return false;
            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    public int CompareTo(RowCursor? other)
    {
        if (other is null) return 1;
        var byNumber = Number.CompareTo(other.Number);
        if (byNumber != 0) return byNumber;
        var byText = string.CompareOrdinal(Text, other.Text);
        return byText != 0 ? byText : string.CompareOrdinal(Id, other.Id);
    }
}
