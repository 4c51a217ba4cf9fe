using Analysis.Domain.Claims;
using Analysis.Domain.Tests.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Topics;

/// <summary>What is done to topics themselves, and what passes from one to another.</summary>
public sealed class FilingTest
{
    private static readonly TopicDefinition Troops = Ask.HowMany();
    private static readonly TopicId Other = new("other");
    private static readonly DateTimeOffset Before = Story.Recording.AddDays(-9);
    private static readonly TopicEvent Opened = new TopicEvent.Defined(Troops);
    private static readonly Claim First = Say.Count("c1", 600, "post>nis");
    private static readonly TopicEvent Asserted = new TopicEvent.ClaimAsserted(First);
    private static readonly TopicEvent Retracted = new TopicEvent.ClaimRetracted(new("c1"), "misread", null);
    private static readonly TopicEvent Archived = new TopicEvent.Archived("opened twice", null);
    private static readonly TopicEvent Restored = new TopicEvent.Restored("wanted", null);
    private static readonly TopicEvent Moved = new TopicEvent.ClaimMoved(new("c1"), Other, "wrong row", null);
    private static readonly TopicEvent Redirected = new TopicEvent.Redirected(Other, "one question", null);
    private static readonly TopicEvent.Received Arrived = Received(Asserted);
    private static readonly TopicEvent.Received RetractedThere = Received(Retracted);
    private static readonly TopicEvent LedBack = new TopicEvent.RedirectWithdrawn("two questions", null);

    private static readonly Dictionary<string,
        (TopicEvent[] Given, TopicCommand When, TopicEvent[] Then)> Accepted = new()
        {
            ["a topic is put away"] = ([Opened], new TopicCommand.Archive("opened twice", null), [Archived]),
            ["a topic is put away for another reason"] = ([Opened, Archived], new TopicCommand.Archive("moot", null),
            [new TopicEvent.Archived("moot", null)]),
            ["a topic is taken out"] = ([Opened, Archived], new TopicCommand.Restore("wanted", null), [Restored]),
            ["what is there already is said of a topic put away"] = ([Opened, Asserted, Archived],
            new TopicCommand.RetractClaim(new("c1"), "misread", null), [Retracted]),
            ["a claim is moved"] = ([Opened, Asserted], Move(2), [Moved]),
            ["a claim is moved as it was left"] = ([Opened, Asserted, Retracted], Move(3), [Moved]),
            ["a claim arrives"] = ([Opened], Receive(Arrived), [Arrived]),
            ["a claim arrives with what was done to it"] = ([Opened], Receive(Arrived, RetractedThere),
            [Arrived, RetractedThere]),
            ["a claim comes back"] = ([Opened, Asserted, Moved], Receive(Arrived), [Arrived]),
            ["what was done elsewhere comes back with it"] = ([Opened, Asserted, Moved], Receive(Arrived, RetractedThere),
            [Arrived, RetractedThere]),
            ["only what is new arrives"] = ([Opened, Arrived], Receive(Arrived, RetractedThere), [RetractedThere]),
            ["a retraction arrives before its claim"] = ([Opened], Receive(RetractedThere), [RetractedThere]),
            ["a topic is led elsewhere"] = ([Opened, Asserted], Redirect(2), [Redirected]),
            ["a topic is led back"] = ([Opened, Redirected], new TopicCommand.WithdrawRedirect("two questions", null),
            [LedBack]),
            ["a topic goes on under a new id"] = ([], new TopicCommand.Continue(Troops, Other),
            [Opened, new TopicEvent.Continued(Other)]),
            ["a topic goes on under its old id"] = ([Opened, Redirected], new TopicCommand.Continue(Troops, Other),
            [new TopicEvent.Continued(Other)]),
            ["a definition takes the place of the one that it was made from"] = ([Opened],
            new TopicCommand.Define(Troops with { Title = "Killed" }, null) { Instead = Troops },
                [new TopicEvent.Defined(Troops with { Title = "Killed" })]),
        };

    private static readonly Dictionary<string, (TopicEvent[] Given, TopicCommand When)> Unchanged = new()
    {
        ["put away twice"] = ([Opened, Archived], new TopicCommand.Archive("opened twice", null)),
        ["taken out twice"] = ([Opened, Archived, Restored], new TopicCommand.Restore("wanted", null)),
        ["moved twice"] = ([Opened, Asserted, Moved], Move(2)),
        ["posted again where it was"] = ([Opened, Asserted, Moved], new TopicCommand.AssertClaim(First, [], null)),
        ["received twice"] = ([Opened, Arrived, RetractedThere], Receive(Arrived, RetractedThere)),
        ["received where it is"] = ([Opened, Asserted], Receive(Arrived)),
        ["received where it is, on a topic put away"] = ([Opened, Asserted, Archived], Receive(Arrived)),
        ["that it was moved here"] = ([Opened, Arrived],
            Receive(Received(new TopicEvent.ClaimMoved(new("c1"), Troops.Id, "wrong row", null)))),
        ["led elsewhere twice"] = ([Opened, Redirected], Redirect(9)),
        ["led back twice"] = ([Opened, Redirected, LedBack], new TopicCommand.WithdrawRedirect("two questions", null)),
        ["told of a source while it is elsewhere"] = ([Opened, Redirected],
            new TopicCommand.AssessSource(SourceProfile.Unknown(new("nis")))),
        ["continued twice"] = ([Opened, new TopicEvent.Continued(Other)], new TopicCommand.Continue(Troops, Other)),
    };

    private static readonly Dictionary<string, (TopicEvent[] Given, TopicCommand When, Rejection Then)> Refused = new()
    {
        ["a claim to a topic put away"] = ([Opened, Archived], new TopicCommand.AssertClaim(First, [], null),
            new Rejection.TopicArchived(First.Topic, "opened twice")),
        ["a claim that arrives there"] = ([Opened, Archived], Receive(Arrived),
            new Rejection.TopicArchived(Troops.Id, "opened twice")),
        ["taking out what is not put away"] = ([Opened], new TopicCommand.Restore("wanted", null),
            new Rejection.NotArchived(Troops.Id)),
        ["moving what is not there"] = ([Opened], Move(0), new Rejection.UnknownClaim(new("c1"))),
        ["moving what has changed"] = ([Opened, Asserted, Retracted], Move(2), new Rejection.VersionMismatch(2, 3)),
        ["moving what has left"] = ([Opened, Asserted, Moved], Move(2) with { To = new("third") },
            new Rejection.ClaimMoved(new("c1"), Other)),
        ["retracting what has left"] = ([Opened, Asserted, Moved],
            new TopicCommand.RetractClaim(new("c1"), "misread", null), new Rejection.ClaimMoved(new("c1"), Other)),
        ["restoring what has left"] = ([Opened, Asserted, Moved],
            new TopicCommand.RestoreClaim(new("c1"), "no", null), new Rejection.ClaimMoved(new("c1"), Other)),
        ["another claim of the same id"] = ([Opened, Asserted],
            Receive(Received(new TopicEvent.ClaimAsserted(First with { Note = "other" }))),
                new Rejection.ClaimIdTaken(new("c1"), 2)),
        ["leading away what has changed"] = ([Opened, Asserted], Redirect(1), new Rejection.VersionMismatch(1, 2)),
        ["leading elsewhere what is led away"] = ([Opened, Redirected], Redirect(2) with { To = new("third") },
            new Rejection.Redirected(Troops.Id, Other)),
        ["a claim to a topic led away"] = ([Opened, Redirected], new TopicCommand.AssertClaim(First, [], Troops),
            new Rejection.Redirected(Troops.Id, Other)),
        ["defining a topic led away"] = ([Opened, Redirected], new TopicCommand.Define(Troops, null),
            new Rejection.Redirected(Troops.Id, Other)),
        ["leading back what stands"] = ([Opened], new TopicCommand.WithdrawRedirect("two questions", null),
            new Rejection.NotRedirected(Troops.Id)),
        ["continuing as a topic of its own"] = ([Opened], new TopicCommand.Continue(Troops, Other),
            new Rejection.TopicExists(Troops.Id)),
        ["archiving what nobody defined"] = ([], new TopicCommand.Archive("moot", null),
            new Rejection.UnknownTopic(Troops.Id)),
        ["a definition made from another"] = ([Opened],
            new TopicCommand.Define(Troops with { Title = "B" }, null) { Instead = Troops with { Title = "A" } },
                new Rejection.DefinitionChanged()),
        ["what is dated ahead"] = ([Opened], new TopicCommand.Archive("moot", null, Edtf.Parse("2027")),
            new Rejection.Invalid("/reportedTime", "lies in the future")),
    };

    public static TheoryData<string> AcceptedCases => [.. Accepted.Keys];

    public static TheoryData<string> UnchangedCases => [.. Unchanged.Keys];

    public static TheoryData<string> RefusedCases => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(AcceptedCases))]
    public void Becomes_events(string that) =>
        Assert.Equal(Accepted[that].Then,
            Assert.IsType<Decision.Accepted>(Decide(Accepted[that].Given, Accepted[that].When)).Events);

    [Theory]
    [MemberData(nameof(UnchangedCases))]
    public void Changes_nothing(string that) =>
        Assert.Equal(new Decision.Unchanged(), Decide(Unchanged[that].Given, Unchanged[that].When));

    [Theory]
    [MemberData(nameof(RefusedCases))]
    public void Is_refused(string that) =>
        Assert.Equal(new Decision.Refused(Refused[that].Then), Decide(Refused[that].Given, Refused[that].When));

    [Fact]
    public void A_claim_that_was_moved_plays_no_part_and_says_where_it_went_until_it_comes_back()
    {
        var story = Story.Of(Troops, First, Say.Count("c2", 650, "post>ministry"),
            Say.Count("c3", 640, "post>nis") with { Corrects = new("c1") });
        story.Add(new TopicEvent.ClaimMoved(new("c3"), Other, "wrong row", null)).Add(Moved);
        var without = Story.Of(Troops, Say.Count("c2", 650, "post>ministry")).View();

        Assert.Equal((Standing.Moved, "moved to other: wrong row"), (story.Standing("c1"), story.Entry("c1").Reason));
        Assert.Equal((without.Statement, without.Claims), (story.View().Statement, story.View().Claims));

        story.Add(Arrived);

        Assert.Equal(Standing.Counted, story.Standing("c1")); // what corrects it stands elsewhere
        Assert.Equal(2, story.View().Claims);
    }

    [Fact]
    public void Moved_while_somebody_looks_or_before_makes_no_difference()
    {
        TopicEvent[] facts = [Opened, Asserted, new TopicEvent.ClaimAsserted(Say.Count("c2", 650, "post>ministry")),
            Moved, Arrived, RetractedThere,
            Received(new TopicEvent.ClaimRestored(new("c1"), "right", null), 1),
                new TopicEvent.ClaimMoved(new("c2"), Other, "wrong row", null)];
        var (story, watched) = (new Story(Troops), new Domain.Folding.TopicFold(Story.Now));
        foreach (var fact in facts.Skip(1)) story.Add(fact);
        foreach (var recorded in story.Events)
        {
            watched.Apply(recorded);
            watched.Render();
        }

        Assert.Equal(story.Fold().Render(), watched.Render());
        Assert.Equal(story.Fold().Ledger(0, 9, without: false), watched.Ledger(0, 9, without: false));
    }

    [Fact]
    public void What_arrives_is_of_when_it_was_first_recorded()
    {
        var story = new Story(Troops)
            .Add(new TopicEvent.Resolved(new(new ClaimValue.Quantity(600, null, null), "counted", null)));
        story.Add(Received(new TopicEvent.ClaimAsserted(First with { ReportedTime = null }))).Add(RetractedThere);

        Assert.Equal(Before, story.Entry("c1").RecordedAt);
        Assert.Equal(Standing.Retracted, story.Standing("c1"));
        var known = story.Fold(reportedBy: Before.AddHours(-1));
        Assert.Null(known.Entry(new("c1")));
        Assert.Equal(Standing.Retracted, story.Fold(reportedBy: Before).Entry(new("c1"))!.Standing);
        story.Add(Received(new TopicEvent.ClaimRestored(new("c1"), "right", null), 1));
        Assert.Equal(Standing.Counted, story.Fold(reportedBy: Before.AddHours(1)).Entry(new("c1"))!.Standing); // nor too late for an answer of after it
    }

    [Fact]
    public void What_was_done_to_a_claim_on_two_topics_holds_in_the_order_in_which_it_was_recorded()
    {
        var story = Story.Of(Troops, First).Retract("c1").Restore("c1").Add(RetractedThere);

        Assert.NotEqual(Standing.Retracted, story.Standing("c1")); // it was restored here after it was retracted there
    }

    private static TopicCommand.MoveClaim Move(long ifVersion) =>
        new(new("c1"), Other, "wrong row", null, null, ifVersion);

    private static TopicCommand.Redirect Redirect(long ifVersion) => new(Other, "one question", null, null, ifVersion);

    private static TopicCommand Receive(params TopicEvent.Received[] facts) => new TopicCommand.Receive(new(facts), []);

    private static TopicEvent.Received Received(TopicEvent fact, int hours = 0) =>
        new(Other, Before.AddHours(hours), new Writer("Maria"), fact);

    private static Decision Decide(TopicEvent[] given, TopicCommand when)
    {
        var state = new TopicState();
        foreach (var fact in given) state.Evolve(new Recorded(state.Version + 1, Story.Recording, fact));
        return TopicDecider.Decide(state, Troops.Id, when, Story.Now);
    }
}
