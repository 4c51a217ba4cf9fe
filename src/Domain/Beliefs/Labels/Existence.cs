namespace Analysis.Domain.Beliefs.Labels;

/// <summary>A statement of an origin on whether there is anything to count.</summary>
/// <param name="Origin">Whose word it is.</param>
/// <param name="Exists">Whether it says that there is; a zero, or "at most 0", says that there is not.</param>
/// <param name="Accuracy">How often the origin is right, in (0, 1).</param>
/// <param name="Certainty">In [0, 1].</param>
/// <param name="IsMany">A figure of ten or more: it leaves half the doubt of its words.</param>
/// <param name="Admits">It is not in its interest: worth what an A is, at a certainty of .97 at least.</param>
public readonly record struct ExistenceVoice(string Origin, bool Exists, double Accuracy, double Certainty, bool IsMany = false, bool Admits = false);

/// <summary>
/// Whether there is anything to count, apart from how much:
/// <code>
/// P = 1 / (1 + exp(-sum over origins of l)),   l = ln(q / (1-q)),   q = a c + (1-a)(1-c);   a denial -l
/// </code>
/// One voice an origin: the surest of what it has said, so that it does not fall when it says more and hedges; a denial replaces what came before it,
/// and what follows a denial replaces that.
/// </summary>
public static class Existence
{
    private const double AdmissionAccuracy = 0.95;
    private const double AdmissionCertainty = 0.97;

    /// <summary>In (0, 1); null when nobody speaks.</summary>
    /// <param name="voices">Those of one origin one after another, oldest first; the order of origins does not matter.</param>
    public static double? Probability(IEnumerable<ExistenceVoice> voices)
    {
        var (sum, origin, stands) = (0L, default(string), 0.0); // a sum of whole numbers: in whatever order
        foreach (var voice in voices)
        {
            var l = LogOdds(voice);
            if (voice.Origin != origin)
            {
                sum += FixedPoint.Of(stands);
                (origin, stands) = (voice.Origin, l);
            }
            else
            {
                stands = voice.Exists && stands > 0 ? Math.Max(stands, l) : l;
            }
        }

        return origin is null ? null : 1 / (1 + Math.Exp(-FixedPoint.ToDouble(sum + FixedPoint.Of(stands))));
    }

    /// <summary>What one statement alone says, in nats: positive for existence.</summary>
    public static double LogOdds(ExistenceVoice voice)
    {
        var (a, c) = voice.Admits
            ? (Math.Max(voice.Accuracy, AdmissionAccuracy), Math.Max(voice.Certainty, AdmissionCertainty))
            : (voice.Accuracy, voice.Certainty);
        if (voice.IsMany) c = 1 - ((1 - c) / 2);
        a = Math.Clamp(a, LabelRules.AccuracyMin, LabelRules.AccuracyMax);
        var q = (a * c) + ((1 - a) * (1 - c));
        return voice.Exists ? Math.Log(q / (1 - q)) : -Math.Log(q / (1 - q));
    }
}
