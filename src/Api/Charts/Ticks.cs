using System.Globalization;
using Analysis.Domain.Claims;

namespace Analysis.Api.Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="At">Where, in the axis' own numbers.</param>
/// <param name="Label">What stands there.</param>
/// <param name="Below">On a second line, the year or day that the label leaves out; where it changes.</param>
internal sealed record Tick(double At, string Label, string? Below = null);

/// <summary>Where an axis is marked, and with what.</summary>
internal static class Ticks
{
    private static readonly double[] Hours = [1, 3, 6, 12];
    private static readonly int[] Days = [1, 2, 5, 10];
    private static readonly double[] NiceSteps = [1, 2, 5, 10];
    private static readonly int[] Months = [1, 3, 6];

    /// <summary>
    /// Of time, in days since 1970: hours, days, months or years, each with its year, at most so many.
    /// </summary>
    public static IReadOnlyList<Tick> OfTime(double from, double to, int max)
    {
        var span = to - from;
        if (Hours.FirstOrDefault(h => span * 24 / h <= max) is > 0 and var hours) return OfHours(from, to, hours / 24);
        if (Days.FirstOrDefault(d => span / d <= max) is > 0 and var days) return OfDays(from, to, days);
        if (Months.FirstOrDefault(m => span / (m * 30.4) <= max) is > 0 and var months) return OfMonths(from, to,
            months);
        return OfYears(from, to, Math.Max(1, (long)NiceStep(span / 365.25 / max)));
    }

    /// <summary>Of numbers, evenly.</summary>
    public static IReadOnlyList<Tick> OfNumbers(double low, double high, int max)
    {
        var step = NiceStep((high - low) / max);
        var first = Math.Ceiling((low / step) - 1e-9);
        var count = (int)Math.Floor((high / step) + 1e-9 - first) + 1;
        return [.. Enumerable.Range(0, Math.Max(0, count)).Select(i => (first + i) * step).Select(v =>
            new Tick(v, Short(v)))];
    }

    /// <summary>Of positive numbers: powers of ten, with their double and fivefold where there are few.</summary>
    public static IReadOnlyList<Tick> OfPowers(double low, double high)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        var each = Math.Max(1, (last - first) / 8);
        int[] multiples = last - first > 3 ? [1] : [1, 2, 5];
        return [.. from power in Enumerable.Range(first, last - first + 1)
                   where (power - first) % each == 0
                   from multiple in multiples
                   let at = multiple * Math.Pow(10, power)
                   where at >= low && at <= high
                   select new Tick(at, Short(at))];
    }

    /// <summary>A number as an axis names it: 1,500, 12k, 3.5M.</summary>
    public static string Short(double value)
    {
        var (size, unit) = Math.Abs(value) switch
        {
            >= 1e12 => (1e12, "T"),
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1, ""),
        };
        var digits = Math.Abs(value) < 1e-2 && value != 0 ? "0.##E0" : "#,0.##";
        return (value / size).ToString(digits, CultureInfo.InvariantCulture).Replace('-', '−') + unit;
    }

    public static string Percent(double share) => $"{Math.Round(share * 100).ToString(CultureInfo.InvariantCulture)} %";

    /// <summary>A day as people write it, in any year.</summary>
    public static string Day(Instant at) => $"{at.Date.Day} {MonthName(at.Date.Month)} {at.Date.Year}";

    private static IReadOnlyList<Tick> OfHours(double from, double to, double step)
    {
        var ticks = new List<Tick>();
        var last = "";
        for (var i = (long)Math.Ceiling((from / step) - 1e-9); i * step <= to; i++)
        {
            var at = Instant.OfDays(i * step + 1e-9);
            var day = Day(at);
            var hour = Math.Round(at.TimeOfDay.TotalHours);
            ticks.Add(new Tick(i * step, $"{hour.ToString("00", CultureInfo.InvariantCulture)}:00", day == last ? null
                : day));
            last = day;
        }

        return ticks;
    }

    private static IReadOnlyList<Tick> OfDays(double from, double to, int step) => WithYears(
        Enumerable.Range(0, (int)((to - from) / step) + 2)
            .Select(i => (Math.Ceiling(from / step) + i) * step).Where(day => day <= to).Select(Instant.OfDays),
        at => $"{at.Date.Day} {MonthName(at.Date.Month)}");

    private static IReadOnlyList<Tick> OfMonths(double from, double to, int step)
    {
        var (year, month, _) = Instant.OfDays(from).Date;
        var first = Instant.Of(year, ((month - 1) / step * step) + 1, 1);
        return WithYears(
            Enumerable.Range(0, (int)((to - from) / 28 / step) + 3).Select(i => first.AddMonths(i * step))
                .Where(at => at.Days >= from && at.Days <= to),
            at => MonthName(at.Date.Month));
    }

    private static IReadOnlyList<Tick> OfYears(double from, double to, long step)
    {
        var ticks = new List<Tick>();
        for (var year = (long)Math.Ceiling(Instant.OfDays(from).Date.Year / (double)step) * step;
            year <= Instant.YearMax && Instant.Of(year, 1, 1).Days <= to; year += step)
        {
            if (Instant.Of(year, 1, 1).Days is var at && at >= from) ticks.Add(new Tick(at, YearName(year)));
        }

        return ticks;
    }

    private static IReadOnlyList<Tick> WithYears(IEnumerable<Instant> times, Func<Instant, string> label)
    {
        var ticks = new List<Tick>();
        long? last = null;
        foreach (var at in times)
        {
            ticks.Add(new Tick(at.Days, label(at), at.Date.Year == last ? null : YearName(at.Date.Year)));
            last = at.Date.Year;
        }

        return ticks;
    }

    private static double NiceStep(double least)
    {
        if (least is not (> 0 and < double.PositiveInfinity)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return NiceSteps.Select(m => m * power).First(step => step >= least * (1 - 1e-9));
    }

    private static string YearName(long year) => year.ToString(CultureInfo.InvariantCulture);

    private static string MonthName(int month) =>
        CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month);
}
