using System.Globalization;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;

namespace Analysis.Bench.Fold;

/// <summary>A topic and the claims that come in on it, one a minute; the n-th is always the same.</summary>
internal sealed record Workload(string Name, TopicDefinition Topic, Func<int, Claim> Claim)
{
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>After the last of them.</summary>
    public static DateTimeOffset Now { get; } = Start.AddMinutes(2_000_000);

    /// <summary>However many claims, few voices.</summary>
    public static Workload FewOrigins { get; } = Cumulative(50);

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("count, every origin another", Quantity(Dynamics.Fixed), n => Counted(n, $"origin-{n}", Random(n, 100, 10_000))),
        new("count, one origin, in order", Quantity(Dynamics.Cumulative), n => Counted(n, "ministry", 1_000 + n)),
        new("proposition, observers", Yes(), n => Seen(n, holds: Random(n, 0, 3) >= 1)),
        FewOrigins,
        new("changing count, half-life 10 days", Quantity(Dynamics.Changing) with { HalfLife = new Period("P10D", TimeSpan.FromDays(10)) },
            n => Counted(n, $"origin-{n}", Random(n, 500, 2_000))),
    ];

    /// <summary>A count that never falls, of so many origins that take turns.</summary>
    public static Workload Cumulative(int origins) =>
        new($"cumulative count, {origins:#,0} origins", Quantity(Dynamics.Cumulative),
            n => Counted(n, $"origin-{n % origins}", 1_000 + n + Random(n, 0, 200)));

    /// <summary>The topic, defined and without claims.</summary>
    public TopicFold Open()
    {
        var fold = new TopicFold(Now);
        fold.Apply(new Recorded(1, Start, new TopicEvent.Defined(Topic)));
        return fold;
    }

    /// <summary>The claims from one to before another as events, so many at a time; made when asked for.</summary>
    public IEnumerable<Recorded[]> Chunks(int from, int to, int size) =>
        Enumerable.Range(from, to - from).Select(n => new Recorded(n + 2, At(n), new TopicEvent.ClaimAsserted(Claim(n)))).Chunk(size);

    private static DateTimeOffset At(int n) => Start.AddMinutes(n);

    private static TopicDefinition Quantity(Dynamics dynamics) => new()
    {
        Id = new TopicId("count"),
        Title = "How many?",
        Kind = TopicKind.Quantity,
        Unit = "persons",
        Dynamics = dynamics,
    };

    private static TopicDefinition Yes() => new()
    {
        Id = new TopicId("whether"),
        Title = "Is it so?",
        Kind = TopicKind.Proposition,
        Sources = Voices.Observers,
    };

    private static Claim Counted(int n, string origin, double best) => new()
    {
        Id = new ClaimId($"c{n}"),
        Topic = new TopicId("count"),
        Value = new ClaimValue.Quantity(Math.Round(best), null, null),
        Unit = "persons",
        Status = ClaimStatus.Occurred,
        ValidTime = Minute(n),
        ReportedTime = Minute(n),
        Attribution = new ValueList<SourceId>(new SourceId($"outlet-{n % 20}"), new SourceId(origin)),
    };

    private static Claim Seen(int n, bool holds) => new()
    {
        Id = new ClaimId($"c{n}"),
        Topic = new TopicId("whether"),
        Value = new ClaimValue.Proposition(holds, null),
        Status = ClaimStatus.Occurred,
        ReportedTime = Minute(n),
        Publisher = new SourceId($"observer-{n}"),
    };

    private static Edtf Minute(int n) => Edtf.Parse(At(n).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));

    /// <summary>A number in [low, high) that depends on n alone.</summary>
    private static double Random(int n, double low, double high) => low + ((high - low) * new Random(n).NextDouble());
}
