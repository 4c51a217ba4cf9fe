using Analysis.Belief.Baselines;
using Analysis.Belief.Data;
using Analysis.Belief.Metrics;
using Analysis.Belief.Model;

namespace Analysis.Belief.Measure;

/// <summary>Every method that is defined on a data set, and its score there.</summary>
/// <param name="Problem">The data set.</param>
/// <param name="Scores">By method.</param>
/// <param name="Known">The objects whose truth is known.</param>
/// <param name="On">A method's score on some objects, which may come more than once.</param>
internal sealed record Entry<TScore>(Problem Problem, IReadOnlyDictionary<string, TScore> Scores, int[] Known, Func<string, int[], TScore> On)
{
    /// <summary>Scores answers, an array an object, on all objects and on any.</summary>
    public static Entry<TScore> Of<TAnswer>(Problem problem, IReadOnlyDictionary<string, TAnswer[]> answers, IEnumerable<int> known, Func<TAnswer[], int[], TScore> score)
    {
        int[] all = [.. known];
        TScore On(string method, int[] objects) => score([.. objects.Select(o => answers[method][o])], objects);
        return new(problem, answers.Keys.ToDictionary(method => method, method => On(method, all)), all, On);
    }
}

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
        return Entry<LabelScore>.Of(problem, answers, Known(problem.Truth), (some, objects) => LabelScore.Of(some, Those(problem.Truth, objects), i => problem.Labels[objects[i]].Count));
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
        return Entry<LabelScore>.Of(problem, answers, Known(problem.Truth), (some, objects) => LabelScore.Of(some, Those(problem.Truth, objects), _ => 2));
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
        var known = Enumerable.Range(0, problem.Truth.Length).Where(o => !double.IsNaN(problem.Truth[o]));
        return Entry<NumberScore>.Of(problem, answers, known, (some, objects) => NumberScore.Of(some, Those(problem.Truth, objects), problem.Shape));
    }

    private static IEnumerable<int> Known(int[] truth) => Enumerable.Range(0, truth.Length).Where(o => truth[o] != LabelProblem.Unknown);

    private static T[] Those<T>(T[] all, int[] places) => Array.ConvertAll(places, place => all[place]);
}
