using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Numbers;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>What a fold comes to, before it is rounded for display; and the words in which one would agree with it, or deny it.</summary>
internal static class Answers
{
    /// <summary>The leading label and its probability; null without one.</summary>
    public static (string Label, double Probability)? Label(this TopicFold fold) =>
        fold.Answer is LabelConclusion { Belief.Leading: { } leading } ? (leading.Label, leading.Probability) : null;

    /// <summary>The probability of a label.</summary>
    public static double Of(this TopicFold fold, string label) => fold.Answer is LabelConclusion conclusion ? conclusion.Belief.Of(label) : 0;

    /// <summary>What is believed of a number or a date that stands; null for other kinds.</summary>
    public static NumberBelief? Number(this TopicFold fold) => fold.Answer switch
    {
        NumberConclusion number => number.Belief,
        DateConclusion date => date.Belief,
        _ => null,
    };

    /// <summary>The mass within h of a value.</summary>
    public static double Share(this NumberBelief belief, double y) => belief.Below(y + belief.Tolerance) - belief.Below(y - belief.Tolerance);

    /// <summary>How wide the 90 % interval is, in h.</summary>
    public static double Width(this NumberBelief belief) => (belief.Interval90.High - belief.Interval90.Low) / belief.Tolerance;

    /// <summary>Somebody whom nobody has heard of yet, who speaks at the time asked about.</summary>
    public static Claim Says(this History history, string name, ClaimValue value) => new()
    {
        Id = new(name), Topic = history.Topic.Id, Value = value, Unit = history.Topic.Unit,
        Publisher = new SourceId("paper"), Attribution = [new("paper"), new(name)],
        Status = history.Topic.Accepts.Contains(ClaimStatus.Occurred) ? ClaimStatus.Occurred : history.Topic.Accepts[0], ReportedTime = Minute(history.ValidAt),
    };

    /// <summary>A figure, in the topic's unit, of which the model thinks as y.</summary>
    public static ClaimValue Figure(this TopicFold fold, double y) =>
        fold.State.Topic!.Kind == TopicKind.Date
            ? new ClaimValue.Date(Minute(Instant.OfDays(y).Clipped))
            : new ClaimValue.Quantity(fold.Family.Back(y), null, null);

    /// <summary>A label, or a yes or no.</summary>
    public static ClaimValue Named(this History history, string label) =>
        history.Topic.Kind == TopicKind.Proposition ? new ClaimValue.Proposition(label == "yes", null) : new ClaimValue.Category(label);

    public static TopicEvent Graded(string source, Grade grade) => new TopicEvent.SourceAssessed(new(new(source), null, "government", grade));

    public static Edtf Minute(DateTimeOffset at) =>
        Edtf.Parse(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
}
