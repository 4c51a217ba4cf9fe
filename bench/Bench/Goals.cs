namespace Analysis.Bench;

/// <summary>What a ratio should be.</summary>
internal sealed record Aim(double Ratio, bool IsMost)
{
    public static Aim AtLeast(double ratio) => new(ratio, IsMost: false);

    public static Aim AtMost(double ratio) => new(ratio, IsMost: true);

    public bool IsMet(double ratio) => IsMost ? ratio <= Ratio : ratio >= Ratio;

    public override string ToString() => $"at {(IsMost ? "most" : "least")} {Ratio.Text()}x";
}

/// <summary>The ratios that were measured beside those aimed at, so that a reader sees what is missed.</summary>
internal sealed class Goals(string title, int rounds)
{
    private readonly Table _table = new(
        title,
        $"Each ratio is the median of the ratios of {rounds} rounds, of work and baseline run one after the other. A missed aim is **bold**.",
        "work", "baseline", "ratio", "aim");

    public void Add(string work, string baseline, IEnumerable<double> ratios, Aim aim)
    {
        var ratio = ratios.Median();
        _table.Add(work, baseline, Mark($"{ratio.Text()}x", aim.IsMet(ratio)), aim.ToString());
    }

    /// <summary>A figure that has no baseline.</summary>
    public void Add(string work, string figure, string aim, bool isMet) => _table.Add(work, Figures.None, Mark(figure, isMet), aim);

    public override string ToString() => _table.ToString();

    private static string Mark(string figure, bool isMet) => isMet ? figure : $"**{figure}**";
}
