using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Views;

/// <summary>A topic's belief, rendered: a pure function of the topic's own stream and the lens it was asked through.</summary>
public sealed record View
{
    /// <summary>The kind of the topic.</summary>
    public required TopicKind Kind { get; init; }

    /// <summary>The belief proper.</summary>
    public required Belief Belief { get; init; }

    /// <summary>How good the evidence is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>In [0, 1]: how much of the evidence speaks against the belief.</summary>
    public double Disagreement { get; init; }

    /// <summary>Whether <see cref="Disagreement"/> is .5 or more, or a second figure comes near the first.</summary>
    public bool Disputed { get; init; }

    /// <summary>Who says what, strongest first; filled when anybody disagrees or denies. Denials stand beside assertions.</summary>
    public ValueList<Camp> Camps { get; init; } = ValueList<Camp>.Empty;

    /// <summary>That the thing happens at all ("at least one"), apart from its size; null for other kinds than quantities, and without evidence.</summary>
    public Likelihood? Existence { get; init; }

    /// <summary>Claims that count (standing <c>counted</c>).</summary>
    public int Claims { get; init; }

    /// <summary>Distinct named origins among the counted claims that carry information, and at most one more for everything of unknown lineage.</summary>
    public int Origins { get; init; }

    /// <summary>What a reader should be told beside the answer: a count that fell, a date that was called off, a hedge that nobody knows.</summary>
    public ValueList<string> Notices { get; init; } = ValueList<string>.Empty;

    /// <summary>Claims that cannot be placed until somebody says more (an undated "earlier this month").</summary>
    public ValueList<ClaimId> Unresolved { get; init; } = ValueList<ClaimId>.Empty;

    /// <summary>What is planned or expected, folded apart; null when nothing is, and on topics that ask about plans themselves.</summary>
    public View? Outlook { get; init; }

    /// <summary>One sentence, ready to paste.</summary>
    public string Statement { get; init; } = "";

    /// <summary>The same as briefly as a row shows it, in the same figures.</summary>
    public Headline Headline { get; init; } = new("", null, "");

    /// <summary>The established answer, if there is one.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>That the question was annulled, if it was: then there is no belief, whatever was claimed.</summary>
    public Annulment? Annulment { get; init; }

    /// <summary>When it is said to hold, in EDTF: the valid time of the strongest claim that supports it; null when that names none.</summary>
    public string? ValidTime { get; init; }

    /// <summary>The status of that claim: a belief may rest on what is only possible; null without one.</summary>
    public ClaimStatus? Status { get; init; }

    /// <summary>As of when the answer holds: up to when the newest statement speaks that fits it; null where time does not matter, or nothing counts.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Whether nothing has been heard for so long that to call it the belief of <see cref="ValidAt"/> would mislead; never of a date or an established answer.</summary>
    public bool Stale { get; init; }

    /// <summary>The version of the stream it is the view of.</summary>
    public long Version { get; init; }

    /// <summary>When the last event in it was recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The valid time it speaks about.</summary>
    public DateTimeOffset ValidAt { get; init; }

    /// <summary>The rules revision it was computed with.</summary>
    public string Rules { get; init; } = Beliefs.Rules.Revision;
}

/// <summary>What is believed as it is shown: whoever shows a view in short prints this, so that there is one rounding.</summary>
/// <param name="Answer">Large, without a unit: "600", "at least 1,500", "65 %", "signed", "12 July 2026", "Yes, established".</param>
/// <param name="Beside">Smaller beside it: "persons, 300 to 910", "likely", why there is nothing; null where that is all.</param>
/// <param name="Text">Both in one phrase, without words of reports: "around 600 persons (300 to 910, 90 %)".</param>
public sealed record Headline(string Answer, string? Beside, string Text)
{
    /// <summary>
    /// By how much the answer moved from one view to another: "+4,100", or of a probability "−12 points"; null where
    /// there is no such figure, or it is none.
    /// </summary>
    public static string? Difference(View from, View to) => (from.Belief, to.Belief) switch
    {
        (Belief.Number { Estimate: { } a }, Belief.Number { Estimate: { } b }) when a != b =>
            $"{(b > a ? "+" : "\u2212")}{Folding.Rendering.Amounts.Figure(Math.Abs(b - a))}",
        (Belief.Proposition a, Belief.Proposition b) => Points(a.Likelihood.Probability, b.Likelihood.Probability),
        (Belief.Categories a, Belief.Categories b) when a.Top.Label == b.Top.Label => Points(a.Top.Probability, b.Top.Probability),
        _ => null,
    };

    private static string? Points(double from, double to) => (int)(Math.Round(100 * to) - Math.Round(100 * from)) switch
    {
        0 => null,
        var by => $"{(by > 0 ? "+" : "\u2212")}{Math.Abs(by)} {(Math.Abs(by) == 1 ? "point" : "points")}",
    };
}

/// <summary>What is believed, by kind of topic.</summary>
public abstract record Belief
{
    private Belief()
    {
    }

    /// <summary>No claim counts, or the question was annulled: not zero, not "no".</summary>
    public sealed record None : Belief;

    /// <summary>
    /// A number. Without an <paramref name="Estimate"/> when only bounds speak: then <paramref name="LowerBound"/> or <paramref name="UpperBound"/> is set.
    /// </summary>
    public sealed record Number(double? Estimate, double? LowerBound, double? UpperBound, Interval Interval50, Interval Interval90, string? Unit) : Belief
    {
        /// <summary>A second figure that comes near the first, where it is disputed; null as a rule.</summary>
        public double? Alternative { get; init; }

        /// <summary>The words that stand behind the figure ("thousands"), where the report gave words.</summary>
        public string? Words { get; init; }
    }

    /// <summary>Yes with a probability.</summary>
    public sealed record Proposition(Likelihood Likelihood) : Belief;

    /// <summary>Labels with their probabilities, in the topic's order; for an open set the last is null: something else. Sums to 1.</summary>
    public sealed record Categories(ValueList<LabelProbability> Probabilities) : Belief
    {
        /// <summary>The most probable label; null when that is "something else".</summary>
        public LabelProbability Top => Probabilities.Aggregate((best, next) => next.Probability > best.Probability ? next : best);
    }

    /// <summary>A date, in EDTF ("2025-07/2025-08"; open ended when only bounds speak); null when none stands.</summary>
    public sealed record Date(string? Edtf, DateInterval? Interval50, DateInterval? Interval90) : Belief
    {
        /// <summary>A second date that comes near the first, where it is disputed; null as a rule.</summary>
        public Instant? Alternative { get; init; }
    }
}

/// <summary>Both ends inclusive.</summary>
public readonly record struct Interval(double Low, double High);

/// <summary>Half-open, in UTC.</summary>
public readonly record struct DateInterval(Instant From, Instant To);

/// <summary>A label and how probable it is.</summary>
public sealed record LabelProbability(string? Label, double Probability);

/// <summary>How probable something is: a number in [.01, .99] and its ICD 203 term.</summary>
public readonly record struct Likelihood
{
    /// <summary>From a probability, which is clamped for display to [.01, .99].</summary>
    public Likelihood(double probability) => Probability = Math.Clamp(probability, 0.01, 0.99);

    /// <summary>In [.01, .99].</summary>
    public double Probability { get; }

    /// <summary>The term of ICD 203 (US intelligence community directive, analytic standards).</summary>
    public string Term => Probability switch
    {
        < 0.05 => "almost no chance",
        < 0.20 => "very unlikely",
        < 0.45 => "unlikely",
        <= 0.55 => "roughly even chance",
        <= 0.80 => "likely",
        <= 0.95 => "very likely",
        _ => "almost certain",
    };
}

/// <summary>How good the evidence is, apart from how probable the answer is.</summary>
/// <param name="Score">In [0, 1].</param>
/// <param name="Level">The word for it; <see cref="ConfidenceLevel.None"/> without evidence.</param>
/// <param name="Reasons">Why, in words.</param>
public sealed record Confidence(double Score, ConfidenceLevel Level, ValueList<string> Reasons)
{
    /// <summary>One sentence about the evidence, to stand beside the statement and never within it.</summary>
    public string Statement => Level == ConfidenceLevel.None
        ? Reasons.Count == 0 ? "There is no evidence to be confident in." : $"There is nothing to be confident in: {string.Join("; ", Reasons)}."
        : $"Confidence is {Level.ToString().ToLowerInvariant()}: {string.Join("; ", Reasons)}.";
}

/// <summary>The word for a confidence score.</summary>
public enum ConfidenceLevel
{
    /// <summary>There is no evidence.</summary>
    None,

    /// <summary>Below .4.</summary>
    Low,

    /// <summary>From .4 to .7.</summary>
    Moderate,

    /// <summary>Above .7.</summary>
    High,
}

/// <summary>Those who say the same thing.</summary>
/// <param name="Position">What they say, in words.</param>
/// <param name="Weight">Their share of the evidence, in [0, 1].</param>
/// <param name="Members">Each voice.</param>
public sealed record Camp(string Position, double Weight, ValueList<CampMember> Members);

/// <summary>One voice in a camp.</summary>
/// <param name="Claim">Its claim.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Denies">Whether it is a denial.</param>
/// <param name="Interest">What the source gains, in words; null when no interest is declared.</param>
public sealed record CampMember(ClaimId Claim, SourceId Source, bool Denies, string? Interest);
