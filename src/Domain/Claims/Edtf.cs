using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Analysis.Domain.Claims;

/// <summary>
/// A date as people state it: a year, a month, a day, a minute, or an interval of these, either end of which may be open.
/// The text is kept as it was given; <see cref="Begins"/> and <see cref="Ends"/> are its half-open bounds in UTC.
/// </summary>
/// <remarks>
/// Levels 0 and 1 of the Extended Date/Time Format (ISO 8601-2): years from 0 on and before it, of more than four digits with <c>Y</c>; open
/// (<c>..</c>) and unknown (empty) interval ends; the qualifications <c>? ~ %</c> at the end of a date; digits left unspecified from the right
/// (<c>202X</c>, <c>2024-XX</c>); seasons (<c>2024-21</c>, spring, to <c>2024-24</c>, winter; northern, three months each from March). A time may be
/// given to the minute or to 100 ns; without an offset it is UTC. Level 2 is refused by name.
/// </remarks>
public sealed record Edtf
{
    private const int LengthMax = 64;
    private const int UnspecifiedMax = 2; // of the digits of a year, in level 1
    private const int YearDigitsMax = 12;
    private const int EraYears = 400;

    private static readonly SearchValues<char> DateCharacters = SearchValues.Create("0123456789-XYES?~%");

    private Edtf(string text, Instant? begins, Instant? ends, Instant? startEnds, bool isInterval) =>
        (Text, Begins, Ends, StartEnds, IsInterval) = (text, begins, ends, startEnds?.Clipped, isInterval);

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>The first instant; null when the beginning is open or unknown.</summary>
    public Instant? Begins { get; }

    /// <summary>The first instant after it; null when the end is open or unknown.</summary>
    public Instant? Ends { get; }

    /// <summary><see cref="Begins"/>, for rules about when something was reported or holds: within the years 1 to 9998.</summary>
    public DateTimeOffset? From => Begins?.Clipped;

    /// <summary><see cref="Ends"/>, likewise.</summary>
    public DateTimeOffset? To => Ends?.Clipped;

    /// <summary>
    /// The end of the first date named ("2024-07/.." begins some time before 1 August 2024), likewise; null when the beginning is open.
    /// </summary>
    public DateTimeOffset? StartEnds { get; }

    /// <summary>Whether it was written with a slash.</summary>
    public bool IsInterval { get; }

    /// <summary>Whether any date of it is said to be uncertain (<c>?</c>, <c>%</c>).</summary>
    public bool IsUncertain => Text.AsSpan().ContainsAny('?', '%');

    /// <summary>Whether any date of it is said to be approximate (<c>~</c>, <c>%</c>).</summary>
    public bool IsApproximate => Text.AsSpan().ContainsAny('~', '%');

    /// <summary>Two are equal when they mean the same: one instant in two spellings is one, "about 1984" is not 1984.</summary>
    public bool Equals(Edtf? other) => other is not null
        && (Text == other.Text
        || (IsInterval == other.IsInterval && Begins == other.Begins && (Ends == other.Ends || (IsInstant && other.IsInstant))
        && (StartEnds == other.StartEnds || IsInstant)
            && Doubts(Text).SequenceEqual(Doubts(other.Text))));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Begins, IsInterval);

    /// <summary>Whether it is given to the second or finer.</summary>
    private bool IsInstant => !IsInterval && Begins is { } begins && Ends is { } ends && ends.Ticks - begins.Ticks <= TimeSpan.TicksPerSecond;

    private static IEnumerable<char> Doubts(string text) => text.Where(c => c is '?' or '~' or '%');

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Parses <paramref name="text"/>; on failure <paramref name="error"/> says what is wrong, in words for the sender.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Edtf? value, [NotNullWhen(false)] out string? error)
    {
        value = Read(text, out error, out var beyond);
        if (beyond is not null) (value, error) = (null, $"uses {beyond}, which is of EDTF level 2; levels 0 and 1 are understood");
        return value is not null;
    }

    /// <summary>Parses <paramref name="text"/>, and also the little of level 2 that was once taken in.</summary>
    /// <exception cref="FormatException">It is not EDTF.</exception>
    public static Edtf Parse(string text) => Read(text, out var error, out _) ?? throw new FormatException($"'{text}' {error}");

    /// <param name="text">What was sent.</param>
    /// <param name="error">What is wrong; null when nothing is.</param>
    /// <param name="beyond">What it uses of level 2, in words; null when that is nothing.</param>
    private static Edtf? Read(string text, out string? error, out string? beyond)
    {
        (error, beyond) = ("is not an EDTF date such as 2024, 2024-10, 2024-10-19, 2024-10-19T16:25, 1984~, 2024-06/.. or ../2025-04", null);
        if (text.Length > LengthMax) return null;
        if (text is ['[', ..] or ['{', ..])
        {
            beyond = "a set of dates";
            return null;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            if (!TryDate(text, ref beyond, out var only)) return null;
            error = null;
            return new Edtf(text, only.Begins, only.Ends, only.Ends, isInterval: false);
        }

        if (!TryEnd(text.AsSpan(0, slash), ref beyond, out var start) || !TryEnd(text.AsSpan(slash + 1), ref beyond, out var end)) return null;
        error = start is null && end is null ? "has neither a beginning nor an end"
            : end?.Begins < start?.Begins ? "ends before it begins"
            : null;
        return error is null ? new Edtf(text, start?.Begins, end?.Ends, start?.Ends, isInterval: true) : null;
    }

    private static bool TryEnd(ReadOnlySpan<char> text, ref string? beyond, out (Instant Begins, Instant Ends)? end)
    {
        end = null;
        if (text is "" or "..") return true;
        if (!TryDate(text, ref beyond, out var date)) return false;
        if (text.Contains('X')) beyond = "an unspecified digit within an interval";
        end = date;
        return true;
    }

    private static bool TryDate(ReadOnlySpan<char> text, ref string? beyond, out (Instant Begins, Instant Ends) date)
    {
        var plain = text is [.., '?' or '~' or '%'] ? text[..^1] : text;
        if (plain.Contains('T') ? TryTime(plain, out date) : plain is ['Y', ..] ? TryLongYear(plain[1..], out date) : TryDay(plain, ref beyond, out date))
            return true;
        beyond ??= Beyond(plain);
        return false;
    }

    /// <summary>A year of more than four digits.</summary>
    private static bool TryLongYear(ReadOnlySpan<char> text, out (Instant Begins, Instant Ends) date)
    {
        date = default;
        var digits = text is ['-', ..] ? text[1..] : text;
        if (digits.Length is <= 4 or > YearDigitsMax || digits[0] == '0' || !TryDigits(digits, out var year)) return false;
        date = Years(digits.Length < text.Length ? -year : year, 1);
        return true;
    }

    /// <summary>A year, month, season or day: the places of the hyphens follow from the length.</summary>
    private static bool TryDay(ReadOnlySpan<char> text, ref string? beyond, out (Instant Begins, Instant Ends) date)
    {
        date = default;
        var isNegative = text is ['-', ..];
        if (isNegative) text = text[1..];
        if (text.Length is not (4 or 7 or 10) || (text.Length > 4 && text[4] != '-') || (text.Length > 7 && text[7] != '-')) return false;
        var years = text[..4];
        var months = text.Length > 4 ? text[5..7] : default;
        var days = text.Length > 7 ? text[8..] : default;

        var unspecified = years.Length - years.TrimEnd('X').Length;
        if (unspecified == 4 || !TryDigits(years[..^unspecified], out var year) || (unspecified > 0 && !months.IsEmpty)) return false;
        if (isNegative && year == 0) return false;
        if (unspecified > 0)
        {
            if (unspecified > UnspecifiedMax) beyond = "more than two unspecified digits of a year";
            var span = (int)Math.Pow(10, unspecified);
            date = Years(isNegative ? (-year * span) - span + 1 : year * span, span);
            return true;
        }

        if (isNegative) year = -year;
        if (months.IsEmpty || (months is "XX" && (days.IsEmpty || days is "XX")))
        {
            date = Years(year, 1);
            return true;
        }

        if (!TryDigits(months, out var month)) return false;
        if (month is >= 21 and <= 24 && days.IsEmpty)
        {
            var season = Instant.Of(year, 3, 1).AddMonths(3 * ((int)month - 21));
            date = (season, season.AddMonths(3));
            return true;
        }

        if (month is < 1 or > 12) return false;
        var first = Instant.Of(year, (int)month, 1);
        if (days.IsEmpty || days is "XX")
        {
            date = (first, first.AddMonths(1));
            return true;
        }

        if (!TryDigits(days, out var day) || day < 1 || first.AddDays(day - 1) >= first.AddMonths(1)) return false;
        date = (first.AddDays(day - 1), first.AddDays(day));
        return true;
    }

    private static (Instant Begins, Instant Ends) Years(long first, int count) => (Instant.Of(first, 1, 1), Instant.Of(first + count, 1, 1));

    private static readonly (string Format, TimeSpan Length)[] TimeForms =
    [
        ("yyyy-MM-dd'T'HH:mm", TimeSpan.FromMinutes(1)), ("yyyy-MM-dd'T'HH:mmK", TimeSpan.FromMinutes(1)),
        ("yyyy-MM-dd'T'HH:mm:ss", TimeSpan.FromSeconds(1)), ("yyyy-MM-dd'T'HH:mm:ssK", TimeSpan.FromSeconds(1)),
        ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", TimeSpan.FromTicks(1)), ("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", TimeSpan.FromTicks(1)),
    ];

    /// <summary>A time of a day, which is looked up in a year of the same calendar that .NET knows.</summary>
    private static bool TryTime(ReadOnlySpan<char> text, out (Instant Begins, Instant Ends) date)
    {
        date = default;
        var isNegative = text is ['-', ..];
        if (isNegative) text = text[1..];
        if (text.Length < 5 || !TryDigits(text[..4], out var year) || (isNegative && year == 0)) return false;
        if (isNegative) year = -year;
        var (era, inEra) = ((long)Math.Floor(year / (double)EraYears), 0L);
        inEra = year - (era * EraYears) + EraYears;
        var hourOnly = text.Length > 3 && text[^3] is '+' or '-' && text.Contains(':') ? ":00" : "";
        var known = string.Create(CultureInfo.InvariantCulture, $"{inEra:0000}{text[4..]}{hourOnly}");
        foreach (var (format, length) in TimeForms)
        {
            if (!DateTimeOffset.TryParseExact(known, format, CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) continue;
            var begins = new Instant(time.UtcTicks + Instant.Of((era - 1) * EraYears, 1, 1).Ticks - Instant.Of(0, 1, 1).Ticks);
            date = (begins, new Instant(begins.Ticks + length.Ticks));
            return true;
        }

        return false;
    }

    /// <summary>What a text that is no date of levels 0 and 1 uses of level 2; null when it is no date at all.</summary>
    private static string? Beyond(ReadOnlySpan<char> text) => text switch
    {
        _ when text.IsEmpty || text.ContainsAnyExcept(DateCharacters) || !text.ContainsAnyInRange('0', '9') => null,
        _ when text.ContainsAny('?', '~', '%') => "a qualification of a part of a date",
        ['Y', ..] when text.Contains('E') => "an exponential year",
        _ when text.Contains('S') => "significant digits of a year",
        _ when text.Contains('X') => "unspecified digits elsewhere than at the right",
        [_, _, _, _, '-', >= '2' and <= '4', >= '0' and <= '9'] when int.Parse(text[5..], CultureInfo.InvariantCulture) is >= 25 and <= 41 =>
            "a division of a year other than a season",
        _ => null,
    };

    private static bool TryDigits(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
