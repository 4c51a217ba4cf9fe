using System.Globalization;
using Analysis.Domain.Claims;

namespace Analysis.Reading.Rules;

/// <summary>How a date bounds what it is said of.</summary>
internal enum DateSide
{
    /// <summary>It is then.</summary>
    At,

    /// <summary>Then or later: "as early as July", "since 2022".</summary>
    From,

    /// <summary>Then or before: "by July", "until 2025".</summary>
    Until,
}

/// <summary>A date that a sentence names.</summary>
/// <param name="From">Its first token, with what bounds it.</param>
/// <param name="Next">The token after it.</param>
/// <param name="Side">How it bounds.</param>
/// <param name="Past">When it is, for what has happened; null where that cannot be told.</param>
/// <param name="Ahead">When it is, for what is to come.</param>
internal sealed record DateMention(int From, int Next, DateSide Side, Days? Past, Days? Ahead)
{
    /// <summary>In EDTF; null where it cannot be told.</summary>
    public Edtf? In(bool isAhead) => (isAhead ? Ahead : Past) is not { } days ? null : Edtf.Parse(Side switch
    {
        DateSide.From => $"{days.Start}/..",
        DateSide.Until => $"../{days.End}",
        _ => days.Text,
    });
}

/// <summary>A year, a month, a day, or from one to another, in EDTF.</summary>
internal sealed record Days(string Start, string End)
{
    public string Text => Start == End ? Start : $"{Start}/{End}";

    public static Days Year(int year) => Of($"{year:0000}");

    public static Days Month(int year, int month) => Of($"{year:0000}-{month:00}");

    public static Days Day(DateOnly day) => Of(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static Days Week(DateOnly monday) => new(Day(monday).Start, Day(monday.AddDays(6)).End);

    private static Days Of(string text) => new(text, text);
}
