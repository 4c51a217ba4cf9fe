namespace Analysis.Domain.Beliefs.Labels;

/// <summary>
/// The law of labels: odds add. A voice that is o times as likely to say k if k is true than if it is not adds about o - 1 to what
/// speaks for k (<see cref="Worth"/>): one voice stands at face value, agreement always adds, and ever less. See <see cref="LabelSums"/>
/// for how the sums become probabilities.
/// <code>
/// asserts k      O[k] += x, or N[k] += x of a newcomer;     o &lt; 1: of two labels the other with 1/o, of more Y[k] += x(1/o)
/// denies k       of two labels asserts the other; of more   Y[k] += x
/// "at least k"   Y[v] += x for every v before k
/// yes with p     p x to yes, (1-p) x to no
/// admits k       ordered, of more than two: Y[v] += x for every v before (after) k, and O[k] += what it would have been without its interest
/// x              fx(h^c - 1) / m, rounded down;             m different things asserted by its origin at once
/// </code>
/// A source of whom it is known what it confuses adds to E too, of more than two labels (<see cref="LabelVoices"/>).
/// One claim speaks for each (origin, form, label): the one that adds most, of equals the one of the first id.
/// </summary>
public static class LabelLaw
{
    /// <summary>What standing claims come to, whatever their order. Costs O(claims), and O(labels^2) a claim where confusions are known.</summary>
    /// <param name="settings">What the topic asks.</param>
    /// <param name="knowledge">What its family has learned.</param>
    /// <param name="claims">Those that stand; what they say is a <see cref="Said.Label"/>. One that names none of the topic's labels does nothing.</param>
    public static LabelBelief Believe(LabelSettings settings, FamilyKnowledge knowledge, IReadOnlyList<WeightedClaim> claims)
    {
        return Believe(LabelFrame.Of(settings, knowledge, claims), knowledge, claims);
    }

    /// <summary>The same with what is expected of each label given, in their order; it sums to 1.</summary>
    public static LabelBelief Believe(LabelSettings settings, double[] prior, IReadOnlyList<WeightedClaim> claims) =>
        Believe(LabelFrame.Of(settings, prior), FamilyKnowledge.Nothing, claims);

    /// <summary>The disagreement of a belief where some of its claims are history: neither for the leading answer nor against it.</summary>
    /// <param name="belief">As it was believed.</param>
    /// <param name="speaks">Of each claim, in the order in which they were given, whether it still counts.</param>
    public static double Disagreement(LabelBelief belief, IEnumerable<bool> speaks) => LabelOutcome.Disagreement(belief, [.. speaks]);

    private static LabelBelief Believe(LabelFrame frame, FamilyKnowledge knowledge, IReadOnlyList<WeightedClaim> claims)
    {
        var voices = LabelVoices.Of(frame, knowledge, claims, knowledge.Exponent);
        var sums = new LabelSums(frame, knowledge.Exponent);
        for (var i = 0; i < voices.Length; i++) sums.Add(voices[i], Probability(claims[i]));
        return LabelOutcome.Of(frame, sums, voices, claims, knowledge.Exponent);
    }

    /// <summary>The probability of yes that is stated; 1 where none is.</summary>
    internal static double Probability(WeightedClaim claim) => claim.Said is Said.Label { Probability: { } p } ? p : 1;
}
