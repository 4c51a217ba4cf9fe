namespace Analysis.Domain.Beliefs.Labels;

/// <summary>
/// What speaks for and against each label, and what follows. Sums are of whole numbers: the order of claims cannot matter to the bit.
/// <code>
/// one      = fx((4 (K-1))^c - 1)                                     what one ungraded voice adds
/// bound[k] = max(one/2, O[k]/3)     where somebody proven names another label
///          = max(10 one, O[k]/3)    otherwise
/// n[k]     = min(N[k], bound[k])    where nobody is proven: N[k] min(1, 10 one / max N), so that more newcomers still outweigh fewer
/// X[k]     = O[k] + n[k]                                             in order, stages apart: + min(X[k], the larger X of its neighbours) / 2
/// T[k]     = sum over j != k of O[j] + n[j]
/// w[k]     = pi[k] ((1 + X[k]) (1 + T[k]) / ((1 + Y[k]) (1 + T[k] + E[k])))^(1/c)                                    something else: pi
/// P[k]     = .99 w[k] / sum w + .01 pi[k]
/// </code>
/// O: what proven voices speak for a label, N: what newcomers do, Y: what speaks against it alone, E: how rarely those
/// who name others confuse it with them (so that of two labels the odds are those that add of this pair: (1 + sum x) (1
/// + E/(1+T)) is about 1 + sum of (o r - 1)). K is 3 on open sets.
/// </summary>
internal sealed class LabelSums(LabelFrame frame, double exponent)
{
    private readonly int _n = frame.Names.Count;
    private readonly long[] _sums = new long[4 * frame.Names.Count]; // O, N, Y, E

    public long Proven(int k) => _sums[k];

    public long Newcomers(int k) => _sums[_n + k];

    public long Against(int k) => _sums[(2 * _n) + k];

    public long Unlikely(int k) => _sums[(3 * _n) + k];

    /// <summary>Adds a voice, or with -1 takes it away.</summary>
    public void Add(in LabelVoice voice, double probability, int sign = 1)
    {
        var (k, x) = (voice.Label, sign * voice.Adds);
        for (var v = 0; v < voice.Unlikely?.Length; v++) _sums[(3 * _n) + v] += sign * voice.Unlikely[v];
        switch (voice.Does)
        {
            case LabelEffect.Supports:
                _sums[k] += x;
                break;
            case LabelEffect.SupportsAsNewcomer:
                _sums[_n + k] += x;
                break;
            case LabelEffect.Denies:
                _sums[(2 * _n) + k] += x;
                break;
            case LabelEffect.RulesOutEarlier:
                for (var v = 0; v < k; v++) _sums[(2 * _n) + v] += x;
                _sums[k] += sign * voice.Also;
                break;
            case LabelEffect.RulesOutLater:
                for (var v = k + 1; v < _n; v++) _sums[(2 * _n) + v] += x;
                _sums[k] += sign * voice.Also;
                break;
            case LabelEffect.Divides or LabelEffect.DividesAsNewcomer:
                var at = voice.Does == LabelEffect.Divides ? 0 : _n;
                _sums[at + k] += sign * FixedPoint.Of(probability * FixedPoint.ToDouble(voice.Adds));
                _sums[at + 1 - k] += sign * FixedPoint.Of((1 - probability) * FixedPoint.ToDouble(voice.Adds));
                break;
        }
    }

    /// <summary>What counts of N, and what neighbours lend, of each label.</summary>
    public (long[] Newcomers, long[] Neighbours) Counted()
    {
        var one = FixedPoint.Of(Math.Pow(LabelRules.FaceValue * (frame.Answers - 1), exponent) - 1);
        var proven = 0L;
        for (var k = 0; k < _n; k++) proven += _sums[k];
        var (newcomers, neighbours) = (new long[_n], new long[_n]);
        if (proven == 0) Scale(newcomers, LabelRules.NewcomersAlone * one);
        for (var k = 0; k < _n && proven > 0; k++)
        {
            var bound = proven > _sums[k] ? one / 2 : LabelRules.NewcomersAlone * one;
            newcomers[k] = Math.Min(_sums[_n + k], Math.Max(bound, _sums[k] / 3));
        }

        long X(int k) => k < 0 || k >= _n ? 0 : _sums[k] + newcomers[k];
        if (frame.HasNeighbours)
        {
            for (var k = 0; k < _n; k++) neighbours[k] = Math.Min(X(k), Math.Max(X(k - 1), X(k + 1))) / 2;
        }

        if (frame.HasStages)
        {
            var earlier = 0L; // who has seen an earlier stage does not speak against a later one that others have seen
            for (var k = 0; k < _n; earlier = Math.Max(earlier, X(k)), k++) neighbours[k] = Math.Min(X(k), earlier) / 2;
        }

        return (newcomers, neighbours);
    }

    /// <summary>P of each label, and then of something else on open sets. Sums to 1.</summary>
    public double[] Posterior()
    {
        var (newcomers, neighbours) = Counted();
        return Posterior(newcomers, neighbours);
    }

    public double[] Posterior(long[] newcomers, long[] neighbours)
    {
        var named = 0L; // by all, neighbours apart
        for (var k = 0; k < _n; k++) named += _sums[k] + newcomers[k];
        var (P, sum) = (new double[frame.Prior.Length], 0.0);
        for (var k = 0; k < P.Length; k++)
        {
            var w = k < _n ? Weight(k, newcomers[k], neighbours[k], named) : 1;
            P[k] = frame.Prior[k] * (exponent == 1 ? w : Math.Pow(w, 1 / exponent));
            sum += P[k];
        }

        for (var k = 0; k < P.Length; k++) P[k] = ((1 - LabelRules.MassOnPrior) * P[k] / sum) + (LabelRules.MassOnPrior * frame.Prior[k]);
        return P;
    }

    private double Weight(int k, long newcomers, long neighbours, long named)
    {
        var w = (1 + FixedPoint.ToDouble(Proven(k) + newcomers + neighbours)) / (1 + FixedPoint.ToDouble(Against(k)));
        if (Unlikely(k) == 0) return w;
        var others = 1 + FixedPoint.ToDouble(named - Proven(k) - newcomers);
        return w * others / (others + FixedPoint.ToDouble(Unlikely(k)));
    }

    private void Scale(long[] newcomers, long bound)
    {
        var most = 0L;
        for (var k = 0; k < _n; k++) most = Math.Max(most, Newcomers(k));
        for (var k = 0; k < _n; k++) newcomers[k] = most <= bound ? Newcomers(k) : (long)((Int128)Newcomers(k) * bound / most);
    }
}
