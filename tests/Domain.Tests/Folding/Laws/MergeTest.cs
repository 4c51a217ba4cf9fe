using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>Sources that are one.</summary>
public sealed class MergeTest
{
    [Fact]
    public void Merged_sources_say_what_one_would_have_said_that_had_their_id_from_the_beginning() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        if (Merges.Draw(history, random) is not { } merges) return;

        var merged = merges.Declared(history).Fold();
        var one = merges.FromTheBeginning(history).Fold();

        Compared.SameBelief(one.Render(), merged.Render());
        Assert.Equal(one.Explain(0, 20), merged.Explain(0, 20));
        Assert.Equal(one.OutcomesOf(merges.Into), merged.OutcomesOf(merges.Into));
    });

    [Fact]
    public void It_does_not_matter_when_anybody_looked_or_whether_a_snapshot_lay_between() => Law.Holds(1_000, Histories.Random, (history, random) =>
    {
        if (Merges.Draw(history, random) is not { } merges) return;
        var declared = merges.Declared(history).Shuffled(random);
        var (watched, restored) = (new TopicFold(declared.ValidAt), new TopicFold(declared.ValidAt));
        var half = random.Next(1, declared.Facts.Count + 1);
        foreach (var recorded in declared.Recorded)
        {
            watched.Apply(recorded);
            watched.Render();
            restored.Apply(recorded);
            if (recorded.Version == half) restored = new TopicFold(restored.Facts(), declared.ValidAt);
        }

        Compared.SameFold(declared.Fold(), watched);
        Compared.Same(declared.Fold().Render(), restored.Render());
    });

    [Fact]
    public void Split_off_again_they_are_as_they_were() => Law.Holds(1_000, Histories.Random, (history, random) =>
    {
        if (Merges.Draw(history, random) is not { } merges) return;

        var split = merges.TakenBack(merges.Declared(history));

        Compared.SameBelief(merges.Unmerged(history).Fold().Render(), split.Fold().Render());
    });

    [Fact]
    public void What_is_supposed_of_merging_is_what_merging_comes_to() => Law.Holds(1_000, Histories.Random, (history, random) =>
    {
        if (Merges.Draw(history, random) is not { } merges) return;
        var fold = merges.Unmerged(history).Fold();
        var spoken = merges.Pairs.Where(p => fold.HasHeardOf(p.Source)).ToList();

        var (supposed, refusal) = new WhatIf { Merges = spoken }.Of(fold, fold.State.RecordedAt, history.ValidAt);

        Assert.Null(refusal);
        Compared.SameBelief(merges.Declared(history).Fold().Render(), supposed!.Render());

        var (split, _) = new WhatIf { Splits = [.. spoken.Select(p => p.Source)] }.Of(supposed, fold.State.RecordedAt, history.ValidAt);
        Compared.SameBelief(fold.Render(), split!.Render());
    });

    [Fact]
    public void A_circle_that_two_editors_closed_at_once_is_one_source()
    {
        var (a, b) = (new SourceId("a"), new SourceId("b"));
        var story = new History(0, Ask.Whether(), [
            new TopicEvent.ClaimAsserted(Say.Yes("c1", "post>a")), new TopicEvent.ClaimAsserted(Say.Yes("c2", "post>b")),
            Merges.Of(a, b), Merges.Of(b, a),
        ], Story.Recording.AddDays(1));

        var fold = story.Fold();

        Assert.Equal((a, a), (fold.State.RootOf(a), fold.State.RootOf(b)));
        Assert.Equal(1, fold.Render().Origins);
    }

    /// <summary>Some of a history's sources, and the one that they are; some are so by way of another.</summary>
    private sealed record Merges(SourceId Into, IReadOnlyList<(SourceId Source, SourceId Into)> Pairs)
    {
        public static TopicEvent.SourceAssessed Of(SourceId source, SourceId into) =>
            new(SourceProfile.Unknown(source) with { Merge = new(into, "one and the same") }, SourceAct.Merged);

        /// <summary>Null where a chain would come to one source twice with another between: nobody could have posted that.</summary>
        public static Merges? Draw(History history, Random random)
        {
            var sources = history.Claims.SelectMany(c => c.Chain).Distinct().OrderBy(_ => random.Next()).Take(random.Next(2, 5)).ToList();
            if (sources.Count < 2) return null;
            if (random.Next(4) == 0) sources[0] = new SourceId("somebody-new");
            var merges = new Merges(sources[0], [.. sources.Skip(1).Select((s, i) => (s, sources[random.Next(i + 1)]))]);
            return history.Claims.Any(c => merges.ChainOf(c, distinct: false) is var chain && chain.Count > chain.Distinct().Count()) ? null : merges;
        }

        /// <summary>With what is held about the merged ones said so.</summary>
        public History Declared(History history) => Told(history, (source, profile) =>
            new(profile with { Merge = new(Pairs.Single(p => p.Source == source).Into, "one and the same") }, SourceAct.Merged));

        /// <summary>With as many facts, and nothing merged.</summary>
        public History Unmerged(History history) => Told(history, (_, profile) => new(profile));

        public History TakenBack(History declared) => declared.And([.. Pairs.Select(p => declared.Facts.OfType<TopicEvent.SourceAssessed>()
            .Last(f => f.Profile.Source == p.Source).Profile).Select(p => new TopicEvent.SourceAssessed(p with { Merge = null }, SourceAct.Split))]);

        /// <summary>As if they had posted under one id; at the place of what was held about the others stands what concerns nobody.</summary>
        public History FromTheBeginning(History history)
        {
            var one = Told(history, (source, _) => new(SourceProfile.Unknown(new($"nobody-{source}"))));
            return new History(history.Seed, Renamed(one.Topic), [.. one.Facts.Select(f => f switch
            {
                TopicEvent.ClaimAsserted { Claim: var claim } => new TopicEvent.ClaimAsserted(Renamed(claim)),
                TopicEvent.Defined { Definition: var topic } => new TopicEvent.Defined(Renamed(topic)),
                _ => f,
            })], one.ValidAt);
        }

        private History Told(History history, Func<SourceId, SourceProfile, TopicEvent.SourceAssessed> tell)
        {
            var known = history.Facts.OfType<TopicEvent.SourceAssessed>().Select(f => f.Profile.Source).ToHashSet();
            var told = history.Facts.Select(f => f is TopicEvent.SourceAssessed { Profile: var profile } && Pairs.Any(p => p.Source == profile.Source)
                ? tell(profile.Source, profile) : f);
            return new History(history.Seed, history.Topic, [.. told, .. Pairs.Where(p => !known.Contains(p.Source))
                .Select(p => tell(p.Source, SourceProfile.Unknown(p.Source)))], history.ValidAt);
        }

        private SourceId Renamed(SourceId source) => Pairs.Any(p => p.Source == source) ? Into : source;

        private TopicDefinition Renamed(TopicDefinition topic) =>
            topic with { Interests = [.. topic.Interests.Select(i => i with { Source = Renamed(i.Source) })] };

        private Claim Renamed(Claim claim) => ChainOf(claim, distinct: true) is var chain && claim.Attribution is null
            ? claim with { Publisher = chain[0] }
            : claim with { Publisher = chain[0], Attribution = new(chain) };

        /// <summary>With each link once that is there twice in a row.</summary>
        private List<SourceId> ChainOf(Claim claim, bool distinct)
        {
            var chain = new List<SourceId>();
            foreach (var link in claim.Chain.Select(Renamed))
            {
                if (chain.Count == 0 || chain[^1] != link) chain.Add(link);
            }

            return distinct ? [.. chain.Distinct()] : chain;
        }
    }
}
