using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding;

/// <summary>One topic's stream, told in order; an event a minute, recorded from 1 January 2026 on unless it says otherwise.</summary>
internal sealed class Story
{
    public static readonly DateTimeOffset Recording = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What a view is asked about unless the test says otherwise: after everything.</summary>
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Recorded> _events = [];

    public Story(TopicDefinition topic) => Add(new TopicEvent.Defined(topic));

    public IReadOnlyList<Recorded> Events => _events;

    public static Story Of(TopicDefinition topic, params Claim[] claims) => new Story(topic).Hear(claims);

    public Story Source(string id, Grade grade, string? kind = "government") => Add(new TopicEvent.SourceAssessed(new(new(id), null, kind, grade)));

    public Story Hear(params Claim[] claims)
    {
        foreach (var claim in claims) Add(new TopicEvent.ClaimAsserted(claim));
        return this;
    }

    public Story Retract(string claim, string reason = "withdrawn", string? on = null) =>
        Add(new TopicEvent.ClaimRetracted(new(claim), reason, null, on is null ? null : Edtf.Parse(on)));

    public Story Restore(string claim, string reason = "wrong row", string? on = null) =>
        Add(new TopicEvent.ClaimRestored(new(claim), reason, null, on is null ? null : Edtf.Parse(on)));

    public Story Resolve(ClaimValue answer, string reason = "counted", string? on = null, string? valid = null) =>
        Add(new TopicEvent.Resolved(new(answer, reason, null, on is null ? null : Edtf.Parse(on), valid is null ? null : Edtf.Parse(valid))));

    public Story Annul(string reason = "not played", string? on = null) =>
        Add(new TopicEvent.Annulled(new(reason, null, on is null ? null : Edtf.Parse(on))));

    public Story Reopen(string reason = "wrong topic", string? on = null) =>
        Add(new TopicEvent.ResolutionWithdrawn(reason, null, on is null ? null : Edtf.Parse(on)));

    public Story Add(TopicEvent fact)
    {
        _events.Add(new Recorded(_events.Count + 1, Recording.AddMinutes(_events.Count), fact));
        return this;
    }

    public TopicFold Fold(DateTimeOffset? validAt = null, DateTimeOffset? reportedBy = null)
    {
        var fold = new TopicFold(validAt ?? Now, reportedBy);
        foreach (var recorded in _events) fold.Apply(recorded);
        return fold;
    }

    public View View(string? validAt = null, string? reportedBy = null) => Fold(Day(validAt), Day(reportedBy)).Render();

    public LedgerEntry Entry(string claim, string? validAt = null) => Fold(Day(validAt)).Entry(new(claim)) ?? throw new InvalidOperationException($"{claim} is not seen");

    public Standing Standing(string claim, string? validAt = null) => Entry(claim, validAt).Standing;

    private static DateTimeOffset? Day(string? day) => day is null ? null : Edtf.Parse(day).From;
}

/// <summary>Topics in few words.</summary>
internal static class Ask
{
    public static TopicDefinition HowMany(Dynamics dynamics = Dynamics.Fixed) =>
        new() { Id = new("how-many"), Title = "Troops", Kind = TopicKind.Quantity, Unit = "persons", Dynamics = dynamics };

    public static TopicDefinition Whether(Dynamics dynamics = Dynamics.Fixed) =>
        new() { Id = new("whether"), Title = "Deployment", Kind = TopicKind.Proposition, Dynamics = dynamics };

    public static TopicDefinition Which(params string[] labels) =>
        new() { Id = new("which"), Title = "Role", Kind = TopicKind.Category, Categories = labels.Length == 0 ? null : new(labels) };

    /// <summary>Stages that are never left.</summary>
    public static TopicDefinition HowFar(params string[] stages) => Which(stages) with { Ordered = true, Dynamics = Dynamics.Cumulative };

    public static TopicDefinition When() => new() { Id = new("when"), Title = "Arrival", Kind = TopicKind.Date };

    public static TopicDefinition Rate(double low = 0, double high = 10) =>
        new() { Id = new("rate"), Title = "Score", Kind = TopicKind.Quantity, Scale = new(low, high), Sources = Voices.Observers };

    public static TopicDefinition Ageing(this TopicDefinition topic, int days) =>
        topic with { Dynamics = Dynamics.Changing, HalfLife = new($"P{days}D", TimeSpan.FromDays(days)) };

    public static TopicDefinition Accepting(this TopicDefinition topic, params ClaimStatus[] statuses) => topic with { Accepts = new(statuses) };

    public static TopicDefinition Favouring(this TopicDefinition topic, string source, string answer) =>
        topic with { Interests = [.. topic.Interests, new Interest(new(source), answer)] };
}

/// <summary>Claims in few words. A chain is written <c>publisher>relay>origin</c>; <c>on</c> is the day of the report.</summary>
internal static class Say
{
    public static Claim Count(string id, double best, string by, string? on = null) => Claim(id, new ClaimValue.Quantity(best, null, null), by, on);

    public static Claim AtLeast(string id, double number, string by, string? on = null) => Claim(id, new ClaimValue.Bound(BoundOp.AtLeast, number), by, on);

    public static Claim AtMost(string id, double number, string by, string? on = null) => Claim(id, new ClaimValue.Bound(BoundOp.AtMost, number), by, on);

    public static Claim Between(string id, double low, double high, string by, string? on = null) => Claim(id, new ClaimValue.Range(low, high), by, on);

    public static Claim Score(string id, double best, string by) => Count(id, best, by) with { Unit = null };

    public static Claim Yes(string id, string by, string? on = null) => Claim(id, new ClaimValue.Proposition(true, null), by, on) with { Unit = null };

    public static Claim Label(string id, string label, string by, string? on = null) => Claim(id, new ClaimValue.Category(label), by, on) with { Unit = null };

    public static Claim Date(string id, string? edtf, string by, string? on = null) =>
        Claim(id, new ClaimValue.Date(edtf is null ? null : Edtf.Parse(edtf)), by, on) with { Unit = null };

    public static Claim Denied(this Claim claim) => claim with { Stance = Stance.Denies };

    public static Claim As(this Claim claim, ClaimStatus status) => claim with { Status = status };

    public static Claim Valid(this Claim claim, string edtf) => claim with { ValidTime = Edtf.Parse(edtf) };

    public static Claim Hedged(this Claim claim, params string[] hedges) => claim with { Hedges = new(hedges) };

    public static Claim Credible(this Claim claim, int credibility) => claim with { Credibility = credibility };

    public static Claim Correcting(this Claim claim, string wrong) => claim with { Corrects = new(wrong) };

    public static Claim Qualified(this Claim claim, string name, string value) => claim.Qualified(name, new QualifierValue.Text(value));

    public static Claim Qualified(this Claim claim, string name, QualifierValue value) =>
        claim with { Qualifiers = [.. claim.Qualifiers ?? [], new Qualifier(name, value)] };

    public static Claim DerivedFrom(this Claim claim, params string[] claims) => claim.Qualified("derivedFrom", new QualifierValue.Texts(new(claims)));

    private static Claim Claim(string id, ClaimValue value, string by, string? on)
    {
        var chain = by.Split('>').Select(s => new SourceId(s)).ToList();
        return new Claim
        {
            Id = new(id), Topic = new("topic"), Value = value, Unit = "persons", Status = ClaimStatus.Occurred, Publisher = chain[0],
            Attribution = chain.Count == 1 ? null : new(chain), ReportedTime = Edtf.Parse(on ?? "2025-06-30"),
        };
    }
}
