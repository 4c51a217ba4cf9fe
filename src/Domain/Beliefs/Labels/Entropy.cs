namespace Analysis.Domain.Beliefs.Labels;

/// <summary>Of a vote between the leading answer and the rest.</summary>
internal static class Entropy
{
    /// <summary>H2(p) = -p log2 p - (1-p) log2 (1-p), in bits; 1 once the rest, p, outweighs the answer.</summary>
    public static double Of(double p) => p <= 0 ? 0 : p >= 0.5 ? 1 : -((p * Math.Log2(p)) + ((1 - p) * Math.Log2(1 - p)));
}
