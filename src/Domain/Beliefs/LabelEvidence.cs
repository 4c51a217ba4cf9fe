namespace Analysis.Domain.Beliefs;

/// <summary>
/// Evidence on a topic with labels, after Dawid and Skene (1979) with one voice per origin. For a claim of label k by a
/// source of accuracy acc and certainty c, on a fixed set of K labels:
/// <code>
/// base[v][k] = acc                                            v = k
///            = (1-acc) * (G[v][k]+1) / (sum_{j!=v} G[v][j] + K-1)   otherwise
/// q[v] = (N[v][k] + s base[v][k]) / (sum_j N[v][j] + s)       N: the source's confusion counts, if any
/// q := c q + (1-c)(1-q)/(K-1);   denial: q := 1-q
/// l[v] = clamp(ln q[v] - mean ln q, -4, 4)
/// </code>
/// and on an open set q = acc on the claimed label against o = (1-acc)/(K-1) elsewhere, K = claimed labels + 2.
/// <c>P[v] = (1-eps) softmax(ln pi[v] + tau S[v]) + eps pi[v]</c> with <c>tau = 1/(1 + rho (n-1))</c>. The strengths s, eps and rho are the
/// revision's, rho until the family knows better; newcomers are tempered apart (<see cref="Beliefs.Tempering"/>).
/// "At least stage k" (an older claim where stages are never left) gives q[k] to every stage from k on.
/// </summary>
internal sealed class LabelEvidence : Evidence
{
    private readonly Family _family;
    private readonly SortedDictionary<string, int> _claimed = new(StringComparer.Ordinal); // open sets: label -> claims
    private List<string> _labels;

    public LabelEvidence(Family family)
    {
        _family = family;
        _labels = [.. family.Labels ?? []];
        Recount((4 * _labels.Count) + 2);
    }

    /// <summary>Fixed sets: in their order. Open sets: the claimed labels, ordinal.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Whether any label may be claimed.</summary>
    public bool IsOpen => _family.Labels is null;

    /// <summary>Where the newcomers' S begins among the sums: after S, support and agreement of each label, and the whole weight. How many they are comes last.</summary>
    internal int NewcomersAt => (3 * _labels.Count) + 1;

    private int Possible => IsOpen ? _labels.Count + Rules.UnseenLabels : _labels.Count;

    /// <summary>K: how many answers there can be, <paramref name="label"/> being one.</summary>
    public int Answers(string label) => IsOpen && !_claimed.ContainsKey(label) ? Possible + 1 : Possible;

    /// <summary>The place of a label; -1 when it is not one.</summary>
    public int IndexOf(string label) => _labels.IndexOf(label);

    /// <summary>sum over the origins that support a label of ln(1 - .55 w): what confidence is made of. At most 0.</summary>
    public double Support(int label) => FixedPoint.ToDouble(Totals[_labels.Count + label]);

    /// <summary>The share of evidence that supports a label, in [0, 1]; 1 when nothing speaks.</summary>
    public double Agreement(int label)
    {
        var all = Totals[3 * _labels.Count];
        return all == 0 ? 1 : (double)Totals[2 * _labels.Count + label] / all;
    }

    /// <summary>P over the labels, and for an open set a last entry for "something else". Sums to 1.</summary>
    public double[] Posterior() => PosteriorAt(Knowledge.DesignEffect);

    /// <summary>tau.</summary>
    public Tempering Tempering => TemperingAt(Knowledge.DesignEffect);

    /// <summary>eps.</summary>
    public double MassOnPrior => _family.Rules.MassOnPrior;

    internal double[] PosteriorAt(double designEffect) => Posterior(Totals, TemperingAt(designEffect));

    internal Tempering TemperingAt(double designEffect) => Temper(Totals, Origins, designEffect);

    /// <summary>The posterior without anything of one origin, tempered as for credit: what its claims are marked against.</summary>
    public double[] PosteriorWithout(string origin) => PosteriorWithout(origin, _family.Rules.CreditDesignEffect);

    internal double[] PosteriorWithout(string origin, double designEffect)
    {
        var sums = ShareOf(origin);
        for (var i = 0; i < sums.Length; i++) sums[i] = Totals[i] - sums[i];
        return Posterior(sums, Temper(sums, HasOrigin(origin) ? Origins - 1 : Origins, designEffect));
    }

    /// <summary>P(a source claims label k | the truth is v) on a fixed set, however sure it sounds.</summary>
    /// <param name="source">The source.</param>
    /// <param name="v">The truth.</param>
    /// <param name="k">The label claimed.</param>
    /// <param name="less">A count of just this that is left out.</param>
    internal double Claims(Reliability source, int v, int k, long less = 0)
    {
        var acc = Math.Clamp(source.Accuracy, 0.02, 0.995);
        var q = v == k ? acc : (1 - acc) * (Confused(v, k) + 1) / (ConfusedElsewhere(v) + _labels.Count - 1);
        if (source.Confusion is { } own && own.Labels == _labels.Count)
            q = (FixedPoint.ToDouble(own[v, k] - less) + (_family.Rules.ConfusionStrength * q)) / (FixedPoint.ToDouble(own.Row(v) - less) + _family.Rules.ConfusionStrength);
        return Math.Clamp(q, 1e-4, 1 - 1e-4);
    }

    /// <summary>P(this claim | the truth is v), up to a constant; for an open set the two values (v = claimed, v = other).</summary>
    public double[] Likelihood(Testimony testimony)
    {
        var (name, form) = (Assertion.Label)testimony.Assertion;
        var c = testimony.Certainty;
        var K = Possible;
        double Hedge(double q) => (c * q) + ((1 - c) * (1 - q) / (K - 1));

        if (IsOpen)
        {
            var acc = Math.Clamp(testimony.Reliability.Accuracy, 0.02, 0.995);
            var (q, o) = (Hedge(acc), Hedge((1 - acc) / (K - 1)));
            return form == LabelForm.Not ? [1 - q, 1 - o] : [q, o];
        }

        var k = _labels.IndexOf(name);
        var likelihood = new double[K];
        for (var v = 0; v < K; v++)
        {
            var q = Hedge(Claims(testimony.Reliability, v, k));
            likelihood[v] = form == LabelForm.Not ? 1 - q : q;
        }

        if (form == LabelForm.AtLeast)
        {
            for (var v = k + 1; v < K; v++) likelihood[v] = likelihood[k];
        }

        return likelihood;
    }

    /// <inheritdoc/>
    public override EvidenceDigest Digest(IReadOnlyList<string> voices) =>
        base.Digest(voices) with { Claimed = [.. _claimed.Select(label => (label.Key, label.Value))] };

    /// <inheritdoc/>
    public override void Resume(EvidenceDigest digest, IReadOnlyList<string> voices, Func<string, IEnumerable<Testimony>> recall)
    {
        foreach (var (label, claims) in digest.Claimed) _claimed.Add(label, claims);
        if (IsOpen) _labels = [.. _claimed.Keys];
        base.Resume(digest, voices, recall);
    }

    public override void Admit(params ReadOnlySpan<Assertion> assertions) => Register(assertions, 1);

    protected override void Dismiss(Assertion assertion) => Register([assertion], -1);

    protected override Member Weigh(Testimony testimony)
    {
        var form = ((Assertion.Label)testimony.Assertion).Form;
        var log = Likelihood(testimony);
        foreach (ref var q in log.AsSpan()) q = Math.Log(q);
        long[] evidence;
        if (IsOpen)
        {
            var floor = form == LabelForm.Not ? -Rules.EvidenceCap : -1;
            evidence = [FixedPoint.Of(Math.Clamp(log[0] - log[1], floor, Rules.EvidenceCap))];
        }
        else
        {
            var mean = log.Sum() / log.Length;
            evidence = new long[log.Length];
            for (var v = 0; v < log.Length; v++) evidence[v] = FixedPoint.Of(Math.Clamp(log[v] - mean, -Rules.EvidenceCap, Rules.EvidenceCap));
        }

        var weight = 0L;
        foreach (var l in evidence) weight = Math.Max(weight, Math.Abs(l));
        return new Member(testimony, weight, SupportOf(testimony, testimony.Weight), evidence);
    }

    protected override void Contribute(Member lead, Span<long> sums)
    {
        var (name, form) = (Assertion.Label)lead.Testimony.Assertion;
        var (K, k) = (_labels.Count, _labels.IndexOf(name));
        var newcomer = _family.Rules.BoundsNewcomers && lead.Testimony.Reliability.IsNewcomer;
        var at = newcomer ? NewcomersAt : 0;
        if (newcomer) sums[^1] += FixedPoint.One;
        for (var v = 0; v < K; v++)
        {
            if (!IsOpen) sums[at + v] += lead.Evidence[v];
            else if (v == k) sums[at + v] += lead.Evidence[0];
            var supports = form switch { LabelForm.Is => v == k, LabelForm.Not => v != k, _ => v >= k };
            if (!supports) continue;
            sums[K + v] += lead.Support;
            sums[(2 * K) + v] += lead.Weight;
        }

        sums[3 * K] += lead.Weight;
    }

    private static Tempering Temper(ReadOnlySpan<long> sums, int origins, double designEffect) =>
        Tempering.Of(origins, FixedPoint.ToDouble(sums[^1]), designEffect);

    /// <summary>pi: even, or the family's balance where it learns one.</summary>
    internal double[] Prior()
    {
        var K = _labels.Count;
        var pi = new double[IsOpen ? K + 1 : K];
        Array.Fill(pi, 1.0 / Possible);
        if (IsOpen) pi[K] = (double)Rules.UnseenLabels / Possible;
        if (IsOpen || !_family.LearnsBalance || Knowledge.Balance is not { } balance || balance.Count != K) return pi;
        for (var v = 0; v < K; v++) pi[v] = ((Rules.BalanceStrength / K) + FixedPoint.ToDouble(balance[v])) / (Rules.BalanceStrength + Knowledge.BalanceTopics);
        return pi;
    }

    private double[] Posterior(ReadOnlySpan<long> sums, Tempering tempering)
    {
        var (pi, K) = (Prior(), _labels.Count);
        var P = new double[pi.Length];
        for (var v = 0; v < P.Length; v++) P[v] = Math.Log(pi[v]) + (v < K ? tempering.Of(sums[v], sums[NewcomersAt + v]) : 0);
        var top = P.Max();
        foreach (ref var p in P.AsSpan()) p -= top;
        Lanes.Exp(P);
        var z = P.Sum();
        for (var v = 0; v < P.Length; v++) P[v] = ((1 - MassOnPrior) * P[v] / z) + (MassOnPrior * pi[v]);
        return P;
    }

    /// <summary>G, if it is over these labels.</summary>
    private Confusion? Confusion => Knowledge.Confusion is { } G && G.Labels == _labels.Count ? G : null;

    private double Confused(int v, int k) => Confusion is { } G ? FixedPoint.ToDouble(G[v, k]) : 0;

    private double ConfusedElsewhere(int v) => Confusion is { } G ? FixedPoint.ToDouble(G.Row(v) - G[v, v]) : 0;

    private void Register(ReadOnlySpan<Assertion> assertions, int change)
    {
        if (!IsOpen) return;
        foreach (var assertion in assertions)
        {
            var name = ((Assertion.Label)assertion).Name;
            var count = _claimed.GetValueOrDefault(name) + change;
            if (count == 0) _claimed.Remove(name);
            else _claimed[name] = count;
        }

        if (_claimed.Count == _labels.Count) return;
        _labels = [.. _claimed.Keys];
        Recount((4 * _labels.Count) + 2);
    }
}
