using System.Globalization;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Folding;

/// <summary>A topic, what was told about it in some order, and the valid time it is asked about.</summary>
internal sealed record History(int Seed, TopicDefinition Topic, IReadOnlyList<TopicEvent> Facts, DateTimeOffset ValidAt)
{
    /// <summary>When each fact was taken in, whatever the order in which it is told: an undated claim counts as reported then.</summary>
    private IReadOnlyDictionary<TopicEvent, DateTimeOffset> TakenIn { get; init; } =
        Facts.Distinct().Select((f, i) => (f, At: Story.Recording.AddMinutes(i + 1))).ToDictionary(f => f.f, f => f.At);

    public IEnumerable<Claim> Claims => Facts.OfType<TopicEvent.ClaimAsserted>().Select(f => f.Claim);

    public IEnumerable<Recorded> Recorded =>
        Facts.Prepend(new TopicEvent.Defined(Topic))
        .Select((f, i) => new Recorded(i + 1, i == 0 ? Story.Recording : TakenIn.GetValueOrDefault(f, Story.Recording),
        f));

    /// <summary>The same, with one claim more.</summary>
    public History And(params Claim[] claims) => this with { Facts = [.. Facts, .. claims.Select(c => new TopicEvent.ClaimAsserted(c))] };

    /// <summary>The same, with other facts besides.</summary>
    public History And(params TopicEvent[] facts) => this with { Facts = [.. Facts, .. facts] };

    public TopicFold Fold(DateTimeOffset? validAt = null, DateTimeOffset? reportedBy = null)
    {
        var fold = new TopicFold(validAt ?? ValidAt, reportedBy);
        foreach (var recorded in Recorded) fold.Apply(recorded);
        return fold;
    }

    /// <summary>The same facts in another order; what was done to one claim stays in its order, but may come before the claim.</summary>
    public History Shuffled(Random random)
    {
        var facts = Facts.ToArray();
        random.Shuffle(facts);
        var acts = Facts.Where(f => ActOn(f) is not null).ToLookup(ActOn).ToDictionary(g => g.Key!.Value, g => new Queue<TopicEvent>(g));
        return this with { Facts = [.. facts.Select(f => ActOn(f) is { } claim ? acts[claim].Dequeue() : f)] };
    }

    /// <summary>The same facts in another order, in which no claim is withdrawn before it was made.</summary>
    public History ShuffledClaimsFirst(Random random)
    {
        var facts = Facts.ToArray();
        random.Shuffle(facts);
        var order = facts.Where(f => f is not TopicEvent.ClaimRetracted).ToList();
        foreach (var retraction in facts.OfType<TopicEvent.ClaimRetracted>())
        {
            var claimed = order.FindIndex(f => f is TopicEvent.ClaimAsserted a && a.Claim.Id == retraction.Claim);
            order.Insert(random.Next(claimed + 1, order.Count + 1), retraction);
        }

        return this with { Facts = order };
    }

    /// <summary>The same, with the answer established somewhere on the way.</summary>
    public History Resolved(Random random)
    {
        ClaimValue answer = Topic.Kind switch
        {
            TopicKind.Proposition => new ClaimValue.Proposition(true, null),
            TopicKind.Category => new ClaimValue.Category("combat"),
            TopicKind.Date => new ClaimValue.Date(Edtf.Parse("2025-05")),
            _ => new ClaimValue.Quantity(6, null, null),
        };
        var facts = Facts.ToList();
        facts.Insert(random.Next(facts.Count + 1),
            new TopicEvent.Resolved(new(answer, "seen", null, Histories.MadeKnown(random),
            Histories.MadeKnown(random))));
        return this with { Facts = facts };
    }

    /// <summary>
    /// The same, with what was withdrawn standing again, and some of that withdrawn once more; each made known on some
    /// day or when it was recorded.
    /// </summary>
    public History Restored(Random random)
    {
        var acts = new List<TopicEvent>();
        foreach (var claim in Facts.OfType<TopicEvent.ClaimRetracted>().Select(r => r.Claim))
        {
            acts.Add(new TopicEvent.ClaimRestored(claim, "wrong row", null, Histories.MadeKnown(random)));
            if (random.Next(2) == 0) acts.Add(new TopicEvent.ClaimRetracted(claim, "forged", null, Histories.MadeKnown(random)));
        }

        return new History(Seed, Topic, [.. Facts, .. acts], ValidAt);
    }

    /// <summary>The same, with the answer established and taken back again on the way, and the question annulled in between.</summary>
    public History Reopened(Random random)
    {
        var facts = Resolved(random).Facts.ToList();
        facts.Insert(random.Next(facts.FindIndex(f => f is TopicEvent.Resolved) + 1, facts.Count + 1),
            new TopicEvent.Annulled(new("moot", null, Histories.MadeKnown(random))));
        facts.Insert(random.Next(facts.FindIndex(f => f is TopicEvent.Annulled) + 1, facts.Count + 1), new TopicEvent.ResolutionWithdrawn("a slip", null));
        return this with { Facts = facts };
    }

    /// <summary>Without one claim, and without what was done to it.</summary>
    public History Without(ClaimId claim) => this with
    {
        Facts = [.. Facts.Where(f => f is not TopicEvent.ClaimAsserted a || a.Claim.Id != claim).Where(f => ActOn(f) != claim)],
    };

    private static ClaimId? ActOn(TopicEvent fact) => fact switch
    {
        TopicEvent.ClaimRetracted retracted => retracted.Claim,
        TopicEvent.ClaimRestored restored => restored.Claim,
        _ => null,
    };

    /// <summary>Histories one fact smaller, for finding the smallest that fails.</summary>
    public IEnumerable<History> Smaller() => Facts.Select(f => f switch
    {
        TopicEvent.ClaimAsserted a => Without(a.Claim.Id),
        _ => this with { Facts = [.. Facts.Where(g => g != f)] },
    });

    public override string ToString() => string.Join('\n', Facts.Select(f => "  " + Describe(f)).Prepend(
        $"seed {Seed}, at {ValidAt:yyyy-MM-dd HH:mm}, {Topic.Kind} {Topic.Dynamics} {Topic.Sources} half-life {Topic.HalfLife?.Text} family {Topic.Family} " +
        $"labels {Topic.Categories?.Count} scale {Topic.Scale} accepts {string.Join(',', Topic.Accepts)} interests {string.Join(',', Topic.Interests)}"));

    private static string Describe(TopicEvent fact) => fact is not TopicEvent.ClaimAsserted { Claim: var c } ? $"{fact}" : string.Join(' ', new[]
    {
        c.Id.Value, $"{c.Value}", c.Unit, $"{c.Stance} {c.Status}", $"valid {c.ValidTime}", $"reported {c.ReportedTime}", string.Join('>', c.Chain),
        c.Hedges is null ? null : string.Join(',', c.Hedges), $"{c.Credibility}", c.Corrects is null ? null : $"corrects {c.Corrects}",
        c.Qualifiers is null ? null : string.Join(',', c.Qualifiers.Select(q => q.Value is QualifierValue.Texts t ? $"{q.Name}={string.Join('+', t.Values)}" : $"{q}")),
    }.OfType<string>());
}

/// <summary>Histories drawn at random from few sources, few days and few values, so that they meet, repeat and collide.</summary>
internal static class Histories
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Labels = ["none", "support", "staging", "combat"];
    private static readonly double[] Counts = [0, 1, 6, 100, 105, 600, 1_500, 11_000, 1e6];
    private static readonly double[] Scores = [0, 2, 5, 5.5, 9, 10];
    private static readonly string[] Hedges = ["likely", "could", "reportedly", "already", "confirmed", "never heard of"];

    public static History Random(int seed)
    {
        var random = new Random(seed);
        var topic = Topic(random);
        var ids = Enumerable.Range(0, random.Next(20) == 0 ? random.Next(40, 80) : random.Next(1, 13)).Select(i => $"c{i:00}").ToArray();
        var claims = ids.Select(id => Claim(random, topic, id, ids)).ToList();
        var facts = new List<TopicEvent>(claims.Select(c => new TopicEvent.ClaimAsserted(c)));
        facts.AddRange(claims.Where(_ => random.Next(8) == 0).Select(c => new TopicEvent.ClaimRetracted(c.Id, "withdrawn", null)));
        facts.AddRange(Sources.Where(_ => random.Next(3) > 0).Select(s => new TopicEvent.SourceAssessed(Profile(random, s))));
        if (random.Next(3) > 0) facts = [.. facts.Select(f => f is TopicEvent.SourceAssessed { Profile: var p } ? new TopicEvent.SourceAssessed(p.With(Record(random, topic))) : f)];
        if (random.Next(4) == 0) facts.Add(new TopicEvent.FamilyDefined(Family(random, topic)));
        if (random.Next(8) == 0) facts.Add(new TopicEvent.Defined(topic with { Title = "Anew", Sources = Voices.Observers, Interests = [] }));
        return new History(seed, topic, facts, Start.AddDays(random.Next(-10, 400)).AddHours(random.Next(24))).ShuffledClaimsFirst(random);
    }

    /// <summary>A day on which an act may have been made known; null for when it was recorded.</summary>
    public static Edtf? MadeKnown(Random random) => random.Next(3) == 0 ? null : Edtf.Parse(Day(random.Next(200)));

    /// <summary>What a source may have earned in the topic's family as it is by default.</summary>
    private static TrackRecord Record(Random random, TopicDefinition topic)
    {
        var family = Families.Of(topic);
        long Credit() => random.NextInt64(20 << 20);
        var labels = family.Labels?.Count ?? 0;
        return new TrackRecord(family.Key, Credit(), Credit())
        {
            Confusion = labels > 0 && random.Next(2) == 0 ? new(Enumerable.Range(0, labels * labels).Select(_ => Credit()).ToList()) : null,
            SquaredError = family.Kind == FamilyKind.Ratings ? Credit() : 0, Rated = family.Kind == FamilyKind.Ratings ? Credit() : 0,
        };
    }

    /// <summary>The same, with nothing that ties one claim to another.</summary>
    public static History Untied(int seed)
    {
        var history = Random(seed);
        return history with { Facts = [.. history.Facts.Select(f => f is TopicEvent.ClaimAsserted { Claim: var c } ? new TopicEvent.ClaimAsserted(Untie(c)) : f)] };
    }

    /// <summary>Thirty statements of one origin.</summary>
    public static History OneVoice(int seed)
    {
        var random = new Random(seed);
        var topic = Topic(random);
        var ids = Enumerable.Range(0, 30).Select(i => $"c{i:00}").ToArray();
        var claims = ids.Select(id => Untie(Claim(random, topic, id, ids)) with { Publisher = new SourceId("post"), Attribution = [new("post"), new("gov")] }).ToList();
        var facts = claims.Select(c => new TopicEvent.ClaimAsserted(c)).Concat<TopicEvent>(
            claims.Where(_ => random.Next(4) == 0).Select(c => new TopicEvent.ClaimRetracted(c.Id, "withdrawn", null)));
        return new History(seed, topic, [.. facts], Start.AddDays(random.Next(-10, 400))).Shuffled(random);
    }

    private static IEnumerable<string> Sources => ["gov", "army", "post", "wire", "ngo", "spy", "unnamed-reports"];

    private static Claim Untie(Claim claim) => claim with { Corrects = null, Qualifiers = claim.Qualified("derivedFrom") is null ? claim.Qualifiers : null };

    private static TopicDefinition Topic(Random random)
    {
        var topic = random.Next(6) switch
        {
            0 => Ask.Whether(),
            1 => Ask.Which(Labels) with { Ordered = random.Next(2) == 0 },
            2 => Ask.Which(),
            3 => Ask.When(),
            4 => Ask.Rate(),
            _ => Ask.HowMany() with { Conversions = random.Next(2) == 0 ? [new UnitFactor("brigades", 3_000)] : null, Family = random.Next(4) == 0 ? "measurement" : null },
        };
        topic = topic with { Dynamics = Pick(random, Dynamics.Fixed, Dynamics.Cumulative, Dynamics.Changing), Sources = Pick(random, Voices.Reporters, Voices.Observers) };
        if (random.Next(2) == 0) topic = topic with { HalfLife = Pick(random, new Period("P10D", TimeSpan.FromDays(10)), new Period("P90D", TimeSpan.FromDays(90))) };
        topic = random.Next(6) switch
        {
            0 => topic.Accepting(Enum.GetValues<ClaimStatus>()),
            1 => topic.Accepting(ClaimStatus.Planned, ClaimStatus.Expected, ClaimStatus.Possible),
            _ => topic,
        };
        if (random.Next(3) == 0) topic = topic.Favouring("gov", Favour(random, topic));
        return topic;
    }

    /// <summary>A claim more, of some source, which is tied to no other.</summary>
    public static Claim Another(Random random, TopicDefinition topic, string id) => Untie(Claim(random, topic, id, [id]));

    internal static FamilyDefinition Family(Random random, TopicDefinition topic)
    {
        var usual = FamilyDefinition.Default(FamilyDefinition.NameFor(topic), topic.Kind) with { Version = 1, HalfLife = Pick(random, null, new Period("P30D", TimeSpan.FromDays(30))) };
        if (usual.Tolerance is not { } tolerance) return Learned(usual);
        var family = usual with { Misses = Pick(random, Enum.GetValues<MissShape>()), Tolerance = Pick(random, 0.5, 1, 3) * tolerance };
        return Learned(topic.Kind == TopicKind.Quantity && random.Next(2) == 0 ? family with { Scale = NumberScale.Linear, Tolerance = Pick(random, 1, 50, 1_000) } : family);

        FamilyDefinition Learned(FamilyDefinition definition)
        {
            if (random.Next(2) == 0) return definition;
            var (exponent, width) = (Pick(random, 0.5, 1), Pick(random, 0.5, 2));
            var knowledge = new FamilyKnowledge { Exponent = exponent, WidthFactor = width, Residual = 1 << 17 };
            return definition.With(new LearnedFamily(Families.Of(topic, definition).Key, knowledge));
        }
    }

    private static string Favour(Random random, TopicDefinition topic) => topic.Kind switch
    {
        TopicKind.Proposition => Pick(random, "yes", "no"),
        TopicKind.Category => Pick(random, Labels),
        _ => Pick(random, "high", "low"),
    };

    private static SourceProfile Profile(Random random, string source) =>
        new(new(source), null, Pick(random, null, "government", "news-outlet", "unattributed"), Pick(random, Enum.GetValues<Grade>()));

    private static Claim Claim(Random random, TopicDefinition topic, string id, string[] ids)
    {
        var day = random.Next(200);
        var chain = Sources.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(s => new SourceId(s)).ToList();
        var claim = new Claim
        {
            Id = new(id), Topic = topic.Id, Value = Value(random, topic), Unit = topic.Unit, Stance = random.Next(6) == 0 ? Stance.Denies : Stance.Asserts,
            Status = random.Next(3) == 0 ? Pick(random, Enum.GetValues<ClaimStatus>()) : Pick(random, [.. topic.Accepts]),
            ValidTime = ValidTime(random, day),
            ReportedTime = random.Next(16) == 0
            ? null
            : Edtf.Parse(random.Next(8) == 0 ? Month(day) : Day(day - (day % 10 * random.Next(2)))),
            Publisher = chain[0], Attribution = chain.Count == 1 && random.Next(2) == 0 ? null : new(chain),
            Hedges = random.Next(2) == 0 ? [Pick(random, Hedges)] : null, Credibility = random.Next(2) == 0 ? random.Next(1, 7) : null,
            Corrects = random.Next(10) == 0 && Other(random, id, ids) is { } wrong ? new ClaimId(wrong) : null,
        };
        if (topic.Conversions is not null && random.Next(4) == 0) claim = claim with { Unit = "brigades" };
        return random.Next(12) switch
        {
            0 when Other(random, id, ids) is { } basis => claim.DerivedFrom(basis),
            1 => claim.Qualified("scopeMatch", Pick(random, "partial", "none")),
            2 => claim.Qualified("implicature", new QualifierValue.Flag(true)),
            3 => claim with { Unit = "tonnes" },
            _ => claim,
        };
    }

    private static ClaimValue Value(Random random, TopicDefinition topic)
    {
        if (random.Next(25) == 0) return new ClaimValue.Date(null);
        return topic.Kind switch
        {
            TopicKind.Proposition => new ClaimValue.Proposition(random.Next(2) == 0, random.Next(3) == 0 ? random.Next(11) / 10.0 : null),
            TopicKind.Category => new ClaimValue.Category(Pick(random, [.. Labels, "other"])),
            TopicKind.Date => new ClaimValue.Date(ValidTime(random, random.Next(300))),
            _ => Number(random, topic.Scale is null ? Counts : Scores),
        };
    }

    private static ClaimValue Number(Random random, double[] pool)
    {
        var (x, y) = (Pick(random, pool), Pick(random, pool));
        return random.Next(6) switch
        {
            0 => new ClaimValue.Range(Math.Min(x, y), Math.Max(x, y)),
            1 => new ClaimValue.Bound(Pick(random, Enum.GetValues<BoundOp>()), x),
            2 => new ClaimValue.Quantity(x, 0.9 * x, Math.Min(1.1 * x, pool[^1])),
            _ => new ClaimValue.Quantity(x, null, null),
        };
    }

    private static Edtf? ValidTime(Random random, int day) => random.Next(7) switch
    {
        0 => Edtf.Parse(Day(day)),
        1 => Edtf.Parse($"{Day(day - random.Next(40))}/{Day(day)}"),
        2 => Edtf.Parse($"../{Day(day)}"),
        3 => Edtf.Parse($"{Day(day)}/.."),
        4 => Edtf.Parse(Day(day + random.Next(60))),
        5 => Edtf.Parse(Month(day)),
        _ => null,
    };

    private static string Day(int day) => Start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Month(int day) => Start.AddDays(day).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string? Other(Random random, string id, string[] ids) => ids.Length == 1 ? null : Pick(random, [.. ids.Where(i => i != id)]);

    private static T Pick<T>(Random random, params T[] items) => items[random.Next(items.Length)];
}
