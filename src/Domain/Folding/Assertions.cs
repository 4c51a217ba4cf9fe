using System.Diagnostics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>Claims as assertions on the family's own scale, and what one assertion says of another.</summary>
internal static class Assertions
{
    public const string Yes = "yes";
    public const string No = "no";

    private const double WideMargin = 0.4; // a margin beyond +-40 % is a range that has a favourite, not a figure

    /// <summary>Numbers in the topic's unit, on the family's scale; dates in days since 1970; propositions as yes or no.</summary>
    public static Assertion Of(TopicDefinition topic, Family family, Claim claim)
    {
        var denied = claim.Stance == Stance.Denies;
        var factor = Scope.Factor(topic, claim.Unit);
        double Scaled(double x) => family.Forward(x * factor);
        return claim.Value switch
        {
            ClaimValue.Proposition p => new Assertion.Label(Holds(p) != denied ? Yes : No, LabelForm.Is),
            ClaimValue.Category c => new Assertion.Label(c.Name, denied ? LabelForm.Not : LabelForm.Is),
            ClaimValue.Bound b when b.IsLower != denied => new Assertion.Interval(Scaled(b.Value), double.PositiveInfinity, false),
            ClaimValue.Bound b => new Assertion.Interval(double.NegativeInfinity, Scaled(b.Value), false),
            ClaimValue.Range r => new Assertion.Interval(Scaled(r.Low), Scaled(r.High), denied),
            ClaimValue.Quantity q when !denied && IsCountSoFar(topic, claim) => new Assertion.Interval(Scaled(q.Best), double.PositiveInfinity, false),
            ClaimValue.Quantity { Low: { } low, High: { } high } q when high - low > 2 * WideMargin * q.Best => new Assertion.Interval(Scaled(low), Scaled(high), denied),
            ClaimValue.Quantity q => new Assertion.Interval(Scaled(q.Best), Scaled(q.Best), denied),
            ClaimValue.Date { Edtf: { } edtf } => Dated(edtf, denied),
            _ => throw new UnreachableException($"Claim {claim.Id} is not in scope."),
        };
    }

    /// <summary>The established answer in the model's terms; a date given to the month is taken at its middle.</summary>
    public static Assertion Answer(TopicDefinition topic, Family family, Resolution resolution)
    {
        var answer = Of(topic, family, new Claim
        {
            Id = new("resolution"), Topic = topic.Id, Value = resolution.Value, Unit = topic.Unit, Status = ClaimStatus.Occurred, Publisher = new SourceId("resolution"),
        });
        return answer is Assertion.Interval range ? new Assertion.Interval((range.Low + range.High) / 2, (range.Low + range.High) / 2, false) : answer;
    }

    /// <summary>Whether what was said is so, if this is the answer: a number within the tolerance, a rating within a tenth of its scale.</summary>
    public static bool Holds(Family family, Assertion said, Assertion answer) => (said, answer) switch
    {
        (Assertion.Label { Form: LabelForm.AtLeast } stage, Assertion.Label truth) => family.Labels!.ToList() is var stages && stages.IndexOf(truth.Name) >= stages.IndexOf(stage.Name),
        (Assertion.Label label, Assertion.Label truth) => label.Name == truth.Name == (label.Form != LabelForm.Not),
        (Assertion.Interval interval, Assertion.Interval truth) =>
            Math.Max(family.Tolerance, (family.High - family.Low) / 10) is var near && (interval.Low - near <= truth.Low && truth.Low <= interval.High + near) != interval.Denied,
        _ => throw new UnreachableException($"{said} is of another kind than {answer}."),
    };

    /// <summary>Days since 1970-01-01.</summary>
    public static double Days(DateTimeOffset date) => (date - DateTimeOffset.UnixEpoch).TotalDays;

    /// <summary>The date so many days after 1970-01-01, within the years that EDTF knows.</summary>
    public static DateTimeOffset Date(double days) => DateTimeOffset.UnixEpoch.AddDays(Math.Clamp(days, -719_000, 2_932_000));

    /// <summary>Whether who says <paramref name="a"/> has thereby said <paramref name="b"/>.</summary>
    public static bool Implies(TopicDefinition topic, Family family, Assertion a, Assertion b) => (a, b) switch
    {
        (Assertion.Interval { Denied: false } x, Assertion.Interval { Denied: false } y) =>
            !y.IsPoint && Widen(x, y, family.Tolerance) && !(x.IsBound && x == y),
        (Assertion.Interval { Denied: false } x, Assertion.Interval { Denied: true } y) => x.High < y.Low || x.Low > y.High,
        (Assertion.Label { Form: LabelForm.Is } x, Assertion.Label { Form: LabelForm.Not } y) => x.Name != y.Name,
        (Assertion.Label { Form: LabelForm.Is } x, Assertion.Label { Form: LabelForm.Is } y) when IsStaged(topic) =>
            Stage(topic, y.Name) < Stage(topic, x.Name),
        _ => false,
    };

    /// <summary>Whether the labels are stages that are never left.</summary>
    public static bool IsStaged(TopicDefinition topic) => topic is { Ordered: true, Dynamics: Dynamics.Cumulative, Categories: not null };

    private static int Stage(TopicDefinition topic, string label) => topic.Categories!.ToList().IndexOf(label);

    private static bool Widen(Assertion.Interval x, Assertion.Interval y, double tolerance) =>
        y.Low - tolerance <= x.Low && x.High <= y.High + tolerance;

    /// <summary>A partial count at a date: at least so many.</summary>
    private static bool IsCountSoFar(TopicDefinition topic, Claim claim) =>
        Certainty.IsPartial(claim) || (topic.Dynamics == Dynamics.Cumulative && claim.Status == ClaimStatus.Ongoing);

    private static bool Holds(ClaimValue.Proposition p) => p.Probability is { } probability ? probability >= 0.5 : p.Holds;

    private static Assertion.Interval Dated(Edtf edtf, bool denied)
    {
        var low = edtf.From is { } from ? Days(from) : double.NegativeInfinity;
        var high = edtf.To is { } to ? Days(to) : double.PositiveInfinity;
        return high - low <= 1 ? new(low, low, denied) : new(low, high, denied);
    }
}
