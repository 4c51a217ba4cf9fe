using System.Globalization;

namespace Analysis.Domain.Beliefs;

/// <summary>
/// Topics that ask the same kind of question: they share a tolerance, a class balance, a calibration, and what their
/// sources have earned.
/// </summary>
public sealed record Family(string Name, FamilyKind Kind)
{
    /// <summary>The fixed label set, in order; null when any label may be claimed.</summary>
    public ValueList<string>? Labels { get; init; }

    /// <summary>Whether the shares of the labels are learned; sensible for two labels of one predicate only.</summary>
    public bool LearnsBalance { get; init; }

    /// <summary>Numbers: h, within which two values agree, on the transformed scale (0.02 is 2 % where the scale is logarithmic).</summary>
    public double Tolerance { get; init; }

    /// <summary>Numbers: H / h, how much farther than the tolerance a miss lands.</summary>
    public double MissScale { get; init; } = 50;

    /// <summary>Numbers: the shape of a miss.</summary>
    public MissShape Miss { get; init; }

    /// <summary>Numbers: whether y = ln(x + 1), for values that are never negative.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Numbers: whether the truth is never negative, on whatever scale: what "at most" leaves open reaches below zero.</summary>
    public bool NonNegative { get => field || Logarithmic; init; }

    /// <summary>Numbers: whether they are dates, in days since 1970.</summary>
    public bool AreDates { get; init; }

    /// <summary>Ratings: the lower end of the scale.</summary>
    public double Low { get; init; }

    /// <summary>Ratings: the upper end of the scale.</summary>
    public double High { get; init; }

    /// <summary>Counts that people estimate (troops, dead, shells): tolerance 10 %, misses skewed upward.</summary>
    public static Family Counts { get; } = new("quantity", FamilyKind.Numbers)
    {
        Tolerance = 0.10, MissScale = 6, Miss = MissShape.SkewedLaplace, Logarithmic = true,
    };

    /// <summary>Values that instruments report: tolerance 2 %, a miss can be anything.</summary>
    public static Family Measurements { get; } = new("measurement", FamilyKind.Numbers) { Tolerance = 0.02, Logarithmic = true };

    /// <summary>Dates, in days: tolerance 15 days, later rather than earlier.</summary>
    public static Family Dates { get; } = new("date", FamilyKind.Numbers)
    {
        Tolerance = 15, MissScale = 6, Miss = MissShape.SkewedLaplace,
    };

    /// <summary>
    /// What sources are judged within: topics of one name that weigh claims alike. Fixed sets of one name but other labels are apart, and so are
    /// tolerances.
    /// </summary>
    public string Key => Kind switch
    {
        FamilyKind.Labels => $"{Name}({string.Join('|', (Labels ?? []).Select(l => l.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)))})",
        FamilyKind.Numbers => string.Create(CultureInfo.InvariantCulture, $"{Name} within {Tolerance}{(Logarithmic ? " (ln)" : "")}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Name} from {Low} to {High}"),
    };

    internal double Forward(double x) => Logarithmic && !double.IsInfinity(x) ? Math.Log(Math.Max(x, 0) + 1) : x;

    internal double Back(double y) => Logarithmic ? Math.Exp(Math.Min(y, 700)) - 1 : y;
}

/// <summary>How the claims of a family are weighed.</summary>
public enum FamilyKind
{
    /// <summary>Categories and propositions.</summary>
    Labels,

    /// <summary>Quantities and dates.</summary>
    Numbers,

    /// <summary>Numbers on a bounded scale.</summary>
    Ratings,
}

/// <summary>Where the truth lies when a number is wrong.</summary>
public enum MissShape
{
    /// <summary>Anywhere (heavy tails): a unit error, a stuck sensor.</summary>
    Cauchy,

    /// <summary>Nearby, and rather above than below: an early count.</summary>
    SkewedLaplace,
}
