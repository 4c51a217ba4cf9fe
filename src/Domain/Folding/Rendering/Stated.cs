using Analysis.Domain.Claims;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>Values in words, exactly as they were stated and never rounded.</summary>
internal static class Stated
{
    /// <param name="value">The value.</param>
    /// <param name="unit">What stands behind its figures; null for nothing.</param>
    /// <param name="counts">Whether it is whole things that are counted.</param>
    public static string Of(ClaimValue value, string? unit, bool counts) => value switch
    {
        ClaimValue.Quantity { Low: null, High: null } q => With(q.Best, unit),
        ClaimValue.Quantity q =>
            $"{With(q.Best, unit)} ({Amounts.Verbatim(q.Low ?? q.Best)} to {Amounts.Verbatim(q.High ?? q.Best)})",
        ClaimValue.Range r when r.Low == r.High => With(r.Low, unit),
        ClaimValue.Range r => $"between {Amounts.Verbatim(r.Low)} and {With(r.High, unit)}",
        ClaimValue.Bound b => $"{Side(b.Op, counts)} {With(b.Value, unit)}",
        ClaimValue.Proposition p => p.Holds ? "yes" : "no",
        ClaimValue.Category c => c.Name,
        ClaimValue.Date { Edtf: { } edtf } => Named(edtf),
        _ => "no answer",
    };

    /// <summary>A date in words, with how sure it was said to be.</summary>
    public static string Named(Edtf edtf)
    {
        var about = edtf is { IsApproximate: true, IsInterval: false } ? "about " : "";
        var doubt = (edtf.IsApproximate && edtf.IsInterval, edtf.IsUncertain) switch
        {
            (true, true) => ", approximate and uncertain",
            (true, false) => ", approximate",
            (false, true) => ", uncertain",
            _ => "",
        };
        return about + Spanned(edtf) + doubt;
    }

    private static string Spanned(Edtf edtf) => (edtf.Begins, edtf.Ends) switch
    {
        ({ } from, null) => $"{Amounts.Day(from)} at the earliest",
        (null, { } to) => $"{Amounts.Day(to.AddDays(-1))} at the latest",
        ({ } from, { } to) when Instant.DaysBetween(from, to) < 0.5 => Amounts.Minute(from),
        ({ } from, { } to) when Instant.DaysBetween(from, to) <= 1 => Amounts.Day(from),
        ({ Date: (var year, 1, 1), TimeOfDay.Ticks: 0 } from, { } to) when from.AddMonths(12) == to => Amounts.Year(year),
        ({ Date: (var year and >= 0, 1, 1), TimeOfDay.Ticks: 0 } from, { } to) when year % 10 == 0 && from.AddMonths(120) == to => $"the {year}s",
        ({ Date: (_, _, 1), TimeOfDay.Ticks: 0 } from, { } to) when from.AddMonths(1) == to => Amounts.Month(from),
        ({ } from, _) when SeasonOf(edtf) is { } season => $"{season} {Amounts.Year(from.Date.Year)}",
        ({ } from, { } to) => $"between {Amounts.Day(from)} and {Amounts.Day(to.AddDays(-1))}",
        _ => edtf.Text,
    };

    private static string? SeasonOf(Edtf edtf) =>
        edtf.IsInterval || edtf.Text.TrimStart('-') is not [_, _, _, _, '-', '2', var season, ..] ? null : season switch
        {
            '1' => "spring",
            '2' => "summer",
            '3' => "autumn",
            '4' => "winter",
            _ => null,
        };

    private static string With(double amount, string? unit) => Amounts.WithUnit(Amounts.Verbatim(amount), unit);

    private static string Side(BoundOp op, bool counts) => op switch
    {
        BoundOp.AtLeast => "at least",
        BoundOp.MoreThan => "more than",
        BoundOp.AtMost => "at most",
        _ => counts ? "fewer than" : "less than",
    };
}
