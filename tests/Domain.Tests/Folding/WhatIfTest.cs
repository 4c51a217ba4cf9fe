using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding;

/// <summary>What is supposed is as if the stream had been so: of random histories bit for bit.</summary>
public sealed class WhatIfTest
{
    [Fact]
    public void Without_some_claims_the_view_is_that_of_a_stream_that_never_held_them() => Holds((history, random) =>
    {
        var gone = history.Claims.Where(_ => random.Next(3) == 0).Select(c => c.Id).ToList();

        Same(Without(history, gone).Fold().Render(), Suppose(history, new WhatIf { WithoutClaims = gone }));
    });

    [Fact]
    public void Without_a_source_the_view_is_that_of_a_stream_without_the_claims_it_had_a_part_in() => Holds((history, random) =>
    {
        var sources = history.Claims.SelectMany(c => c.Chain).Distinct().ToList();
        var source = sources[random.Next(sources.Count)];
        var gone = history.Claims.Where(c => c.Chain.Contains(source)).Select(c => c.Id).ToList();

        Same(Without(history, gone).Fold().Render(), Suppose(history, new WhatIf { WithoutSources = [source] }));
    });

    [Fact]
    public void With_other_grades_claims_and_family_the_view_is_that_of_a_stream_that_went_on_so() => Holds((history, random) =>
    {
        var origin = history.Claims.First().Origin;
        var claims = history.Claims.Take(3).Select(c => c with { Id = new(c.Id.Value + "-again"), Stance = Stance.Denies, Corrects = null }).ToList();
        var family = Histories.Family(random, history.Topic);
        var before = history.Fold();

        var after = history.Fold();
        void Add(TopicEvent fact) => after.Apply(new Recorded(after.State.Version + 1, Story.Now, fact));
        Add(new TopicEvent.FamilyDefined(family with { Learned = before.State.Family?.Learned ?? [] }));
        foreach (var claim in claims) Add(new TopicEvent.ClaimAsserted(claim));
        Add(new TopicEvent.SourceAssessed(before.State.Profile(origin) with { Grade = Grade.E }));

        Assert.Equal(after.Render(), Suppose(history, new WhatIf { Claims = claims, Grades = [(origin, Grade.E)], Family = family }));
        Assert.Equal(history.Fold().Render(), before.Render());
    });

    [Fact]
    public void A_source_that_the_topic_does_not_know_comes_with_what_is_held_about_it()
    {
        var supposition = new WhatIf
        {
            Claims = [Say.Count("c2", 600, "post>army")],
            Sources = [new(new("army"), null, null, Grade.A), new(new("nis"), null, null, Grade.A)]
        };

        var fold = supposition.Of(Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis")).Fold(), Story.Now, Story.Now).Fold!;

        Assert.Equal(Known.A * 0.9, fold.Entry(new("c2"))!.Weight, 1e-12);
        Assert.Equal(Known.Ungraded * 0.9, fold.Entry(new("c1"))!.Weight, 1e-12); // nis is known, and ungraded
    }

    [Fact]
    public void What_cannot_be_supposed_is_refused_at_its_place()
    {
        Refused("/without/sources/1", "does not speak on the topic", new WhatIf { WithoutSources = [new("nis"), new("army")] });
        Refused("/without/claims/0", "is not a claim of the topic", new WhatIf { WithoutClaims = [new("c9")] });
        Refused("/grades/army", "does not speak on the topic", new WhatIf { Grades = [(new("army"), Grade.B)] });
        Refused("/claims/0/value/best", "a count is never negative", new WhatIf { Claims = [Say.Count("c2", -1, "post>nis")] });
    }

    [Fact]
    public void Another_claim_under_the_same_id_is_refused_and_the_same_changes_nothing()
    {
        var fold = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis")).Fold();

        Assert.IsType<Rejection.ClaimIdTaken>(new WhatIf { Claims = [Say.Count("c1", 700, "post>nis")] }.Of(fold, Story.Now, Story.Now).Refusal);
        Assert.Equal(fold.Render(), new WhatIf { Claims = [Say.Count("c1", 600, "post>nis")] }.Of(fold, Story.Now, Story.Now).Fold!.Render());
    }

    private static void Refused(string pointer, string detail, WhatIf supposition) => Assert.Equal(
        new Rejection.Invalid(pointer, detail), supposition.Of(Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis")).Fold(), Story.Now, Story.Now).Refusal);

    private static View Suppose(History history, WhatIf supposition)
    {
        var (fold, refusal) = supposition.Of(history.Fold(), Story.Now, Story.Now);
        Assert.Null(refusal);
        return fold!.Render();
    }

    private static History Without(History history, IEnumerable<ClaimId> claims) => claims.Aggregate(history, (h, claim) => h.Without(claim));

    /// <summary>But for the version and time of the last event.</summary>
    private static void Same(View expected, View actual) => Assert.Equal(Timeless(expected), Timeless(actual));

    private static View Timeless(View view) => view with { Version = 0, RecordedAt = default, Outlook = view.Outlook is { } outlook ? Timeless(outlook) : null };

    private static void Holds(Action<History, Random> law)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var history = Histories.Random(seed);
            var fault = Record.Exception(() => law(history, new Random(seed)));
            if (fault is not null) Assert.Fail($"{fault.Message}\n{history}");
        }
    }
}
