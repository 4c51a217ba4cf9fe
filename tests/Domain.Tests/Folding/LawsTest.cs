using System.Collections;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using FsCheck;
using FsCheck.Fluent;

namespace Analysis.Domain.Tests.Folding;

/// <summary>What holds for every topic, whatever was claimed. A failure prints its seed and the smallest history that fails.</summary>
public sealed class LawsTest
{
    [Fact]
    public void Order_does_not_matter() => Holds(2000, Histories.Random, (history, random) =>
    {
        var (one, other) = (history.Fold(), history.Shuffled(random).Fold());

        Same(one.Render(), other.Render());
        Assert.Equal(Accounts(one), Accounts(other));
    });

    [Fact]
    public void What_one_origin_said_in_any_order_comes_to_the_same() => Holds(500, Histories.OneVoice, (history, _) =>
    {
        var grown = new TopicFold(history.ValidAt);
        for (var length = 0; length <= history.Facts.Count; length++)
        {
            grown.Apply(history.Recorded.ElementAt(length));
            grown.Render();
        }

        SameFold(history.Fold(), grown);
    });

    [Fact]
    public void Folding_on_is_folding_anew() => Holds(500, Histories.Random, (history, random) =>
    {
        var told = random.Next(5) == 0 ? history.Resolved(random) : history;
        var grown = new TopicFold(history.ValidAt);
        for (var length = 0; length <= told.Facts.Count; length++)
        {
            grown.Apply(told.Recorded.ElementAt(length));
            if (random.Next(3) == 0) grown.MoveTo(history.ValidAt.AddDays(random.Next(-200, 200)));
            if (random.Next(3) == 0) grown.Render();
            grown.MoveTo(history.ValidAt);

            SameFold((told with { Facts = [.. told.Facts.Take(length)] }).Fold(), grown);
        }
    });

    [Fact]
    public void A_snapshot_and_the_rest_come_to_the_same_as_the_whole() => Holds(500, Histories.Random, (history, random) =>
    {
        var told = random.Next(5) == 0 ? history.Resolved(random) : history;
        var taken = random.Next(1, told.Facts.Count + 2);
        var first = new TopicFold(Story.Now);
        foreach (var recorded in told.Recorded.Take(taken)) first.Apply(recorded);

        var restored = new TopicFold(first.State.Facts(), history.ValidAt);
        foreach (var recorded in told.Recorded.Skip(taken)) restored.Apply(recorded);

        SameFold(told.Fold(), restored);
    });

    [Fact]
    public void A_digest_and_the_rest_come_to_the_same_as_the_whole() => Holds(3000, Histories.Random, (history, random) =>
    {
        var told = random.Next(5) == 0 ? history.Resolved(random) : history;
        var taken = random.Next(1, told.Facts.Count + 2);
        var first = new TopicFold(history.ValidAt.AddDays(-random.Next(3)));
        if (random.Next(2) == 0 && taken > 2)
        {
            foreach (var recorded in told.Recorded.Take(taken / 2)) first.Apply(recorded);
            first = Restored(first); // a digest of what went on from a digest
        }

        foreach (var recorded in told.Recorded.Take(taken).Skip((int)first.State.Version)) first.Apply(recorded);

        var whole = new TopicFold(history.ValidAt);
        foreach (var recorded in told.Recorded.Take(taken)) whole.Apply(recorded);
        var restored = Restored(first);
        restored.MoveTo(history.ValidAt);
        foreach (var recorded in told.Recorded.Skip(taken))
        {
            if (random.Next(3) == 0) Same(whole.Render(), restored.Render());
            if (random.Next(3) == 0) Same(whole.RenderBrief(), restored.RenderBrief());
            if (random.Next(8) == 0 && whole.State.Claims.Count > 0) Assert.Equal(whole.Entry(whole.State.Claims.Keys.First()), restored.Entry(whole.State.Claims.Keys.First()));
            whole.Apply(recorded);
            restored.Apply(recorded);
        }

        if (random.Next(2) == 0) Same(whole.Render(), restored.Render());
        Assert.Equal(whole.Ledger(0, 100, without: false), restored.Ledger(0, 100, without: false));
        SameFold(told.Fold(), restored);
    });

    [Fact]
    public void Time_passing_hour_by_hour_comes_to_the_same_as_asking_later() => Holds(500, Histories.Random, (history, random) =>
    {
        var at = history.ValidAt.AddDays(-random.Next(60));
        var moved = history.Fold(at);
        while (at < history.ValidAt)
        {
            at = new[] { at.AddHours(random.Next(1, 100)), history.ValidAt }.Min();
            moved.MoveTo(at);
        }

        Same(history.Fold().Render(), moved.Render());
    });

    [Fact]
    public void The_same_command_twice_adds_nothing() => Holds(500, Histories.Random, (history, _) =>
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
    public void A_copy_by_the_same_origin_never_raises_confidence() => Holds(1000, Histories.Random, (history, random) =>
    {
        var before = history.Fold().Render().Confidence;
        var claims = history.Claims.ToList();
        if (claims.Count == 0) return;
        var original = claims[random.Next(claims.Count)];
        var copy = original with { Id = new(original.Id.Value + "-copy") };

        var after = (history with { Facts = [.. history.Facts, new TopicEvent.ClaimAsserted(copy)] }).Fold().Render().Confidence;

        // A copy of a withdrawn or corrected claim is news: it says again what was taken back.
        if (history.Fold().Entry(original.Id)!.Standing is Standing.Retracted or Standing.Corrected) return;
        Assert.True(after.Score <= before.Score, $"{original.Id}: {before.Score} became {after.Score}");
    });

    [Fact]
    public void Every_number_is_sound() => Holds(2000, Histories.Random, (history, _) => Sound(history.Fold().Render()));

    [Fact]
    public void The_ledger_accounts_for_the_view() => Holds(500, Histories.Random, (history, _) =>
    {
        var fold = history.Fold();
        var view = fold.Render();
        var ledger = fold.Ledger(0, 100, without: false);

        Assert.Equal(history.Claims.Count(), ledger.Count);
        Assert.Equal(view.Claims, ledger.Count(e => e.Standing == Standing.Counted));
        Assert.Equal(view.Origins, ledger.Where(e => e.Weight > 0).Select(e => e.Voice).Distinct().Count());
        Assert.All(ledger, e => Assert.NotEmpty(e.Reason));
        Assert.All(ledger, e => Assert.InRange(e.Weight, 0, 1));
        Assert.All(ledger, e => Assert.True(double.IsFinite(e.Contribution)));
        Assert.All(ledger, e => Assert.InRange(e.Certainty ?? 0, 0, 1));
    });

    [Fact]
    public void Asking_what_the_view_would_be_without_a_claim_changes_nothing() => Holds(500, Histories.Random, (history, random) =>
    {
        var (asked, notAsked) = (new TopicFold(history.ValidAt), new TopicFold(history.ValidAt));
        foreach (var recorded in history.Recorded)
        {
            asked.Apply(recorded);
            notAsked.Apply(recorded);
            if (random.Next(3) == 0) asked.Ledger(0, 100, without: true);

            Same(notAsked.Render(), asked.Render());
        }
    });

    [Fact]
    public void The_view_without_a_claim_is_the_view_of_the_others() => Holds(500, Histories.Untied, (history, _) =>
    {
        foreach (var entry in history.Fold().Ledger(0, 100, without: true))
        {
            if (entry.Without is not { } without) continue;
            var others = history.Without(entry.Claim.Id).Fold().Render();

            SameBelief(others, without);
        }
    });

    [Fact]
    public void What_could_be_known_by_a_date_is_what_was_reported_by_then() => Holds(500, Histories.Random, (history, random) =>
    {
        var by = history.ValidAt.AddDays(random.Next(-100, 100));
        var unknown = history.Claims.Where(c => c.ReportedTime!.To!.Value.AddSeconds(-1) > by).Select(c => c.Id).ToList();
        var known = unknown.Aggregate(history, (h, claim) => h.Without(claim)).Fold().Render();

        var view = history.Fold(reportedBy: by).Render();

        // A computed value inherits the certainty of what it was computed from, whether or not that had been published.
        if (history.Claims.Any(c => c.Qualified("derivedFrom") is not null)) return;
        SameBelief(known, view);
    });

    [Fact]
    public void A_topic_whose_only_claim_was_retracted_has_no_evidence() => Holds(500, Histories.Random, (history, _) =>
    {
        var first = history.Claims.First();
        var view = (history with { Facts = [new TopicEvent.ClaimAsserted(first), new TopicEvent.ClaimRetracted(first.Id, "withdrawn", null)] }).Fold().Render();
        var empty = (history with { Facts = [] }).Fold().Render();

        Assert.IsType<Belief.None>(view.Belief);
        Assert.Equal(new Confidence(0, ConfidenceLevel.None, []), view.Confidence);
        SameBelief(empty, view);
    });

    private static void Holds(int histories, Func<int, History> draw, Action<History, Random> law)
    {
        // The seed of the law's own choices is the history's, so that a smaller history meets the same ones.
        var drawn = Arb.From(Gen.Choose(0, int.MaxValue).Select(draw), h => h.Smaller());
        Prop.ForAll(drawn, history => law(history, new Random(history.Seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(histories).WithQuietOnSuccess(true));
    }

    private static void Same(View expected, View actual) => Assert.True(expected == actual, $"expected\n  {Told(expected)}\ngot\n  {Told(actual)}");

    private static TopicFold Restored(TopicFold fold)
    {
        var facts = fold.Facts();
        return new TopicFold(facts with { Claims = new PutAway([.. facts.Claims]) }, fold.ValidAt);
    }

    /// <summary>Claims at their places, each read anew.</summary>
    private sealed class PutAway(List<ClaimFacts> claims) : IClaimArchive
    {
        public int Count => claims.Count;

        public ClaimFacts this[int index] => new(claims[index].Claim, claims[index].Version, claims[index].RecordedAt, claims[index].Retraction);

        public int Find(ClaimId claim) => claims.FindIndex(c => c.Claim.Id == claim);

        public IEnumerator<ClaimFacts> GetEnumerator() => claims.Select((_, place) => this[place]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static void SameFold(TopicFold expected, TopicFold actual)
    {
        Same(expected.Render(), actual.Render());
        Assert.Equal(expected.Ledger(0, 100, without: false), actual.Ledger(0, 100, without: false));
    }

    /// <summary>The same but for the version of the stream and the time of its last event.</summary>
    private static void SameBelief(View expected, View actual) => Same(Timeless(expected), Timeless(actual));

    private static View Timeless(View view) => view with { Version = 0, RecordedAt = default, Outlook = view.Outlook is { } outlook ? Timeless(outlook) : null };

    private static string Told(View view) => $"{view} {string.Join(';', view.Confidence.Reasons)} {string.Join(';', view.Camps)} {string.Join(';', view.Unresolved)}"
        + (view.Belief is Belief.Categories categories ? string.Join(';', categories.Probabilities) : "");

    /// <summary>What became of each claim, apart from when it came in.</summary>
    private static List<LedgerEntry> Accounts(TopicFold fold) =>
        [.. fold.Ledger(0, 100, without: false).OrderBy(e => e.Claim.Id.Value, StringComparer.Ordinal).Select(e => e with { Version = 0, RecordedAt = default })];

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
        Assert.InRange(view.Confidence.Score, 0, 1);
        Assert.InRange(view.Disagreement, 0, 1);
        Assert.InRange(view.Existence?.Probability ?? 0.5, 0.01, 0.99);
        Assert.All(view.Camps, c => Assert.InRange(c.Weight, 0, 1));
        switch (view.Belief)
        {
            case Belief.Number number:
                var (inner, outer) = (number.Interval50, number.Interval90);
                var slack = 1e-9 * (1 + Math.Abs(outer.High));
                Assert.True(double.IsFinite(outer.Low) && double.IsFinite(outer.High), $"{outer}");
                Assert.True(outer.Low <= inner.Low + slack && inner.Low <= inner.High && inner.High <= outer.High + slack, $"{inner} within {outer}");
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
            case Belief.Date date:
                Assert.True(date.Interval90!.Value.From <= date.Interval50!.Value.From && date.Interval50.Value.To <= date.Interval90.Value.To);
                break;
        }

        if (view.Outlook is { } outlook) Sound(outlook);
    }
}
