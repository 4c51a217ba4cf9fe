using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>What was learned in one family.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Kind">Of its topics.</param>
/// <param name="Family">What its topics are to know, under the family's key.</param>
/// <param name="Records">What each source on its teaching topics has earned, be it nothing.</param>
public sealed record Lesson(string Name, TopicKind Kind, LearnedFamily Family, IReadOnlyList<(SourceId Source, TrackRecord Record)> Records);

/// <summary>A step of learning.</summary>
public abstract record LearningStep
{
    private LearningStep()
    {
    }

    /// <summary>A round begins, and follows from this and the claims: who knows it can go on from here.</summary>
    /// <param name="Number">From 0.</param>
    /// <param name="Score">How well the claims were predicted; null where nobody has looked.</param>
    /// <param name="Family">What the family holds at its beginning, to the last digit.</param>
    /// <param name="Records">What its sources have earned by then.</param>
    public sealed record Round(int Number, double? Score, LearnedFamily Family, IReadOnlyList<(SourceId Source, TrackRecord Record)> Records) : LearningStep;

    /// <summary>A family has learned what there is.</summary>
    public sealed record End(Lesson Lesson) : LearningStep;
}

/// <summary>
/// What sources have earned in each family, over many topics: a function of their claims, whatever the order. Observers earn
/// from the consensus of the others and from resolutions; reporters, who copy each other, from resolutions alone. Holds a few hundred
/// bytes a claim. Not thread-safe.
/// </summary>
public sealed class Refinement
{
    /// <summary>The most claims that one family learns from; those of further topics are left out.</summary>
    public const int ClaimsMax = 1_000_000;

    /// <summary>On sets of more labels no confusion is told: its size is their square.</summary>
    private const int ConfusionLabelsMax = 12;

    private readonly SortedDictionary<string, Pupils> _families = new(StringComparer.Ordinal);

    /// <summary>The keys of the families that learn.</summary>
    public IEnumerable<string> Families => _families.Keys;

    /// <summary>How many topics have taught.</summary>
    public int Topics { get; private set; }

    /// <summary>How many could not, since their family had claims enough.</summary>
    public int TopicsLeftOut { get; private set; }

    /// <summary>Whether a topic says anything about its sources' reliability.</summary>
    public static bool Teaches(TopicState topic) =>
        topic.Definition is { } definition && (topic.Resolution is not null || definition.Sources == Voices.Observers);

    /// <summary>Takes in what a topic's claims say, if it teaches.</summary>
    public void Hear(TopicFold topic)
    {
        if (!Teaches(topic.State)) return;
        var family = topic.Family;
        if (!_families.TryGetValue(family.Key, out var pupils)) _families.Add(family.Key, pupils = new Pupils(family, topic.State.Definition!.Kind));
        if (pupils.Claims > ClaimsMax)
        {
            TopicsLeftOut++;
            return;
        }

        pupils.Hear(topic);
        Topics++;
    }

    /// <summary>
    /// What follows, family by family, rounded to 1 part in 256: what moves by less is not told. Costs up to some thirty times
    /// what weighing the claims once does, step by step as they are asked for.
    /// </summary>
    /// <param name="from">By family key, the rounds to go on from; of an earlier refinement that had heard the same, and then it comes to the same.</param>
    public IEnumerable<LearningStep> Learn(IReadOnlyDictionary<string, LearningStep.Round> from) =>
        _families.Values.SelectMany(f => f.Learn(from.GetValueOrDefault(f.Key)));

    private sealed class Pupils(Family family, TopicKind kind)
    {
        public int Claims { get; private set; }

        public string Key => family.Key;

        public void Hear(TopicFold topic) => Claims += topic.State.Claims.Count;

        public IEnumerable<LearningStep> Learn(LearningStep.Round? from)
        {
            if (from is null && kind < 0) yield break;
            yield return new LearningStep.End(new Lesson(family.Name, kind, new(family.Key, FamilyKnowledge.Nothing), []));
        }
    }
}
