using System.Text;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;

namespace Analysis.Engine.Tests;

/// <summary>
/// The stored form of every event. The lines of Fixtures/events.v1.txt (name, tab, bytes) are on somebody's disk: they stay as they are for
/// ever, and a new version of an event gets a file of its own.
/// </summary>
public sealed class EventCodecTest
{
    [Fact]
    public void Every_event_has_a_name() => // what is held about a source has one for each act
        Assert.Equal(typeof(TopicEvent).GetNestedTypes().Length + Enum.GetValues<SourceAct>().Length - 1, EventCodec.EventNames.Distinct().Count());

    private static readonly DateTimeOffset At = new DateTimeOffset(2025, 10, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(7);

    private static readonly DateTimeOffset Earlier = new(2025, 11, 16, 9, 30, 0, TimeSpan.Zero);

    /// <summary>In the order of the fixture's lines.</summary>
    private static readonly TopicEvent[] Events =
    [
        new TopicEvent.Defined(new TopicDefinition
        {
            Id = new("dprk-killed"), Title = "Killed: \"how many\"?", Question = "How many were killed to date?", Kind = TopicKind.Quantity, Unit = "persons",
            Conversions = [new UnitFactor("brigades", 5_000), new UnitFactor("dozens", 12.5)], Dynamics = Dynamics.Cumulative,
            Accepts = [ClaimStatus.Planned, ClaimStatus.Expected, ClaimStatus.Possible, ClaimStatus.Ongoing, ClaimStatus.Occurred, ClaimStatus.Cumulative],
            Scope = "soldiers, не рабочие", Interests = [new Interest(new("dprk-gov"), "low"), new Interest(new("rok-nis"), "high")], Sources = Voices.Reporters,
            HalfLife = new Period("P90D", TimeSpan.FromDays(90)), Family = "troops", Tags = ["dprk", "kursk"],
        }),
        new TopicEvent.Defined(new TopicDefinition { Id = new("weapons"), Title = "Weapons", Kind = TopicKind.Proposition }),
        new TopicEvent.Defined(new TopicDefinition
        {
            Id = new("role"), Title = "Role", Kind = TopicKind.Category, Categories = ["none", "support", "combat"], Ordered = true, Dynamics = Dynamics.Changing,
            HalfLife = new Period("PT36H", TimeSpan.FromHours(36)),
        }),
        new TopicEvent.Defined(new TopicDefinition { Id = new("when"), Title = "When", Kind = TopicKind.Date, Dynamics = Dynamics.Fixed }),
        new TopicEvent.Defined(new TopicDefinition { Id = new("score"), Title = "Score", Kind = TopicKind.Quantity, Scale = new Scale(-1.5, 10), Sources = Voices.Observers }),
        new TopicEvent.SourceAssessed(new(new("rok-nis"), "National Intelligence Service", "intelligence-service", Grade.B)),
        new TopicEvent.SourceAssessed(new(new("nobody"), null, null, Grade.F)),
        .. new[] { Grade.A, Grade.C, Grade.D, Grade.E }.Select(g => new TopicEvent.SourceAssessed(new(new($"graded-{g}"), null, null, g))),
        new TopicEvent.ReliabilityLearned([new(new("rok-nis"), 12_582_912, 1_048_576), new(new("dprk-gov"), 0, long.MaxValue)]),
        new TopicEvent.ClaimAsserted(new Claim
        {
            Id = new("a001-c03"), Topic = new("dprk-killed"), Value = new ClaimValue.Quantity(1_500, 1_400.5, 1_600), Unit = "persons", Words = "около полутора тысяч",
            Stance = Stance.Denies, Status = ClaimStatus.Cumulative, ValidTime = Edtf.Parse("2024-10-03/2024-10-08"), ReportedTime = Edtf.Parse("2024-10-08T16:25+09:00"),
            ReportedTimeInferred = true, Publisher = new SourceId("pub-001"), Attribution = [new("pub-001"), new("agency"), new("rok-mnd-kim")],
            Hedges = ["confirmed", "highly likely"], Credibility = 3,
            Qualifiers =
            [
                new("location", new QualifierValue.Text("near Donetsk")), new("derivedFrom", new QualifierValue.Texts(["a001-c01", "a001-c02"])),
                new("ambiguous", new QualifierValue.Flag(false)), new("none", new QualifierValue.Texts([])),
            ],
            Quote = "\"Six <officers> & others\" \u2028 \U0001F4A5", Url = "https://example.org/?a=1&b=2", Article = "001.txt", Note = "line one\nline two\\", Corrects = new ClaimId("a000-c01"),
        }),
        new TopicEvent.ClaimAsserted(Bare("quantity", new ClaimValue.Quantity(6, null, null))),
        new TopicEvent.ClaimAsserted(Bare("range", new ClaimValue.Range(3, 4.25))),
        new TopicEvent.ClaimAsserted(Bare("at-least", new ClaimValue.Bound(BoundOp.AtLeast, 1e15))),
        new TopicEvent.ClaimAsserted(Bare("more-than", new ClaimValue.Bound(BoundOp.MoreThan, 0.1))),
        new TopicEvent.ClaimAsserted(Bare("at-most", new ClaimValue.Bound(BoundOp.AtMost, 0))),
        new TopicEvent.ClaimAsserted(Bare("less-than", new ClaimValue.Bound(BoundOp.LessThan, 1.0 / 3))),
        new TopicEvent.ClaimAsserted(Bare("yes", new ClaimValue.Proposition(true, null))),
        new TopicEvent.ClaimAsserted(Bare("no", new ClaimValue.Proposition(false, 0.25))),
        new TopicEvent.ClaimAsserted(Bare("category", new ClaimValue.Category("in force"))),
        new TopicEvent.ClaimAsserted(Bare("date", new ClaimValue.Date(Edtf.Parse("2025-07/..")))),
        new TopicEvent.ClaimAsserted(Bare("undated", new ClaimValue.Date(null))),
        new TopicEvent.ClaimAsserted(Bare("empty-lists", new ClaimValue.Category("x")) with { Publisher = new SourceId("p"), Attribution = [], Hedges = [], Qualifiers = [], ReportedTimeInferred = false }),
        .. Enum.GetValues<ClaimStatus>().Select(s => new TopicEvent.ClaimAsserted(Bare($"status-{(int)s}", new ClaimValue.Category("x")) with { Status = s })),
        new TopicEvent.ClaimRetracted(new("a001-c03"), "misread", new SourceId("desk")),
        new TopicEvent.ClaimRetracted(new("a001-c03"), "", null),
        new TopicEvent.Resolved(new Resolution(new ClaimValue.Quantity(612, null, null), "official count", new SourceId("registry"))),
        new TopicEvent.Resolved(new Resolution(new ClaimValue.Date(Edtf.Parse("2025-04")), "seen", null)),
        new TopicEvent.FamilyDefined(new FamilyDefinition("troops", TopicKind.Quantity)
        {
            Tolerance = 0.1, Scale = NumberScale.Logarithmic, Misses = MissShape.SkewedLaplace, HalfLife = new Period("P90D", TimeSpan.FromDays(90)), Version = 3,
        }),
        new TopicEvent.FamilyDefined(new FamilyDefinition("casualties", TopicKind.Quantity) { Tolerance = 2, Scale = NumberScale.Linear, Misses = MissShape.Cauchy, Version = 1 }),
        new TopicEvent.FamilyDefined(new FamilyDefinition("in-force", TopicKind.Proposition) { LearnsBalance = true, Version = 12 }),
        new TopicEvent.FamilyDefined(new FamilyDefinition("panel", TopicKind.Category)
        {
            Version = 2,
            Learned = [new("panel(no|yes)", new FamilyKnowledge
            {
                Confusion = new([1, 2, 3, 4]), Balance = [5, 6], BalanceTopics = 7, WidthFactor = 1.25, Residual = 8, ResidualCount = 9,
            })],
        }),
    ];

    private static readonly (string Name, string Bytes)[] Fixture = Read("events.v1.txt");

    /// <summary>
    /// Events that have a later version, or a field that is only written where it says something, in the order of the
    /// lines of their fixtures.
    /// </summary>
    private static readonly TopicEvent[] LaterEvents =
    [
        new TopicEvent.SourceAssessed(new(new("rok-nis"), "National Intelligence Service", "intelligence-service", Grade.B, Version: 12)),
        new TopicEvent.SourceAssessed(new(new("nobody"), null, null, Grade.F)),
        new TopicEvent.SourceAssessed(new(new("rok-nis"), "National Intelligence Service", "intelligence-service", Grade.B, Version: 13)
        {
            Records = [new("panel(no|yes)", 12_582_912, 1_048_576) { Confusion = new([5L << 20, 1, 0, long.MaxValue]) }, new("rating from 0 to 10", 0, 0) { SquaredError = 7, Rated = 9 }],
        }),
        new TopicEvent.SourceAssessed(new(new("rok-nis"), "National Intelligence Service", "intelligence-service", Grade.B, Version: 13)
        {
            Records =
            [
                new("panel(no|yes)", 12_582_912, 1_048_576) { AnsweredRight = 1_048_576, AnsweredWrong = 3, Confusion = new([5L << 20, 1, 0, long.MaxValue]) },
                new("rating from 0 to 10", 0, 0) { SquaredError = 7, Rated = 9 },
            ],
        }),
        new TopicEvent.FamilyDefined(new FamilyDefinition("panel", TopicKind.Category)
        {
            Version = 2,
            Learned = [new("panel(no|yes)", new FamilyKnowledge
            {
                Confusion = new([1, 2, 3, 4]), Balance = [5, 6], BalanceTopics = 7, WidthFactor = 1.25, Residual = 8, ResidualCount = 9, Exponent = 0.35,
            })],
        }),
        new TopicEvent.ClaimAsserted(Bare("entered-right", new ClaimValue.Quantity(60, null, null))
        with { Corrects = new ClaimId("entered-wrong"), Entry = true }),
        new TopicEvent.ClaimRetracted(new("a001-c03"), "withdrawn by the agency", new SourceId("desk"), Edtf.Parse("2025-11-16")),
        new TopicEvent.ClaimRestored(new("a001-c03"), "wrong row", new SourceId("desk"), Edtf.Parse("2025-11-16T10:00Z")),
        new TopicEvent.ClaimRestored(new("a001-c03"), "wrong row", null),
        new TopicEvent.Resolved(new Resolution(new ClaimValue.Quantity(612, null, null), "official count", new SourceId("registry"), Edtf.Parse("2025-12-01"))),
        new TopicEvent.Resolved(new Resolution(new ClaimValue.Range(10, 20), "inquest", null, Edtf.Parse("2025-12-01"), Edtf.Parse("2025-06/2025-07"))),
        new TopicEvent.Resolved(new Resolution(new ClaimValue.Bound(BoundOp.AtLeast, 10), "inquest", null, ValidTime: Edtf.Parse("2025-06-20"))),
        new TopicEvent.Annulled(new Annulment("the match was not played", new SourceId("league"), Edtf.Parse("2025-12-01"))),
        new TopicEvent.Annulled(new Annulment("moot", null)),
        new TopicEvent.ResolutionWithdrawn("wrong topic", new SourceId("desk"), Edtf.Parse("2025-12-02")),
        new TopicEvent.ResolutionWithdrawn("wrong topic", null),
        new TopicEvent.Archived("opened twice", new SourceId("desk"), Edtf.Parse("2025-12-02")),
        new TopicEvent.Restored("wanted after all", null),
        new TopicEvent.ClaimMoved(new("a001-c03"), new("other"), "wrong row", new SourceId("desk"),
            Edtf.Parse("2025-12-02")),
        new TopicEvent.Redirected(new("other"), "one question", new SourceId("desk"), Edtf.Parse("2025-12-02")),
        new TopicEvent.Redirected(new("other"), "one question", null),
        new TopicEvent.RedirectWithdrawn("two questions after all", new SourceId("desk")),
        new TopicEvent.Continued(new("other")),
        new TopicEvent.Received(new("other"), Earlier.AddTicks(1_234_567), new Writer("Maria"),
            new TopicEvent.ClaimAsserted(
            Bare("entered-right", new ClaimValue.Quantity(60, null,
                null)) with { Corrects = new ClaimId("entered-wrong"), Entry = true })),
        new TopicEvent.Received(new("other"), Earlier, null,
            new TopicEvent.ClaimRetracted(new("a001-c03"), "withdrawn by the agency", new SourceId("desk"),
                Edtf.Parse("2025-11-16"))),
        new TopicEvent.Received(new("other"), Earlier, null, new TopicEvent.Annulled(new Annulment("moot", null))),
        new TopicEvent.ClaimAsserted(Bare("erased", new ClaimValue.Quantity(60, null, null)) with { Unit = "persons", Erased = ["note", "quote"] }),
        new TopicEvent.ClaimErased(new("erased"), ["note", "quote"], "asked for by the witness"),
        new TopicEvent.SourceErased(
            new(new("rok-nis"), null, "intelligence-service", Grade.B, Version: 14), "asked for by the source"),
        new TopicEvent.SourceErased(new(new("rok-nis"), null, null, Grade.B, Version: 15)
        {
            Records = [new("panel(no|yes)", 12_582_912, 1_048_576)],
        }, "asked for by the source"),
        new TopicEvent.SourceAssessed(new(new("observatory"), "The Observatory", "ngo", Grade.B, Version: 3)
        {
            Aliases = ["Обсерватория", "@observatory"],
        }),
        new TopicEvent.SourceAssessed(new(new("observatory-2"), null, null, Grade.F, Version: 4)
        {
            Merge = new(new SourceId("observatory"), "one and the same"), Records = [new("panel(no|yes)", 12_582_912, 1_048_576)],
        }),
        new TopicEvent.SourceAssessed(new(new("observatory-2"), null, null, Grade.F, Version: 2)
        {
            Merge = new(new SourceId("observatory"), "one and the same"),
        }, SourceAct.Merged),
        new TopicEvent.SourceAssessed(new(new("observatory-2"), null, null, Grade.F, Version: 5) { Merge = new(null, "two offices") }, SourceAct.Split),
    ];

    private static readonly (string Name, string Bytes)[] LaterFixture =
        [.. Read("events.v2.txt"), .. Read("events.v3.txt"), .. Read("events.v3-answers.txt"), .. Read("events.acts.txt"),
            .. Read("events.erasure.txt"), .. Read("events.v4.txt")];

    /// <summary>Claims of every kind, with and without every field.</summary>
    internal static IReadOnlyList<Claim> Claims => [.. Events.OfType<TopicEvent.ClaimAsserted>().Select(e => e.Claim)];

    public static TheoryData<int> Lines => [.. Enumerable.Range(0, Events.Length)];

    /// <summary>Those whose first version is the last, and of which every field is still known.</summary>
    public static TheoryData<int> LastLines =>
        [.. Enumerable.Range(0, Events.Length)
            .Where(n => Events[n] is not (TopicEvent.SourceAssessed
            or TopicEvent.FamilyDefined { Family.Learned.Count: > 0 }))];

    public static TheoryData<int> LaterLines => [.. Enumerable.Range(0, LaterEvents.Length)];

    [Fact]
    public void Words_are_taken_out_of_stored_bytes_in_every_version_and_nothing_else()
    {
        var claim = ((TopicEvent.ClaimAsserted)Events[Array.FindIndex(Events, e => e is TopicEvent.ClaimAsserted)]).Claim;
        var stored = new RecordedEvent(1, "topic/t", 1, EventCodec.Encode(new TopicEvent.ClaimAsserted(claim), default));
        ReadOnlyMemory<byte>? left = EventCodec.WithoutTexts(stored, claim.Id, ["quote", "words"]);
        Assert.NotNull(left);
        var without = stored with { Event = stored.Event with { Data = left.Value } };
        Assert.Equal(claim with { Quote = null, Words = null, Erased = ["quote", "words"] },
            ((TopicEvent.ClaimAsserted)EventCodec.Decode(without).Event).Claim);
        Assert.Null(EventCodec.WithoutTexts(without, claim.Id, ["quote", "words"]));
        Assert.Null(EventCodec.WithoutTexts(stored, claim.Id, []));
        Assert.Null(EventCodec.WithoutTexts(stored, new ClaimId("another"), ["quote"]));

        foreach (var (name, bytes) in Fixture.Concat(LaterFixture).Where(f => f.Name.StartsWith("source-assessed", StringComparison.Ordinal)))
        {
            var named = new RecordedEvent(1, "source/s", 1, new StoredEvent(name, default, null, System.Text.Encoding.UTF8.GetBytes(bytes)));
            var profile = ((TopicEvent.SourceAssessed)EventCodec.Decode(named).Event).Profile;
            Assert.Null(EventCodec.WithoutNames(named, new("another")));
            if (EventCodec.WithoutNames(named, profile.Source) is not { } data)
            {
                Assert.Empty(profile.Names);
                continue;
            }

            var unnamed = named with { Event = named.Event with { Data = data } };
            Assert.Equal(profile with { Name = null, Aliases = [] }, ((TopicEvent.SourceAssessed)EventCodec.Decode(unnamed).Event).Profile);
        }
    }

    [Fact]
    public void The_fixture_holds_every_event_and_every_value_kind()
    {
        Assert.Equal(Events.Length, Fixture.Length);
        Assert.Equal(LaterEvents.Length, LaterFixture.Length);
        Assert.Equal(typeof(TopicEvent).GetNestedTypes().Length, Events.Concat(LaterEvents).DistinctBy(e => e.GetType()).Count());
        Assert.Equal(typeof(ClaimValue).GetNestedTypes().Length, Events.OfType<TopicEvent.ClaimAsserted>().DistinctBy(e => e.Claim.Value.GetType()).Count());
        Assert.Equal(
            ["claim-asserted.v1", "claim-retracted.v1", "family-defined.v1", "reliability-learned.v1", "source-assessed.v1", "topic-defined.v1", "topic-resolved.v1"],
            Fixture.Select(f => f.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void What_was_stored_is_read_for_ever(int line)
    {
        var (name, bytes) = Fixture[line];

        var recorded = EventCodec.Decode(new RecordedEvent(99, "topic/t", 7, new StoredEvent(name, At, null, Encoding.UTF8.GetBytes(bytes))));

        Assert.Equal(new Recorded(7, At, Events[line]), recorded);
    }

    [Theory]
    [MemberData(nameof(LastLines))]
    public void What_is_stored_today_is_what_was_stored_before(int line)
    {
        var stored = EventCodec.Encode(Events[line], At);

        Assert.Equal(Fixture[line], (stored.Type, Encoding.UTF8.GetString(stored.Data.Span)));
        Assert.Equal(((Events[line] as TopicEvent.ClaimAsserted)?.Claim.Id.Value, At), (stored.ClaimId, stored.RecordedAt));
    }

    [Fact]
    public void A_field_that_nobody_reads_any_more_is_written_as_it_was_by_default_and_not_heard()
    {
        var at = Array.FindIndex(Events, e => e is TopicEvent.FamilyDefined { Family.Learned.Count: > 0 });
        var (name, bytes) = Fixture[at];
        Assert.Contains("\"designEffect\":0.83", bytes, StringComparison.Ordinal);

        var stored = EventCodec.Encode(Events[at], At);

        Assert.Equal((name, WithoutDesignEffect(bytes)), (stored.Type, Encoding.UTF8.GetString(stored.Data.Span)));
    }

    [Theory]
    [MemberData(nameof(LaterLines))]
    public void A_later_version_is_stored_and_read_as_it_was(int line)
    {
        var (name, bytes) = LaterFixture[line];

        var recorded = EventCodec.Decode(new RecordedEvent(99, "topic/t", 7, new StoredEvent(name, At, null, Encoding.UTF8.GetBytes(bytes))));
        var stored = EventCodec.Encode(LaterEvents[line], At);

        Assert.Equal(new Recorded(7, At, LaterEvents[line]), recorded);
        Assert.Equal((name, WithoutDesignEffect(bytes)), (stored.Type, Encoding.UTF8.GetString(stored.Data.Span)));
    }

    [Fact]
    public void The_order_of_the_fields_does_not_matter_and_null_is_absent()
    {
        var stored = new StoredEvent("claim-asserted.v1", At, null, """
            {"status": "occurred", "hedges": ["likely"], "attribution": ["post", "nis"], "unit": null, "credibility": null, "validTime": null,
             "qualifiers": [{"flag": true, "text": null, "name": "q"}], "st\u0061nce": "\u0061sserts", "reportedTimeInferred": null,
             "value": {"best": 6, "high": null, "kind": "quantity"}, "topic": "t", "id": "c"}
            """u8.ToArray());

        var recorded = EventCodec.Decode(new RecordedEvent(99, "topic/t", 7, stored));

        var claim = Bare("c", new ClaimValue.Quantity(6, null, null)) with { Hedges = ["likely"], Qualifiers = [new("q", new QualifierValue.Flag(true))] };
        Assert.Equal(new TopicEvent.ClaimAsserted(claim), recorded.Event);
    }

    [Fact]
    public void A_thread_that_failed_to_write_writes_the_next_event_whole()
    {
        var claim = new TopicEvent.ClaimAsserted(Bare("c", new ClaimValue.Category("x")));
        var before = EventCodec.Encode(claim, At);

        Assert.ThrowsAny<Exception>(() => EventCodec.Encode(new TopicEvent.ClaimAsserted(claim.Claim with { Value = new ClaimValue.Quantity(double.NaN, null, null) }), At));

        Assert.Equal(before.Data.ToArray(), EventCodec.Encode(claim, At).Data.ToArray());
    }

    [Fact]
    public void History_shows_the_name_without_its_version() => Assert.Equal("claim-retracted", EventCodec.NameOf(new TopicEvent.ClaimRetracted(new("c1"), "misread", null)));

    [Theory]
    [InlineData("claim-asserted.v2", "{}")]
    [InlineData("", "{}")]
    [InlineData("ClaimAsserted", "{}")]
    [InlineData("claim-asserted.v1", "")]
    [InlineData("claim-asserted.v1", "null")]
    [InlineData("claim-asserted.v1", "[]")]
    [InlineData("claim-asserted.v1", "{}")]
    [InlineData("claim-asserted.v1", "{\"id\":\"c1\",\"topic\":\"t\",\"val")]
    [InlineData("claim-asserted.v1", "\u0001\u0002")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","publisher":"p","more":1}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"quantity"},"stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"bound","op":"~","value":1},"stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"bound","value":1},"stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"guess"},"stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"hopes","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","publisher":"p","validTime":"soon"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","publisher":"p","qualifiers":[{"name":"q"}]}""")]
    [InlineData("claim-asserted.v1", """{"topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x","more":1},"stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","attribution":[null]}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","attribution":"p"}""")]
    [InlineData("claim-asserted.v1", """{"id":"c1","topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","publisher":"p"} {}""")]
    [InlineData("claim-asserted.v1", """{"id":{"id":"c1"},"topic":"t","value":{"kind":"category","name":"x"},"stance":"asserts","status":"occurred","publisher":"p"}""")]
    [InlineData("topic-defined.v1", "{}")]
    [InlineData("topic-defined.v1", """{"id":"t","title":"T","kind":"date","ordered":false,"dynamics":"fixed","accepts":[],"interests":[],"sources":"reporters","tags":[],"halfLife":"P1D"}""")]
    [InlineData("source-assessed.v1", "{}")]
    [InlineData("source-assessed.v1", """{"source":"s","grade":"G"}""")]
    [InlineData("source-assessed.v1", """{"source":"s","grade":"7"}""")]
    [InlineData("family-defined.v1", "{}")]
    [InlineData("family-defined.v1", """{"family":"f","kind":"quantity","scale":"cubic","learnsBalance":false,"version":1}""")]
    [InlineData("reliability-learned.v1", "[null]")]
    [InlineData("topic-resolved.v1", "{}")]
    public void What_cannot_be_read_is_a_fault_that_names_its_place(string name, string bytes)
    {
        var stored = new RecordedEvent(99, "topic/kursk", 1_234, new StoredEvent(name, At, null, Encoding.UTF8.GetBytes(bytes)));

        var fault = Assert.Throws<InvalidDataException>(() => EventCodec.Decode(stored));

        Assert.Contains("topic/kursk", fault.Message, StringComparison.Ordinal);
        Assert.Contains("1234", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>As it is written since nobody reads it any more.</summary>
    private static string WithoutDesignEffect(string bytes) => bytes.Replace("\"designEffect\":0.83", "\"designEffect\":0.4", StringComparison.Ordinal);

    private static (string Name, string Bytes)[] Read(string fixture) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture)).Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];

    private static Claim Bare(string id, ClaimValue value) =>
        new() { Id = new(id), Topic = new("t"), Value = value, Status = ClaimStatus.Occurred, Attribution = [new("post"), new("nis")] };
}
