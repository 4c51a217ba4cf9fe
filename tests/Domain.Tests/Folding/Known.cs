namespace Analysis.Domain.Tests.Folding;

/// <summary>What MODEL.md gives, to reckon with.</summary>
internal static class Known
{
    /// <summary>Accuracy by grade: Beta(19, 1), (8.5, 1.5), (6, 2), (4, 4), (3, 5).</summary>
    public const double A = 0.95;
    public const double B = 0.85;
    public const double C = 0.75;
    public const double D = 0.5;

    /// <summary>S5: an ungraded source on a topic of reporters, between C and D; as fitted 3.3 : 1.7.</summary>
    public const double Ungraded = 0.66;

    /// <summary>The same on a topic of observers, 4 : 1.</summary>
    public const double Observer = 0.8;

    /// <summary>Certainty of a claim without grade, hedge or relay.</summary>
    public const double Plain = 0.9;

    /// <summary>Odds that yes is said if it is true, over those if it is not: q : 1-q, q = a c + (1-a)(1-c).</summary>
    public static double Odds(double accuracy, double certainty = Plain) => Said(accuracy, certainty) / (1 - Said(accuracy, certainty));

    /// <summary>q, of two labels.</summary>
    public static double Said(double accuracy, double certainty = Plain) => (accuracy * certainty) + ((1 - accuracy) * (1 - certainty));

    /// <summary>P = .99 w / sum w + .01 / 2, of two labels, w = 1 + the sum of (o - 1).</summary>
    public static double Yes(double wYes, double wNo) => (0.99 * wYes / (wYes + wNo)) + 0.005;

    /// <summary>T3: s(d) = 2^(-d/T) (1 - 1/2 (1 - 2^(-30 d/T))).</summary>
    public static double Held(double days, double halfLife) => Math.Pow(2, -days / halfLife) * (1 - (0.5 * (1 - Math.Pow(2, -30 * days / halfLife))));
}
