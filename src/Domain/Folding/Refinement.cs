using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Fitting;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Folding.Origin;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Time;
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
        topic is { Stands: true, Definition: { } definition } && topic.Settlement?.Annulment is null
        && (topic.Settlement?.Resolution is not null || definition.Sources == Voices.Observers);

    private static bool HasTaught(TopicState topic) =>
        topic.Settling.Any(act => act.Event is TopicEvent.Resolved) || (topic.Settling.Count > 0 && topic.Definition!.Sources == Voices.Observers);

    /// <summary>Takes in what a topic's claims say, if it teaches; if it did once, who speaks there keeps nothing of it.</summary>
    public void Hear(TopicFold topic)
    {
        var teaches = Teaches(topic.State);
        if (topic.State.Definition is null || (!teaches && !HasTaught(topic.State))) return;
        var family = topic.Family;
        if (!_families.TryGetValue(family.Key, out var pupils)) _families.Add(family.Key, pupils = new Pupils(family, topic.State.Definition.Kind));
        if (!teaches)
        {
            pupils.Enrol(topic.State);
            return;
        }

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
        private readonly FamilyFitting _fitting = new(family);
        private readonly SortedDictionary<string, Reliability> _priors = new(StringComparer.Ordinal);

        public string Key => family.Key;

        public int Claims { get; private set; }

        /// <summary>Who speaks on a topic that teaches nothing any more is told what he has earned elsewhere, be it nothing.</summary>
        public void Enrol(TopicState topic)
        {
            foreach (var source in topic.Claims.Values.Select(c => Lineage.Of(topic, c.Claim).Source).Distinct())
            {
                _fitting.Enrol(source.Value, PriorOf(topic, source));
            }
        }

        public void Hear(TopicFold topic)
        {
            var (definition, answer, settlement) = (topic.State.Definition!, topic.Judged, topic.State.Settlement);
            var truth = settlement?.Resolution is { } resolution ? Saying.Answer(definition, family, resolution) : null;
            var heard = Enumerable.Range(0, answer.Claims.Count)
                .Where(i => truth is null || !Answered.IsLessOfEarlier(definition, family, answer.Claims[i], settlement!, truth))
                .Where(i => kind is TopicKind.Proposition or TopicKind.Category || answer.IsSized(i)
                || answer is RatingConclusion)
                .Select(i => Heard(topic.State, answer, i)).ToList();
            _fitting.Hear(new TopicHeard(definition.Id.Value, heard, truth,
                kind is TopicKind.Proposition or TopicKind.Category ? LabelConclusion.SettingsOf(definition) : null));
            Claims += heard.Count;
        }

        public IEnumerable<LearningStep> Learn(LearningStep.Round? from)
        {
            // of other claims than were heard
            if (from?.Records.Count != _priors.Count || from.Records.Any(r => !_priors.ContainsKey(r.Source.Value)))
            {
                from = null;
            }
            var last = from is null ? null : new FamilyFitting.Round(from.Number, from.Score ?? double.NegativeInfinity, from.Family.Knowledge,
                [.. from.Records.Select(r => (r.Source.Value, _priors[r.Source.Value].With(r.Record)))]);
            foreach (var (number, score, knowledge, sources) in _fitting.Fit(last))
            {
                yield return new LearningStep.Round(number, double.IsFinite(score) ? score : null, new(Key, knowledge), [.. sources.Select(s => (new SourceId(s.Source), Record(s.Earned)))]);
            }

            var records = _priors.Keys.Select(s => (new SourceId(s), Rounded(Record(_fitting.ReliabilityOf(s)))));
            yield return new LearningStep.End(new Lesson(family.Name, kind, new(Key, Rounded(_fitting.Knowledge)), [.. records]));
        }

        /// <summary>A claim as it was before its source had earned anything.</summary>
        private Heard Heard(TopicState state, Conclusion answer, int at)
        {
            var (source, claim) = (answer.Claims[at].Lead.Lineage.Source, answer.Weighed[at]);
            var prior = PriorOf(state, source);
            var isAdmission = claim.Stake is Stake.AdmitsMore or Stake.AdmitsLess;
            return new Heard(source.Value, claim with
            {
                Reliability = prior,
                Accuracy = isAdmission ? claim.Accuracy : prior.Accuracy,
                Plain = (prior.Accuracy, claim.Plain.Certainty),
            });
        }

        private Reliability PriorOf(TopicState state, SourceId source)
        {
            var prior = Reliability.Of(state.Profile(source).Grade, state.Topic!.Sources == Voices.Observers);
            _priors.TryAdd(source.Value, prior);
            return prior;
        }

        private TrackRecord Record(Reliability earned) => new(family.Key, earned.Right, earned.Wrong)
        {
            AnsweredRight = earned.AnsweredRight, AnsweredWrong = earned.AnsweredWrong, Confusion = earned.Confusion,
            SquaredError = earned.SquaredError, Rated = earned.Rated,
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

        private FamilyKnowledge Rounded(FamilyKnowledge knowledge) => new()
        {
            Confusion = Told(knowledge.Confusion),
            Balance = knowledge.Balance is { } balance ? [.. balance.Select(Round)] : null,
            BalanceTopics = knowledge.Balance is null ? 0 : (int)Round(knowledge.BalanceTopics),
            Exponent = Math.Round(knowledge.Exponent, 2), WidthFactor = Math.Round(knowledge.WidthFactor, 2),
            Residual = Round(knowledge.Residual), ResidualCount = Round(knowledge.ResidualCount),
        };

        private static Confusion? Told(Confusion? confusion) => confusion?.Labels <= ConfusionLabelsMax ? confusion.Each(Round) : null;

        /// <summary>To eight binary digits.</summary>
        private static long Round(long x)
        {
            var drop = Math.Max(64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)x) - 8, 0);
            return (x + (drop == 0 ? 0 : 1L << (drop - 1))) >> drop << drop;
        }
    }
}
