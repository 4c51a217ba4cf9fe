using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analysis.Domain.Claims;

namespace Analysis.Engine.Alerts;

/// <summary>A view has changed in a way that somebody wanted to be told of.</summary>
/// <param name="Id">The same however often it is found or sent.</param>
/// <param name="Alert">Whose.</param>
/// <param name="Topic">On which topic.</param>
/// <param name="Title">The topic's title.</param>
/// <param name="Tags">The topic's tags.</param>
/// <param name="At">When it was found.</param>
/// <param name="Rule">Which condition; null of a test.</param>
/// <param name="Claim">The claim that was retracted, if that is what it is about.</param>
/// <param name="Before">What was believed.</param>
/// <param name="After">What is.</param>
public sealed record AlertChange(
    string Id, string Alert, TopicId Topic, string Title, IReadOnlyList<string> Tags, DateTimeOffset At,
    AlertRule? Rule, ClaimId? Claim, ViewFacts Before, ViewFacts After)
{
    /// <summary>The id of a change: of alert, topic, version and condition, so that a repetition is the same.</summary>
    public static string IdOf(string alert, TopicId topic, long version, AlertRule rule, ClaimId? claim)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{alert}\n{topic}\n{version}\n{rule.Key}\n{claim}");
        return $"chg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(..16))}";
    }

    /// <summary>What has changed, in one line.</summary>
    public string Summary => Rule is null ? $"{Title}: a test of alert {Alert}" : $"{Title}: {What(Rule)}{Now}";

    private string Now => After.Text is { } text ? $", now {text}" : "";

    private string What(AlertRule rule) => rule.Condition switch
    {
        AlertCondition.Above => $"{Of(rule)}above {Threshold(rule)}",
        AlertCondition.Below => $"{Of(rule)}below {Threshold(rule)}",
        AlertCondition.IntervalMoves => "the 90 % interval has moved clear of what was last told",
        AlertCondition.AnswerFlips => $"{After.Answer} leads instead of {Before.Answer}",
        AlertCondition.DisputeBegins => "disputed",
        AlertCondition.DisputeEnds => "no longer disputed",
        AlertCondition.ClaimRetracted => $"claim {Claim} was retracted, which counted",
        AlertCondition.GoesStale => "stale: nothing newer was heard",
        AlertCondition.NewOrigin => string.Create(CultureInfo.InvariantCulture,
            $"origins that count: {After.Origins} instead of {Before.Origins}"),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "unknown condition"),
    };

    private static string Of(AlertRule rule) => rule.Label is null ? "" : $"{rule.Label} ";

    /// <summary>As it was asked for; of probabilities in per cent.</summary>
    private string Threshold(AlertRule rule)
    {
        var isShare = rule.Label is not null || After.Answer is "yes" or "no";
        return ((rule.Value ?? 0) * (isShare ? 100 : 1)).ToString(isShare ? "0.##' %'" : "#,0.###", CultureInfo.InvariantCulture);
    }
}
