using System.Text.RegularExpressions;
using Analysis.Domain.Topics;

namespace Analysis.Api.Contracts;

/// <summary>ISO 8601 durations in whole numbers (<c>P90D</c>, <c>P2W</c>, <c>PT12H</c>); a month is 30 days and a year 365.</summary>
internal static partial class IsoPeriod
{
    private static readonly TimeSpan LengthMax = TimeSpan.FromDays(36_500);

    private static readonly (string Group, TimeSpan Unit)[] Units =
    [
        ("Y", TimeSpan.FromDays(365)), ("M", TimeSpan.FromDays(30)), ("W", TimeSpan.FromDays(7)), ("D", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Null when it is malformed, zero, or longer than a century.</summary>
    public static Period? TryParse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        var length = TimeSpan.Zero;
        foreach (var (group, unit) in Units)
        {
            if (match.Groups[group] is { Success: true } digits) length += unit * int.Parse(digits.ValueSpan);
        }

        return length > TimeSpan.Zero && length <= LengthMax ? new Period(text, length) : null;
    }

    [GeneratedRegex(
        @"\AP(?=[0-9T])((?<Y>[0-9]{1,6})Y)?((?<M>[0-9]{1,6})M)?((?<W>[0-9]{1,6})W)?((?<D>[0-9]{1,6})D)?" +
        @"(T(?=[0-9])((?<h>[0-9]{1,6})H)?((?<m>[0-9]{1,6})M)?((?<s>[0-9]{1,6})S)?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
