using System.Text.RegularExpressions;
using Analysis.Domain.Topics;

namespace Analysis.Api.Contracts;

/// <summary>ISO 8601 durations in whole numbers (<c>P90D</c>, <c>P2W</c>, <c>PT12H</c>); a month is 30 days and a year 365.</summary>
internal static partial class IsoPeriod
{
    private const long Day = 24 * 60 * 60;
    private const long SecondsMax = Limits.DaysMax * Day;

    private static readonly (string Group, long Seconds)[] Units =
        [("Y", 365 * Day), ("M", 30 * Day), ("W", 7 * Day), ("D", Day), ("h", 60 * 60), ("m", 60), ("s", 1)];

    /// <summary>Null when it is malformed, zero, or longer than a century.</summary>
    public static Period? TryParse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        var seconds = 0L; // six digits of years are far from overflowing it
        foreach (var (group, length) in Units)
        {
            if (match.Groups[group] is { Success: true } digits) seconds += length * int.Parse(digits.ValueSpan);
        }

        return seconds is > 0 and <= SecondsMax ? new Period(text, TimeSpan.FromSeconds(seconds)) : null;
    }

    [GeneratedRegex(
        @"\AP(?=[0-9T])((?<Y>[0-9]{1,6})Y)?((?<M>[0-9]{1,6})M)?((?<W>[0-9]{1,6})W)?((?<D>[0-9]{1,6})D)?" +
        @"(T(?=[0-9])((?<h>[0-9]{1,6})H)?((?<m>[0-9]{1,6})M)?((?<s>[0-9]{1,6})S)?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
