namespace Analysis.Engine.Alerts;

/// <summary>What an alert last saw of a topic.</summary>
/// <param name="Last">What was believed then.</param>
/// <param name="ToldLow">The lower end of the 90 % interval that was last told, or first seen.</param>
/// <param name="ToldHigh">The upper end.</param>
/// <param name="IsFirst">Whether it was seen before the alert had followed the journal to there: then events may come
/// that are in it.</param>
public sealed record AlertState(ViewFacts Last, double? ToldLow, double? ToldHigh, bool IsFirst = false)
{
    /// <summary>What is seen at first.</summary>
    public static AlertState Of(ViewFacts facts, bool isFirst = false) => new(facts, facts.Low, facts.High, isFirst);

    /// <summary>After another look; what was told is what is believed now.</summary>
    public AlertState After(ViewFacts facts, bool told) => new(
        facts, told ? facts.Low : ToldLow ?? facts.Low, told ? facts.High : ToldHigh ?? facts.High);
}

/// <summary>Which conditions a change of a view meets. Pure.</summary>
public static class AlertRules
{
    /// <summary>
    /// The rules that are met between what was seen and what is, in the order of the alert; retractions are seen in
    /// events alone.
    /// </summary>
    public static IEnumerable<AlertRule> Met(Alert alert, AlertState seen, ViewFacts now) =>
        alert.Rules.Where(rule => IsMet(rule, seen, now));

    private static bool IsMet(AlertRule rule, AlertState seen, ViewFacts now) => rule.Condition switch
    {
        AlertCondition.Above => now.AtLeast(rule.Label) > rule.Value && !(seen.Last.AtLeast(rule.Label) > rule.Value),
        AlertCondition.Below => now.AtMost(rule.Label) < rule.Value && !(seen.Last.AtMost(rule.Label) < rule.Value),
        AlertCondition.IntervalMoves => now.High < seen.ToldLow || now.Low > seen.ToldHigh,
        AlertCondition.AnswerFlips => seen.Last.Answer is { } before && now.Answer is { } answer && answer != before,
        AlertCondition.DisputeBegins => now.Disputed && !seen.Last.Disputed,
        AlertCondition.DisputeEnds => seen.Last.Disputed && !now.Disputed,
        AlertCondition.GoesStale => now.Stale && !seen.Last.Stale,
        AlertCondition.NewOrigin => now.Origins > seen.Last.Origins,
        AlertCondition.ClaimRetracted => false,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "unknown condition"),
    };
}
