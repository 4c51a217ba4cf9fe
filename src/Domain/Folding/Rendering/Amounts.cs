using System.Globalization;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>Numbers as an editor prints them.</summary>
internal static class Amounts
{
    private static readonly string[] MonthNames = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    private const int FigureDigits = 3;
    private const int EndDigits = 2;

    /// <summary>The number that was claimed, without what ln and exp did to its last digits.</summary>
    public static double Clean(double x)
    {
        Span<char> digits = stackalloc char[32];
        x.TryFormat(digits, out var length, "G12", CultureInfo.InvariantCulture);
        return double.Parse(digits[..length], CultureInfo.InvariantCulture);
    }

    /// <summary>With all its digits, thousands separated.</summary>
    public static string Exact(double x) => Clean(x).ToString("#,0.############", CultureInfo.InvariantCulture);

    /// <summary>As it was given, to the last digit, thousands separated.</summary>
    public static string Verbatim(double x) =>
        decimal.Parse(x.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
            .ToString("#,0.############################", CultureInfo.InvariantCulture);

    /// <summary>With at most three significant digits.</summary>
    public static string Figure(double x) => Shown(x, FigureDigits);

    /// <summary>The ends of an interval: two digits are enough, or as many as keep the ends, and a figure between them, apart.</summary>
    public static (string Low, string High) Ends(double low, double high, double? between)
    {
        for (var digits = EndDigits; digits < 12; digits++)
        {
            var (a, b) = (Shown(low, digits), Shown(high, digits));
            var isBlurred = (a == b && low != high) || (between is { } x && ((low < x && Rounded(low, digits) > x) || (x < high && Rounded(high, digits) < x)));
            if (!isBlurred) return (a, b);
        }

        return (Exact(low), Exact(high));
    }

    /// <summary>A unit beside a number: "1 person", "2 persons".</summary>
    public static string WithUnit(string amount, string? unit) => unit is null ? amount : $"{amount} {(amount == "1" ? Spelling.Singular(unit) : unit)}";

    public static string Percent(double p) => Math.Clamp(Math.Round(100 * p), 1, 99).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A day with its time, in UTC.</summary>
    public static string Minute(Instant time) => $"{Day(time)}, {time.TimeOfDay.ToString(@"hh\:mm", CultureInfo.InvariantCulture)} UTC";

    /// <summary>A day; of a year of more than four digits the year alone.</summary>
    public static string Day(Instant date)
    {
        var (year, month, day) = date.Date;
        return Math.Abs(year) > 9999 ? Year(year) : $"{day} {MonthNames[month - 1]} {Year(year)}";
    }

    public static string Month(Instant date) => $"{MonthNames[date.Date.Month - 1]} {Year(date.Date.Year)}";

    /// <summary>A year of the era: year 0 is 1 BC.</summary>
    public static string Year(long year)
    {
        var (ofEra, era) = year > 0 ? (year, "") : (1 - year, " BC");
        return ofEra.ToString(ofEra > 9999 ? "'the year '#,0" : "0", CultureInfo.InvariantCulture) + era;
    }

    private static string Shown(double x, int digits)
    {
        var rounded = Rounded(x, digits);
        return rounded.ToString(Math.Abs(rounded) >= 1_000 ? "#,0" : "#,0.########", CultureInfo.InvariantCulture);
    }

    private static double Rounded(double x, int digits)
    {
        if (x == 0 || !double.IsFinite(x)) return x;
        var power = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(x)) + 1e-12);
        if (power < 0)
        {
            var unit = Math.Pow(10, -power);
            return Math.Round(x / unit) * unit;
        }

        return Math.Round(x, Math.Min(power, 12));
    }
}
