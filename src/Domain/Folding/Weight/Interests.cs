using Analysis.Domain.Beliefs;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Weight;

/// <summary>
/// What sources gain from what they say. A statement that serves its source moves toward no information; one against its interest, or farther
/// than others go, is an admission: at least so much is certain.
/// </summary>
internal sealed class Interests
{
    private const double Skew = 0.3; // what a self-serving certainty keeps of its distance from even
    private const double AdmissionAccuracy = 0.95;
    private const double AdmissionCertainty = 0.97;
    private const double AdmittedNumber = 0.92;

    private readonly TopicDefinition _topic;
    private readonly Family _family;
    private readonly List<(double Value, string Origin)> _values;

    public Interests(TopicDefinition topic, Family family, IReadOnlyList<TimedClaim> claims)
    {
        (_topic, _family) = (topic, family);
        _values = topic.Interests.Count == 0 || topic.Kind is not TopicKind.Quantity ? []
            : [.. claims.Where(c => !c.Number.Denied).Select(c => (c.Number.Value, c.Origin)).OrderBy(c => c.Value)
            .ThenBy(c => c.Origin, StringComparer.Ordinal)];
    }

    /// <summary>The declared interest of an origin: what it favours; null when there is none.</summary>
    public static string? Of(TopicDefinition topic, string origin)
    {
        foreach (var interest in topic.Interests)
        {
            if (interest.Source.Value == origin) return interest.Favours;
        }

        return null;
    }

    /// <summary>What a statement is worth, given what its source gains by it.</summary>
    public (Stake Stake, double Accuracy, double Certainty) Weigh(TimedClaim claim, double accuracy, double certainty)
    {
        if (_topic.Interests.Count == 0 || Of(_topic, claim.Origin) is not { } favours) return (Stake.None, accuracy, certainty);
        return claim.Said switch
        {
            Said.Label label when Serves(label, favours) => (Stake.FavoursHigh, accuracy, Discounted(certainty)),
            Said.Label =>
                (favours == "high" ? Stake.AdmitsLess : Stake.AdmitsMore, Math.Max(accuracy, AdmissionAccuracy),
                Math.Max(certainty, AdmissionCertainty)),
            Said.Number number => Weigh(number, claim.Origin, favours, accuracy, certainty),
            _ => (Stake.None, accuracy, certainty),
        };
    }

    /// <summary>A self-serving statement keeps <c>.5 + .3 (c - .5)</c>.</summary>
    public static double Discounted(double certainty) => 0.5 + (Skew * (certainty - 0.5));

    private (Stake Stake, double Accuracy, double Certainty) Weigh(Said.Number number, string origin, string favours, double accuracy, double certainty)
    {
        if (favours is not ("high" or "low")) return (Stake.None, accuracy, certainty);
        var favoursLow = favours == "low";
        var isAgainst = number.Form == (favoursLow ? NumberForm.AtLeast : NumberForm.AtMost);
        if (!number.Denied && (isAgainst || GoesBeyond(number, origin, favoursLow)))
        {
            return (favoursLow ? Stake.AdmitsMore : Stake.AdmitsLess, AdmittedNumber, 1);
        }
        return (favoursLow ? Stake.FavoursLow : Stake.FavoursHigh, accuracy, Discounted(certainty));
    }

    /// <summary>Whether it goes farther against its interest than the middle of what others say.</summary>
    private bool GoesBeyond(Said.Number number, string origin, bool favoursLow)
    {
        var others = _values.Where(v => v.Origin != origin).ToList();
        if (others.Count == 0 || number.Form is NumberForm.AtLeast or NumberForm.AtMost) return false;
        var middle = others[others.Count / 2].Value;
        return favoursLow ? number.Value > middle + _family.Tolerance : number.Value < middle - _family.Tolerance;
    }

    private bool Serves(Said.Label label, string favours)
    {
        var isYes = label.Probability is not { } p || p >= 0.5;
        var name = isYes ? label.Name : Saying.No;
        var isFavoured = favours switch
        {
            "high" or "low" when _topic is { Ordered: true, Categories: { } stages } =>
                stages.ToList().IndexOf(name) < (stages.Count - 1) / 2.0 == (favours == "low"),
            _ => name == favours || (_topic.Kind == TopicKind.Category && Saying.LabelOf(_topic, favours) == name),
        };
        return isFavoured == (label.Form != LabelForm.Not);
    }
}
