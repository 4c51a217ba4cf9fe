using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using static Analysis.Domain.Tests.Folding.Laws.Compared;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>What holds of the fold of every topic, whatever was claimed and however the belief is computed.</summary>
public sealed class FoldTest
{
    [Fact]
    public void Order_does_not_matter() => Law.Holds(2_000, Histories.Random, (history, random) =>
    {
        var (one, other) = (history.Fold(), history.Shuffled(random).Fold());

        SameBelief(one.Render(), other.Render());
        Assert.Equal(Accounts(one), Accounts(other));
    });

    [Fact]
    public void Order_does_not_matter_to_what_could_be_known_by_a_date() => Law.Holds(500, Histories.Random, (history, random) =>
    {
        var by = random.Next(2) == 0 ? history.ValidAt : Story.Recording.AddMinutes(random.Next(30));
        var (one, other) = (history.Fold(reportedBy: by), history.Shuffled(random).Fold(reportedBy: by));

        SameBelief(one.Render(), other.Render());
        Assert.Equal(Accounts(one), Accounts(other));
    });

    [Fact]
    public void Order_does_not_matter_with_retractions_and_restorations_in_between() => Law.Holds(1_000, Histories.Random, (history, random) =>
    {
        history = history.Restored(random);
        DateTimeOffset? by = random.Next(2) == 0 ? null : history.ValidAt;
        var (one, other) = (history.Fold(reportedBy: by), history.Shuffled(random).Fold(reportedBy: by));

        SameBelief(one.Render(), other.Render());
        Assert.Equal(Accounts(one), Accounts(other));
    });

    [Fact]
    public void Who_restores_what_he_retracted_has_done_nothing() => Law.Holds(500, Histories.Random, (history, random) =>
    {
        var claim = history.Claims.Select(c => (ClaimId?)c.Id).FirstOrDefault();
        if (claim is null || history.Facts.Any(f => f is TopicEvent.ClaimRetracted r && r.Claim == claim)) return;
        var (plain, undone) = (history.Fold(), history.Fold());
        foreach (var act in new TopicEvent[] { new TopicEvent.ClaimRetracted(claim.Value, "slip", null),
            new TopicEvent.ClaimRestored(claim.Value, "slip", null) })
        {
            undone.Apply(new Recorded(undone.State.Version + 1, Story.Now, act));
            if (random.Next(2) == 0) undone.Render();
        }

        SameBelief(plain.Render(), undone.Render());
        Assert.Equal(Accounts(plain), Accounts(undone));
    });

    [Fact]
    public void Nothing_depends_on_texts_that_are_erased() => Law.Holds(500, Histories.Random, (history, random) =>
    {
        var (plain, erased) = (history.Fold(), history.Fold());
        foreach (var claim in history.Claims.Select(c => c.Id).Distinct().ToList())
        {
            if (random.Next(2) == 0) erased.Render();
            var act = new TopicEvent.ClaimErased(claim, ["note", "quote", "url"], "asked for");
            erased.Apply(new Recorded(erased.State.Version + 1, Story.Now, act));
        }

        SameBelief(plain.Render(), erased.Render());
        Assert.Equal(Accounts(plain), Accounts(erased).Select(e => e with { Claim = e.Claim with { Erased = null } }));
    });

    [Fact]
    public void A_question_that_was_settled_and_opened_again_is_as_if_nothing_had_been() => Law.Holds(500, Histories.Random, (history, random) =>
    {
        var (plain, opened) = (history.Fold(), history.Reopened(random).Fold());

        SameBelief(plain.Render(), opened.Render());
        Assert.Equal(Accounts(plain), Accounts(opened));
        Assert.All(history.Claims, c => Assert.Equal(plain.OutcomesOf(c.Origin), opened.OutcomesOf(c.Origin)));
    });

    [Fact]
    public void What_one_origin_said_in_any_order_comes_to_the_same() => Law.Holds(300, Histories.OneVoice, (history, _) =>
    {
        var grown = new TopicFold(history.ValidAt);
        foreach (var recorded in history.Recorded)
        {
            grown.Apply(recorded);
            grown.Render();
        }

        SameFold(history.Fold(), grown);
    });

    [Fact]
    public void Folding_on_is_folding_anew() => Law.Holds(300, Histories.Random, (history, random) =>
    {
        var told = random.Next(6) switch
        {
            0 => history.Resolved(random),
            1 => history.Reopened(random),
            2 or 3 => history.Restored(random).Shuffled(random),
            _ => history,
        };
        var grown = new TopicFold(history.ValidAt);
        var recorded = told.Recorded.ToList();
        for (var length = 1; length <= recorded.Count; length++)
        {
            grown.Apply(recorded[length - 1]);
            if (random.Next(3) == 0) grown.MoveTo(history.ValidAt.AddDays(random.Next(-200, 200)));
            if (random.Next(3) == 0) grown.Render();
            grown.MoveTo(history.ValidAt);
            var anew = new TopicFold(history.ValidAt);
            foreach (var event_ in recorded.Take(length)) anew.Apply(event_);

            SameFold(anew, grown);
        }
    });

    [Fact]
    public void A_snapshot_and_the_rest_come_to_the_same_as_the_whole() => Law.Holds(500, Histories.Random, (history, random) =>
    {
        var told = random.Next(6) switch
        {
            0 => history.Resolved(random),
            1 => history.Reopened(random),
            2 or 3 => history.Restored(random).Shuffled(random),
            _ => history,
        };
        var (taken, asked) = (random.Next(1, told.Facts.Count + 2), random.Next(2) == 0);
        var first = new TopicFold(Story.Now);
        foreach (var recorded in told.Recorded.Take(taken)) first.Apply(recorded);
        if (asked) first.Render();

        var restored = new TopicFold(Copied(first.Facts()), history.ValidAt);
        foreach (var recorded in told.Recorded.Skip(taken))
        {
            if (asked) restored.Render();
            restored.Apply(recorded);
        }

        SameFold(told.Fold(), restored);
    });

    [Fact]
    public void Moving_to_a_time_comes_to_the_same_as_asking_about_it() => Law.Holds(500, Histories.Random, (history, random) =>
    {
        if (random.Next(3) == 0) history = history.Resolved(random);
        var at = history.ValidAt.AddDays(-random.Next(60));
        var moved = history.Fold(at);
        while (at < history.ValidAt)
        {
            at = new[] { at.AddHours(random.Next(1, 200)), history.ValidAt }.Min();
            if (moved.MoveTo(at)) moved.Render();
        }

        Same(history.Fold().Render(), moved.Render() with { ValidAt = history.ValidAt });

        moved.MoveTo(history.ValidAt.AddDays(-30));
        Same(history.Fold(history.ValidAt.AddDays(-30)).Render(), moved.Render());
    });

    [Fact]
    public void A_view_holds_until_it_says() => Law.Holds(300, Histories.Random, (history, random) =>
    {
        if (random.Next(3) == 0) history = history.Resolved(random);
        var fold = history.Fold();
        var (view, until) = (fold.Render(), fold.HoldsUntil);
        var hours = until == DateTimeOffset.MaxValue ? 10_000 : (int)(until - history.ValidAt).TotalHours;
        if (hours < 2) return;

        var later = history.Fold(history.ValidAt.AddHours(random.Next(1, hours))).Render();

        Same(Undated(view), Undated(later));

        static View Undated(View view) => view with { ValidAt = default, Outlook = view.Outlook is { } outlook ? Undated(outlook) : null };
    });

    [Fact]
    public void Asking_what_the_view_would_be_without_a_claim_changes_nothing() => Law.Holds(200, Histories.Random, (history, random) =>
    {
        var (asked, notAsked) = (new TopicFold(history.ValidAt), new TopicFold(history.ValidAt));
        foreach (var recorded in history.Recorded)
        {
            asked.Apply(recorded);
            notAsked.Apply(recorded);
            if (random.Next(3) == 0)
            {
                var before = asked.Render();
                asked.Ledger(0, 100, without: true);
                asked.Explain(0, 3);
                Same(before, asked.Render());
            }

            Same(notAsked.Render(), asked.Render());
        }

        SameFold(notAsked, asked);
    });

    [Fact]
    public void The_view_without_a_claim_is_the_view_of_the_others() => Law.Holds(300, Histories.Untied, (history, _) =>
    {
        foreach (var entry in history.Fold().Ledger(0, 100, without: true))
        {
            if (entry.Without is not { } without) continue;

            var others = history.Without(entry.Claim.Id).Fold().Render();
            if (others.Belief is not Belief.None) SameBelief(others, without); // else the sentence says whether anybody has spoken at all
            else Assert.IsType<Belief.None>(without.Belief);
        }
    });

    [Fact]
    public void What_could_be_known_by_a_date_is_what_was_reported_by_then() => Law.Holds(500, Histories.Untied, (history, random) =>
    {
        var by = history.ValidAt.AddDays(random.Next(-100, 100));
        if (by >= Story.Recording) return; // then retractions count
        var unknown = history.Fold().State.Claims.Values.Where(c => c.KnownBy > by).Select(c => c.Claim.Id).ToList();
        var known = unknown.Aggregate(history
            with
        { Facts = [.. history.Facts.Where(f => f is not TopicEvent.ClaimRetracted)] }, (h, claim) =>
            h.Without(claim));

        SameBelief(known.Fold().Render(), history.Fold(reportedBy: by).Render());
    });

    [Fact]
    public void The_ledger_accounts_for_the_view() => Law.Holds(500, Histories.Random, (history, _) =>
    {
        var fold = history.Fold();
        var view = fold.Render();
        var ledger = fold.Ledger(0, 1_000, without: false);

        Assert.Equal(history.Claims.Count(), ledger.Count);
        Assert.Equal(view.Claims, ledger.Count(e => e.Standing == Standing.Counted));
        Assert.InRange(view.Origins, 0, ledger.Where(e => e.Standing == Standing.Counted).Select(e => e.Voice).Distinct().Count());
        Assert.Equal(view.Belief is Belief.None, view.Claims == 0);
        Assert.All(ledger, e => Assert.NotEmpty(e.Reason));
        Assert.All(ledger, e => Assert.InRange(e.Weight, 0, 1));
        Assert.All(ledger, e => Assert.True(double.IsFinite(e.Contribution)));
        Assert.All(ledger, e => Assert.InRange(e.Certainty ?? 0, 0, 1));
        Assert.All(ledger, e => Assert.Equal(new ClaimOutcome(e.Claim.Id, e.Version, e.Standing, e.Reason),
            fold.OutcomeOf(e.Claim.Id)! with { Warnings = null })); // it is in the ledger
        Assert.All(ledger, e => Assert.Equal(e, fold.Entry(e.Claim.Id)));
    });

    [Fact]
    public void Every_number_is_sound() => Law.Holds(2_000, Histories.Random, (history, _) => Sound(history.Fold().Render()));

    [Fact]
    public void The_brief_view_is_the_whole_one_without_its_details() => Law.Holds(500, Histories.Random, (history, _) =>
    {
        var (whole, brief) = (history.Fold().Render(), history.Fold().RenderBrief());

        Same(whole with { Outlook = null, Camps = [], Notices = [], Confidence = whole.Confidence with { Reasons = brief.Confidence.Reasons } }, brief);
    });

    [Fact]
    public void The_same_command_twice_adds_nothing() => Law.Holds(300, Histories.Random, (history, _) =>
    {
        var state = new TopicState();
        var now = Story.Now;
        foreach (var command in history.Facts.Select(Command).Prepend(new TopicCommand.Define(history.Topic, null)))
        {
            if (TopicDecider.Decide(state, history.Topic.Id, command, now) is Decision.Accepted accepted)
            {
                foreach (var fact in accepted.Events) state.Evolve(new Recorded(state.Version + 1, now, fact));
            }

            Assert.IsNotType<Decision.Accepted>(TopicDecider.Decide(state, history.Topic.Id, command, now));
        }
    });

    [Fact]
    public void A_topic_whose_only_claim_was_retracted_has_no_evidence() => Law.Holds(300, Histories.Random, (history, _) =>
    {
        var first = history.Claims.FirstOrDefault();
        if (first is null) return;
        var view = (history with { Facts = [new TopicEvent.ClaimAsserted(first), new TopicEvent.ClaimRetracted(first.Id, "withdrawn", null)] }).Fold().Render();

        Assert.IsType<Belief.None>(view.Belief);
        Assert.Equal(new Confidence(0, ConfidenceLevel.None, []), view.Confidence);
        Assert.Equal((0, 0, null, null), (view.Claims, view.Origins, view.Outlook, view.Existence));
    });

    /// <summary>The same facts, each read anew, as from a disk.</summary>
    private static TopicFacts Copied(TopicFacts facts) => facts with
    {
        Profiles = [.. facts.Profiles],
        Claims = [.. facts.Claims.Select(c => new ClaimFacts(c.Claim, c.Version, c.RecordedAt, Acts.Of(c.Acts?.All ?? [])))],
    };

    private static TopicCommand Command(TopicEvent fact) => fact switch
    {
        TopicEvent.ClaimAsserted e => new TopicCommand.AssertClaim(e.Claim, ValueList<SourceProfile>.Empty, null),
        TopicEvent.ClaimRetracted e => new TopicCommand.RetractClaim(e.Claim, e.Reason, e.By),
        TopicEvent.SourceAssessed e => new TopicCommand.AssessSource(e.Profile),
        TopicEvent.FamilyDefined e => new TopicCommand.DefineFamily(e.Family),
        TopicEvent.Defined e => new TopicCommand.Define(e.Definition, null),
        _ => throw new InvalidOperationException($"{fact}"),
    };

    private static void Sound(View view)
    {
        Assert.NotEmpty(view.Statement);
        Assert.InRange(view.Confidence.Score, 0, 1);
        Assert.InRange(view.Disagreement, 0, 1);
        Assert.InRange(view.Existence?.Probability ?? 0.5, 0.01, 0.99);
        Assert.All(view.Camps, c => Assert.InRange(c.Weight, 0, 1));
        switch (view.Belief)
        {
            case Belief.Number number:
                var (inner, outer) = (number.Interval50, number.Interval90);
                var slack = 1e-9 * (1 + Math.Abs(outer.High));
                Assert.True(outer.Low <= inner.Low + slack && inner.Low <= inner.High
                    && (inner.High <= outer.High + slack || inner.High == outer.High), $"{inner} within {outer}");
                Assert.True(double.IsFinite(outer.Low) && (double.IsFinite(outer.High) || number.Estimate is null), $"{outer}");
                if (number.Estimate is { } estimate) Assert.InRange(estimate, outer.Low - slack, outer.High + slack);
                Assert.True(number.Estimate is null || (number.LowerBound ?? number.UpperBound) is null);
                break;
            case Belief.Proposition proposition:
                Assert.InRange(proposition.Likelihood.Probability, 0.01, 0.99);
                break;
            case Belief.Categories categories:
                Assert.All(categories.Probabilities, p => Assert.InRange(p.Probability, 0, 1));
                Assert.Equal(1, categories.Probabilities.Sum(p => p.Probability), 1e-9);
                break;
            case Belief.Date { Edtf: null } none:
                Assert.Null(none.Interval90);
                break;
            case Belief.Date date:
                Assert.True(date.Interval90!.Value.From <= date.Interval50!.Value.From
                    && date.Interval50.Value.To <= date.Interval90.Value.To,
                    $"{date.Edtf}: {date.Interval50} within {date.Interval90}");
                break;
        }

        if (view.Outlook is { } outlook) Sound(outlook);
    }
}
