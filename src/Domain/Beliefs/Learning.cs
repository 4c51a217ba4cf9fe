namespace Analysis.Domain.Beliefs;

/// <summary>
/// Many topics and the sources they share: how reliabilities are learned from the consensus of other origins and from
/// resolutions. <see cref="Refine(int?)"/> reaches a state that is a function of the set of claims, whatever their order. Not thread-safe.
/// </summary>
internal sealed class Learning
{
    private const double WorthAnother = 1e-5; // nats a claim, by which a round must predict better for the next to follow

    private readonly Dictionary<string, FamilyRecord> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TopicRecord> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClaimRecord> _claims = new(StringComparer.Ordinal);
    private readonly Func<string, Reliability> _prior;

    /// <param name="families">The families topics may name.</param>
    /// <param name="prior">What is held about a source before it has earned anything.</param>
    public Learning(IEnumerable<Family> families, Func<string, Reliability> prior)
    {
        foreach (var family in families) _families.Add(family.Name, new FamilyRecord(family));
        _prior = prior;
    }

    public Reliability ReliabilityOf(string source, string family) => Source(source, _families[family]).Current;

    public FamilyKnowledge KnowledgeOf(string family) => _families[family].Knowledge;

    /// <summary>Takes in a claim; the same id again changes nothing.</summary>
    /// <param name="id">The claim, unique among all topics.</param>
    /// <param name="topic">Opened by its first claim.</param>
    /// <param name="family">Of the topic.</param>
    /// <param name="source">Who is credited.</param>
    /// <param name="origin">Whose voice it is.</param>
    /// <param name="assertion">On the family's own scale.</param>
    /// <param name="certainty">In [0, 1].</param>
    public void Add(string id, string topic, string family, string source, string origin, Assertion assertion, double certainty)
    {
        if (Hear(id, topic, family, source, origin, assertion, certainty) is not { } claim) return;
        var t = claim.Topic;
        t.Know();
        t.Evidence.Add(claim.Testify());
        // The doubling rule: each claim is credited anew O(1) times, amortised.
        if (t.Claims.Count >= 2 * t.Refreshed || t.Claims.Count <= 2) Refresh(t);
        else claim.Earn(CreditOf(claim));
    }

    /// <summary>The same for the next <see cref="Refine(int?)"/> alone: nobody is credited yet.</summary>
    /// <returns>Null when the id is known.</returns>
    public ClaimRecord? Hear(string id, string topic, string family, string source, string origin, Assertion assertion, double certainty)
    {
        if (_claims.ContainsKey(id)) return null;
        if (!_topics.TryGetValue(topic, out var t)) _topics.Add(topic, t = _families[family].Open(topic));
        var claim = new ClaimRecord(id, t, Source(source, t.Family), origin, assertion, certainty);
        _claims.Add(id, claim);
        t.Claims.Add(claim);
        return claim;
    }

    public void Retract(string id)
    {
        if (!_claims.Remove(id, out var claim)) return;
        claim.Earn(null);
        claim.Topic.Claims.Remove(claim);
        claim.Topic.Evidence.Remove(claim.Testify());
    }

    /// <summary>Records the established answer: every source is credited by what it claimed.</summary>
    public void Resolve(string topic, Assertion truth)
    {
        var t = _topics[topic];
        t.Know();
        if (t.Claims.Count > 0 && t.Truth is null) t.Family.Calibrate(t.Evidence, truth);
        Establish(topic, truth);
        Refresh(t);
    }

    /// <summary>The same for the next <see cref="Refine(int?)"/> alone.</summary>
    public void Establish(string topic, Assertion truth) => _topics[topic].Truth = truth;

    /// <summary>
    /// Learns anew from nothing, in rounds: all topics of a family are weighed by what was learned so far, then all claims are credited. Rounds
    /// go on while claims are the better predicted by the other origins; else what many wrong ones have in common would be taken for the truth.
    /// </summary>
    /// <param name="rounds">Just so many; null for as many as the family's rules allow.</param>
    public void Refine(int? rounds = null)
    {
        foreach (var family in _families.Values) _ = Refine(family, rounds, from: null).Count(); // to its end
    }

    /// <summary>The same of one family, round by round; goes on from a round of an earlier refinement of the same claims, and comes to the same.</summary>
    public IEnumerable<Round> Refine(string family, Round? from) => Refine(_families[family], rounds: null, from);

    /// <summary>The evidence of a topic as it stands, for reading.</summary>
    public Evidence EvidenceOf(string topic)
    {
        _topics[topic].Know();
        return _topics[topic].Evidence;
    }

    public bool Knows(string topic) => _topics.ContainsKey(topic);

    public Assertion? TruthOf(string topic) => _topics[topic].Truth;

    /// <summary>P over the labels, where a resolution settles it.</summary>
    public double[] PosteriorOf(string topic)
    {
        var t = _topics[topic];
        t.Know();
        return t.Posterior();
    }

    private static IEnumerable<Round> Refine(FamilyRecord family, int? rounds, Round? from)
    {
        family.Reset();
        if (from is not null) family.Recall(from);
        var (most, previous) = (rounds ?? family.Family.Rules.RefinementsMax, from?.Score ?? double.NegativeInfinity);
        for (var round = from?.Number ?? 0; round < most; round++)
        {
            foreach (var topic in family.Topics) topic.Restate();
            if (rounds is null && most > Rules.RefinementsMin && round >= Rules.RefinementsMin - 1 && round != from?.Number)
            {
                var (score, claims) = Predict(family);
                if (round >= Rules.RefinementsMin && score <= previous + (WorthAnother * claims)) break;
                previous = score;
            }

            // Earned after all are computed (Jacobi), so that the order of topics cannot matter.
            var marks = family.Topics.ConvertAll(Mark);
            yield return family.Remember(round, previous);
            family.Reset();
            foreach (var (topic, credits, share) in marks) topic.Earn(credits, share);
        }

        foreach (var topic in family.Topics) topic.Restate();
        family.LearnDesignEffect();
        if (rounds is null) family.Recalibrate();
    }

    /// <summary>How well the others' claims, and what its source has earned elsewhere, predict each claim: the sum of ln P, and over how many.</summary>
    private static (double Score, int Claims) Predict(FamilyRecord family)
    {
        if (family.Family.Kind != FamilyKind.Labels) return (0, 0);
        var (sum, count) = (0L, 0);
        foreach (var topic in family.Topics.Where(t => t.Truth is null && t.Evidence.Origins > 1))
        {
            var labels = (LabelEvidence)topic.Evidence;
            foreach (var claim in topic.Claims)
            {
                if (claim.Assertion is not Assertion.Label { Form: LabelForm.Is } said) continue;
                var P = labels.PosteriorWithout(claim.Origin, Rules.LabelDesignEffect);
                var k = labels.IndexOf(said.Name);
                double p;
                if (labels.IsOpen)
                {
                    var likelihood = labels.Likelihood(claim.Testify());
                    p = (P[k] * likelihood[0]) + ((1 - P[k]) * likelihood[1]);
                }
                else
                {
                    p = 0;
                    for (var v = 0; v < P.Length; v++) p += P[v] * labels.Claims(claim.Source.Current, v, k, claim.Credit?.Truths is { Length: > 0 } own ? own[v] : 0);
                }

                sum += FixedPoint.Of(Math.Log(p));
                count++;
            }
        }

        return (FixedPoint.ToDouble(sum), count);
    }

    private static void Refresh(TopicRecord t)
    {
        t.Restate();
        var (_, credits, share) = Mark(t);
        t.Earn(credits, share);
        t.Refreshed = t.Claims.Count;
    }

    /// <summary>What a topic's claims come to by what is held now; nothing is earned yet.</summary>
    private static (TopicRecord Topic, List<Credit?> Credits, long[]? Share) Mark(TopicRecord t) => (t, t.Claims.ConvertAll(CreditOf), t.BalanceShare());

    /// <summary>Null when there is nothing to mark it against.</summary>
    private static Credit? CreditOf(ClaimRecord claim)
    {
        var topic = claim.Topic;
        topic.Know();
        if (topic.Truth is null && topic.Evidence.Origins < 2) return null;
        var truth = topic.Truth as Assertion.Interval;
        return topic.Evidence switch
        {
            LabelEvidence labels => Credit.Of(labels, claim.Testify(), topic.Truth is null ? labels.PosteriorWithout(claim.Origin) : topic.Posterior()),
            NumberEvidence { Candidates.Length: 0 } => null,
            NumberEvidence numbers => Credit.Of(numbers, claim.Testify(), truth),
            RatingEvidence ratings => Credit.Of(ratings, claim.Testify(), topic.Family.Family.High - topic.Family.Family.Low, truth),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private SourceRecord Source(string source, FamilyRecord family)
    {
        if (!family.Sources.TryGetValue(source, out var record)) family.Sources.Add(source, record = new SourceRecord(family, _prior(source)));
        return record;
    }

    /// <summary>
    /// All that a round of a refinement follows from, beside the claims: what was held when it began. What claims earn in it can be worked out
    /// again from that.
    /// </summary>
    /// <param name="Number">From 0.</param>
    /// <param name="Score">How well the claims were predicted at its beginning; negative infinity where nobody has looked.</param>
    /// <param name="Knowledge">Of the family.</param>
    /// <param name="Sources">Of each, what it had earned.</param>
    internal sealed record Round(int Number, double Score, FamilyKnowledge Knowledge, IReadOnlyList<(string Source, Reliability Earned)> Sources);

    internal sealed class ClaimRecord(string id, TopicRecord topic, SourceRecord source, string origin, Assertion assertion, double certainty)
    {
        public string Id => id;

        public TopicRecord Topic => topic;

        public SourceRecord Source => source;

        public string Origin => origin;

        public Assertion Assertion => assertion;

        public Credit? Credit { get; private set; }

        public Testimony Testify() => Testify(source.Current);

        public Testimony Testify(Reliability reliability) => new(id, origin, assertion, certainty, reliability);

        /// <summary>Takes back what it has earned, and earns this.</summary>
        public void Earn(Credit? credit)
        {
            if (Credit is not null) source.Count(Credit, -1);
            Credit = credit;
            if (credit is not null) source.Count(credit, 1);
        }

        public void Forget() => Credit = null;
    }

    internal sealed class TopicRecord(string name, FamilyRecord family)
    {
        private long[]? _share;

        public string Name => name;

        public FamilyRecord Family => family;

        public Evidence Evidence { get; } = Evidence.Of(family.Family);

        public List<ClaimRecord> Claims { get; } = [];

        public Assertion? Truth { get; set; }

        public int Refreshed { get; set; }

        /// <summary>Takes back what its claims have earned and what it added to the family's class balance, and adds these.</summary>
        public void Earn(List<Credit?> credits, long[]? share)
        {
            for (var i = 0; i < credits.Count; i++) Claims[i].Earn(credits[i]);
            if (_share is not null) family.Balance(_share, -1);
            _share = share;
            if (share is not null) family.Balance(share, 1);
        }

        /// <summary>Forgets its claims' credit and its share, which nobody counts any more.</summary>
        public void Forget()
        {
            _share = null;
            foreach (var claim in Claims) claim.Forget();
        }

        /// <summary>Tells the evidence what its family knows now.</summary>
        public void Know()
        {
            if (ReferenceEquals(Evidence.Knowledge, family.Knowledge)) return;
            Evidence.Knowledge = family.Knowledge;
            if (Evidence is RatingEvidence { HasRanges: true }) Evidence.Reweigh(); // the residual variance weighs them
        }

        /// <summary>Weighs all claims by what their sources have earned by now.</summary>
        public void Restate()
        {
            Know();
            foreach (var testimony in Claims.Select(c => c.Testify()).Where(t => !Evidence.Contains(t))) Evidence.Add(testimony);
            Evidence.Reweigh(Claims.ConvertAll(c => c.Testify()));
        }

        /// <summary>What would be believed had nobody learned from the answer.</summary>
        public Evidence Unanswered()
        {
            var evidence = Evidence.Of(family.Family);
            evidence.Knowledge = family.Knowledge;
            var without = Claims.GroupBy(c => c.Source).ToDictionary(g => g.Key, g => g.Key.Without(g.Select(c => c.Credit)));
            evidence.Admit([.. Claims.Select(c => c.Assertion)]);
            foreach (var claim in Claims) evidence.Enter(claim.Testify(without[claim.Source]));
            return evidence;
        }

        public double[] Posterior()
        {
            var labels = (LabelEvidence)Evidence;
            if (Truth is not Assertion.Label truth) return labels.Posterior();
            var P = new double[labels.Labels.Count + (labels.IsOpen ? 1 : 0)];
            var at = labels.IndexOf(truth.Name);
            P[at < 0 ? P.Length - 1 : at] = 1;
            return P;
        }

        public long[]? BalanceShare() =>
            family.Family is { LearnsBalance: true, Labels: not null } && Claims.Count > 0 ? Array.ConvertAll(Posterior(), FixedPoint.Of) : null;

        /// <summary>Of each voice whether it names the leading label, or the answer, and how probable that was.</summary>
        public IEnumerable<(bool Names, double Probability)> Fit()
        {
            var labels = (LabelEvidence)Evidence;
            var P = Posterior();
            var top = Array.IndexOf(P, P.Max());
            foreach (var claim in Claims)
            {
                if (claim.Assertion is Assertion.Label { Form: LabelForm.Is } said && !claim.Source.Current.IsNewcomer && labels.IsLead(claim.Testify()))
                    yield return (labels.IndexOf(said.Name) == top, labels.Claims(claim.Source.Current, top, top));
            }
        }
    }

    internal sealed class SourceRecord(FamilyRecord family, Reliability prior)
    {
        private Reliability? _current;
        private Confusion? _confusion;
        private long _right;
        private long _wrong;

        /// <summary>As it stands, not to change with what is earned later.</summary>
        public Reliability Current => _current ??= family.Family.Kind == FamilyKind.Ratings
            ? prior with { SquaredError = _right, Rated = _wrong }
            : prior with { Right = _right, Wrong = _wrong, Confusion = _confusion?.Copy() };

        /// <summary>The same without these.</summary>
        public Reliability Without(IEnumerable<Credit?> credits)
        {
            var rest = new SourceRecord(family, prior) { _right = _right, _wrong = _wrong, _confusion = _confusion?.Copy() };
            foreach (var credit in credits.OfType<Credit>()) rest.Add(credit, -1);
            return rest.Current;
        }

        public void Reset() => (_current, _confusion, _right, _wrong) = (null, null, 0, 0);

        /// <summary>Holds what was earned once, in place of what is held.</summary>
        public void Recall(Reliability earned)
        {
            (_current, _confusion) = (null, earned.Confusion?.Copy());
            (_right, _wrong) = family.Family.Kind == FamilyKind.Ratings ? (earned.SquaredError, earned.Rated) : (earned.Right, earned.Wrong);
        }

        public void Count(Credit credit, int sign)
        {
            Add(credit, sign);
            if (credit.Residual is { } residual) family.Residual(sign * residual, sign * credit.Wrong);
            if (credit.Claimed >= 0) family.Confusion(credit, sign);
        }

        private void Add(Credit credit, int sign)
        {
            _current = null;
            (_right, _wrong) = (_right + (sign * credit.Right), _wrong + (sign * credit.Wrong));
            if (credit.Claimed >= 0) (_confusion ??= new Confusion(credit.Truths.Length)).Count(credit.Truths, credit.Claimed, sign);
        }
    }

    internal sealed class FamilyRecord
    {
        private Calibration _calibration = new();
        private double _startingEffect = Rules.LabelDesignEffect;

        public FamilyRecord(Family family)
        {
            Family = family;
            Reset();
        }

        public Family Family { get; }

        public List<TopicRecord> Topics { get; } = [];

        public Dictionary<string, SourceRecord> Sources { get; } = new(StringComparer.Ordinal);

        public FamilyKnowledge Knowledge { get; private set; } = FamilyKnowledge.Nothing;

        public TopicRecord Open(string name)
        {
            var topic = new TopicRecord(name, this);
            Topics.Add(topic);
            return topic;
        }

        /// <summary>Forgets what was earned, not how beliefs fared.</summary>
        public void Reset()
        {
            Knowledge = FamilyKnowledge.Nothing with
            {
                Confusion = Family.Labels is { } labels ? new(labels.Count) : null,
                Balance = Family.Labels is { } all ? [.. new long[all.Count]] : null,
                DesignEffect = Knowledge.DesignEffect,
                WidthFactor = Knowledge.WidthFactor,
            };
            foreach (var source in Sources.Values) source.Reset();
            foreach (var topic in Topics) topic.Forget();
        }

        /// <summary>What is held now; not to change with what is earned later.</summary>
        public Round Remember(int round, double score) => new(round, score, Knowledge, [.. Sources.Select(s => (s.Key, s.Value.Current))]);

        /// <summary>Holds what was held then; its claims have nothing of it yet.</summary>
        public void Recall(Round round)
        {
            Knowledge = round.Knowledge;
            foreach (var (source, earned) in round.Sources) Sources[source].Recall(earned);
        }

        public void Residual(long residual, long count) =>
            Knowledge = Knowledge with { Residual = Knowledge.Residual + residual, ResidualCount = Knowledge.ResidualCount + count };

        public void Confusion(Credit credit, int sign) => Knowledge.Confusion!.Count(credit.Truths, credit.Claimed, sign);

        public void Balance(long[] share, int sign) => Knowledge = Knowledge with
        {
            Balance = [.. Knowledge.Balance!.Zip(share, (sum, part) => sum + (sign * part))],
            BalanceTopics = Knowledge.BalanceTopics + sign,
        };

        /// <summary>Scores what was believed just before the truth was known.</summary>
        public void Calibrate(Evidence evidence, Assertion truth)
        {
            _calibration.Score(Family, evidence, truth);
            Heed();
        }

        /// <summary>Scores what would be believed now of every answered topic had nobody learned from its answer: the order of answers does not matter.</summary>
        public void Recalibrate()
        {
            _calibration = new Calibration();
            foreach (var topic in Topics.Where(t => t is { Truth: not null, Claims.Count: > 0 }).OrderBy(t => t.Name, StringComparer.Ordinal))
                _calibration.Score(Family, topic.Unanswered(), topic.Truth!);
            Heed();
        }

        /// <summary>Learns rho from how far errors go together, where the rules say so.</summary>
        public void LearnDesignEffect()
        {
            if (!Family.Rules.LearnsDesignEffect || Family.Kind != FamilyKind.Labels) return;
            var errors = new Overdispersion();
            foreach (var topic in Topics.Where(t => t.Evidence.Origins > 1)) errors.Add(topic.Fit());
            _startingEffect = errors.DesignEffect;
            Heed();
        }

        private void Heed() => Knowledge = Knowledge with { DesignEffect = _calibration.DesignEffect(_startingEffect), WidthFactor = _calibration.WidthFactor };
    }
}
