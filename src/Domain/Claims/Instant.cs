using System.Globalization;

namespace Analysis.Domain.Claims;

/// <summary>
/// An instant of the proleptic Gregorian calendar in UTC, in any year: <see cref="DateTimeOffset"/> ends at the years 1 and 9999. Year 0 is 1 BC,
/// as in ISO 8601. Resolution 100 ns.
/// </summary>
/// <param name="Ticks">Since 0001-01-01T00:00Z, of 100 ns; negative before.</param>
public readonly record struct Instant(Int128 Ticks) : IComparable<Instant>
{
    /// <summary>The last year that is kept, and before 0 the first: 12 digits.</summary>
    public const long YearMax = 999_999_999_999;

    private const int EraYears = 400; // after which the calendar begins anew
    private const long EraDays = 146_097;
    private const double NearDays = 719_000;
    private const double DayMax = 366e12; // beyond the last year, and exact

    private static readonly DateTimeOffset Last = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant of a day.</summary>
    public static Instant Of(long year, int month, int day)
    {
        var era = (long)Math.Floor((year - 1) / (double)EraYears);
        var inEra = new DateTime((int)(year - (era * EraYears)), month, day, 0, 0, 0, DateTimeKind.Utc);
        return new(((Int128)era * EraDays * TimeSpan.TicksPerDay) + inEra.Ticks);
    }

    /// <summary>So many days after 1970-01-01, whole ones beyond the years in which people write them; an open end is at the edge of those.</summary>
    public static Instant OfDays(double days) =>
        double.IsInfinity(days) || Math.Abs(days) < NearDays
            ? DateTimeOffset.UnixEpoch.AddDays(Math.Clamp(days, -NearDays, 4 * NearDays))
            : new Instant(DateTimeOffset.UnixEpoch.Ticks + ((Int128)Math.Clamp(Math.Floor(days), -DayMax, DayMax) * TimeSpan.TicksPerDay));

    /// <summary>The same instant.</summary>
    public static implicit operator Instant(DateTimeOffset time) => new(time.UtcTicks);

    /// <summary>Days since 1970-01-01, which is what dates are folded in.</summary>
    public double Days => (double)(Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;

    /// <summary>The same for rules about when something was reported or holds, which know the years 1 to 9998: what lies outside is at their edge.</summary>
    public DateTimeOffset Clipped => Ticks <= 0 ? DateTimeOffset.MinValue : Ticks >= Last.Ticks ? Last : new DateTimeOffset((long)Ticks, TimeSpan.Zero);

    /// <summary>The day it falls on.</summary>
    public (long Year, int Month, int Day) Date
    {
        get
        {
            var day = InEra(out var era);
            return (day.Year + (era * EraYears), day.Month, day.Day);
        }
    }

    /// <summary>The time of that day.</summary>
    public TimeSpan TimeOfDay => InEra(out _).TimeOfDay;

    /// <summary>So many months later, on a first of a month.</summary>
    public Instant AddMonths(int months)
    {
        var (year, month, day) = Date;
        var count = month - 1 + months;
        return Of(year + (count / 12), (count % 12) + 1, day);
    }

    /// <summary>So many days later.</summary>
    public Instant AddDays(long days) => new(Ticks + ((Int128)days * TimeSpan.TicksPerDay));

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Whether it comes before another.</summary>
    public static bool operator <(Instant left, Instant right) => left.Ticks < right.Ticks;

    /// <summary>Whether it comes after another.</summary>
    public static bool operator >(Instant left, Instant right) => left.Ticks > right.Ticks;

    /// <summary>Whether it comes not after another.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Ticks <= right.Ticks;

    /// <summary>Whether it comes not before another.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Ticks >= right.Ticks;

    /// <summary>The days between two.</summary>
    public static double DaysBetween(Instant from, Instant to) => (double)(to.Ticks - from.Ticks) / TimeSpan.TicksPerDay;

    /// <summary>Its day in EDTF: <c>2024-10-19</c>, <c>-0043-03-15</c>; of a year of more than four digits the year, <c>Y170000002</c>.</summary>
    public override string ToString()
    {
        var (year, month, day) = Date;
        return Math.Abs(year) > 9999 ? string.Create(CultureInfo.InvariantCulture, $"Y{year}")
            : string.Create(CultureInfo.InvariantCulture, $"{(year < 0 ? "-" : "")}{Math.Abs(year):0000}-{month:00}-{day:00}");
    }

    /// <summary>The same place in the first four hundred years, in which the calendar is the same.</summary>
    private DateTime InEra(out long era)
    {
        var ticks = (Int128)EraDays * TimeSpan.TicksPerDay;
        var (whole, rest) = Int128.DivRem(Ticks, ticks);
        if (rest < 0) (whole, rest) = (whole - 1, rest + ticks);
        era = (long)whole;
        return new DateTime((long)rest, DateTimeKind.Utc);
    }
}
