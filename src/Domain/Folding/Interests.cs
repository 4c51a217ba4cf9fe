using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>What a source gains from what it says.</summary>
internal enum Stake
{
    /// <summary>Nothing that is declared.</summary>
    None,

    /// <summary>It says what favours it.</summary>
    SelfServing,

    /// <summary>It says what does not favour it.</summary>
    AgainstInterest,
}

internal static class Interests
{
    /// <summary>The declared interest of the claim's origin; null when there is none.</summary>
    public static Interest? Of(TopicDefinition topic, Claim claim)
    {
        foreach (var interest in topic.Interests)
        {
            if (interest.Source == claim.Origin) return interest;
        }

        return null;
    }

    /// <summary>Whether a statement serves its source.</summary>
    public static Stake StakeOf(TopicDefinition topic, Claim claim, Assertion said)
    {
        if (Of(topic, claim) is not { } interest) return Stake.None;
        var serves = said switch
        {
            Assertion.Label label => Serves(topic, label, interest.Favours),
            Assertion.Interval { IsPoint: false } bound when double.IsInfinity(bound.High) => interest.Favours == "high" != bound.Denied,
            Assertion.Interval { IsPoint: false } bound when double.IsInfinity(bound.Low) => interest.Favours == "low" != bound.Denied,
            _ => true, // a figure of an interested party is suspect either way
        };
        return serves ? Stake.SelfServing : Stake.AgainstInterest;
    }

    /// <summary>A self-serving statement moves toward no information, one against interest toward certainty.</summary>
    public static double Adjust(double certainty, Stake stake) => stake switch
    {
        Stake.SelfServing => 0.5 + (0.3 * (certainty - 0.5)),
        Stake.AgainstInterest => Math.Max(certainty, 0.97),
        _ => certainty,
    };

    private static bool Serves(TopicDefinition topic, Assertion.Label label, string favours)
    {
        var isFavoured = favours switch
        {
            "high" or "low" when topic.Categories is { } stages => favours == "high" == (2 * stages.ToList().IndexOf(label.Name) >= stages.Count),
            _ => label.Name == favours,
        };
        return isFavoured == (label.Form != LabelForm.Not);
    }
}
