namespace Analysis.Reading.Words;

/// <summary>Names of months and days.</summary>
internal static class Calendar
{
    public static readonly Dictionary<string, int> Months = new(StringComparer.Ordinal)
    {
        ["january"] = 1, ["february"] = 2, ["march"] = 3, ["april"] = 4, ["may"] = 5, ["june"] = 6, ["july"] = 7,
        ["august"] = 8,
        ["september"] = 9, ["october"] = 10, ["november"] = 11, ["december"] = 12, ["jan"] = 1, ["feb"] = 2,
        ["mar"] = 3,
        ["apr"] = 4, ["jun"] = 6, ["jul"] = 7, ["aug"] = 8, ["sep"] = 9, ["sept"] = 9, ["oct"] = 10, ["nov"] = 11,
        ["dec"] = 12,
    };

    /// <summary>Whether the month is written short, with a dot behind it that ends nothing.</summary>
    public static bool IsShort(string month) => month.Length <= 4 && month is not ("may" or "june" or "july");

    public static readonly Dictionary<string, DayOfWeek> Weekdays = Enum.GetValues<DayOfWeek>()
        .ToDictionary(day => $"{day}".ToLowerInvariant(), StringComparer.Ordinal);
}
