using System.Diagnostics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Scope;

/// <summary>
/// What a claim says, in the model's terms: numbers in the topic's unit and on the family's scale, dates in days since
/// 1970, labels of the topic's set.
/// </summary>
internal static class Saying
{
    public const string Yes = "yes";
    public const string No = "no";

    private const double DayMax = 1.5; // a date of at most so many days is a figure, a longer one a range
    private const double AboutDay = 3; // "about" a day: so many days on either side
    private const double AboutRange = 0.25; // "about" a month or a year: so much of its length on either side
    private const double ExactMax = 100; // "more than 12 tanks" is 13 at least; "more than 1,000" is said of 1,000

    /// <summary>What a claim in scope says.</summary>
    public static Said Of(TopicDefinition topic, Family family, Claim claim)
    {
        var denied = claim.Stance == Stance.Denies;
        return claim.Value switch
        {
            ClaimValue.Proposition p => Holds(p, denied),
            ClaimValue.Category c => new Said.Label(LabelOf(topic, c.Name) ?? c.Name, denied ? LabelForm.Not : LabelForm.Is),
            ClaimValue.Date { Edtf: { } edtf } => Dated(edtf, denied),
            _ => Counted(topic, family, claim, denied),
        };
    }

    /// <summary>The established answer; of a number or a date the span in which it lies, as far as that is established.</summary>
    public static Said Answer(TopicDefinition topic, Family family, Resolution resolution)
    {
        var answer = Of(topic, family, new Claim
        {
            Id = new("resolution"), Topic = topic.Id, Value = resolution.Value, Unit = topic.Unit,
            Status = ClaimStatus.Occurred, Publisher = new SourceId("resolution"),
        });
        return answer is Said.Number number ? new Said.Number(number.Form, number.MarginLow ?? number.Low, number.MarginHigh ?? number.High) : answer;
    }

    /// <summary>The topic's own spelling of a label, of an open set the spelling that all share; null when it is not one of the topic's.</summary>
    public static string? LabelOf(TopicDefinition topic, string name)
    {
        if (topic.Categories is null) return Spelling.Key(name);
        foreach (var label in topic.Categories)
        {
            if (Spelling.Same(label, name)) return label;
        }

        return null;
    }

    /// <summary>
    /// Whether what was said is so, if this is the answer: a number within the tolerance, a rating within a tenth of its scale. What the answer
    /// leaves open is not held against anybody.
    /// </summary>
    public static bool IsSo(Family family, Said said, Said answer) => (said, answer) switch
    {
        (Said.Label { Probability: { } p }, Said.Label truth) => p >= 0.5 == (truth.Name == Yes),
        (Said.Label label, Said.Label truth) => label.Name == truth.Name == (label.Form != LabelForm.Not),
        (Said.Number number, Said.Number truth) =>
            Math.Max(family.Tolerance, (family.High - family.Low) / 10) is var near
            && (number.Denied
                ? !(number.Low - near <= truth.Low && truth.High <= number.High + near)
                : number.Low - near <= truth.High && truth.Low <= number.High + near),
        _ => throw new UnreachableException($"{said} is of another kind than {answer}."),
    };

    /// <summary>Days since 1970-01-01.</summary>
    public static double Days(DateTimeOffset date) => (date - DateTimeOffset.UnixEpoch).TotalDays;

    private static Said.Label Holds(ClaimValue.Proposition said, bool denied)
    {
        if (said.Probability is not { } p) return new Said.Label(said.Holds != denied ? Yes : No, LabelForm.Is);
        return new Said.Label(Yes, LabelForm.Is) { Probability = said.Holds != denied ? p : 1 - p };
    }

    private static Said.Number Counted(TopicDefinition topic, Family family, Claim claim, bool denied)
    {
        var factor = Units.Factor(topic, claim.Unit) ?? throw new UnreachableException($"Claim {claim.Id} is not in scope.");
        double Scaled(double x) => family.Forward(x * factor);
        return claim.Value switch
        {
            ClaimValue.Quantity q => new Said.Number(NumberForm.Figure, Scaled(q.Best), Scaled(q.Best))
            {
                Denied = denied, MarginLow = q.Low is { } low ? Scaled(low) : null, MarginHigh = q.High is { } high ? Scaled(high) : null,
            },
            ClaimValue.Range r when r.Low == r.High => new Said.Number(NumberForm.Figure, Scaled(r.Low), Scaled(r.Low)) { Denied = denied },
            ClaimValue.Range r => new Said.Number(NumberForm.Range, Scaled(r.Low), Scaled(r.High)) { Denied = denied },
            ClaimValue.Bound b => Bounded(b, denied, Units.CountsThings(topic), topic.Scale is { Low: < 0 }, Scaled),
            _ => throw new UnreachableException($"Claim {claim.Id} is not in scope."),
        };
    }

    /// <summary>"Fewer than 20" of things that are counted is at most 19; who denies "at least 20" says the same; and at most none is none.</summary>
    private static Said.Number Bounded(ClaimValue.Bound bound, bool denied, bool whole, bool signed, Func<double, double> scaled)
    {
        var (isLower, value) = (bound.IsLower, bound.Value);
        var isStrict = bound.Op is BoundOp.MoreThan or BoundOp.LessThan;
        if (denied) (isLower, isStrict) = (!isLower, !isStrict);
        if (isStrict && whole && isLower && value < ExactMax) value++;
        if (isStrict && whole && !isLower) value--;
        if (isLower) return new Said.Number(NumberForm.AtLeast, scaled(value), double.PositiveInfinity);
        return value <= 0 && !signed
            ? new Said.Number(NumberForm.Figure, scaled(0), scaled(0))
            : new Said.Number(NumberForm.AtMost, double.NegativeInfinity, scaled(value));
    }

    private static Said.Number Dated(Edtf edtf, bool denied)
    {
        switch (edtf.Begins?.Days, edtf.Ends?.Days)
        {
            case ({ } from, null):
                return new Said.Number(denied ? NumberForm.AtMost : NumberForm.AtLeast,
                    denied ? double.NegativeInfinity : from, denied ? from : double.PositiveInfinity);
            case (null, { } to):
                return new Said.Number(denied ? NumberForm.AtLeast : NumberForm.AtMost,
                    denied ? to : double.NegativeInfinity, denied ? double.PositiveInfinity : to);
            case ({ } day, { } to) when to - day is var length && length <= DayMax:
                return new Said.Number(NumberForm.Figure, day, day)
                {
                    Denied = denied, Precision = length < 0.5 ? 1 / 1440.0 : 1,
                    MarginLow = edtf.IsApproximate ? day - AboutDay : null, MarginHigh = edtf.IsApproximate ? day + AboutDay : null,
                };
            case ({ } low, { } high):
                var about = edtf.IsApproximate ? AboutRange * (high - low) : 0;
                return new Said.Number(NumberForm.Range, low - about, high + about) { Denied = denied };
            default:
                throw new UnreachableException($"{edtf} has no end.");
        }
    }
}
