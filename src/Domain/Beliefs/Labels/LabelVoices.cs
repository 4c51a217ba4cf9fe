namespace Analysis.Domain.Beliefs.Labels;

/// <summary>What each claim adds, and to which sum.</summary>
internal static class LabelVoices
{
    /// <param name="frame">The topic's answers.</param>
    /// <param name="knowledge">What its family has learned.</param>
    /// <param name="claims">Those that stand.</param>
    /// <param name="exponent">c.</param>
    public static LabelVoice[] Of(LabelFrame frame, FamilyKnowledge knowledge, IReadOnlyList<WeightedClaim> claims, double exponent)
    {
        var odds = new Odds(knowledge, frame.IsOpen ? LabelRules.OpenLabels : frame.Names.Count, frame.IsOpen);
        var voices = new LabelVoice[claims.Count];
        var leads = new Dictionary<(string Origin, LabelForm Form, int Label), int>(claims.Count);
        for (var i = 0; i < voices.Length; i++)
        {
            var claim = claims[i];
            var said = (Said.Label)claim.Said;
            var k = frame.PlaceOf(said.Name);
            voices[i] = k < 0 ? new LabelVoice(claim.Id, LabelEffect.Nothing, -1, 1, 1, 0, 0) : Of(frame, odds, claim, said, k, exponent);
            if (k < 0 || leads.TryAdd((claim.Origin, said.Form, k), i)) continue;
            ref var lead = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(leads, (claim.Origin, said.Form, k));
            var second = Leads(voices[i], voices[lead]) ? lead : i;
            if (second == lead) lead = i;
            voices[second] = voices[second] with { Does = LabelEffect.Repeats, Adds = 0, Also = 0, Unlikely = null };
        }

        return voices;
    }

    /// <summary>s x, shared among what its origin asserts at once.</summary>
    private static long Kept(long x, WeightedClaim claim) => (claim.Kept == 1 ? x : (long)Math.Round(x * claim.Kept, MidpointRounding.ToEven)) / claim.Among;

    private static bool Leads(in LabelVoice voice, in LabelVoice lead) =>
        voice.Adds != lead.Adds ? voice.Adds > lead.Adds : string.CompareOrdinal(voice.Id, lead.Id) < 0;

    /// <summary>
    /// Of more than two labels, by a source of whom it is known what it confuses: for the label u that its word makes
    /// likeliest, and the less for each other one, the rarer it says this of that.
    /// <code>
    /// O[u] += x,   x = h(q[u] / q_2)^c - 1         q_2: the largest of the others
    /// E[v] += h(q[u] / q[v])^c - h(q[u] / q_2)^c   v != u; of newcomers none
    /// </code>
    /// </summary>
    private static LabelVoice Confused(WeightedClaim claim, double[] q, int k, double cap, double exponent)
    {
        var (u, second) = (k, 0.0);
        for (var v = 0; v < q.Length; v++) u = q[v] > q[u] ? v : u;
        for (var v = 0; v < q.Length; v++) second = v == u ? second : Math.Max(second, q[v]);
        var o = q[u] / second;
        var x = Kept(Worth.Of(o, cap, exponent), claim);
        if (claim.IsNewcomer) return new LabelVoice(claim.Id, x == 0 ? LabelEffect.Nothing : LabelEffect.SupportsAsNewcomer, u, o, cap, x, 0);
        var unlikely = new long[q.Length];
        for (var v = 0; v < q.Length; v++) unlikely[v] = v == u ? 0 : Kept(Worth.Of(q[u] / q[v], cap, exponent), claim) - x;
        return new LabelVoice(claim.Id, LabelEffect.Supports, u, o, cap, x, 0) { Unlikely = unlikely };
    }

    private static LabelVoice Of(LabelFrame frame, Odds odds, WeightedClaim claim, Said.Label said, int k, double exponent)
    {
        var K = frame.Answers;
        var denied = said.Form == LabelForm.Not;
        var o = odds.Of(claim, k, denied);
        var admits = claim.Stake is Stake.AdmitsMore or Stake.AdmitsLess;
        var cap = Worth.Cap(claim, admits, K);
        if (K > 2 && said is { Form: LabelForm.Is } && !admits && odds.Row(claim, k) is { } q) return Confused(claim, q, k, cap, exponent);

        var x = Kept(Worth.Of(Math.Max(o, 1 / o), cap, exponent), claim);
        LabelVoice Does(LabelEffect effect, int label, long also = 0) => new(claim.Id, effect, label, o, cap, x, also);

        if (x == 0) return Does(LabelEffect.Nothing, k);
        var isNew = claim.IsNewcomer && !admits; // who admits is known well enough
        var supports = isNew ? LabelEffect.SupportsAsNewcomer : LabelEffect.Supports;
        if (said.Probability is not null) return Does(isNew ? LabelEffect.DividesAsNewcomer : LabelEffect.Divides, o >= 1 || K > 2 ? k : 1 - k);
        if (said.Form == LabelForm.AtLeast) return o > 1 && k > 0 ? Does(LabelEffect.RulesOutEarlier, k) : new(claim.Id, LabelEffect.Nothing, k, o, cap, 0, 0);
        if (admits && !denied && frame.Settings.Ordered && K > 2 && !frame.IsOpen)
        {
            var before = Kept(Worth.Of(Math.Max(odds.Of(claim, k, denied: false, plain: true), 1), cap, exponent), claim);
            return Does(claim.Stake == Stake.AdmitsMore ? LabelEffect.RulesOutEarlier : LabelEffect.RulesOutLater, k, before);
        }

        if (denied != o < 1) // speaks against k: denies it, or says it and is known to be wrong
            return K == 2 && !frame.IsOpen ? Does(supports, 1 - k) : Does(LabelEffect.Denies, k);
        return denied && (K > 2 || frame.IsOpen) ? new(claim.Id, LabelEffect.Nothing, k, o, cap, 0, 0) : Does(supports, k);
    }
}
