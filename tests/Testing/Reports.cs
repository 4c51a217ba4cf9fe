using System.Text;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Lists;

namespace Analysis.Testing;

/// <summary>Topics and claims for suites that care about hosts and journals rather than about belief.</summary>
public static class Reports
{
    public static TopicDefinition Troops(string topic) =>
        new() { Id = new(topic), Title = $"Troops, {topic}", Kind = TopicKind.Quantity, Unit = "persons", Dynamics = Dynamics.Cumulative };

    public static Claim Count(string topic, string id, double best, string origin = "ministry", string on = "2025-06-30") => new()
    {
        Id = new(id), Topic = new(topic), Value = new ClaimValue.Quantity(best, null, null), Unit = "persons", Status = ClaimStatus.Occurred,
        Attribution = [new("outlet"), new(origin)], ReportedTime = Edtf.Parse(on),
    };

    /// <summary>A claim that says something in each of its fields.</summary>
    public static Claim EveryField { get; } = new()
    {
        Id = new("c1"), Topic = new("t"), Value = new ClaimValue.Quantity(1_500, 1_400.5, 1_600), Unit = "persons",
        Words = "about <1,500> & more", Stance = Stance.Denies,
        Status = ClaimStatus.Cumulative, ValidTime = Edtf.Parse("2024-10"), ReportedTime = Edtf.Parse("2024-10-08"),
        ReportedTimeInferred = true, Publisher = new SourceId("outlet"),
        Attribution = [new("outlet"), new("ministry")], Hedges = ["about"], Credibility = 3, Qualifiers = [new("scope", new QualifierValue.Text("main body"))],
        Quote = "\"so\"", Url = "https://example.org/?a=1&b=2", Article = "001.txt", Note = "a note", Corrects = new ClaimId("c0"), Entry = true,
    };

    /// <summary>The same with another value in one field, by its stored name. A new field needs an arm here.</summary>
    public static Claim Changed(string field) => field switch
    {
        "id" => EveryField with { Id = new("c2") },
        "topic" => EveryField with { Topic = new("t2") },
        "value" => EveryField with { Value = new ClaimValue.Bound(BoundOp.AtLeast, 7) },
        "unit" => EveryField with { Unit = null },
        "words" => EveryField with { Words = "тысячи" },
        "stance" => EveryField with { Stance = Stance.Asserts },
        "status" => EveryField with { Status = ClaimStatus.Planned },
        "validTime" => EveryField with { ValidTime = Edtf.Parse("2025-07/..") },
        "reportedTime" => EveryField with { ReportedTime = null },
        "reportedTimeInferred" => EveryField with { ReportedTimeInferred = false },
        "publisher" => EveryField with { Publisher = null },
        "attribution" => EveryField with { Attribution = [new("outlet"), new("relay"), new("service")] },
        "hedges" => EveryField with { Hedges = [] },
        "credibility" => EveryField with { Credibility = null },
        "qualifiers" =>
            EveryField
            with
            {
                Qualifiers = [new("derivedFrom", new QualifierValue.Texts(["a", "b"])),
            new("sure", new QualifierValue.Flag(false))]
            },
        "quote" => EveryField with { Quote = "line one\nline two" },
        "url" => EveryField with { Url = null },
        "article" => EveryField with { Article = "002.txt" },
        "note" => EveryField with { Note = "another" },
        "corrects" => EveryField with { Corrects = new ClaimId("c9") },
        "entry" => EveryField with { Entry = false },
        "erased" => EveryField with { Quote = null, Erased = ["quote"] },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no other value is known"),
    };

    public static TopicCommand Assert(Claim claim) => new TopicCommand.AssertClaim(claim, [], null);

    /// <summary>The bytes are no concern of these suites: a view's sentence stands for it.</summary>
    public sealed class Plain : IViewRenderer
    {
        public string Form => "plain";

        public Representation Whole(TopicReading reading) => Restore(Encoding.UTF8.GetBytes(reading.View.Statement), reading.View.Version);

        public ReadOnlyMemory<byte> Brief(TopicReading reading) => ReadOnlyMemory<byte>.Empty;

        public Representation Restore(ReadOnlyMemory<byte> json, long version) => new(json, version, $"\"{version}\"");
    }
}
