namespace Analysis.Domain.Beliefs.Labels;

/// <summary>The belief that follows from the sums, and what each claim has to do with the leading label.</summary>
internal static class LabelOutcome
{
    public static LabelBelief Of(LabelFrame frame, LabelSums sums, LabelVoice[] voices, IReadOnlyList<WeightedClaim> claims, double exponent)
    {
        var (newcomers, neighbours) = sums.Counted();
        var P = sums.Posterior(newcomers, neighbours);
        var labels = new LabelPart[frame.Names.Count];
        var top = -1;
        for (var k = 0; k < labels.Length; k++)
        {
            labels[k] = new(frame.Names[k], P[k], frame.Prior[k], sums.Proven(k), sums.Newcomers(k), newcomers[k],
                neighbours[k], sums.Against(k), sums.Unlikely(k));
            if (top < 0 || P[k] > P[top]) top = k;
        }

        var vote = new Vote(labels);
        for (var i = 0; i < voices.Length && top >= 0; i++) voices[i] = Placed(ref vote, voices[i], claims[i], top);
        return new LabelBelief
        {
            Labels = labels,
            SomethingElse = frame.IsOpen ? P[^1] : 0,
            SomethingElsePrior = frame.IsOpen ? frame.Prior[^1] : 0,
            Exponent = exponent,
            Leading = top < 0 ? null : labels[top],
            Voices = voices,
            Disagreement = top < 0 ? 0 : vote.Disagreement,
        };
    }

    public static double Disagreement(LabelBelief belief, bool[] speaks)
    {
        var vote = new Vote([.. belief.Labels]);
        for (var i = 0; i < speaks.Length; i++)
        {
            var voice = belief.Voices[i];
            if (!speaks[i] || voice.Label < 0) continue;
            var share = voice is { Supports: true, Opposes: true } ? 0.5 : 1;
            if (voice.Supports) vote.For(voice, share);
            if (voice.Opposes) vote.Against(voice, share);
        }

        return vote.Disagreement;
    }

    private static LabelVoice Placed(ref Vote vote, in LabelVoice voice, WeightedClaim claim, int top)
    {
        if (voice.Label < 0) return voice;
        var said = (Said.Label)claim.Said;
        var (supports, opposes, share) = Side(voice, said, top);
        if (supports) vote.For(voice, share);
        if (opposes) vote.Against(voice, share);
        return voice with { Supports = supports, Opposes = opposes, Support = supports ? claim.Weight * claim.Footing * share : 0 };
    }

    private static (bool Supports, bool Opposes, double Share) Side(in LabelVoice voice, Said.Label said, int top)
    {
        var (k, names) = (voice.Label, voice.Label == top);
        if (said.Probability is { } p) return p == 0.5 ? (true, true, 0.5) : ((p > 0.5) == names, (p > 0.5) != names, 1);
        return voice.Does switch
        {
            LabelEffect.RulesOutEarlier => (top >= k, top < k, 1),
            LabelEffect.RulesOutLater => (top <= k, top > k, 1),
            LabelEffect.Denies => (false, names, 1),
            LabelEffect.Nothing or LabelEffect.Repeats when said.Form == LabelForm.AtLeast => (top >= k, top < k, 1),
            LabelEffect.Nothing or LabelEffect.Repeats when said.Form == LabelForm.Not => (false, names, 1),
            _ => (names, !names, 1),
        };
    }

    /// <summary>What is for the leading label and what is not: by what each voice adds, of newcomers by what counts of it.</summary>
    private struct Vote(LabelPart[] labels)
    {
        private double _for;
        private double _against;
        private readonly long[] _newFor = new long[labels.Length];
        private readonly long[] _newAgainst = new long[labels.Length];
        private long _provenFor;
        private long _provenAgainst;

        public void For(in LabelVoice voice, double share) => Count(ref _provenFor, _newFor, voice, share);

        public void Against(in LabelVoice voice, double share) => Count(ref _provenAgainst, _newAgainst, voice, share);

        public double Disagreement
        {
            get
            {
                (_for, _against) = (_provenFor, _provenAgainst);
                for (var k = 0; k < labels.Length; k++)
                {
                    if (labels[k].Newcomers == 0) continue;
                    var counted = (double)labels[k].NewcomersCounted / labels[k].Newcomers;
                    (_for, _against) = (_for + (counted * _newFor[k]), _against + (counted * _newAgainst[k]));
                }

                return _for + _against == 0 ? 0 : Entropy.Of(_against / (_for + _against));
            }
        }

        private static void Count(ref long proven, long[] newcomers, in LabelVoice voice, double share)
        {
            var x = share == 1 ? voice.Adds : voice.Adds / 2;
            if (voice.Does is LabelEffect.SupportsAsNewcomer or LabelEffect.DividesAsNewcomer) newcomers[voice.Label] += x;
            else proven += x;
        }
    }
}
