using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Analysis.Domain.Claims;

/// <summary>
/// A date as people state it: a year, a month, a day, a minute, or an interval of these, either end of which may be open.
/// The text is kept as it was given; <see cref="From"/> and <see cref="To"/> are its half-open bounds in UTC.
/// </summary>
/// <remarks>
/// ISO 8601-2 (Extended Date/Time Format) level 0, and of level 1: open (<c>..</c>) and unknown (empty) interval ends, the
/// qualifiers <c>? ~ %</c>, unspecified digits (<c>202X</c>, <c>2024-XX</c>) and seasons (<c>2024-21</c>, spring, to
/// <c>2024-24</c>, winter; northern, three months each from March). A time without an offset is UTC. Years 0001 to 9998.
/// </remarks>
public sealed record Edtf
{
    private Edtf(string text, DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset? startEnds, bool isInterval) =>
        (Text, From, To, StartEnds, IsInterval) = (text, from, to, startEnds, isInterval);

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>The first instant; null when the beginning is open or unknown.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>The first instant after it; null when the end is open or unknown.</summary>
    public DateTimeOffset? To { get; }

    /// <summary>The end of the first date named ("2024-07/.." begins some time before 1 August 2024); null when the beginning is open.</summary>
    public DateTimeOffset? StartEnds { get; }

    /// <summary>Whether it was written with a slash.</summary>
    public bool IsInterval { get; }

    /// <summary>Two are equal when they mean the same: one instant in two spellings is one, "about 1984" is not 1984.</summary>
    public bool Equals(Edtf? other) => other is not null
        && (Text == other.Text
        || (IsInterval == other.IsInterval && From == other.From && (To == other.To || (IsInstant && other.IsInstant))
        && (StartEnds == other.StartEnds || IsInstant)
            && Doubts(Text).SequenceEqual(Doubts(other.Text))));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, IsInterval);

    /// <summary>Whether it is given to the second or finer.</summary>
    private bool IsInstant => !IsInterval && To - From <= TimeSpan.FromSeconds(1);

    private static IEnumerable<char> Doubts(string text) => text.Where(c => c is '?' or '~' or '%');

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Parses <paramref name="text"/>; on failure <paramref name="error"/> says what is wrong, in words for the sender.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Edtf? value, [NotNullWhen(false)] out string? error)
    {
        value = null;
        error = "is not an EDTF date such as 2024, 2024-10, 2024-10-19, 2024-10-19T16:25, 2024-06/.. or ../2025-04";
        if (text.Length > 64) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            if (!TryDate(text, out var only)) return false;
            value = new Edtf(text, only.From, only.To, only.To, isInterval: false);
        }
        else
        {
            if (!TryEnd(text.AsSpan(0, slash), out var start) || !TryEnd(text.AsSpan(slash + 1), out var end)) return false;
            if (start is null && end is null)
            {
                error = "has neither a beginning nor an end";
                return false;
            }

            if (start is { } s && end is { } e && e.From < s.From)
            {
                error = "ends before it begins";
                return false;
            }

            value = new Edtf(text, start?.From, end?.To, start?.To, isInterval: true);
        }

        error = null;
        return true;
    }

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">It is not EDTF.</exception>
    public static Edtf Parse(string text) => TryParse(text, out var value, out var error) ? value : throw new FormatException($"'{text}' {error}");

    private static bool TryEnd(ReadOnlySpan<char> text, out (DateTimeOffset From, DateTimeOffset To)? end)
    {
        end = null;
        if (text is "" or "..") return true;
        if (!TryDate(text, out var date)) return false;
        end = date;
        return true;
    }

    private static bool TryDate(ReadOnlySpan<char> text, out (DateTimeOffset From, DateTimeOffset To) date)
    {
        date = default;
        if (text.Length > 0 && text[^1] is '?' or '~' or '%') text = text[..^1];
        if (text.Contains('T')) return TryTime(text, out date);

        // 2024, 2024-10 or 2024-10-19: the places of the hyphens follow from the length.
        if (text.Length is not (4 or 7 or 10) || (text.Length > 4 && text[4] != '-') || (text.Length > 7 && text[7] != '-')) return false;
        var years = text[..4];
        var months = text.Length > 4 ? text[5..7] : default;
        var days = text.Length > 7 ? text[8..] : default;

        var blanks = years.Length - years.TrimEnd('X').Length;
        if (blanks is > 0 and < 4)
        {
            if (!months.IsEmpty || !TryDigits(years[..^blanks], out var head)) return false;
            var span = (int)Math.Pow(10, blanks);
            return TryYears(head * span, span, out date);
        }

        if (!TryDigits(years, out var year)) return false;
        if (months.IsEmpty || (months is "XX" && (days.IsEmpty || days is "XX"))) return TryYears(year, 1, out date);
        if (year is < 1 or > 9998 || !TryDigits(months, out var month)) return false;
        if (month is >= 21 and <= 24 && days.IsEmpty)
        {
            var season = Utc(year, 3, 1).AddMonths(3 * (month - 21));
            date = (season, season.AddMonths(3));
            return true;
        }

        if (month is < 1 or > 12) return false;
        if (days.IsEmpty || days is "XX")
        {
            date = (Utc(year, month, 1), Utc(year, month, 1).AddMonths(1));
            return true;
        }

        if (!TryDigits(days, out var day) || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = (Utc(year, month, day), Utc(year, month, day).AddDays(1));
        return true;
    }

    private static bool TryYears(int first, int count, out (DateTimeOffset From, DateTimeOffset To) date)
    {
        date = default;
        var from = Math.Max(first, 1);
        if (first < 0 || first + count > 9999 || first + count <= from) return false;
        date = (Utc(from, 1, 1), Utc(first + count, 1, 1));
        return true;
    }

    private static readonly (string Format, TimeSpan Length)[] TimeForms =
    [
        ("yyyy-MM-dd'T'HH:mm", TimeSpan.FromMinutes(1)), ("yyyy-MM-dd'T'HH:mmK", TimeSpan.FromMinutes(1)),
        ("yyyy-MM-dd'T'HH:mm:ss", TimeSpan.FromSeconds(1)), ("yyyy-MM-dd'T'HH:mm:ssK", TimeSpan.FromSeconds(1)),
        ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", TimeSpan.FromTicks(1)), ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", TimeSpan.FromTicks(1)),
    ];

    private static bool TryTime(ReadOnlySpan<char> text, out (DateTimeOffset From, DateTimeOffset To) date)
    {
        foreach (var (format, length) in TimeForms)
        {
            if (!DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from) || from.Year > 9998) continue;
            date = (from, from + length);
            return true;
        }

        date = default;
        return false;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
