using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Fitting;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Tests.Beliefs.Labels;

namespace Analysis.Domain.Tests.Beliefs.Fitting;

public sealed class FamilyFittingTest
{
    private static readonly Family Question = new("q", FamilyKind.Labels) { Labels = new("no", "yes"), LearnsBalance = true };

    [Fact]
    public void Who_is_right_more_often_earns_more()
    {
        var fitting = Fitted(World(seed: 1));

        Assert.True(fitting.ReliabilityOf("s0").Accuracy > 0.85);
        Assert.True(fitting.ReliabilityOf("s9").Accuracy < 0.7);
    }

    [Fact]
    public void Order_does_not_matter_to_the_bit()
    {
        var topics = World(seed: 2);
        var shuffled = topics.Select(t => t with { Claims = [.. t.Claims.Reverse()] }).Reverse().ToList();

        Same(Fitted(topics), Fitted(shuffled));
    }

    [Fact]
    public void It_goes_on_from_any_round_and_comes_to_the_same()
    {
        var topics = World(seed: 3);
        var fitting = Heard(topics);

        Assert.All(fitting.Fit().ToList(), round =>
        {
            var resumed = Heard(topics);
            _ = resumed.Fit(round).Count();
            Same(fitting, resumed);
        });
    }

    [Fact]
    public void What_answers_gave_is_kept_apart()
    {
        var topics = World(seed: 6).Select((t, i) => i % 10 == 0 ? t with { Answer = new Said.Label("yes", LabelForm.Is) } : t).ToList();

        var earned = Fitted(topics).ReliabilityOf("s0");

        Assert.InRange(earned.AnsweredRight + earned.AnsweredWrong, Given.Units(9), Given.Units(11)); // ten of a hundred topics
        Assert.True(earned.Right + earned.Wrong > 5 * (earned.AnsweredRight + earned.AnsweredWrong));
    }

    [Fact]
    public void Voices_that_err_apart_are_taken_as_more_of_a_proof_than_those_that_err_together()
    {
        var apart = Fitted(World(seed: 7, topics: 400, sources: 30)).Knowledge.Exponent;
        var together = Fitted(World(seed: 7, topics: 400, together: 0.5, sources: 30)).Knowledge.Exponent;

        Assert.True(apart < 0.5, $"{apart}");
        Assert.True(together > 0.8, $"{together}");
    }

    [Fact]
    public void With_few_voices_a_topic_nothing_is_said_of_how_they_go_together() =>
        Assert.Equal(1, Fitted([.. World(seed: 8, topics: 500).Select(t => t with { Claims = [.. t.Claims.Take(4)] })]).Knowledge.Exponent);

    [Fact]
    public void Answers_correct_what_voices_say_of_how_they_go_together()
    {
        // Half of the questions are too hard for all, and every answer is known: who is sure of many voices loses much.
        var random = new Random(9);
        var topics = World(seed: 9, topics: 300).Select(t => t with { Answer = new Said.Label(random.Next(2) == 0 ? "yes" : "no", LabelForm.Is) }).ToList();

        Assert.True(Fitted(topics).Knowledge.Exponent > 1);
    }

    [Fact]
    public void A_label_that_hardly_anybody_names_is_not_expected_as_often_as_others()
    {
        var family = new Family("k", FamilyKind.Labels) { Labels = new("a", "b", "c") };
        var fitting = new FamilyFitting(family);
        var settings = new LabelSettings { Labels = family.Labels, Observers = true };
        for (var t = 0; t < 300; t++)
            fitting.Hear(new TopicHeard($"{t}",
                [.. Enumerable.Range(0, 5)
                .Select(s => new Heard($"s{s}",
                Given.Claim($"{t}/{s}", t % 3 == 0 ? "b" : "a", Grade.F, origin: $"s{s}")))], null, settings));
        _ = fitting.Fit().Count();

        var belief = LabelLaw.Believe(settings, fitting.Knowledge, fitting.Weighed(fitting.Topics[1]));

        Assert.True(belief.Of("a") > 0.95, $"{belief.Of("a")}"); // five of five
        Assert.True(belief.Of("c") < 0.01, $"{belief.Of("c")}");
    }

    [Fact]
    public void Ratings_learn_their_spread_and_how_far_intervals_miss()
    {
        var random = new Random(1);
        var family = new Family("r", FamilyKind.Ratings) { Low = 0, High = 100 };
        var fitting = new FamilyFitting(family);
        for (var t = 0; t < 100; t++)
        {
            var truth = random.Next(30, 70);
            fitting.Hear(new TopicHeard($"{t}",
                [.. Enumerable.Range(0, 8)
                .Select(s => new Heard($"s{s}", Rated($"{t}/{s}", truth + random.Next(-9, 10))))],
                t % 2 == 0 ? new Said.Number(NumberForm.Figure, truth, truth) : null, null));
        }

        _ = fitting.Fit().Count();

        Assert.InRange(fitting.Spread, 4.5, 6.5); // uniform on -9 to 9: 5.5
        Assert.InRange(fitting.Knowledge.WidthFactor, 0.25, 1);
    }

    private static WeightedClaim Rated(string id, double x) => new()
    {
        Id = id, Origin = id, Said = new Said.Number(NumberForm.Figure, x, x), Reliability = Reliability.Of(Grade.F),
        Accuracy = 0.8, Certainty = 1, Plain = (0.8, 1),
    };

    /// <summary>A hundred questions, "yes" in truth half of the time; ten sources, right from .95 down to .55; some questions are too hard for all.</summary>
    private static List<TopicHeard> World(int seed, int topics = 100, double together = 0, int sources = 10)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, topics).Select(t =>
        {
            var (truth, misleads) = (random.Next(2), random.NextDouble() < together);
            var claims = Enumerable.Range(0, sources).Select(s =>
            {
                var accuracy = misleads ? 0.5 : 0.95 - (0.4 * s / sources);
                var said = random.NextDouble() < accuracy ? truth : 1 - truth;
                return new Heard($"s{s}", Given.Claim($"{t}/{s}", said == 1 ? "yes" : "no", Grade.F, origin: $"s{s}"));
            });
            return new TopicHeard($"t{t}", [.. claims], null, LabelSettings.Proposition with { Observers = true });
        })];
    }

    private static FamilyFitting Heard(IReadOnlyList<TopicHeard> topics)
    {
        var fitting = new FamilyFitting(Question);
        foreach (var topic in topics) fitting.Hear(topic);
        return fitting;
    }

    private static FamilyFitting Fitted(IReadOnlyList<TopicHeard> topics)
    {
        var fitting = Heard(topics);
        _ = fitting.Fit().Count(); // to its end
        return fitting;
    }

    private static void Same(FamilyFitting a, FamilyFitting b)
    {
        Assert.Equal(a.Knowledge, b.Knowledge);
        Assert.Equal(a.Sources, b.Sources);
    }
}
