namespace Analysis.Domain.Beliefs;

/// <summary>
/// How far the errors of different origins on one topic go together, from claims alone. With e = 1 where a claim names the leading
/// label and 0 where not, less the probability p that its source would, and s^2 = p (1-p):
/// <code>
/// x   = sum over topics of 1/(n-1) sum over pairs of origins of e e'  /  the same of s s'     (shrunk towards what gives rho = .4)
/// rho = clamp(.2 + 3 x, .2, 1.2)
/// </code>
/// x is the intraclass correlation of the errors, smaller than it is because the leading label was chosen to fit them; the line
/// that makes up for it was fitted on eight public sets of observers (docs/model.md). An origin is one voice, newcomers are none, and
/// a topic counts by its voices, not by their pairs: so that a flood on one topic does not make all the others doubtful.
/// </summary>
internal sealed class Overdispersion
{
    private const double Least = 0.2;
    private const double Slope = 3;
    private const double Most = 1.2;
    private const double Start = (Rules.LabelDesignEffect - Least) / Slope;
    private const double StartWeight = 10; // in units of s s'

    private long _together;
    private long _alone;

    /// <summary>rho.</summary>
    public double DesignEffect
    {
        get
        {
            var (together, alone) = (FixedPoint.ToDouble(_together), FixedPoint.ToDouble(_alone));
            var x = (together + (Start * StartWeight)) / (alone + StartWeight);
            return Math.Clamp(Least + (Slope * x), Least, Most);
        }
    }

    /// <summary>Takes in a topic: of each voice whether it names the leading label, and how probable that was.</summary>
    public void Add(IEnumerable<(bool Names, double Probability)> voices)
    {
        long sum = 0, squares = 0, spread = 0, variance = 0;
        var n = 0;
        foreach (var (names, p) in voices)
        {
            n++;
            var e = (names ? 1 : 0) - p;
            sum += FixedPoint.Of(e);
            squares += FixedPoint.Of(e * e);
            spread += FixedPoint.Of(Math.Sqrt(p * (1 - p)));
            variance += FixedPoint.Of(p * (1 - p));
        }

        if (n < 2) return;
        _together += FixedPoint.Of((Math.Pow(FixedPoint.ToDouble(sum), 2) - FixedPoint.ToDouble(squares)) / (n - 1));
        _alone += FixedPoint.Of((Math.Pow(FixedPoint.ToDouble(spread), 2) - FixedPoint.ToDouble(variance)) / (n - 1));
    }
}
