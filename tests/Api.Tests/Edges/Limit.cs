using System.Globalization;

namespace Analysis.Api.Tests.Edges;

/// <summary>A limit, as docs/limits.md has it.</summary>
/// <param name="Of">What has the limit.</param>
/// <param name="Value">The limit, with its unit.</param>
/// <param name="Beyond">What is said beyond it: the problem and where it points, or what happens instead.</param>
/// <param name="Setting">By which it is set; empty where it cannot be.</param>
internal sealed record Limit(string Of, string Value, string Beyond, string Setting)
{
    private const int Kilo = 1_024;

    /// <summary>What is taken, and beside it what is not.</summary>
    public IReadOnlyList<(double Within, double Beyond)> Edges { get; private init; } = [];

    /// <summary>Sends something of a size.</summary>
    public Func<ApiServer, double, Task<Answer>>? Ask { get; private init; }

    /// <summary>What is wrong within the limit all the same; null where nothing is.</summary>
    public string? TypeWithin { get; init; }

    /// <summary>The file and name of a test that has met it, where that is not done here.</summary>
    public (string File, string Name)? TestedBy { get; private init; }

    /// <summary>Why no test meets it; null where one does.</summary>
    public string? UnmetFor { get; private init; }

    public override string ToString() => $"| {Of} | {Value} | {Beyond} | {Setting} |";

    public static Limit Most(string of, double most, string unit, string beyond,
        Func<ApiServer, double, Task<Answer>> ask, string setting = "", double step = 1) =>
        new(of, Number(most, unit), beyond, setting) { Edges = [(most, most + step)], Ask = ask };

    public static Limit Between(string of, double least, double most, string unit, string beyond,
        Func<ApiServer, double, Task<Answer>> ask, double step = 1) =>
        new(of, $"{Number(least, "")} to {Number(most, unit)}", beyond, "")
        {
            Edges = [(least, least - step), (most, most + step)], Ask = ask,
        };

    /// <summary>Met by another test.</summary>
    public static Limit Elsewhere(string of, double most, string unit, string beyond, string file, string name,
        string setting = "") => new(of, Number(most, unit), beyond, setting) { TestedBy = (file, name) };

    /// <summary>Met by no test, for a reason.</summary>
    public static Limit Unmet(string of, double most, string unit, string beyond, string why) =>
        new(of, Number(most, unit), beyond, "") { UnmetFor = why };

    /// <summary>Beyond which nothing is refused.</summary>
    public static Limit Quiet(string of, double most, string unit, string beyond, string setting = "") =>
        new(of, Number(most, unit), beyond, setting);

    private static string Number(double value, string unit)
    {
        var text = unit is "bytes" && value % (Kilo * Kilo) is 0 ? $"{value / Kilo / Kilo} MiB"
            : unit is "bytes" && value % Kilo is 0 ? $"{value / Kilo} KiB"
            : value >= 1e15 ? value.ToString("0e0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.##", CultureInfo.InvariantCulture);
        return unit is "" or "bytes" ? text : $"{text} {unit}";
    }
}
