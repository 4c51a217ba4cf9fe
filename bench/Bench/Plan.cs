namespace Analysis.Bench;

/// <summary>What to measure, how long and how often.</summary>
/// <param name="Suite">One suite, or <c>all</c>.</param>
/// <param name="Part">One part of the suites of stores, or the views of the fold; null for all.</param>
/// <param name="Quick">Less of everything: to see that it runs, not to quote.</param>
/// <param name="Silo">The program of a cluster's node, <c>Analysis.Silo.dll</c>; null leaves the cluster out.</param>
/// <param name="Out">A file for the report; null for the screen alone.</param>
internal sealed record Plan(string Suite, string? Part, bool Quick, string? Silo, string? Out)
{
    public const string Help =
        "usage: dotnet run -c Release --project bench/Bench -- [fold|postgres|sqlite|cluster|profile|all] "
        + "[--part traffic|large|reload|known|skew|views] [--silo <Analysis.Silo.dll>] [--quick] [--out <file>]";

    private static readonly string[] Suites = ["fold", "postgres", "sqlite", "cluster", "profile", "all"];
    private static readonly string[] Parts = ["traffic", "large", "reload", "known", "skew", "views"];

    /// <summary>Every figure of fold and profile is the median of so many rounds.</summary>
    public int Rounds => 3;

    /// <summary>Every figure on a store is the median of so many rounds.</summary>
    public int StoreRounds => Quick ? 1 : 6;

    /// <summary>The claims of a topic that is large.</summary>
    public int LargeTopicClaims => Quick ? 100_000 : 1_000_000;

    /// <summary>The claims of a topic that is loaded anew.</summary>
    public int ReloadedClaims => Quick ? 10_000 : 100_000;

    /// <summary>The topics of a journal that has many.</summary>
    public int KnownTopics => Quick ? 100_000 : 1_000_000;

    /// <summary>The topics in memory.</summary>
    public int ActiveTopics => Quick ? 1_000 : 10_000;

    /// <summary>The largest topic that is folded.</summary>
    public int ClaimsMax => Quick ? 10_000 : 1_000_000;

    /// <summary>The topic whose first and last thousand claims are compared.</summary>
    public int GrowthClaims => Quick ? 20_000 : 100_000;

    /// <summary>How long each kind of traffic runs in each round.</summary>
    public TimeSpan Span => TimeSpan.FromSeconds(Quick ? 2 : 5);

    /// <summary>How long each kind of traffic runs before the first round: the server compiles what is hot.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Quick ? 1 : 3);

    public bool Runs(string suite) => Suite is "all" || Suite == suite;

    /// <summary>Whether a part of the suites of stores is asked for.</summary>
    public bool Has(string part) => Part is null || Part == part;

    /// <summary>Null when the arguments make no sense.</summary>
    public static Plan? Parse(string[] arguments)
    {
        var plan = new Plan("all", Part: null, Quick: false, Silo: null, Out: null);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            if (Suites.Contains(argument)) plan = plan with { Suite = argument };
            else if (argument == "--quick") plan = plan with { Quick = true };
            else if (argument == "--part" && rest.TryDequeue(out var part) && Parts.Contains(part)) plan = plan with { Part = part };
            else if (argument == "--silo" && rest.TryDequeue(out var silo)) plan = plan with { Silo = Path.GetFullPath(silo) };
            else if (argument == "--out" && rest.TryDequeue(out var file)) plan = plan with { Out = file };
            else return null;
        }

        return plan is { Suite: "cluster", Silo: null } ? null : plan;
    }

    /// <summary>The command that asks for this plan.</summary>
    public override string ToString() =>
        $"dotnet run -c Release --project bench/Bench -- {Suite}{(Part is null ? "" : $" --part {Part}")}{(Silo is null ? "" : " --silo src/Silo/bin/Release/net10.0/Analysis.Silo.dll")}{(Quick ? " --quick" : "")}{(Out is null ? "" : $" --out {Out}")}";
}
