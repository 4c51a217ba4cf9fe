using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding;

/// <summary>What a family says of how its topics are weighed.</summary>
public sealed class FamilyTest
{
    private static readonly FamilyDefinition Counts = FamilyDefinition.Default("quantity", TopicKind.Quantity) with { Version = 1 };

    [Fact]
    public void A_wider_tolerance_lets_agree_what_disagreed()
    {
        // 1,000 and 2,000 lie ln 2 = .69 apart: 6.9 h where h is .1, 1.4 h where it is .5.
        Assert.True(Told(Counts).View().Disagreement > 0.4);
        Assert.Equal(0, Told(Counts with { Tolerance = 0.5 }).View().Disagreement);
    }

    [Fact]
    public void A_linear_scale_counts_in_the_unit_and_never_below_zero()
    {
        var narrow = Number(new Story(Ask.HowMany()).Add(new TopicEvent.FamilyDefined(Linear(2))).Hear(Say.Count("c1", 3, "post>nis")).View());
        var wide = Number(new Story(Ask.HowMany()).Add(new TopicEvent.FamilyDefined(Linear(200))).Hear(Say.Count("c1", 3, "post>nis")).View());

        Assert.Equal((3, 3), (narrow.Estimate, wide.Estimate));
        Assert.InRange(narrow.Interval50.High, 3.1, 8); // half of the mass within some tolerances of 2
        Assert.InRange(wide.Interval50.High, 30, 800);
        Assert.Equal(0, wide.Interval90.Low);
    }

    [Fact]
    public void Where_a_miss_can_land_anywhere_it_lies_below_as_well_as_above()
    {
        var nearby = Number(Told(Counts, "c1").View()).Interval90;
        var anywhere = Number(Told(Counts with { Misses = MissShape.Cauchy }, "c1").View()).Interval90;

        // Nearby, misses lie rather above: sides of 4.2 h and 7.8 h.
        Assert.True(nearby.High / 1_000 > 1_000 / nearby.Low, $"{nearby}");
        Assert.Equal(Math.Log(1_001 / (anywhere.Low + 1)), Math.Log((anywhere.High + 1) / 1_001), 0.02);
    }

    [Fact]
    public void A_topic_without_a_half_life_has_its_familys()
    {
        var topic = Ask.HowMany(Dynamics.Changing);
        var family = new TopicEvent.FamilyDefined(Counts with { HalfLife = new Period("P10D", TimeSpan.FromDays(10)) });
        Claim[] claims = [Say.Count("c1", 600, "post>nis", "2025-12-10"), Say.Count("c2", 600, "post>army", "2025-12-20")];

        Assert.Equal(0.9, Certainty(new Story(topic)), 1e-9);
        Assert.Equal(0.9 * Known.Held(10, 10), Certainty(new Story(topic).Add(family)), 1e-9);
        Assert.Equal(0.9 * Known.Held(10, 40), Certainty(new Story(topic.Ageing(40)).Add(family)), 1e-9);

        double Certainty(Story story) => story.Hear(claims).Entry("c1").Certainty!.Value;
    }

    [Fact]
    public void A_topic_that_leaves_its_family_forgets_it()
    {
        var left = Told(Counts with { Tolerance = 0.5 }).Add(new TopicEvent.Defined(Ask.HowMany() with { Family = "troops" }));

        Assert.Equal(Told(null).View().Disagreement, left.View().Disagreement);
    }

    [Fact]
    public void What_nobody_has_defined_is_as_the_defaults_say()
    {
        Assert.Equal(Told(null).View().Belief, Told(Counts).View().Belief);
        Assert.Equal(["category", "date", "measurement", "proposition", "quantity", "rating"], FamilyDefinition.BuiltIn.Select(f => f.Name));
        Assert.Equal([null, 15, 0.02, null, 0.1, null], FamilyDefinition.BuiltIn.Select(f => f.Tolerance));
    }

    private static FamilyDefinition Linear(double tolerance) => Counts with { Scale = NumberScale.Linear, Tolerance = tolerance };

    private static Story Told(FamilyDefinition? family, params string[] claims)
    {
        var story = new Story(Ask.HowMany());
        if (family is not null) story.Add(new TopicEvent.FamilyDefined(family));
        Claim[] all = [Say.Count("c1", 1_000, "post>nis"), Say.Count("c2", 2_000, "post>army")];
        return story.Hear([.. all.Where(c => claims.Length == 0 || claims.Contains(c.Id.Value))]);
    }

    private static Belief.Number Number(View view) => Assert.IsType<Belief.Number>(view.Belief);
}
