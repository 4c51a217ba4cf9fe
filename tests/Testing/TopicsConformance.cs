using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;

namespace Analysis.Testing;

/// <summary>What every host of topics promises, wherever the actors run. A host's tests inherit this class.</summary>
public abstract class TopicsConformance : IAsyncLifetime
{
    private static readonly TopicId Topic = new("t");

    protected abstract ITopics Topics { get; }

    protected abstract ISources Sources { get; }

    protected abstract IFamilies Families { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [NeedyFact]
    public async Task A_topic_is_defined_once_and_redefined_only_from_the_version_seen()
    {
        Assert.IsType<Reply.Done>(await Define());
        Assert.IsType<Reply.Unchanged>(await Define());

        var stale = await Topics.Execute(Topic, new TopicCommand.Define(Reports.Troops("t") with { Title = "Soldiers" }, 7));
        var current = await Topics.Execute(Topic, new TopicCommand.Define(Reports.Troops("t") with { Title = "Soldiers" }, 1));
        var otherKind = await Topics.Execute(Topic, new TopicCommand.Define(Reports.Troops("t") with { Kind = TopicKind.Date }, null));

        Assert.Equal(new Rejection.VersionMismatch(7, 1), Assert.IsType<Reply.Refused>(stale).Rejection);
        Assert.Equal("Soldiers", Assert.IsType<Reply.Done>(current).Reading!.Definition.Title);
        Assert.Equal(new Rejection.KindFixed(TopicKind.Quantity), Assert.IsType<Reply.Refused>(otherKind).Rejection);
    }

    [NeedyFact]
    public async Task What_nobody_defined_is_unknown_to_every_question()
    {
        Assert.Null(await Topics.Read(Topic, Lens.Current, default));
        Assert.Null(await Topics.Read(Topic, new Lens(Version: 3), default));
        Assert.Null(await Topics.Ledger(Topic, Lens.Current, 0, 10, false, default));
        Assert.Null(await Topics.History(Topic, null, null, 0, 10, default));
        Assert.Null(await Topics.Timeline(Topic, Lens.Current, TimeAxis.ValidTime, 200, 0, default));
        Assert.Null(await Topics.ShowAfter(Topic, 0, TimeSpan.FromSeconds(1), default));
        Assert.IsType<Rejection.UnknownTopic>(Assert.IsType<Reply.Refused>(await Submit("c1", 600)).Rejection);
        Assert.IsType<Reply.Done>(await Define()); // being asked for did not bring it about
    }

    [NeedyFact]
    public async Task A_topic_that_goes_on_elsewhere_is_found_there_and_claims_are_led_there()
    {
        var there = new TopicId("t2");
        await Define();
        await Submit("c1", 600);
        await Topics.Execute(there, new TopicCommand.Define(Reports.Troops("t2"), null));
        var before = (await Topics.Read(Topic, Lens.Current, default))!.View;

        var redirect = new TopicCommand.Redirect(there, "one question", null, null, before.Version);
        Assert.IsType<Reply.Done>(await Topics.Execute(Topic, redirect, ReplyWith.Nothing));

        Assert.Null(await Topics.Read(Topic, Lens.Current, default));
        Assert.Null(await Topics.Show(Topic, default));
        Assert.Null(await Topics.ShowAfter(Topic, 0, TimeSpan.FromSeconds(1), default));
        Assert.Null(await Topics.Ledger(Topic, Lens.Current, 0, 10, false, default));
        Assert.Null(await Topics.Explain(Topic, Lens.Current, 0, 10, default));
        Assert.Equal(before.Claims,
            (await Topics.Read(Topic, new Lens(Version: before.Version), default))!.View.Claims);
        Assert.Equal("topic-redirected", (await Topics.History(Topic, null, null, 0, 10, default))![^1].Event);
        Assert.Equal(new Forwarding(there, null), await Topics.Forwarding(Topic, default));
        Assert.Equal(TopicRows.Redirected, (await Topics.Row(Topic, default))!.Category);
        Assert.Null(await Topics.Forwarding(new("nothing"), default));
        var led = await Sources.Submit(Reports.Count("t", "c2", 610), null, ReplyWith.View, null, default);
        Assert.Equal(there, Assert.IsType<Reply.Done>(led).Reading!.Definition.Id);
        Assert.NotNull(await Topics.Entry(there, new("c2"), default));
    }

    [NeedyFact]
    public async Task Each_fact_keeps_who_wrote_it_wherever_it_is_written()
    {
        var (anna, boris, chris) = (new Writer("anna"), new Writer("Борис, \"desk\""), new Writer("chris"));
        await Families.Define(FamilyDefinition.Default("quantity", TopicKind.Quantity) with { Tolerance = 0.5 }, null, anna, default);
        await Sources.Assess(new SourceProfile(new("ministry"), "Ministry", null, Grade.A), boris, default);
        await Sources.Submit(Reports.Count("t", "c1", 600), Reports.Troops("t"), ReplyWith.View, chris, default);
        await Sources.Submit(Reports.Count("t", "c2", 600), null, ReplyWith.Nothing, null, default);
        await Topics.Execute(Topic, new TopicCommand.RetractClaim(new("c1"), "wrong row", null) { Writer = anna });
        await Sources.Assess(new SourceProfile(new("ministry"), "Ministry", null, Grade.B), chris, default);

        var steps = (await Topics.History(Topic, null, null, 0, 100, default))!; // it is defined
        Assert.Equal(
            [
                ("topic-defined", "chris"), ("family-defined", "anna"), ("source-assessed", boris.Name), ("claim-asserted", "chris"), ("claim-asserted", null),
                ("claim-retracted", "anna"), ("source-assessed", "chris"),
            ],
            steps.Select(s => (s.Event, s.By)));
    }

    [NeedyFact]
    public async Task A_claim_may_open_its_topic()
    {
        var reply = await Sources.Submit(Reports.Count("t", "c1", 600), Reports.Troops("t"), ReplyWith.View, null, default);

        Assert.Equal(600, Estimate(Assert.IsType<Reply.Done>(reply).Reading!.View));
    }

    [NeedyFact]
    public async Task What_a_source_has_earned_moves_its_topics()
    {
        await Topics.Execute(Topic, new TopicCommand.Define(new TopicDefinition { Id = Topic, Title = "Whether", Kind = TopicKind.Proposition }, null));
        var claim = Reports.Count("t", "c1", 1) with { Value = new ClaimValue.Proposition(true, null), Unit = null };
        var before = Assert.IsType<Reply.Done>(await Sources.Submit(claim, null, ReplyWith.View, null, default)).Reading!.View;
        var asOftenWrong = new TrackRecord("proposition(no|yes)", 50 << 20, 50 << 20) { Confusion = new([25 << 20, 25 << 20, 25 << 20, 25 << 20]) };

        var after = await Topics.Execute(Topic, new TopicCommand.AssessSource(SourceProfile.Unknown(new("ministry")) with { Version = 1, Records = [asOftenWrong] }));

        Assert.Equal(0.5, Yes(Assert.IsType<Reply.Done>(after).Reading!.View), 0.05);
        Assert.InRange(Yes(before), 0.6, 0.65); // one ungraded reporter at face value, .9 sure

        static double Yes(View view) => view.Belief is Belief.Proposition yes ? yes.Likelihood.Probability : 0.5; // without information there is none
    }

    [NeedyFact]
    public async Task A_family_reaches_its_topics_old_and_new()
    {
        var wide = FamilyDefinition.Default("quantity", TopicKind.Quantity) with { Tolerance = 0.5 };
        await Families.DefineTopic(Reports.Troops("t"), null, null, default);
        await Sources.Submit(Reports.Count("t", "c1", 600), null, ReplyWith.View, null, default);
        await Families.Define(wide, null, null, default);
        await Sources.Submit(Reports.Count("u", "c1", 600), Reports.Troops("u"), ReplyWith.View, null, default);

        var (old, young) = (await Topics.Read(Topic, Lens.Current, default), await Topics.Read(new("u"), Lens.Current, default));

        Assert.Equal(1, (await Families.Find("quantity", default))!.Version);
        Assert.Equal(young!.View.Belief, old!.View.Belief);
        Assert.NotEqual((await Topics.Read(Topic, new Lens(Version: 2), default))!.View.Belief, old.View.Belief);
    }

    [NeedyFact]
    public async Task A_claim_is_taken_in_once()
    {
        await Define();
        Assert.Equal(2, Assert.IsType<Reply.Done>(await Submit("c1", 600)).Claim!.Version);
        Assert.Equal(2, Assert.IsType<Reply.Unchanged>(await Submit("c1", 600)).Claim!.Version);
        Assert.Equal(new Rejection.ClaimIdTaken(new("c1"), 2), Assert.IsType<Reply.Refused>(await Submit("c1", 601)).Rejection);
        Assert.Equal(2, (await Read()).Version);
        Assert.Equal(Standing.Counted, (await Topics.Entry(Topic, new("c1"), default))!.Standing);
        Assert.Null(await Topics.Entry(Topic, new("c2"), default));
    }

    [NeedyFact]
    public async Task The_same_claim_from_many_callers_at_once_is_taken_in_once()
    {
        await Define();

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Submit("c1", 600))));

        Assert.Single(replies.OfType<Reply.Done>());
        Assert.Equal(49, replies.OfType<Reply.Unchanged>().Count());
        Assert.Equal((2, 1), ((await Read()).Version, (await Read()).Claims));
    }

    [NeedyFact]
    public async Task A_retraction_and_an_answer_are_taken_in_once()
    {
        await Define();
        await Submit("c1", 600);
        await Submit("c2", 700, "embassy");
        var retract = new TopicCommand.RetractClaim(new("c1"), "misread", new SourceId("desk"));
        var resolve = new TopicCommand.Resolve(new Resolution(new ClaimValue.Quantity(712, null, null), "counted", null));

        Assert.Equal(700, Estimate(Assert.IsType<Reply.Done>(await Topics.Execute(Topic, retract)).Reading!.View));
        Assert.IsType<Reply.Unchanged>(await Topics.Execute(Topic, retract));
        Assert.Equal(712, Estimate(Assert.IsType<Reply.Done>(await Topics.Execute(Topic, resolve)).Reading!.View));
        Assert.IsType<Reply.Unchanged>(await Topics.Execute(Topic, resolve));
        var before = await Read(new Lens(ReportedBy: new DateTimeOffset(2025, 7, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Null(before.Resolution); // nobody could know it then
        Assert.NotEqual(712, Estimate(before));
        Assert.Equal(Standing.AfterResolution, Assert.IsType<Reply.Done>(await Submit("c3", 800, "panel")).Claim!.Standing);
        Assert.Equal(Standing.Retracted, (await Topics.Entry(Topic, new("c1"), default))!.Standing);
        Assert.Equal(6, (await Read()).Version);
    }

    [NeedyFact]
    public async Task A_restoration_is_taken_in_once_and_what_was_shown_in_between_stays()
    {
        await Define();
        await Submit("c1", 600);
        var before = await Read();
        var retract = new TopicCommand.RetractClaim(new("c1"), "wrong row", null);
        var restore = new TopicCommand.RestoreClaim(new("c1"), "it was the right one", new SourceId("desk"));

        Assert.Equal(Standing.Retracted, Assert.IsType<Reply.Done>(await Topics.Execute(Topic, retract)).Claim!.Standing);
        Assert.Equal(new Rejection.ClaimRetracted(Topic, new("c1"), "wrong row"), Assert.IsType<Reply.Refused>(await Submit("c1", 600)).Rejection);
        Assert.Equal(Standing.Counted, Assert.IsType<Reply.Done>(await Topics.Execute(Topic, restore)).Claim!.Standing);
        Assert.IsType<Reply.Unchanged>(await Topics.Execute(Topic, restore));
        Assert.IsType<Reply.Unchanged>(await Submit("c1", 600));
        Assert.Equal(before.Belief, (await Read()).Belief);
        Assert.Equal(new[] { Standing.Counted, Standing.Retracted, Standing.Counted }, await Task.WhenAll(new[] { 2, 3, 4 }.Select(StandingAt)));
        Assert.Equal([("claim-retracted", "c1"), ("claim-restored", "c1")],
            (await Topics.History(Topic, null, null, 2, 10, default))!.Select(s => (s.Event, s.Claim!.Value.Value)));

        async Task<Standing> StandingAt(int version) =>
            (await Topics.Ledger(Topic, new Lens(Version: version), 0, 10, without: false, default))!.Single().Standing;
    }

    [NeedyFact]
    public async Task An_answer_and_an_annulment_are_withdrawn()
    {
        await Define();
        await Submit("c1", 600);
        var before = await Read();
        var (annul, withdraw) = (new TopicCommand.Annul(new Annulment("not counted", null)),
            new TopicCommand.WithdrawResolution("wrong topic", new SourceId("desk")));
        Assert.Equal(new Rejection.NotResolved(), Assert.IsType<Reply.Refused>(await Topics.Execute(Topic, withdraw)).Rejection);
        await Topics.Execute(Topic, new TopicCommand.Resolve(new Resolution(new ClaimValue.Quantity(712, null, null), "counted", null)));

        Assert.NotNull(Assert.IsType<Reply.Done>(await Topics.Execute(Topic, annul)).Reading!.View.Annulment);
        Assert.IsType<Reply.Unchanged>(await Topics.Execute(Topic, annul));
        Assert.Equal(before.Belief, Assert.IsType<Reply.Done>(await Topics.Execute(Topic, withdraw)).Reading!.View.Belief);
        Assert.IsType<Reply.Unchanged>(await Topics.Execute(Topic, withdraw));
        Assert.Equal(["topic-resolved", "topic-annulled", "resolution-withdrawn"],
            (await Topics.History(Topic, null, null, 2, 10, default))!.Select(s => s.Event));
        Assert.Equal(712, Estimate(await Read(new Lens(Version: 3))));
    }

    [NeedyFact]
    public async Task A_retraction_waits_for_its_claim()
    {
        await Define();

        Assert.Null(Assert.IsType<Reply.Done>(await Topics.Execute(Topic, new TopicCommand.RetractClaim(new("c1"), "misread", null))).Claim);

        Assert.Equal(Standing.Retracted, Assert.IsType<Reply.Done>(await Submit("c1", 600)).Claim!.Standing);
        Assert.Equal(0, (await Read()).Claims);
    }

    [NeedyFact]
    public async Task What_was_shown_at_a_version_can_be_shown_again()
    {
        await Define();
        var shown = new List<View>();
        for (var i = 0; i < 8; i++)
        {
            Assert.IsType<Reply.Done>(await Submit($"c{i}", 100 * (1 + (i % 5)), $"origin-{i % 3}", $"2025-06-0{i + 1}"));
            shown.Add(await Read());
        }

        Assert.IsType<Reply.Done>(await Topics.Execute(Topic, new TopicCommand.RetractClaim(new("c6"), "misread", null)));
        shown.Add(await Read());

        var steps = (await Topics.History(Topic, null, null, 1, 100, default))!;

        foreach (var (view, step) in shown.Zip(steps))
        {
            Assert.Equal(view, await Read(new Lens(Version: view.Version, ValidAt: view.ValidAt)));
            Assert.Equal(view, step.View with { ValidAt = view.ValidAt });
        }
    }

    [NeedyFact]
    public async Task Each_lens_sees_what_it_says()
    {
        await Define();
        await Submit("c1", 6, on: "2024-10-08");
        var asOf = (await Read()).RecordedAt;
        await Task.Delay(20);
        await Submit("c2", 600, on: "2025-06-26");

        Assert.Equal(600, Estimate(await Read()));
        Assert.Equal(6, Estimate(await Read(new Lens(AsOf: asOf))));
        Assert.Equal(6, Estimate(await Read(new Lens(Version: 2))));
        Assert.Equal(6, Estimate(await Read(new Lens(ReportedBy: new DateTimeOffset(2024, 12, 31, 0, 0, 0, TimeSpan.Zero)))));
        Assert.Equal(6, Estimate(await Read(new Lens(ValidAt: new DateTimeOffset(2024, 12, 31, 0, 0, 0, TimeSpan.Zero)))));
        Assert.Equal(["c1"], (await Topics.Ledger(Topic, new Lens(Version: 2), 0, 10, false, default))!.Select(e => e.Claim.Id.Value));
        Assert.Null(await Topics.Read(Topic, new Lens(AsOf: asOf.AddYears(-1)), default));
        Assert.Null(await Topics.Read(Topic, new Lens(Version: 0), default));
    }

    [NeedyFact]
    public async Task History_has_a_step_for_each_fact_and_can_be_paged()
    {
        await Define();
        for (var i = 1; i <= 5; i++) await Submit($"c{i}", 100 * i, $"origin-{i}");

        var steps = (await Topics.History(Topic, null, null, 0, 100, default))!;
        var page = (await Topics.History(Topic, null, null, 2, 2, default))!;

        Assert.Equal([1, 2, 3, 4, 5, 6], steps.Select(s => s.Version));
        Assert.Equal("topic-defined", steps[0].Event);
        Assert.Equal("c5", steps[5].Claim!.Value.Value);
        Assert.Equal([0, 1, 2, 3, 4, 5], steps.Select(s => s.View.Claims));
        Assert.Equal([3, 4], page.Select(s => s.Version));
        Assert.Equal(page[1].View, steps[3].View);
        Assert.Empty((await Topics.History(Topic, steps[5].At.AddDays(1), null, 0, 100, default))!);
        Assert.Equal(6, (await Topics.History(Topic, steps[0].At, steps[5].At.AddTicks(1), 0, 100, default))!.Count);
        Assert.Empty((await Topics.History(Topic, null, null, 6, 100, default))!);
    }

    [NeedyFact]
    public async Task A_timeline_shows_what_held_when()
    {
        await Define();
        await Submit("c1", 6, on: "2024-10-08");
        await Submit("c2", 600, on: "2025-06-26");

        var timeline = (await Topics.Timeline(Topic, Lens.Current, TimeAxis.ValidTime, 200, 1, default))!;
        var points = timeline.Points;
        Assert.Equal(await Topics.Ledger(Topic, Lens.Current, 0, 1, without: false, default), timeline.Claims);

        Assert.Equal(600, Estimate(points[^1].View));
        Assert.Equal(6, Estimate(points.First(p => p.ValidAt.Year == 2024).View));
        Assert.Equal(points.OrderBy(p => p.ValidAt).Select(p => p.ValidAt), points.Select(p => p.ValidAt));
    }

    [NeedyFact]
    public async Task A_timeline_over_reported_time_shows_what_could_be_known_by_when()
    {
        await Define();
        await Submit("c1", 6, on: "2024-10-08");
        await Submit("c2", 600, on: "2025-06-26");
        await Submit("c3", 700, "origin-2", "2025-06-27");

        var points = (await Topics.Timeline(Topic, Lens.Current, TimeAxis.ReportedTime, 200, 0, default))!.Points;

        Assert.Equal(4, points.Count); // after each report, and now
        Assert.Equal(6, Estimate(points[0].View));
        Assert.Equal(new DateTimeOffset(2024, 10, 8, 0, 0, 0, TimeSpan.Zero), points[0].ReportedBy); // a day counts from its first instant
        foreach (var point in points) Assert.Equal((await Topics.Read(Topic, new Lens(ReportedBy: point.ReportedBy), default))!.View, point.View);
        Assert.Equal([points[0], points[^1] with { ReportedBy = null }],
            (await Topics.Timeline(Topic, Lens.Current, TimeAxis.ReportedTime, 2, 0, default))!.Points
            .Select(p => p == points[0] ? p : p with { ReportedBy = null }));
    }

    [NeedyFact]
    public async Task The_ledger_has_every_claim_and_can_be_paged()
    {
        await Define();
        for (var i = 1; i <= 5; i++) await Submit($"c{i}", 100 * i, $"origin-{i % 2}", $"2025-06-0{i}");

        var all = (await Topics.Ledger(Topic, Lens.Current, 0, 100, false, default))!;
        var page = (await Topics.Ledger(Topic, Lens.Current, all[1].Version, 2, false, default))!;

        Assert.Equal(["c1", "c2", "c3", "c4", "c5"], all.Select(e => e.Claim.Id.Value));
        Assert.Equal(["c3", "c4"], page.Select(e => e.Claim.Id.Value));
        Assert.Equal(2, all.Count(e => e.Standing == Standing.Counted));
        Assert.All(all, e => Assert.NotEmpty(e.Reason));
    }

    [NeedyFact]
    public async Task Waiting_ends_with_the_next_change_or_with_patience()
    {
        await Define();
        var change = Topics.ShowAfter(Topic, 1, TimeSpan.FromSeconds(30), default);
        await Task.Delay(50);
        Assert.False(change.IsCompleted);
        await Submit("c1", 600);
        Assert.Equal(2, (await change)?.Version);

        Assert.Equal(2, (await Topics.ShowAfter(Topic, 2, TimeSpan.FromMilliseconds(100), default))!.Version);
        Assert.Equal(2, (await Topics.ShowAfter(Topic, 1, TimeSpan.FromSeconds(30), default))!.Version);
    }

    [NeedyFact]
    public async Task All_who_wait_for_a_topic_are_woken_and_who_gives_up_is_let_go()
    {
        await Define();
        using var impatient = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => Topics.ShowAfter(Topic, 1, TimeSpan.FromMinutes(1), default)).ToList();
        var givenUp = Topics.ShowAfter(Topic, 1, TimeSpan.FromMinutes(1), impatient.Token);
        await Task.Delay(50);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        await Submit("c1", 600);

        Assert.All(await Task.WhenAll(waiting), shown => Assert.Equal(2, shown?.Version));
    }

    [NeedyFact]
    public async Task Who_follows_a_topic_by_waiting_sees_its_last_version()
    {
        await Define();
        var following = Follow(until: 31);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => Submit($"c{i}", 600, $"origin-{i}"))));

        Assert.Equal(31, await following.WaitAsync(TimeSpan.FromMinutes(1)));

        async Task<long> Follow(long until)
        {
            var seen = 1L;
            while (seen < until)
            {
                var next = (await Topics.ShowAfter(Topic, seen, TimeSpan.FromMinutes(1), default))!.Version;
                Assert.True(next > seen, $"{next} after {seen}");
                seen = next;
            }

            return seen;
        }
    }

    [NeedyFact]
    public async Task Many_topics_at_once_each_get_their_own_claims()
    {
        const int Each = 4;
        var ids = Enumerable.Range(0, 100).Select(t => $"topic-{t}").ToList();

        var replies = await Task.WhenAll(ids.SelectMany(topic => Enumerable.Range(0, Each).Select(i =>
            Task.Run(() => Sources.Submit(Reports.Count(topic, $"c{i}", 600, $"origin-{i}"), Reports.Troops(topic), ReplyWith.View, null, default)))));

        Assert.All(replies, reply => Assert.IsType<Reply.Done>(reply));
        foreach (var topic in ids)
        {
            Assert.Equal(Each + 1, (await Topics.Read(new(topic), Lens.Current, default))!.View.Version);
            Assert.Equal(["c0", "c1", "c2", "c3"], (await Topics.Ledger(new(topic), Lens.Current, 0, 10, false, default))!.Select(e => e.Claim.Id.Value).Order(StringComparer.Ordinal));
        }
    }

    [NeedyFact]
    public async Task Callers_who_come_together_are_each_served_exactly_once()
    {
        foreach (var topic in new[] { "t", "u", "v" }) await Topics.Execute(new(topic), new TopicCommand.Define(Reports.Troops(topic), null));

        var replies = await Task.WhenAll(Enumerable.Range(0, 600).Select(i =>
            Task.Run(
                () => Sources.Submit(Reports.Count(i % 2 == 0 ? "t" : i % 3 == 0 ? "u" : "v", $"c{i}", 600 + i,
                $"origin-{i}"), null, ReplyWith.View, null, default))));

        Assert.All(replies, reply => Assert.IsType<Reply.Done>(reply));
        foreach (var (topic, count) in new[] { ("t", 300), ("u", 100), ("v", 200) })
        {
            var ledger = (await Topics.Ledger(new(topic), Lens.Current, 0, 1000, false, default))!;
            Assert.Equal(count, ledger.Count);
            Assert.Equal(count, ledger.DistinctBy(e => e.Claim.Id).Count());
            Assert.Equal(count + 1, (await Topics.Read(new(topic), Lens.Current, default))!.View.Version);
        }
    }

    [NeedyFact]
    public async Task A_source_assessed_anew_is_told_to_its_topics_and_the_past_stays_as_it_was()
    {
        await Define();
        await Submit("c1", 600);
        var before = await Read();

        Assert.Equal((true, true), await Sources.Assess(new SourceProfile(new("ministry"), "Ministry", "government", Grade.A), null, default));
        Assert.Equal((false, false), await Sources.Assess(new SourceProfile(new("ministry"), "Ministry", "government", Grade.A), null, default));

        // Grade A is 19 in 20, ungraded 4 in 5: MODEL, source priors.
        Assert.True((await Read()).Confidence.Score > before.Confidence.Score);
        Assert.Equal(before.Confidence.Score, (await Read(new Lens(Version: before.Version))).Confidence.Score);
    }

    [NeedyFact]
    public async Task A_source_that_was_merged_is_the_other_on_every_topic_old_and_new_and_the_past_stays_as_it_was()
    {
        var (ministry, bureau) = (new SourceId("ministry"), new SourceId("bureau"));
        await Define();
        await Submit("c1", 600);
        await Submit("c2", 600, "bureau");
        var before = (await Topics.Read(Topic, Lens.Current, default))!.View;

        Assert.Null(await Sources.Merge(ministry, bureau, "renamed", null, default));
        await Sources.Assess(new SourceProfile(bureau, "Bureau", "government", Grade.A), null, default);
        await Sources.Submit(Reports.Count("u", "c1", 600), Reports.Troops("u"), ReplyWith.View, null, default);

        var after = (await Topics.Read(Topic, Lens.Current, default))!.View;
        Assert.Equal((2, 1), (before.Origins, after.Origins));
        Assert.Equal(2, (await Topics.Read(Topic, new Lens(Version: before.Version), default))!.View.Origins);
        Assert.Equal("bureau", (await Topics.Entry(Topic, new("c1"), default))!.Voice);
        var entry = (await Topics.Entry(new("u"), new("c1"), default))!;
        Assert.Equal(("bureau", 0.95 * 0.9), (entry.Voice, Math.Round(entry.Weight, 9))); // grade A is 19 in 20, an ungraded claim .9 sure

        Assert.Null(await Sources.Split(ministry, "not renamed", null, default));
        Assert.Equal(2, (await Topics.Read(Topic, Lens.Current, default))!.View.Origins);
        Assert.Equal("ministry", (await Topics.Entry(new("u"), new("c1"), default))!.Voice);
    }

    [NeedyFact]
    public async Task An_assessment_that_races_with_claims_reaches_all_of_them()
    {
        var submitting = Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => Sources.Submit(Reports.Count($"race-{i}", "c", 600), Reports.Troops($"race-{i}"), ReplyWith.View, null, default))));
        await Sources.Assess(new SourceProfile(new("ministry"), "Ministry", "government", Grade.B), null, default);
        await submitting;

        for (var i = 0; i < 40; i++)
        {
            var entry = Assert.Single((await Topics.Ledger(new($"race-{i}"), Lens.Current, 0, 10, false, default))!);
            Assert.Equal(0.85 * 0.9, entry.Weight, 6); // grade B is 8.5 in 10, an ungraded claim .9 sure
        }
    }

    [NeedyFact]
    public async Task Whatever_races_all_topics_end_with_what_is_held_last()
    {
        var topics = Enumerable.Range(0, 10).Select(t => $"race-{t}").ToList();
        var submitting = Task.WhenAll(topics.SelectMany(topic => Enumerable.Range(0, 5).Select(i =>
            Task.Run(() => Sources.Submit(Reports.Count(topic, $"c{i}", 600), Reports.Troops(topic), ReplyWith.View, null, default)))));
        var assessing = Task.WhenAll(new[] { Grade.D, Grade.C, Grade.A, Grade.B, Grade.E }.Select(grade =>
            Task.Run(() => Sources.Assess(new SourceProfile(new("ministry"), "Ministry", "government", grade), null, default))));
        await Task.WhenAll(submitting, assessing);
        await Sources.Submit(Reports.Count("alone", "c1", 600), Reports.Troops("alone"), ReplyWith.View, null, default);
        var weight = (await Topics.Entry(new("alone"), new("c1"), default))!.Weight; // of what is held now

        foreach (var topic in topics)
        {
            var ledger = (await Topics.Ledger(new(topic), Lens.Current, 0, 10, false, default))!;
            Assert.Equal(5, ledger.Count);
            Assert.Equal(weight, Assert.Single(ledger, e => e.Standing == Standing.Counted).Weight, 9);
        }
    }

    private static double? Estimate(View view) => Assert.IsType<Belief.Number>(view.Belief).Estimate;

    private Task<Reply> Define() => Topics.Execute(Topic, new TopicCommand.Define(Reports.Troops("t"), null));

    private Task<Reply> Submit(string id, double best, string origin = "ministry", string on = "2025-06-30") =>
        Sources.Submit(Reports.Count("t", id, best, origin, on), null, ReplyWith.View, null, default);

    private async Task<View> Read(Lens? lens = null) => (await Topics.Read(Topic, lens ?? Lens.Current, default))!.View;
}
