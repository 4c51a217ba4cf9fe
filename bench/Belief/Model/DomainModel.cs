using System.Globalization;
using Analysis.Belief.Data;
using Analysis.Belief.Metrics;
using Analysis.Domain;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;
using Scale = Analysis.Belief.Data.Scale;

namespace Analysis.Belief.Model;

/// <summary>
/// The product's model over one data set, a family of its own: the only file that names its types, so that a change of them
/// is a change here.
/// </summary>
/// <param name="shape">The kind of values.</param>
/// <param name="grades">What is held about a source beforehand; nothing as a rule.</param>
internal sealed class DomainModel(Shape shape, IReadOnlyDictionary<string, Grade>? grades = null)
{
    private readonly Family _family = FamilyOf(shape);
    private readonly Learning _learning = new([FamilyOf(shape)], s => Reliability.Of(grades?.GetValueOrDefault(s, Grade.F) ?? Grade.F));

    /// <summary>Takes in a claim whose origin is its source, unless another is named.</summary>
    public void Add(string id, string topic, string source, string value, string? origin = null)
    {
        var (assertion, certainty) = Said(value);
        _learning.Add(id, topic, _family.Name, source, origin ?? source, assertion, certainty);
    }

    /// <summary>Tells the established answer.</summary>
    public void Resolve(string topic, string truth) => _learning.Resolve(topic, Said(truth).Assertion);

    /// <summary>Works out anew, over all topics, what sources have earned.</summary>
    public void Refine() => _learning.Refine();

    /// <summary>
    /// P of each label that is named, then of "none of these" where the labels are open: nothing, since the baselines too are given that it is one of
    /// those claimed.
    /// </summary>
    public double[] Labels(string topic, IReadOnlyList<string> labels)
    {
        var known = ((LabelEvidence)_learning.EvidenceOf(topic)).Labels.ToList();
        var P = _learning.PosteriorOf(topic);
        var answer = labels.Select(l => known.IndexOf(l) is >= 0 and var at ? P[at] : 0);
        return shape.Kind is ValueKind.Open ? [.. answer.Select(p => p / (1 - P[^1])), 0] : [.. answer];
    }

    /// <summary>The estimate and its interval.</summary>
    public Estimate Number(string topic)
    {
        switch (_learning.EvidenceOf(topic))
        {
            case NumberEvidence numbers:
                var belief = new NumberBelief(numbers);
                return new Estimate(belief.Estimate, belief.Quantile(0.05), belief.Quantile(0.95));
            case RatingEvidence { Mean: { } mean } ratings:
                var half = ratings.HalfWidth(0.95);
                return new Estimate(mean, Math.Max(_family.Low, mean - half), Math.Min(_family.High, mean + half));
            default:
                throw new InvalidOperationException($"{topic} has no number");
        }
    }

    private (Assertion Assertion, double Certainty) Said(string value)
    {
        switch (shape.Kind)
        {
            case ValueKind.Labels or ValueKind.Open:
                return (new Assertion.Label(value, LabelForm.Is), 1);
            case ValueKind.Probability:
                var p = Inference.Number(value);
                return (new Assertion.Label(p >= 0.5 ? "1" : "0", LabelForm.Is), Math.Max(p, 1 - p));
            default:
                var y = _family.Forward(Inference.Number(value));
                return (new Assertion.Interval(y, y, Denied: false), 1);
        }
    }

    private static Family FamilyOf(Shape shape) => new("data", shape.Kind switch
    {
        ValueKind.Number => FamilyKind.Numbers,
        ValueKind.Rating => FamilyKind.Ratings,
        _ => FamilyKind.Labels,
    })
    {
        Labels = shape.Kind is ValueKind.Labels or ValueKind.Probability ? new ValueList<string>(shape.Labels) : null,
        LearnsBalance = shape.Kind is ValueKind.Labels or ValueKind.Probability && shape.Labels.Count == 2,
        Tolerance = shape.Tolerance,
        Logarithmic = shape.Scale is Scale.Logarithmic,
        Low = shape.Low,
        High = shape.High,
    };
}

/// <summary>What the model answers in the course of one data set.</summary>
internal static class ModelRun
{
    /// <summary>Folds the claims in arrival order, and asks after the last, then after the refinement.</summary>
    public static (TAnswer[] OnePass, TAnswer[] Refined) Of<TAnswer>(Problem problem, Func<DomainModel, int, TAnswer> ask)
    {
        var model = new DomainModel(problem.Shape);
        var n = 0;
        foreach (var claim in problem.Data.Claims) model.Add((n++).ToString(CultureInfo.InvariantCulture), claim.Object, claim.Source, claim.Value);
        var onePass = Enumerable.Range(0, problem.Objects.Count).Select(o => ask(model, o)).ToArray();
        model.Refine();
        return (onePass, [.. Enumerable.Range(0, problem.Objects.Count).Select(o => ask(model, o))]);
    }
}
