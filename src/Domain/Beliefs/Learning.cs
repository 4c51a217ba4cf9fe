namespace Analysis.Domain.Beliefs;

/// <summary>
/// Many topics and the sources they share: how reliabilities are learned from the consensus of other origins and from
/// resolutions. Credits are whole numbers and stored with the claim, so that re-crediting subtracts exactly what was added.
/// <see cref="Refine"/> reaches a fixed point that is a function of the set of claims, whatever their order. Not thread-safe.
/// </summary>
internal sealed class Learning
{
    private readonly Dictionary<string, FamilyRecord> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TopicRecord> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClaimRecord> _claims = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Source, string Family), SourceRecord> _sources = [];
    private readonly Func<string, Reliability> _prior;

    /// <param name="families">The families topics may name.</param>
    /// <param name="prior">What is held about a source before it has earned anything.</param>
    public Learning(IEnumerable<Family> families, Func<string, Reliability> prior)
    {
        foreach (var family in families) _families.Add(family.Name, new FamilyRecord(family));
        _prior = prior;
    }

    public Reliability ReliabilityOf(string source, string family) => Source(source, _families[family]).Current;

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
        if (_claims.ContainsKey(id)) return;
        if (!_topics.TryGetValue(topic, out var t)) _topics.Add(topic, t = new TopicRecord(_families[family]));
        var claim = new ClaimRecord(id, t, source, origin, assertion, certainty);
        _claims.Add(id, claim);
        t.Claims.Add(id, claim);
        t.Know();
        t.Evidence.Set(Testify(claim));
        // The doubling rule: each claim is credited anew O(1) times, amortised.
        if (t.Claims.Count >= 2 * t.Refreshed || t.Claims.Count <= 2) Refresh(t);
        else Credit(t, [claim]);
    }

    public void Retract(string id)
    {
        if (!_claims.Remove(id, out var claim)) return;
        Withdraw(claim);
        claim.Topic.Claims.Remove(id);
        claim.Topic.Evidence.Remove(id);
    }

    /// <summary>Records the established answer: every source is credited by what it claimed.</summary>
    public void Resolve(string topic, Assertion truth)
    {
        var t = _topics[topic];
        t.Know();
        if (t.Claims.Count > 0 && t.Truth is null) t.Family.Calibrate(t.Evidence, truth);
        t.Truth = truth;
        Refresh(t);
    }

    /// <summary>The canonical fixed point; costs iterations times claims.</summary>
    public void Refine(int iterations = 6)
    {
        foreach (var source in _sources.Values) source.Reset();
        foreach (var family in _families.Values) family.Reset();
        foreach (var topic in _topics.Values)
        {
            topic.Share = null;
            foreach (var claim in topic.Claims.Values) claim.Site = null;
        }

        for (var i = 0; i < iterations; i++)
        {
            var sites = new List<(TopicRecord, List<(ClaimRecord, Site?)>, long[]?)>();
            foreach (var topic in _topics.Values)
            {
                Restate(topic);
                sites.Add((topic, Sites(topic, topic.Claims.Values), BalanceShare(topic)));
            }

            // Applied after all are computed (Jacobi), so that the order of topics cannot matter.
            foreach (var (topic, credits, share) in sites)
            {
                Apply(topic, credits);
                topic.Family.Replace(topic.Share, share);
                topic.Share = share;
            }
        }

        foreach (var topic in _topics.Values) Restate(topic);
    }

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
        return Posterior(t, (LabelEvidence)t.Evidence);
    }

    private Testimony Testify(ClaimRecord claim) =>
        new(claim.Id, claim.Origin, claim.Assertion, claim.Certainty, Source(claim.Source, claim.Topic.Family).Current);

    private SourceRecord Source(string source, FamilyRecord family)
    {
        if (!_sources.TryGetValue((source, family.Family.Name), out var record))
            _sources.Add((source, family.Family.Name), record = new SourceRecord(_prior(source)));
        return record;
    }

    private void Restate(TopicRecord t)
    {
        t.Know();
        foreach (var claim in t.Claims.Values) t.Evidence.Set(Testify(claim));
        if (t.Evidence is LabelEvidence { Knowledge: not null } labels && t.Family.Family.Labels is null) labels.Restate();
    }

    private void Refresh(TopicRecord t)
    {
        Restate(t);
        Credit(t, [.. t.Claims.Values]);
        var share = BalanceShare(t);
        t.Family.Replace(t.Share, share);
        t.Share = share;
        t.Refreshed = t.Claims.Count;
    }

    private void Credit(TopicRecord t, IReadOnlyCollection<ClaimRecord> claims) => Apply(t, Sites(t, claims));

    private void Apply(TopicRecord t, List<(ClaimRecord Claim, Site? Site)> credits)
    {
        foreach (var (claim, site) in credits)
        {
            Withdraw(claim);
            claim.Site = site;
            if (site is not null) Source(claim.Source, t.Family).Credit(site, 1, t.Family);
        }
    }

    private void Withdraw(ClaimRecord claim)
    {
        if (claim.Site is not null) Source(claim.Source, claim.Topic.Family).Credit(claim.Site, -1, claim.Topic.Family);
        claim.Site = null;
    }

    private List<(ClaimRecord, Site?)> Sites(TopicRecord t, IReadOnlyCollection<ClaimRecord> claims)
    {
        t.Know();
        if (t.Truth is null && t.Evidence.Origins < 2) return [.. claims.Select(c => (c, (Site?)null))];
        return [.. claims.Select(c => (c, t.Evidence switch
        {
            LabelEvidence labels => LabelSite(t, labels, c),
            NumberEvidence numbers => NumberSite(t, numbers, c),
            RatingEvidence ratings => RatingSite(t, ratings, c),
            _ => throw new System.Diagnostics.UnreachableException(),
        }))];
    }

    private Site? LabelSite(TopicRecord t, LabelEvidence labels, ClaimRecord claim)
    {
        var testimony = Testify(claim);
        var (name, form) = (Assertion.Label)claim.Assertion;
        var P = t.Truth is not null ? Posterior(t, labels) : labels.PosteriorWithout(claim.Origin);
        var likelihood = labels.Likelihood(testimony);
        var k = labels.Labels.ToList().IndexOf(name);
        var c = claim.Certainty;
        if (t.Family.Family.Labels is null)
        {
            var (right, wrong) = (P[k] * likelihood[0], (1 - P[k]) * likelihood[1]);
            var r = right / (right + wrong);
            if (form == LabelForm.Not) r = 1 - r;
            return new Site(FixedPoint.Of(c * r), FixedPoint.Of(c * (1 - r)));
        }

        var R = P.Zip(likelihood, (p, q) => p * q).ToArray();
        var z = R.Sum();
        for (var v = 0; v < R.Length; v++) R[v] /= z;
        return form == LabelForm.Not
            ? new Site(FixedPoint.Of(c * (1 - R[k])), FixedPoint.Of(c * R[k]))
            : new Site(FixedPoint.Of(c * R[k]), FixedPoint.Of(c * (1 - R[k]))) { Column = k, Row = [.. R.Select(r => FixedPoint.Of(c * r))] };
    }

    private Site? NumberSite(TopicRecord t, NumberEvidence numbers, ClaimRecord claim)
    {
        if (numbers.Candidates.Length == 0) return null;
        var interval = (Assertion.Interval)claim.Assertion;
        var (kappa, mu) = (0.0, 0.0);
        if (t.Truth is Assertion.Interval truth)
        {
            (kappa, mu) = numbers.Kernel(interval, truth.Low);
        }
        else
        {
            var P = numbers.PosteriorWithout(claim.Origin);
            for (var i = 0; i < P.Length; i++)
            {
                if (P[i] <= 1e-9) continue;
                var (x, z) = numbers.Kernel(interval, numbers.Candidates[i].Y);
                kappa += P[i] * x;
                mu += P[i] * z;
            }
        }

        if (interval.Denied) (kappa, mu) = (1 - kappa, 0.5);
        var a = Math.Clamp(Source(claim.Source, t.Family).Current.Accuracy, 0.02, 0.98);
        var q = claim.Certainty * (interval.IsPoint ? 1 : Math.Max(0, 1 - (2 * mu))); // a vague claim is a weak test of its source
        var r = a * kappa / ((a * kappa) + ((1 - a) * mu));
        return new Site(FixedPoint.Of(q * r), FixedPoint.Of(q * (1 - r)));
    }

    private static Site? RatingSite(TopicRecord t, RatingEvidence ratings, ClaimRecord claim)
    {
        if (((Assertion.Interval)claim.Assertion).Denied) return null;
        double centre, q;
        if (t.Truth is Assertion.Interval truth)
        {
            (centre, q) = (truth.Low, 1);
        }
        else
        {
            var (mean, weight) = ratings.Without(claim.Origin);
            if (mean is null) return null;
            (centre, q) = (mean.Value, 1 / (1 + (1 / weight)));
        }

        var range = t.Family.Family.High - t.Family.Family.Low;
        var error = Math.Pow(ratings.Middle(ratings.Find(claim.Id)) - centre, 2);
        q *= claim.Certainty;
        return new Site(FixedPoint.Of(q * Math.Min(error / ratings.Variance, 25)), FixedPoint.Of(q)) { Residual = FixedPoint.Of(q * error / (range * range)) };
    }

    private static double[] Posterior(TopicRecord t, LabelEvidence labels)
    {
        if (t.Truth is not Assertion.Label truth) return labels.Posterior();
        var P = new double[labels.Labels.Count + (t.Family.Family.Labels is null ? 1 : 0)];
        var at = labels.Labels.ToList().IndexOf(truth.Name);
        P[at < 0 ? P.Length - 1 : at] = 1;
        return P;
    }

    private static long[]? BalanceShare(TopicRecord t) =>
        t.Evidence is LabelEvidence labels && t.Family.Family is { LearnsBalance: true, Labels: not null } && t.Claims.Count > 0
            ? [.. Posterior(t, labels).Select(FixedPoint.Of)]
            : null;

    /// <summary>What a claim has earned its source. For ratings: squared error, count, and residual.</summary>
    private sealed record Site(long Right, long Wrong)
    {
        public int Column { get; init; } = -1;

        public long[]? Row { get; init; }

        public long? Residual { get; init; }
    }

    private sealed class ClaimRecord(string id, TopicRecord topic, string source, string origin, Assertion assertion, double certainty)
    {
        public string Id => id;

        public TopicRecord Topic => topic;

        public string Source => source;

        public string Origin => origin;

        public Assertion Assertion => assertion;

        public double Certainty => certainty;

        public Site? Site { get; set; }
    }

    private sealed class TopicRecord(FamilyRecord family)
    {
        public FamilyRecord Family => family;

        public Evidence Evidence { get; } = family.Family.Kind switch
        {
            FamilyKind.Labels => new LabelEvidence(family.Family),
            FamilyKind.Numbers => new NumberEvidence(family.Family),
            _ => new RatingEvidence(family.Family),
        };

        public Dictionary<string, ClaimRecord> Claims { get; } = new(StringComparer.Ordinal);

        public Assertion? Truth { get; set; }

        public int Refreshed { get; set; }

        public long[]? Share { get; set; }

        /// <summary>Tells the evidence what its family knows now.</summary>
        public void Know()
        {
            switch (Evidence)
            {
                case LabelEvidence labels: labels.Knowledge = family.Knowledge; break;
                case NumberEvidence numbers: numbers.Knowledge = family.Knowledge; break;
                case RatingEvidence ratings:
                    var restate = !ReferenceEquals(ratings.Knowledge, family.Knowledge);
                    ratings.Knowledge = family.Knowledge;
                    if (restate) ratings.Restate(); // the residual variance weighs ranges
                    break;
            }
        }
    }

    private sealed class SourceRecord(Reliability start)
    {
        private readonly Reliability _prior = start;

        public Reliability Current { get; private set; } = start;

        public void Reset() => Current = _prior;

        public void Credit(Site site, int sign, FamilyRecord family)
        {
            if (site.Residual is { } residual)
            {
                Current = Current with { SquaredError = Current.SquaredError + (sign * site.Right), Rated = Current.Rated + (sign * site.Wrong) };
                family.AddResidual(sign * residual, sign * site.Wrong);
                return;
            }

            var confusion = Current.Confusion;
            if (site.Row is { } row)
            {
                confusion = [.. (confusion ?? [.. row.Select(_ => new long[row.Length])]).Select(r => (long[])r.Clone())];
                for (var v = 0; v < row.Length; v++) confusion[v][site.Column] += sign * row[v];
                family.AddConfusion(row, site.Column, sign);
            }

            Current = Current with { Right = Current.Right + (sign * site.Right), Wrong = Current.Wrong + (sign * site.Wrong), Confusion = confusion };
        }
    }

    private sealed class FamilyRecord
    {
        private readonly Dictionary<double, double> _logLoss = Rules.DesignEffectGrid.ToDictionary(r => r, _ => 0.0);
        private readonly List<double> _ratios = [];
        private int _calibrated;

        public FamilyRecord(Family family)
        {
            Family = family;
            Knowledge = new();
            Reset();
        }

        public Family Family { get; }

        public FamilyKnowledge Knowledge { get; private set; }

        public void Reset() => Knowledge = Knowledge with
        {
            Confusion = Family.Labels is { } labels ? [.. labels.Select(_ => new long[labels.Count])] : null,
            Balance = Family.Labels is { } all ? new long[all.Count] : null,
            BalanceTopics = 0,
            Residual = FixedPoint.Of(1 / 25.0),
            ResidualCount = FixedPoint.One,
        };

        public void AddResidual(long residual, long count) =>
            Knowledge = Knowledge with { Residual = Knowledge.Residual + residual, ResidualCount = Knowledge.ResidualCount + count };

        public void AddConfusion(long[] row, int column, int sign)
        {
            for (var v = 0; v < row.Length; v++) Knowledge.Confusion![v][column] += sign * row[v];
        }

        public void Replace(long[]? share, long[]? next)
        {
            Move(share, -1);
            Move(next, 1);
        }

        /// <summary>Scores what was believed just before the truth was known.</summary>
        public void Calibrate(Evidence evidence, Assertion truth)
        {
            switch (evidence, truth)
            {
                case (LabelEvidence labels, Assertion.Label label):
                    var at = labels.Labels.ToList().IndexOf(label.Name);
                    if (at < 0 || labels.Origins < 2) return;
                    _calibrated++;
                    foreach (var rho in Rules.DesignEffectGrid) _logLoss[rho] -= Math.Log(labels.PosteriorAt(rho)[at]);
                    Knowledge = Knowledge with { DesignEffect = DesignEffect() };
                    return;
                case (NumberEvidence { Candidates.Length: > 0 } numbers, Assertion.Interval number):
                    var belief = new NumberBelief(numbers);
                    Score(number.Low, Family.Forward(belief.Estimate), Family.Forward(belief.Quantile(0.05)), Family.Forward(belief.Quantile(0.95)));
                    return;
                case (RatingEvidence { Mean: { } mean } ratings, Assertion.Interval rating):
                    var half = ratings.HalfWidth(0.95);
                    Score(rating.Low, mean, Math.Max(Family.Low, mean - half), Math.Min(Family.High, mean + half));
                    return;
            }
        }

        private void Score(double truth, double estimate, double low, double high)
        {
            var half = (truth > estimate ? high - estimate : estimate - low) / Knowledge.WidthFactor;
            _ratios.Add(truth == estimate ? 0 : Math.Abs(truth - estimate) / Math.Max(half, 1e-12));
            if (_ratios.Count > 200) _ratios.RemoveAt(0);
            Knowledge = Knowledge with { WidthFactor = WidthFactor() };
        }

        private double DesignEffect() => _calibrated == 0 ? Rules.LabelDesignEffect
            : Rules.DesignEffectGrid.MinBy(r => _logLoss[r] + (4 * Math.Pow(Math.Log(r / Rules.LabelDesignEffect), 2)));

        private double WidthFactor()
        {
            var n = _ratios.Count;
            var q90 = _ratios.Order().ElementAt(Math.Min(n - 1, (int)Math.Ceiling(0.9 * (n + 1)) - 1));
            return Math.Clamp(((n * q90) + 40) / (n + 40), 0.25, 4);
        }

        private void Move(long[]? share, int sign)
        {
            if (share is null) return;
            for (var v = 0; v < share.Length; v++) Knowledge.Balance![v] += sign * share[v];
            Knowledge = Knowledge with { BalanceTopics = Knowledge.BalanceTopics + sign };
        }
    }
}
