using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// The belief that labels are marked by: each voice's whole likelihood, tempered by how many there are, from which each origin can be taken out.
/// <code>
/// l[v] = clamp(ln q[v] - mean ln q, -4, 4) / m          q: of the claim, after its certainty; open sets: ln q - ln o for the label, at least -1, and K two more than are named
/// P[v] ~ pi[v] exp(tau S[v] + tau_new S_new[v])         .01 of it stays on pi
/// tau  = 1 / (1 + .15 (n_known + n_counted - 1)),  n_counted = min(n_new, max(1, n_known / 3)),  tau_new = tau n_counted / n_new
/// </code>
/// Agreement of many is not quite as many proofs. Other than in the law that is shown, a voice that is rarely wrong outweighs many that are not, which is what
/// tells the good from the bad; it is not monotone in the number of voices, which nobody sees here. Sums are of whole numbers.
/// </summary>
internal sealed class Tempered
{
    private const double EvidenceMax = 4;          // nats
    private const double OpenAgainstMax = 1;       // nats that naming a label may speak against it, on open sets
    private const int OpenUnseen = 2;

    private readonly IReadOnlyList<WeightedClaim> _claims;
    private readonly double _together;
    private readonly Voice?[] _voices;             // null for what only repeats its origin, or names no label of the topic's
    private readonly Dictionary<string, List<int>> _origins = new(StringComparer.Ordinal);
    private readonly Voice _all;

    /// <param name="frame">The topic's answers.</param>
    /// <param name="odds">Of its family's sources.</param>
    /// <param name="claims">Those that stand.</param>
    /// <param name="together">rho: .15 for marks.</param>
    public Tempered(LabelFrame frame, Odds odds, IReadOnlyList<WeightedClaim> claims, double together)
    {
        (Frame, Odds, _claims, _together) = (frame, odds, claims, together);
        _voices = new Voice?[claims.Count];
        _all = new Voice(new long[frame.Names.Count], new long[frame.Names.Count], 0, 0);
        var leads = new Dictionary<(string, string, LabelForm), int>(claims.Count);
        for (var i = 0; i < claims.Count; i++)
        {
            if (!_origins.TryGetValue(claims[i].Origin, out var own)) _origins.Add(claims[i].Origin, own = []);
            own.Add(i);
            var said = (Said.Label)claims[i].Said;
            if (Of(claims[i], said) is not { } voice) continue;
            var key = (claims[i].Origin, said.Name, said.Form);
            if (!leads.TryGetValue(key, out var lead)) leads.Add(key, i);
            else if (!Leads(i, voice, lead)) continue;
            else (_voices[lead], leads[key]) = (null, i);
            _voices[i] = voice;
        }

        foreach (var voice in _voices) Count(voice, 1);
    }

    public LabelFrame Frame { get; }

    public Odds Odds { get; }

    public int Origins => _origins.Count;

    /// <summary>K on open sets: two more than are named.</summary>
    public static int OpenAnswers(LabelFrame frame) => frame.Names.Count + OpenUnseen;

    /// <summary>Whether a claim speaks for its origin.</summary>
    public bool Leads(int claim) => _voices[claim] is not null;

    /// <summary>P without anything of a claim's origin, then of something else on open sets.</summary>
    public double[] PosteriorWithout(int claim)
    {
        var own = _origins[_claims[claim].Origin];
        foreach (var i in own) Count(_voices[i], -1);
        var P = Posterior(_origins.Count - 1);
        foreach (var i in own) Count(_voices[i], 1);
        return P;
    }

    public double[] Posterior() => Posterior(_origins.Count);

    private double[] Posterior(int origins)
    {
        var known = origins - _all.New;
        var counted = known <= 0 ? _all.New : Math.Min(_all.New, Math.Max(1, known / 3.0));
        var tau = 1 / (1 + (_together * Math.Max(known + counted - 1, 0)));
        var tauNew = _all.New == 0 ? 0 : tau * counted / _all.New;
        var P = new double[Frame.Prior.Length];
        var top = double.NegativeInfinity;
        for (var v = 0; v < P.Length; v++)
        {
            P[v] = Math.Log(Frame.Prior[v]);
            if (v < Frame.Names.Count) P[v] += (tau * FixedPoint.ToDouble(_all.Known[v])) + (tauNew * FixedPoint.ToDouble(_all.OfNew[v]));
            top = Math.Max(top, P[v]);
        }

        var sum = 0.0;
        for (var v = 0; v < P.Length; v++) sum += P[v] = Math.Exp(P[v] - top);
        for (var v = 0; v < P.Length; v++) P[v] = ((1 - LabelRules.MassOnPrior) * P[v] / sum) + (LabelRules.MassOnPrior * Frame.Prior[v]);
        return P;
    }

    private void Count(Voice? voice, int sign)
    {
        if (voice is null) return;
        for (var v = 0; v < _all.Known.Length; v++)
        {
            _all.Known[v] += sign * voice.Known[v];
            _all.OfNew[v] += sign * voice.OfNew[v];
        }

        _all.New += sign * voice.New;
    }

    private bool Leads(int i, Voice voice, int lead) =>
        voice.Weight != _voices[lead]!.Weight ? voice.Weight > _voices[lead]!.Weight : string.CompareOrdinal(_claims[i].Id, _claims[lead].Id) < 0;

    private Voice? Of(WeightedClaim claim, Said.Label said)
    {
        var k = Frame.PlaceOf(said.Name);
        if (k < 0) return null;
        var l = Frame.IsOpen ? OpenEvidence(claim, said, k) : Evidence(claim, said, k);
        var none = new long[l.Length];
        return claim.IsNewcomer ? new Voice(none, l, 1, Weight(l)) : new Voice(l, none, 0, Weight(l));
    }

    private long[] Evidence(WeightedClaim claim, Said.Label said, int k)
    {
        var l = Odds.Likelihoods(claim, said, k, LabelMarks.Certainty(claim, said));
        var mean = 0.0;
        for (var v = 0; v < l.Length; v++) mean += (l[v] = Math.Log(l[v])) / l.Length;
        return Array.ConvertAll(l, x => FixedPoint.Of(Math.Clamp(x - mean, -EvidenceMax, EvidenceMax)) / claim.Among);
    }

    private long[] OpenEvidence(WeightedClaim claim, Said.Label said, int k)
    {
        var (q, o) = Odds.OpenLikelihood(claim, claim.Certainty, OpenAnswers(Frame));
        var denied = said.Form == LabelForm.Not;
        var l = new long[Frame.Names.Count];
        var x = denied ? Math.Log((1 - q) / (1 - o)) : Math.Log(q / o);
        l[k] = FixedPoint.Of(Math.Clamp(x, denied ? -EvidenceMax : -OpenAgainstMax, EvidenceMax)) / claim.Among;
        return l;
    }

    private static long Weight(long[] l)
    {
        var most = 0L;
        foreach (var x in l) most = Math.Max(most, Math.Abs(x));
        return most;
    }

    private sealed record Voice(long[] Known, long[] OfNew, double New, long Weight)
    {
        public double New { get; set; } = New;
    }
}
