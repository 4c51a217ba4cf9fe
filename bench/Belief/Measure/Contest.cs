using Analysis.Belief.Baselines;
using Analysis.Belief.Data;
using Analysis.Belief.Metrics;
using Analysis.Belief.Model;

namespace Analysis.Belief.Measure;

/// <summary>Every method that is defined on a data set, and its score there.</summary>
internal sealed record Entry<TScore>(Problem Problem, IReadOnlyDictionary<string, TScore> Scores);

/// <summary>Runs the methods beside the model; the baselines' names are those of their papers.</summary>
internal static class Contest
{
    public const string OnePass = "one-pass";
    public const string Refined = "refined";

    public static IReadOnlyList<string> LabelMethods { get; } = ["MV", "CRH", "CATD", "ZC", "DS", OnePass, Refined];

    public static IReadOnlyList<string> ProbabilityMethods { get; } = ["Mean", "Geometric", "Summed", OnePass, Refined];

    public static IReadOnlyList<string> NumberMethods { get; } = ["Mean", "Median", "CRH", "CRH-med", "CATD", "GTM", OnePass, Refined];

    public static bool IsOurs(string method) => method is OnePass or Refined;

    public static Entry<LabelScore> Labels(LabelProblem problem)
    {
        var (onePass, refined) = ModelRun.Of(problem, (m, o) => m.Labels(problem.Objects[o], problem.Labels[o]));
        var answers = new Dictionary<string, double[][]>
        {
            ["MV"] = LabelBaselines.MajorityVote(problem),
            ["CRH"] = LabelBaselines.Crh(problem),
            ["CATD"] = LabelBaselines.Catd(problem),
            ["ZC"] = LabelBaselines.OneCoin(problem),
            [OnePass] = onePass,
            [Refined] = refined,
        };
        if (LabelBaselines.DawidSkene(problem) is { } ds) answers["DS"] = ds;
        return new(problem, answers.ToDictionary(a => a.Key, a => LabelScore.Of(a.Value, problem.Truth, o => problem.Labels[o].Count)));
    }

    public static Entry<LabelScore> Probabilities(ProbabilityProblem problem)
    {
        var (onePass, refined) = ModelRun.Of(problem, (m, o) => m.Labels(problem.Objects[o], problem.Shape.Labels));
        var answers = new Dictionary<string, double[][]>
        {
            ["Mean"] = ProbabilityBaselines.Mean(problem),
            ["Geometric"] = ProbabilityBaselines.GeometricMeanOfOdds(problem),
            ["Summed"] = ProbabilityBaselines.SummedLogOdds(problem),
            [OnePass] = onePass,
            [Refined] = refined,
        };
        return new(problem, answers.ToDictionary(a => a.Key, a => LabelScore.Of(a.Value, problem.Truth, _ => 2)));
    }

    public static Entry<NumberScore> Numbers(NumberProblem problem)
    {
        var (onePass, refined) = ModelRun.Of(problem, (m, o) => m.Number(problem.Objects[o]));
        var answers = new Dictionary<string, Estimate[]>
        {
            ["Mean"] = NumberBaselines.Mean(problem),
            ["Median"] = NumberBaselines.Median(problem),
            ["CRH"] = NumberBaselines.Crh(problem),
            ["CRH-med"] = NumberBaselines.CrhMedian(problem),
            ["CATD"] = NumberBaselines.Catd(problem),
            ["GTM"] = NumberBaselines.Gtm(problem),
            [OnePass] = onePass,
            [Refined] = refined,
        };
        return new(problem, answers.ToDictionary(a => a.Key, a => NumberScore.Of(a.Value, problem.Truth, problem.Shape)));
    }
}
