using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>A claim that teaches, and who is marked by it.</summary>
/// <param name="Source">Who is marked: not always the claim's origin, since all that is of unknown lineage is one voice.</param>
/// <param name="Claim">What it says. Its reliability is that of its source before it has earned anything.</param>
public readonly record struct Heard(string Source, WeightedClaim Claim);

/// <summary>Where an established number lies, both ends inclusive.</summary>
internal readonly record struct AnswerSpan(double Low, double High)
{
    /// <summary>Whether it leaves anything open.</summary>
    public bool IsWide => Low < High;

    /// <summary>The value within it that is nearest to what was said: what the answer leaves open is not held against anybody.</summary>
    public double Nearest(double low, double high) => high < Low ? Low : low > High ? High : Math.Max(low, Low);
}

/// <summary>A topic that teaches what its sources are worth.</summary>
/// <param name="Id">The topic, unique in its family.</param>
/// <param name="Claims">Those that stand, in any order.</param>
/// <param name="Answer">The established one: a label, or where a number lies; null where there is none.</param>
/// <param name="Labels">What is asked, where it is labels; null otherwise.</param>
public sealed record TopicHeard(string Id, IReadOnlyList<Heard> Claims, Said? Answer, LabelSettings? Labels)
{
    /// <summary>Of topics of labels the place of the answer; -1 for a label that is not in the set, null without an answer.</summary>
    internal string? AnswerLabel => (Answer as Said.Label)?.Name;

    /// <summary>Of numbers the span in which the answer lies, on the family's scale: as a rule a point, of bounds open on one side; null without one.</summary>
    internal AnswerSpan? AnswerSpan => Answer is Said.Number number ? new(number.Low, number.High) : null;
}
