using Analysis.Belief.Data;

namespace Analysis.Belief.Baselines;

/// <summary>The usual poolings of stated probabilities (Satopaa et al., International Journal of Forecasting 30, 2014).</summary>
internal static class ProbabilityBaselines
{
    private const double Edge = 0.01; // a stated 0 or 1 has no odds

    public static double[][] Mean(ProbabilityProblem problem) => Pool(problem, claims => claims.Average());

    public static double[][] GeometricMeanOfOdds(ProbabilityProblem problem) => Pool(problem, claims => Probability(claims.Average(Odds)));

    /// <summary>As if each claim were evidence of its own.</summary>
    public static double[][] SummedLogOdds(ProbabilityProblem problem) => Pool(problem, claims => Probability(claims.Sum(Odds)));

    private static double[][] Pool(ProbabilityProblem problem, Func<IEnumerable<double>, double> pool) =>
        [.. problem.Claims.GroupBy(c => c.Object).OrderBy(g => g.Key).Select(g => pool(g.Select(c => c.Value))).Select(p => new[] { 1 - p, p })];

    private static double Odds(double p)
    {
        var q = Math.Clamp(p, Edge, 1 - Edge);
        return Math.Log(q / (1 - q));
    }

    private static double Probability(double odds) => 1 / (1 + Math.Exp(-odds));
}
