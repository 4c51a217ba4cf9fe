using System.Numerics;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// What sources have earned in each family, over many topics: a function of their claims, whatever the order. Observers earn
/// from the consensus of the others and from resolutions; reporters, who copy each other, from resolutions alone. Holds a few hundred
/// bytes a claim. Not thread-safe.
/// </summary>
/// <param name="numbers">By which law numbers are believed.</param>
public sealed class Refinement(INumberLaw numbers)
{
    /// <summary>The most claims that one family learns from; those of further topics are left out.</summary>
    public const int ClaimsMax = 1_000_000;

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

    /// <summary>Takes in what a topic that teaches says; each topic once.</summary>
    /// <param name="family">The topic's.</param>
    /// <param name="kind">Of its topics.</param>
    /// <param name="topic">Its claims, and its answer if there is one. The reliability of a claim is that of its source before it has earned anything.</param>
    public void Hear(Family family, TopicKind kind, TopicHeard topic)
    {
        if (!_families.TryGetValue(family.Key, out var pupils)) _families.Add(family.Key, pupils = new Pupils(family, kind, numbers));
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
        _families.SelectMany(f => f.Value.Learn(from.GetValueOrDefault(f.Key)));

    private sealed class Pupils(Family family, TopicKind kind, INumberLaw numbers)
    {
        /// <summary>On sets of more labels no confusion is told: its size is their square.</summary>
        private const int ConfusionLabelsMax = 12;

        private readonly FamilyFitting _fitting = new(family, numbers);
        private readonly SortedDictionary<string, Reliability> _priors = new(StringComparer.Ordinal);

        public int Claims { get; private set; }

        public void Hear(TopicHeard topic)
        {
            foreach (var (source, claim) in topic.Claims) _priors.TryAdd(source, claim.Reliability);
            _fitting.Hear(topic);
            Claims += topic.Claims.Count;
        }

        public IEnumerable<LearningStep> Learn(LearningStep.Round? from)
        {
            if (from?.Records.Count != _priors.Count || from.Records.Any(r => !_priors.ContainsKey(r.Source.Value))) from = null; // of other claims than were heard
            var last = from is null ? null : new FamilyFitting.Round(from.Number, from.Score ?? double.NegativeInfinity, from.Family.Knowledge,
                [.. from.Records.Select(r => (r.Source.Value, _priors[r.Source.Value].With(r.Record)))]);
            foreach (var (number, score, knowledge, sources) in _fitting.Fit(last))
                yield return new LearningStep.Round(number, double.IsFinite(score) ? score : null, new(family.Key, knowledge), [.. sources.Select(s => (new SourceId(s.Source), Record(s.Earned)))]);
            var records = _fitting.Sources.Select(s => (new SourceId(s.Source), Rounded(Record(s.Earned))));
            yield return new LearningStep.End(new Lesson(family.Name, kind, new(family.Key, Rounded(_fitting.Knowledge)), [.. records]));
        }

        private TrackRecord Record(Reliability earned) => new(family.Key, earned.Right, earned.Wrong)
        {
            AnsweredRight = earned.AnsweredRight, AnsweredWrong = earned.AnsweredWrong,
            Confusion = earned.Confusion, SquaredError = earned.SquaredError, Rated = earned.Rated,
        };

        private static TrackRecord Rounded(TrackRecord record) => record with
        {
            Right = Round(record.Right),
            Wrong = Round(record.Wrong),
            AnsweredRight = Round(record.AnsweredRight),
            AnsweredWrong = Round(record.AnsweredWrong),
            Confusion = Told(record.Confusion),
            SquaredError = Round(record.SquaredError),
            Rated = Round(record.Rated),
        };

        private static FamilyKnowledge Rounded(FamilyKnowledge knowledge) => FamilyKnowledge.Nothing with
        {
            Confusion = Told(knowledge.Confusion),
            Balance = knowledge.Balance is { } balance ? [.. balance.Select(Round)] : null, BalanceTopics = (int)Round(knowledge.BalanceTopics),
            Exponent = Math.Round(knowledge.Exponent, 2), WidthFactor = Math.Round(knowledge.WidthFactor, 2),
            Residual = Round(knowledge.Residual), ResidualCount = Round(knowledge.ResidualCount),
        };

        private static Confusion? Told(Confusion? confusion) => confusion?.Labels <= ConfusionLabelsMax ? confusion.Each(Round) : null;

        /// <summary>To eight binary digits.</summary>
        private static long Round(long x)
        {
            var drop = Math.Max(64 - BitOperations.LeadingZeroCount((ulong)x) - 8, 0);
            return (x + (drop == 0 ? 0 : 1L << (drop - 1))) >> drop << drop;
        }
    }
}
