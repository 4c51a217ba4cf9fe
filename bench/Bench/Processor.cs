using System.Globalization;

namespace Analysis.Bench;

/// <summary>Processor time of processes, all cores together, from /proc.</summary>
internal static class Processor
{
    private const double TicksPerSecond = 100; // USER_HZ, on every Linux

    // Of the numbers in stat that come after the name: its parent; user and system time, then those of the children it has waited for.
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int Own = 2;
    private const int OwnAndEndedChildren = 4;

    /// <summary>Of a process, its children that live and those that have ended.</summary>
    public static TimeSpan OfFamily(int id)
    {
        var children = new DirectoryInfo("/proc").EnumerateDirectories()
            .Where(d => char.IsAsciiDigit(d.Name[0]))
            .Select(d => Stat(d.Name))
            .Where(stat => stat.Length > 0 && stat[Parent] == id.ToString(CultureInfo.InvariantCulture));
        return children.Aggregate(Time(Stat(id.ToString(CultureInfo.InvariantCulture)), OwnAndEndedChildren), (sum, stat) => sum + Time(stat, Own));
    }

    /// <summary>Of the programs that this one has run to their end.</summary>
    public static TimeSpan OfEndedChildren() => Time(Stat("self"), OwnAndEndedChildren) - Time(Stat("self"), Own);

    private static TimeSpan Time(string[] stat, int numbers) =>
        TimeSpan.FromSeconds(stat.Skip(UserTime).Take(numbers).Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond);

    /// <summary>None for a process that has just ended.</summary>
    private static string[] Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
