namespace Analysis.Domain.Beliefs.Labels;

/// <summary>
/// What is believed of a topic with labels, and all that it follows from. P can be worked out again from the parts:
/// <code>
/// w[k] = prior ((1 + X[k]) (1 + T[k]) / ((1 + Y[k]) (1 + T[k] + E[k])))^(1/c),   T[k] = sum over the other labels of O and what counts of N
/// P[k] = .99 w[k] / sum w + .01 prior
/// </code>
/// </summary>
public sealed record LabelBelief
{
    /// <summary>Of each label; fixed sets in their order, of open sets those that are named, ordinally.</summary>
    public required IReadOnlyList<LabelPart> Labels { get; init; }

    /// <summary>Open sets: the probability of a label that nobody names, in [0, 1]; 0 on fixed sets.</summary>
    public double SomethingElse { get; init; }

    /// <summary>Open sets: what "something else" was expected with; 0 on fixed sets.</summary>
    public double SomethingElsePrior { get; init; }

    /// <summary>c: how far voices that agree repeat one another; 1 unless the family has learned better, near 0 were each a proof of its own.</summary>
    public double Exponent { get; init; } = 1;

    /// <summary>The most probable label, of equals the first; null where none is named.</summary>
    public LabelPart? Leading { get; init; }

    /// <summary>Of each claim, in the order in which they were given.</summary>
    public required IReadOnlyList<LabelVoice> Voices { get; init; }

    /// <summary>
    /// H2(A / (A + F)) in bits, 1 once A outweighs F: F what the voices for the leading label add, A what those for others and against it do.
    /// In [0, 1]; from .5 on the topic is disputed. A voice of p = .5 counts half on each side.
    /// </summary>
    public double Disagreement { get; init; }

    /// <summary>The probability of a label; 0 where nobody names it.</summary>
    public double Of(string label) => Labels.FirstOrDefault(l => l.Label == label).Probability;
}

/// <summary>One label. Sums are whole numbers in units of 2^-20, whatever the order of the claims.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Probability">P, in [0, 1].</param>
/// <param name="Prior">What it was expected with, in (0, 1].</param>
/// <param name="Proven">O: what those speak for it of whom anything is known.</param>
/// <param name="Newcomers">N: what newcomers speak for it, before it is bounded.</param>
/// <param name="NewcomersCounted">What counts of N.</param>
/// <param name="Neighbours">What is lent by a neighbour in order.</param>
/// <param name="Against">Y: what speaks against it alone.</param>
/// <param name="Unlikely">E: how much less likely it is than others to be confused with what is said.</param>
public readonly record struct LabelPart(string Label, double Probability, double Prior, long Proven, long Newcomers,
    long NewcomersCounted, long Neighbours, long Against, long Unlikely)
{
    /// <summary>X = O, what counts of N, and what neighbours lend.</summary>
    public long For => Proven + NewcomersCounted + Neighbours;
}

/// <summary>What one claim does.</summary>
/// <param name="Id">The claim.</param>
/// <param name="Does">To which sum it adds.</param>
/// <param name="Label">The place, in <see cref="LabelBelief.Labels"/>, of the label that it is counted with; -1 for none.</param>
/// <param name="Odds">o: how much likelier it is to be said if true than if not, after its certainty.</param>
/// <param name="Cap">Up to which odds its source is taken at its word.</param>
/// <param name="Adds">x, in units of 2^-20; 0 where it does nothing.</param>
/// <param name="Also">Admissions on ordered labels: what is added to the stage itself.</param>
public readonly record struct LabelVoice(string Id, LabelEffect Does, int Label, double Odds, double Cap, long Adds, long Also)
{
    /// <summary>
    /// What it adds to E of each label, the more, the more rarely its source confuses it with what it says; null where
    /// it confuses all alike.
    /// </summary>
    public long[]? Unlikely { get; init; }

    /// <summary>Whether it supports the leading label.</summary>
    public bool Supports { get; init; }

    /// <summary>Whether it speaks for another label, or against the leading one.</summary>
    public bool Opposes { get; init; }

    /// <summary>
    /// What it adds to confidence in the leading label, in [0, 1]: accuracy times certainty times footing, half of it
    /// for p = .5; 0 unless it supports it.
    /// </summary>
    public double Support { get; init; }
}

/// <summary>To which sum a claim adds.</summary>
public enum LabelEffect
{
    /// <summary>To none: its odds are even, or its label is none of the topic's.</summary>
    Nothing,

    /// <summary>To none: its origin says the same with more weight.</summary>
    Repeats,

    /// <summary>To O of its label.</summary>
    Supports,

    /// <summary>To N of its label.</summary>
    SupportsAsNewcomer,

    /// <summary>To Y of its label.</summary>
    Denies,

    /// <summary>To Y of every earlier label: "at least this stage".</summary>
    RulesOutEarlier,

    /// <summary>To Y of every later label: an admission that it is no more.</summary>
    RulesOutLater,

    /// <summary>p x to O of yes and (1-p) x to O of no.</summary>
    Divides,

    /// <summary>The same to N.</summary>
    DividesAsNewcomer,
}
