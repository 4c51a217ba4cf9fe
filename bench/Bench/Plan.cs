namespace Analysis.Bench;

/// <summary>What to measure, how long and how often.</summary>
/// <param name="Suite">One suite, or <c>all</c>.</param>
/// <param name="Quick">A minute instead of ten: to see that it runs, not to quote.</param>
/// <param name="Out">A file for the report; null for the screen alone.</param>
internal sealed record Plan(string Suite, bool Quick, string? Out)
{
    public const string Help = "usage: dotnet run -c Release --project bench/Bench -- [fold|http|profile|all] [--quick] [--out <file>]";

    private static readonly string[] Suites = ["fold", "http", "profile", "all"];

    /// <summary>Every figure is the median of so many rounds.</summary>
    public int Rounds => 3;

    /// <summary>The largest topic that is folded.</summary>
    public int ClaimsMax => Quick ? 10_000 : 1_000_000;

    /// <summary>The topic whose first and last thousand claims are compared.</summary>
    public int GrowthClaims => Quick ? 20_000 : 100_000;

    /// <summary>How long each kind of traffic runs in each round.</summary>
    public TimeSpan Span => TimeSpan.FromSeconds(Quick ? 1 : 5);

    /// <summary>How long each kind of traffic runs before the first round: the server compiles what is hot.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 0.5 : 3);

    public bool Runs(string suite) => Suite is "all" || Suite == suite;

    /// <summary>Null when the arguments make no sense.</summary>
    public static Plan? Parse(string[] arguments)
    {
        var plan = new Plan("all", Quick: false, Out: null);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            if (Suites.Contains(argument)) plan = plan with { Suite = argument };
            else if (argument == "--quick") plan = plan with { Quick = true };
            else if (argument == "--out" && rest.TryDequeue(out var file)) plan = plan with { Out = file };
            else return null;
        }

        return plan;
    }

    /// <summary>The command that asks for this plan.</summary>
    public override string ToString() =>
        $"dotnet run -c Release --project bench/Bench -- {Suite}{(Quick ? " --quick" : "")}{(Out is null ? "" : $" --out {Out}")}";
}
