using Analysis.Domain.Beliefs.Ratings;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// What the sources of one family have earned over its topics, and what the family knows: a function of the set of claims, whatever their order.
/// Rounds: all claims are weighed by what is held, then all are marked (Jacobi); they go on while claims are the better predicted by the other
/// origins, else what many wrong ones have in common would be taken for the truth. Holds a few hundred bytes a claim. Not thread-safe.
/// </summary>
/// <param name="family">Whose topics.</param>
internal sealed class FamilyFitting(Family family)
{
    private const int RoundsMin = 6;
    private const int RoundsMax = 30;
    private const double WorthAnother = 1e-5;      // nats a claim, by which a round must predict better for the next to follow

    private readonly List<TopicHeard> _topics = [];
    private readonly List<Mark[]> _marks = [];     // of each topic's claims; empty before the first round
    private readonly Dictionary<string, Earnings> _sources = new(StringComparer.Ordinal);

    public FamilyKnowledge Knowledge { get; private set; } = FamilyKnowledge.Nothing;

    public IReadOnlyList<TopicHeard> Topics => _topics;

    /// <summary>Of each source what it has earned, ordinally.</summary>
    public IEnumerable<(string Source, Reliability Earned)> Sources =>
        _sources.Select(s => (s.Key, s.Value.Current)).OrderBy(s => s.Key, StringComparer.Ordinal);

    public Reliability ReliabilityOf(string source) => _sources[source].Current;

    /// <summary>Takes in a topic; each once.</summary>
    public void Hear(TopicHeard topic)
    {
        _topics.Add(topic);
        foreach (var (source, claim) in topic.Claims)
        {
            _sources.TryAdd(source, new Earnings(claim.Reliability, family.Kind));
        }
    }

    /// <summary>Takes in a source that may have nothing to learn from.</summary>
    public void Enrol(string source, Reliability prior) => _sources.TryAdd(source, new Earnings(prior, family.Kind));

    /// <summary>Learns anew, round by round; goes on from a round of an earlier fitting of the same claims, and comes to the same.</summary>
    public IEnumerable<Round> Fit(Round? from = null)
    {
        Reset();
        if (from is not null) Recall(from);
        var previous = from?.Score ?? double.NegativeInfinity;
        for (var number = from?.Number ?? 0; number < RoundsMax; number++)
        {
            if (number >= RoundsMin - 1 && number != from?.Number)
            {
                var score = Prediction.Of(this);
                if (number >= RoundsMin && !(score > previous + WorthAnother)) break;
                previous = score;
            }

            var marks = _topics.ConvertAll(MarkAll);
            yield return new Round(number, previous, Knowledge, [.. Sources]);
            var balanced = Balance.Of(family, _topics, Weighed, Knowledge); // by what was held, as the marks are
            Reset();
            Knowledge = Knowledge with { Balance = balanced.Balance, BalanceTopics = balanced.BalanceTopics };
            Earn(marks);
        }

        Calibrate();
    }

    /// <summary>A topic's claims, worth what their sources have earned by now.</summary>
    public WeightedClaim[] Weighed(TopicHeard topic) => Weighed(topic, source => _sources[source].Current);

    /// <summary>The same, had nobody learned from this topic.</summary>
    public WeightedClaim[] WeighedWithout(int topic)
    {
        var claims = _topics[topic].Claims;
        var own = claims.Select((c, i) => (c.Source, Mark: _marks[topic][i])).GroupBy(c => c.Source, c => c.Mark, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => _sources[g.Key].Without(g, _topics[topic].Answer is not null), StringComparer.Ordinal);
        return Weighed(_topics[topic], source => own[source]);
    }

    /// <summary>What its claims were marked in the last round; empty before.</summary>
    public Mark[] MarksOf(int topic) => _marks.Count == 0 ? [] : _marks[topic];

    private WeightedClaim[] Weighed(TopicHeard topic, Func<string, Reliability> of)
    {
        var weighed = new WeightedClaim[topic.Claims.Count];
        for (var i = 0; i < weighed.Length; i++)
        {
            var (source, claim) = topic.Claims[i];
            var reliability = of(source);
            var isPlain = claim.Accuracy == claim.Reliability.Accuracy; // else its interest says how far it is to be believed
            weighed[i] = claim with
            {
                Reliability = reliability,
                Accuracy = isPlain ? reliability.Accuracy : claim.Accuracy,
                Plain = (reliability.Accuracy, claim.Plain.Certainty),
                IsNewcomer = reliability.IsNewcomer, // at first all but the graded: who is vouched for leads the first round
            };
        }

        return weighed;
    }

    private Mark[] MarkAll(TopicHeard topic)
    {
        var claims = Weighed(topic);
        switch (family.Kind)
        {
            case FamilyKind.Labels:
                return LabelMarks.Of(topic.Labels!, Knowledge, claims, topic.AnswerLabel);
            case FamilyKind.Ratings:
                return RatingMarks.Of(family, Spread, claims, topic.AnswerSpan);
            default:
                return [.. NumberMarks.Of(family, claims, topic.AnswerSpan).Select(m => Mark.Of(m.Weight, m.Right))];
        }
    }

    /// <summary>Ratings: sigma of the family.</summary>
    public double Spread => RatingLaw.SpreadOf(Knowledge, family.Low, family.High);

    private void Earn(List<Mark[]> marks)
    {
        _marks.Clear();
        _marks.AddRange(marks);
        var (residual, count) = (Knowledge.Residual, Knowledge.ResidualCount);
        for (var t = 0; t < marks.Count; t++)
        {
            for (var i = 0; i < marks[t].Length; i++)
            {
                var mark = marks[t][i];
                if (mark == default) continue;
                _sources[_topics[t].Claims[i].Source].Add(mark, _topics[t].Answer is not null);
                if (mark.Claimed >= 0) Knowledge.Confusion!.Count(mark.Truths, mark.Claimed, 1);
                if (family.Kind == FamilyKind.Ratings) (residual, count) = (residual + mark.Residual, count + mark.Wrong);
            }
        }

        Knowledge = Knowledge with { Residual = residual, ResidualCount = count };
    }

    private void Reset()
    {
        foreach (var source in _sources.Values) source.Reset();
        Knowledge = FamilyKnowledge.Nothing with { Confusion = family.Labels is { } labels ? new Confusion(labels.Count) : null };
    }

    private void Recall(Round round)
    {
        Knowledge = round.Knowledge;
        foreach (var (source, earned) in round.Sources) _sources[source].Recall(earned);
    }

    /// <summary>How far voices go together, and how beliefs fared once the answers were known: of each answered topic had nobody learned from it.</summary>
    private void Calibrate()
    {
        var answered = Enumerable.Range(0, _topics.Count).Where(t => _topics[t].Answer is not null && _topics[t].Claims.Count > 0).ToList();
        if (family.Kind == FamilyKind.Labels)
            Knowledge = Knowledge with { Exponent = ExponentFit.Of(this, [.. answered.Select(t => (_topics[t], WeighedWithout(t)))]) };
        else
            Knowledge = Knowledge with { WidthFactor = WidthFit.Of([.. answered.Select(RatioOf).OfType<double>()]) };

        double? RatioOf(int topic) =>
            WidthFit.Ratio(Interval(WeighedWithout(topic)), _topics[topic].AnswerSpan!.Value);
    }

    private (double Estimate, double Low, double High)? Interval(WeightedClaim[] claims)
    {
        if (family.Kind != FamilyKind.Ratings) return NumberMarks.Interval(family, claims);
        var rating = RatingLaw.Believe(family.Low, family.High, Knowledge with { WidthFactor = 1 }, claims);
        return rating.Mean is { } mean ? (mean, rating.Interval90.Low, rating.Interval90.High) : null;
    }

    /// <summary>What a round follows from, beside the claims.</summary>
    /// <param name="Number">From 0.</param>
    /// <param name="Score">How well claims were predicted when it began, in nats a claim; negative infinity where nobody has looked.</param>
    /// <param name="Knowledge">Of the family.</param>
    /// <param name="Sources">What each had earned.</param>
    internal sealed record Round(int Number, double Score, FamilyKnowledge Knowledge, IReadOnlyList<(string Source, Reliability Earned)> Sources);
}
