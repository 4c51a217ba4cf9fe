using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Fitting;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Claims;
using Analysis.Domain.Tests.Beliefs.Labels;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Beliefs.Fitting;

public sealed class RefinementTest
{
    private static readonly Family Question = new("q", FamilyKind.Labels) { Labels = new("no", "yes"), LearnsBalance = true };

    [Fact]
    public void Who_is_right_more_often_earns_more()
    {
        var lesson = Learned(World(seed: 1));

        Assert.True(Accuracy(lesson, "s0") > 0.85);
        Assert.True(Accuracy(lesson, "s9") < 0.7);
    }

    [Fact]
    public void Order_does_not_matter_to_the_bit()
    {
        var topics = World(seed: 2);
        var shuffled = topics.Select(t => t with { Claims = [.. t.Claims.Reverse()] }).Reverse().ToList();

        Same(Learned(topics), Learned(shuffled));
    }

    [Fact]
    public void It_goes_on_from_any_round_and_comes_to_the_same()
    {
        var topics = World(seed: 3);
        var steps = Heard(topics).Learn(new Dictionary<string, LearningStep.Round>()).ToList();
        var end = ((LearningStep.End)steps[^1]).Lesson;

        Assert.All(steps.OfType<LearningStep.Round>(), round =>
        {
            var resumed = Heard(topics).Learn(new Dictionary<string, LearningStep.Round> { [Question.Key] = round }).ToList();
            Same(end, ((LearningStep.End)resumed[^1]).Lesson);
        });
    }

    [Fact]
    public void A_round_of_other_claims_is_not_gone_on_from()
    {
        var other = Heard(World(seed: 5)).Learn(new Dictionary<string, LearningStep.Round>()).OfType<LearningStep.Round>().Last();
        var alien = other with { Records = [.. other.Records.Select(r => (new SourceId($"x{r.Source.Value}"), r.Record))] };

        Same(Learned(World(seed: 4)), ((LearningStep.End)Heard(World(seed: 4)).Learn(new Dictionary<string, LearningStep.Round> { [Question.Key] = alien }).Last()).Lesson);
    }

    [Fact]
    public void What_answers_gave_is_kept_apart()
    {
        var topics = World(seed: 6).Select((t, i) => i % 10 == 0 ? t with { Answer = new Said.Label("yes", LabelForm.Is) } : t).ToList();

        var record = Learned(topics).Records.Single(r => r.Source.Value == "s0").Record;

        Assert.InRange(record.AnsweredRight + record.AnsweredWrong, Given.Units(9), Given.Units(11)); // ten of a hundred topics
        Assert.True(record.Right + record.Wrong > 5 * (record.AnsweredRight + record.AnsweredWrong));
    }

    [Fact]
    public void Voices_that_err_apart_are_taken_as_more_of_a_proof_than_those_that_err_together()
    {
        var apart = Learned(World(seed: 7, topics: 400, sources: 30)).Family.Knowledge.Exponent;
        var together = Learned(World(seed: 7, topics: 400, together: 0.5, sources: 30)).Family.Knowledge.Exponent;

        Assert.True(apart < 0.5, $"{apart}");
        Assert.Equal(1, together);
    }

    [Fact]
    public void With_few_voices_a_topic_nothing_is_said_of_how_they_go_together() =>
        Assert.Equal(1, Learned([.. World(seed: 8, topics: 500).Select(t => t with { Claims = [.. t.Claims.Take(4)] })]).Family.Knowledge.Exponent);

    [Fact]
    public void Only_the_answered_and_observers_teach()
    {
        var refinement = Heard([]);

        Assert.Empty(refinement.Families);
        Assert.Empty(refinement.Learn(new Dictionary<string, LearningStep.Round>()));
    }

    [Fact]
    public void Ratings_learn_their_spread_and_how_far_intervals_miss()
    {
        var random = new Random(1);
        var family = new Family("r", FamilyKind.Ratings) { Low = 0, High = 100 };
        var fitting = new FamilyFitting(family, new EarlierNumbers());
        for (var t = 0; t < 100; t++)
        {
            var truth = random.Next(30, 70);
            fitting.Hear(new TopicHeard($"{t}", [.. Enumerable.Range(0, 8).Select(s => new Heard($"s{s}", Rated($"{t}/{s}", truth + random.Next(-9, 10))))], t % 2 == 0 ? new Said.Number(NumberForm.Figure, truth, truth) : null, null));
        }

        _ = fitting.Fit().Count();

        Assert.InRange(fitting.Spread, 4.5, 6.5); // uniform on -9 to 9: 5.5
        Assert.InRange(fitting.Knowledge.WidthFactor, 0.25, 1);
    }

    private static WeightedClaim Rated(string id, double x) => new()
    {
        Id = id, Origin = id, Said = new Said.Number(NumberForm.Figure, x, x), Reliability = Reliability.Of(Grade.F), Accuracy = 0.8, Certainty = 1, Plain = (0.8, 1),
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

    private static Refinement Heard(IReadOnlyList<TopicHeard> topics)
    {
        var refinement = new Refinement(new EarlierNumbers());
        foreach (var topic in topics) refinement.Hear(Question, TopicKind.Proposition, topic);
        return refinement;
    }

    private static Lesson Learned(IReadOnlyList<TopicHeard> topics) => ((LearningStep.End)Heard(topics).Learn(new Dictionary<string, LearningStep.Round>()).Last()).Lesson;

    private static double Accuracy(Lesson lesson, string source) => Reliability.Of(Grade.F, lesson.Records.Single(r => r.Source.Value == source).Record).Accuracy;

    private static void Same(Lesson a, Lesson b)
    {
        Assert.Equal(a.Family, b.Family);
        Assert.Equal(a.Records, b.Records);
    }
}
