namespace Analysis.Domain.Views;

/// <summary>
/// How a source's own statements fared, on one topic or, added up, on many: against established answers, never against what a majority
/// says; and how often it had to be replaced.
/// </summary>
public sealed record SourceOutcomes
{
    /// <summary>None yet.</summary>
    public static SourceOutcomes None { get; } = new();

    /// <summary>Claims that start with it.</summary>
    public int Claims { get; init; }

    /// <summary>Of those, replaced by a newer statement of its own, or outdated.</summary>
    public int Superseded { get; init; }

    /// <summary>Withdrawn.</summary>
    public int Retracted { get; init; }

    /// <summary>Replaced by a correction.</summary>
    public int Corrected { get; init; }

    /// <summary>Expectations whose date passed without a report that they came true.</summary>
    public int Lapsed { get; init; }

    /// <summary>Calibration: tenths of the stated probability from .5 up.</summary>
    public ValueList<CalibrationBin> Bins { get; init; } = [.. Enumerable.Range(0, 5).Select(_ => new CalibrationBin(0, 0, 0))];

    /// <summary>Sum of (stated probability - right)^2.</summary>
    public double SquaredErrors { get; init; }

    /// <summary>Topics with an established answer on which it had said something.</summary>
    public int Answers => Bins.Sum(b => b.Count);

    /// <summary>Both together.</summary>
    public SourceOutcomes And(SourceOutcomes other) => new()
    {
        Claims = Claims + other.Claims, Superseded = Superseded + other.Superseded, Retracted = Retracted + other.Retracted,
        Corrected = Corrected + other.Corrected, Lapsed = Lapsed + other.Lapsed, SquaredErrors = SquaredErrors + other.SquaredErrors,
        Bins = [.. Bins.Zip(other.Bins, (a, b) => new CalibrationBin(a.Count + b.Count, a.Stated + b.Stated, a.Right + b.Right))],
    };

    /// <summary>With one more answer.</summary>
    /// <param name="stated">How sure it had sounded, in [.5, 1].</param>
    /// <param name="right">Whether what it said was so.</param>
    internal SourceOutcomes With(double stated, bool right)
    {
        var at = Math.Clamp((int)((stated * 10) + 1e-9) - 5, 0, Bins.Count - 1);
        return this with
        {
            SquaredErrors = SquaredErrors + Math.Pow(stated - (right ? 1 : 0), 2),
            Bins = [.. Bins.Select((b, i) => i == at ? new CalibrationBin(b.Count + 1, b.Stated + stated, b.Right + (right ? 1 : 0)) : b)],
        };
    }
}

/// <summary>Answers whose stated probability lies in one tenth.</summary>
/// <param name="Count">How many.</param>
/// <param name="Stated">The sum of what was stated.</param>
/// <param name="Right">How many were right.</param>
public sealed record CalibrationBin(int Count, double Stated, int Right);
