using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Tests.Folding;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Topics;

/// <summary>Given these events, when this command, then these events or this refusal.</summary>
public sealed class TopicDeciderTest
{
    private static readonly TopicDefinition Troops = Ask.HowMany();
    private static readonly TopicEvent Opened = new TopicEvent.Defined(Troops);
    private static readonly Claim First = Say.Count("c1", 600, "post>nis");
    private static readonly TopicEvent Asserted = new TopicEvent.ClaimAsserted(First);
    private static readonly SourceProfile Nis = new(new("nis"), "The service", "intelligence-service", Grade.B);
    private static readonly SourceProfile Merged = Nis with { Merge = new(new SourceId("service"), "one and the same"), Version = 1 };
    private static readonly SourceProfile Service = new(new("service"), "The service", "intelligence-service", Grade.A);
    private static readonly TopicEvent Retracted = new TopicEvent.ClaimRetracted(new("c1"), "misread", null);
    private static readonly TopicEvent Restored = new TopicEvent.ClaimRestored(new("c1"), "wrong row", null);
    private static readonly Claim Quoted = First with { Quote = "Maria saw six trucks at the gate", Note = "by phone" };
    private static readonly TopicEvent AssertedQuoted = new TopicEvent.ClaimAsserted(Quoted);
    private static readonly TopicEvent Erased = new TopicEvent.ClaimErased(new("c1"), ["quote"], "asked for");
    private static readonly Edtf Sixteenth = Edtf.Parse("2025-11-16");
    private static readonly TopicEvent RetractedOnSixteenth = new TopicEvent.ClaimRetracted(new("c1"), "misread", null, Sixteenth);
    private static readonly Resolution Counted = new(new ClaimValue.Quantity(612, null, null), "official count", new SourceId("registry"));

    private static readonly Resolution Ranged = new(new ClaimValue.Range(10, 20), "inquest", null, ValidTime: Edtf.Parse("2025-12"));
    private static readonly Resolution Bounded = new(new ClaimValue.Bound(BoundOp.AtLeast, 10), "inquest", null);
    private static readonly Resolution OpenDate = new(new ClaimValue.Date(Edtf.Parse("2025/..")), "seen", null);
    private static readonly Annulment NotPlayed = new("the match was not played", new SourceId("league"));
    private static readonly TopicEvent Withdrawn = new TopicEvent.ResolutionWithdrawn("a slip", null);

    private static readonly FamilyDefinition Wide = FamilyDefinition.Default("quantity", TopicKind.Quantity) with { Tolerance = 0.5, Version = 2 };

    private static readonly Dictionary<string, (TopicEvent[] Given, TopicCommand When, TopicEvent[] Then)> Accepted = new()
    {
        ["a topic is defined with what is held about its family"] = ([], new TopicCommand.Define(Troops, null, Wide), [Opened, new TopicEvent.FamilyDefined(Wide)]),
        ["a topic that moves to another family brings that one"] = (
            [Opened, new TopicEvent.FamilyDefined(Wide)], new TopicCommand.Define(Troops with { Family = "troops" }, null, Wide with { Name = "troops", Version = 1 }),
            [new TopicEvent.Defined(Troops with { Family = "troops" }), new TopicEvent.FamilyDefined(Wide with { Name = "troops", Version = 1 })]),
        ["the same definition brings what is new about the family"] = ([Opened], new TopicCommand.Define(Troops, 0, Wide), [new TopicEvent.FamilyDefined(Wide)]),
        ["a claim opens a topic with what is held about its family"] = (
            [], new TopicCommand.AssertClaim(First, [], Troops, Wide), [Opened, new TopicEvent.FamilyDefined(Wide), Asserted]),
        ["a family is defined anew"] = (
            [Opened, new TopicEvent.FamilyDefined(Wide)], new TopicCommand.DefineFamily(Wide with { Tolerance = 0.2, Version = 3 }), [new TopicEvent.FamilyDefined(Wide with { Tolerance = 0.2, Version = 3 })]),
        ["a topic is defined"] = ([], new TopicCommand.Define(Troops, null), [Opened]),
        ["a topic that must be new is defined"] = ([], new TopicCommand.Define(Troops, 0), [Opened]),
        ["a topic is redefined"] = ([Opened], new TopicCommand.Define(Retitled(Troops), null), [new TopicEvent.Defined(Retitled(Troops))]),
        ["a topic is redefined at its version"] = ([Opened, Asserted], new TopicCommand.Define(Retitled(Troops), 2), [new TopicEvent.Defined(Retitled(Troops))]),
        ["a claim is taken in"] = ([Opened], Submit(First), [Asserted]),
        ["a claim opens a topic"] = ([], new TopicCommand.AssertClaim(First, [], Troops), [Opened, Asserted]),
        ["a claim does not redefine a topic"] = ([Opened], new TopicCommand.AssertClaim(First, [], Retitled(Troops)), [Asserted]),
        ["a claim brings what is held about its sources"] = ([Opened], new TopicCommand.AssertClaim(First, [Nis], null), [new TopicEvent.SourceAssessed(Nis), Asserted]),
        ["a source that is another brings what is held about that one"] = (
            [Opened, new TopicEvent.SourceAssessed(Nis)],
            new TopicCommand.AssessSource(Merged) { Into = [Service] },
            [new TopicEvent.SourceAssessed(Service), new TopicEvent.SourceAssessed(Merged, SourceAct.Merged)]),
        ["a source is one of its own again"] = (
            [Opened, new TopicEvent.SourceAssessed(Merged, SourceAct.Merged)],
            new TopicCommand.AssessSource(Nis with { Version = 2 }), [new TopicEvent.SourceAssessed(Nis with { Version = 2 }, SourceAct.Split)]),
        ["what is known of a source is not said again"] = ([Opened, new TopicEvent.SourceAssessed(Nis)], new TopicCommand.AssertClaim(First, [Nis], null), [Asserted]),
        ["a claim reported within a day of our clock is taken in"] = ([Opened], Submit(First with { ReportedTime = Edtf.Parse("2026-01-03") }), [new TopicEvent.ClaimAsserted(First with { ReportedTime = Edtf.Parse("2026-01-03") })]),
        ["a claim that does not answer is kept"] = ([Opened], Submit(Say.Yes("c2", "post>nis")), [new TopicEvent.ClaimAsserted(Say.Yes("c2", "post>nis"))]),
        ["the texts that a claim has are erased"] = ([Opened, AssertedQuoted], Erase("url", "quote"), [Erased]),
        ["the texts of a retracted claim are erased"] = ([Opened, AssertedQuoted, Retracted], Erase("quote"), [Erased]),
        ["of two texts that which is left is erased"] = (
            [Opened, AssertedQuoted, Erased], Erase("quote", "note"), [new TopicEvent.ClaimErased(new("c1"), ["note"], "asked for")]),
        ["a claim is retracted"] = ([Opened, Asserted], new TopicCommand.RetractClaim(new("c1"), "misread", null), [Retracted]),
        ["a retraction says when it was made known"] = ([Opened, Asserted],
        new TopicCommand.RetractClaim(new("c1"), "misread", null, Sixteenth), [RetractedOnSixteenth]),
        ["a retraction waits for its claim"] = ([Opened], new TopicCommand.RetractClaim(new("c1"), "misread", null), [Retracted]),
        ["a claim arrives whose retraction waits"] = ([Opened, Retracted], Submit(First), [Asserted]),
        ["a retraction that waits is withdrawn"] = ([Opened, Retracted], new TopicCommand.RestoreClaim(new("c1"), "wrong row", null), [Restored]),
        ["a retraction is withdrawn"] = ([Opened, Asserted, Retracted], new TopicCommand.RestoreClaim(new("c1"), "wrong row", null), [Restored]),
        ["a retraction is withdrawn on the day that it was made known"] = (
            [Opened, Asserted, RetractedOnSixteenth], new TopicCommand.RestoreClaim(new("c1"), "wrong row", null, Sixteenth),
            [new TopicEvent.ClaimRestored(new("c1"), "wrong row", null, Sixteenth)]),
        ["a claim is retracted again"] = ([Opened, Asserted, Retracted, Restored], new TopicCommand.RetractClaim(new("c1"), "misread", null), [Retracted]),
        ["a topic is resolved"] = ([Opened], new TopicCommand.Resolve(Counted), [new TopicEvent.Resolved(Counted)]),
        ["a topic is resolved by a range"] = ([Opened], new TopicCommand.Resolve(Ranged), [new TopicEvent.Resolved(Ranged)]),
        ["a topic is resolved by a bound"] = ([Opened], new TopicCommand.Resolve(Bounded), [new TopicEvent.Resolved(Bounded)]),
        ["a topic is resolved by an open date"] = (
            [new TopicEvent.Defined(Ask.When())], new TopicCommand.Resolve(OpenDate), [new TopicEvent.Resolved(OpenDate)]),
        ["a resolution is replaced"] = ([Opened, new TopicEvent.Resolved(Counted with { Reason = "estimate" })], new TopicCommand.Resolve(Counted), [new TopicEvent.Resolved(Counted)]),
        ["an answer is withdrawn"] = ([Opened, new TopicEvent.Resolved(Counted)], new TopicCommand.WithdrawResolution("a slip", null), [Withdrawn]),
        ["an annulment is withdrawn"] = ([Opened, new TopicEvent.Annulled(NotPlayed)], new TopicCommand.WithdrawResolution("a slip", null), [Withdrawn]),
        ["a question is annulled"] = ([Opened], new TopicCommand.Annul(NotPlayed), [new TopicEvent.Annulled(NotPlayed)]),
        ["an answer gives way to an annulment"] = ([Opened, new TopicEvent.Resolved(Counted)],
        new TopicCommand.Annul(NotPlayed), [new TopicEvent.Annulled(NotPlayed)]),
        ["the same answer after it was withdrawn"] = ([Opened, new TopicEvent.Resolved(Counted), Withdrawn],
        new TopicCommand.Resolve(Counted), [new TopicEvent.Resolved(Counted)]),
        ["a source is assessed"] = ([Opened], new TopicCommand.AssessSource(Nis), [new TopicEvent.SourceAssessed(Nis)]),
        ["a source is assessed anew"] = ([Opened, new TopicEvent.SourceAssessed(Nis)], new TopicCommand.AssessSource(Nis with { Grade = Grade.C }), [new TopicEvent.SourceAssessed(Nis with { Grade = Grade.C })]),
    };

    private static readonly Dictionary<string, (TopicEvent[] Given, TopicCommand When, Rejection Why)> Refused = new()
    {
        ["a claim on an unknown topic"] = ([], Submit(First), new Rejection.UnknownTopic(First.Topic)),
        ["an erasure on an unknown topic"] = ([], Erase("quote"), new Rejection.UnknownTopic(Troops.Id)),
        ["an erasure of an unknown claim"] = ([Opened], Erase("quote"), new Rejection.UnknownClaim(new("c1"))),
        ["an erasure whose reason holds the text"] = (
            [Opened, AssertedQuoted], new TopicCommand.EraseClaim(new("c1"), ["note"], "it was By phone."),
            new Rejection.Invalid("/reason", "holds words that are to be erased, and is kept")),
        ["an erasure whose reason holds three words of the text"] = (
            [Opened, AssertedQuoted], new TopicCommand.EraseClaim(new("c1"), ["quote"], "\"maria saw six\" is private"),
            new Rejection.Invalid("/reason", "holds words that are to be erased, and is kept")),
        ["another claim under the id of one that words were erased from"] = (
            [Opened, AssertedQuoted, Erased], Submit(Quoted with { Credibility = 2 }), new Rejection.ClaimIdTaken(new("c1"), 2)),
        ["a retraction on an unknown topic"] = ([], new TopicCommand.RetractClaim(new("c1"), "misread", null), new Rejection.UnknownTopic(Troops.Id)),
        ["a resolution of an unknown topic"] = ([], new TopicCommand.Resolve(Counted), new Rejection.UnknownTopic(Troops.Id)),
        ["an assessment on an unknown topic"] = ([], new TopicCommand.AssessSource(Nis), new Rejection.UnknownTopic(Troops.Id)),
        ["a family of another kind"] = ([], new TopicCommand.Define(Ask.Whether() with { Family = "quantity" }, null, Wide), new Rejection.Invalid("/family", "is for topics of kind quantity")),
        ["a built-in family of another kind"] = ([], new TopicCommand.Define(Troops with { Family = "date" }, null), new Rejection.Invalid("/family", "is for topics of kind date")),
        ["a family on an unknown topic"] = ([], new TopicCommand.DefineFamily(Wide), new Rejection.UnknownTopic(Troops.Id)),
        ["another kind"] = ([Opened], new TopicCommand.Define(Ask.Whether() with { Id = Troops.Id }, null), new Rejection.KindFixed(TopicKind.Quantity)),
        ["a redefinition of a stale version"] = ([Opened, Asserted], new TopicCommand.Define(Retitled(Troops), 1), new Rejection.VersionMismatch(1, 2)),
        ["a definition of a topic that must be new and is not"] = ([Opened], new TopicCommand.Define(Retitled(Troops), 0), new Rejection.VersionMismatch(0, 1)),
        ["a definition of a version that is not there"] = ([], new TopicCommand.Define(Troops, 3), new Rejection.VersionMismatch(3, 0)),
        ["another claim under the same id"] = ([Opened, Asserted], Submit(First with { Note = "seen twice" }), new Rejection.ClaimIdTaken(new("c1"), 2)),
        ["the id of a retracted claim"] = ([Opened, Asserted, Retracted], Submit(First with { Value = new ClaimValue.Quantity(6, null, null) }), new Rejection.ClaimIdTaken(new("c1"), 2)),
        ["a claim that corrects itself"] = ([Opened], Submit(First.Correcting("c1")), new Rejection.Invalid("/corrects", "leads back to this claim")),
        ["a mistake of entry that corrects nothing"] = ([Opened], Submit(First with { Entry = true }),
        new Rejection.Invalid("/entry", "is said of a correction, and corrects is not given")),
        ["a negative count"] = ([Opened], Submit(Say.Count("c2", -1, "post>nis")), new Rejection.Invalid("/value/best", "a count is never negative")),
        ["a negative bound"] = ([Opened], Submit(Say.AtLeast("c2", -1, "post>nis")), new Rejection.Invalid("/value/value", "a count is never negative")),
        ["a negative range"] = ([Opened], Submit(Say.Between("c2", -1, 5, "post>nis")), new Rejection.Invalid("/value/low", "a count is never negative")),
        ["a score beyond the scale"] = ([new TopicEvent.Defined(Ask.Rate(1, 5))], Submit(Say.Score("c2", 6, "juror")), new Rejection.Invalid("/value/best", "lies outside the topic's scale, 1 to 5")),
        ["the same claim after it was retracted"] =
        ([Opened, Asserted, Retracted], Submit(First), new Rejection.ClaimRetracted(First.Topic, new("c1"), "misread")),
        ["a retraction made known in the future"] = (
            [Opened, Asserted], new TopicCommand.RetractClaim(new("c1"), "misread", null, Edtf.Parse("2026-01-04")),
            new Rejection.Invalid("/reportedTime", "lies in the future")),
        ["an answer made known in the future"] = (
            [Opened], new TopicCommand.Resolve(Counted with { ReportedTime = Edtf.Parse("2026-01-04") }),
            new Rejection.Invalid("/reportedTime", "lies in the future")),
        ["an annulment made known in the future"] = (
            [Opened], new TopicCommand.Annul(NotPlayed with { ReportedTime = Edtf.Parse("2026-01-04") }),
            new Rejection.Invalid("/reportedTime", "lies in the future")),
        ["the withdrawal of an answer that nobody gave"] = ([Opened], new TopicCommand.WithdrawResolution("a slip", null), new Rejection.NotResolved()),
        ["another withdrawal of an answer that was withdrawn"] = (
            [Opened, new TopicEvent.Resolved(Counted), Withdrawn], new TopicCommand.WithdrawResolution("another", null), new Rejection.NotResolved()),
        ["a restoration of an unknown claim"] = ([Opened], new TopicCommand.RestoreClaim(new("c9"), "wrong row", null), new Rejection.UnknownClaim(new("c9"))),
        ["a restoration of a claim that stands"] = ([Opened, Asserted],
        new TopicCommand.RestoreClaim(new("c1"), "wrong row", null), new Rejection.NotRetracted(new("c1"))),
        ["another restoration of a claim that was restored"] = (
            [Opened, Asserted, Retracted, Restored], new TopicCommand.RestoreClaim(new("c1"), "a slip", null), new Rejection.NotRetracted(new("c1"))),
        ["a retraction for another reason"] = ([Opened, Asserted, Retracted], new TopicCommand.RetractClaim(new("c1"), "forged", null), new Rejection.AlreadyRetracted(new("c1"))),
        ["a retraction by somebody else"] = ([Opened, Asserted, Retracted], new TopicCommand.RetractClaim(new("c1"), "misread", new SourceId("nis")), new Rejection.AlreadyRetracted(new("c1"))),
        ["a yes to a question of how many"] = ([Opened], new TopicCommand.Resolve(new(new ClaimValue.Proposition(true, null), "seen", null)), new Rejection.Invalid("/value", "cannot be the answer to a topic of kind quantity")),
        ["a range that is never counted as an established number"] = (
            [Opened], new TopicCommand.Resolve(new(new ClaimValue.Range(-5, 5), "seen", null)),
            new Rejection.Invalid("/value/low", "a count is never negative")),
        ["an answer for a time to come"] = (
            [Opened], new TopicCommand.Resolve(Counted with { ValidTime = Edtf.Parse("2026-01-04") }),
            new Rejection.Invalid("/validTime", "lies in the future")),
        ["an answer that is not a category"] = ([new TopicEvent.Defined(Ask.Which("a", "b"))], new TopicCommand.Resolve(new(new ClaimValue.Category("c"), "seen", null)), new Rejection.Invalid("/value", "cannot be the answer to a topic of kind category with the categories a, b")),
        ["a date that cannot be placed as the answer"] = (
            [new TopicEvent.Defined(Ask.When())], new TopicCommand.Resolve(new(new ClaimValue.Date(null), "seen", null)),
            new Rejection.Invalid("/value", "cannot be the answer to a topic of kind date")),
    };

    private static readonly Dictionary<string, (TopicEvent[] Given, TopicCommand When)> Unchanged = new()
    {
        ["an erasure of what was erased"] = ([Opened, AssertedQuoted, Erased], Erase("quote", "url")),
        ["a claim whose words were erased, again with them"] = ([Opened, AssertedQuoted, Erased], Submit(Quoted)),
        ["a claim whose words were erased, again without them"] = ([Opened, AssertedQuoted, Erased], Submit(Quoted with { Quote = null })),
        ["the same definition"] = ([Opened], new TopicCommand.Define(Troops, null)),
        ["the same definition, retried with the version it was made at"] = ([Opened], new TopicCommand.Define(Troops, 0)),
        ["the same claim"] = ([Opened, Asserted], Submit(First)),
        ["the same claim in another spelling"] = (
            [Opened, new TopicEvent.ClaimAsserted(First.Hedged("about") with { Words = "some 600" })],
            Submit(First.Hedged(" About ") with
            {
                Unit = "Person",
                Words = "Some  600",
                Publisher = null,
                ReportedTime = Edtf.Parse("2025-06-30"),
                Entry = false,
                Qualifiers = [],
            })),
        ["a source of which nothing is held that a topic need know"] = (
            [Opened], new TopicCommand.AssessSource(SourceProfile.Unknown(Nis.Source) with { Version = 1, Aliases = ["NIS"] })),
        ["the same claim, whatever is held about its sources"] = ([Opened, Asserted], new TopicCommand.AssertClaim(First, [Nis], Troops)),
        ["the same claim after it was restored"] = ([Opened, Asserted, Retracted, Restored], Submit(First)),
        ["the same retraction of a claim that is yet to come"] = ([Opened, Retracted], new TopicCommand.RetractClaim(new("c1"), "misread", null)),
        ["the same restoration"] = ([Opened, Asserted, Retracted, Restored], new TopicCommand.RestoreClaim(new("c1"), "wrong row", null)),
        ["the same claim, dated in the future since our clock was set back"] = ([Opened, new TopicEvent.ClaimAsserted(First with { ReportedTime = Edtf.Parse("2026-03") })], Submit(First with { ReportedTime = Edtf.Parse("2026-03") })),
        ["the same retraction"] = ([Opened, Asserted, Retracted], new TopicCommand.RetractClaim(new("c1"), "misread", null)),
        ["the same resolution"] = ([Opened, new TopicEvent.Resolved(Counted)], new TopicCommand.Resolve(Counted)),
        ["the same annulment"] = ([Opened, new TopicEvent.Annulled(NotPlayed)], new TopicCommand.Annul(NotPlayed)),
        ["the same withdrawal"] = ([Opened, new TopicEvent.Resolved(Counted), Withdrawn], new TopicCommand.WithdrawResolution("a slip", null)),
        ["the same assessment"] = ([Opened, new TopicEvent.SourceAssessed(Nis)], new TopicCommand.AssessSource(Nis)),
        ["an assessment that says nothing"] = ([Opened], new TopicCommand.AssessSource(SourceProfile.Unknown(new("nis")))),
        ["the same family"] = ([Opened, new TopicEvent.FamilyDefined(Wide)], new TopicCommand.DefineFamily(Wide)),
        ["an older definition of the family"] = ([Opened, new TopicEvent.FamilyDefined(Wide)], new TopicCommand.DefineFamily(Wide with { Tolerance = 0.2, Version = 1 })),
        ["the family of other topics"] = ([Opened], new TopicCommand.DefineFamily(Wide with { Name = "troops" })),
        ["a family that a topic has left"] = (
            [Opened, new TopicEvent.FamilyDefined(Wide), new TopicEvent.Defined(Troops with { Family = "troops" })], new TopicCommand.DefineFamily(Wide with { Version = 9 })),
    };

    public static TheoryData<string> AcceptedNames => [.. Accepted.Keys];

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    public static TheoryData<string> UnchangedNames => [.. Unchanged.Keys];

    [Theory]
    [MemberData(nameof(AcceptedNames))]
    public void What_is_new_and_fits_becomes_events(string what)
    {
        var (given, when, then) = Accepted[what];

        Assert.Equal(then, Assert.IsType<Decision.Accepted>(Decide(given, when)).Events);
    }

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void What_cannot_be_is_refused(string what)
    {
        var (given, when, why) = Refused[what];

        Assert.Equal(new Decision.Refused(why), Decide(given, when));
    }

    [Theory]
    [MemberData(nameof(UnchangedNames))]
    public void What_was_done_before_is_not_done_again(string what)
    {
        var (given, when) = Unchanged[what];

        Assert.IsType<Decision.Unchanged>(Decide(given, when));
    }

    [Fact]
    public void So_many_retractions_wait_and_no_more()
    {
        var waiting = Enumerable.Range(0, TopicDecider.WaitingMax).Select(i => new TopicEvent.ClaimRetracted(new($"x{i}"), "misread", null));
        TopicEvent[] given = [Opened, Asserted, .. waiting];

        Assert.Equal(new Decision.Refused(new Rejection.TooManyWaiting(TopicDecider.WaitingMax)),
            Decide(given, new TopicCommand.RetractClaim(new("c9"), "misread", null)));
        Assert.IsType<Decision.Accepted>(Decide(given, new TopicCommand.RetractClaim(new("c1"), "misread", null)));
    }

    [Fact]
    public void An_event_that_does_not_follow_on_is_a_fault()
    {
        var state = new TopicState();
        state.Evolve(new Recorded(1, Story.Recording, Opened));

        var fault = Assert.Throws<InvalidOperationException>(() => state.Evolve(new Recorded(3, Story.Recording, Asserted)));

        Assert.Contains("how-many", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Decides at midnight UTC, 2 January 2026.</summary>
    private static Decision Decide(TopicEvent[] given, TopicCommand when)
    {
        var state = new TopicState();
        foreach (var fact in given) state.Evolve(new Recorded(state.Version + 1, Story.Recording, fact));
        return TopicDecider.Decide(state, Troops.Id, when, Story.Now);
    }

    private static TopicCommand Erase(params string[] fields) => new TopicCommand.EraseClaim(new("c1"), [.. fields], "asked for");

    private static TopicCommand Submit(Claim claim) => new TopicCommand.AssertClaim(claim, [], null);

    private static TopicDefinition Retitled(TopicDefinition topic) => topic with { Title = "Killed" };

}
