using System.Globalization;
using Analysis.Belief.Data;
using Analysis.Belief.Metrics;
using Analysis.Domain;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Fitting;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Beliefs.Ratings;
using Scale = Analysis.Belief.Data.Scale;

namespace Analysis.Belief.Model;

/// <summary>
/// The product's model over one data set, a family of its own whose sources are observers: the only file that names its types, so that a change of them
/// is a change here.
/// </summary>
/// <param name="shape">The kind of values.</param>
/// <param name="grades">What is held about a source beforehand; nothing as a rule.</param>
internal sealed class DomainModel(Shape shape, IReadOnlyDictionary<string, Grade>? grades = null)
{
    private readonly Family _family = FamilyOf(shape);
    private readonly LabelSettings? _settings = SettingsOf(shape);
    private readonly Dictionary<string, TopicHeard> _topics = new(StringComparer.Ordinal);
    private FamilyFitting? _fitting;

    /// <summary>What was learned; null before <see cref="Refine"/>.</summary>
    public FamilyFitting? Fitting => _fitting;

    /// <summary>Takes in a claim whose origin is its source, unless another is named.</summary>
    public void Add(string id, string topic, string source, string value, string? origin = null)
    {
        var reliability = Reliability.Of(grades?.GetValueOrDefault(source, Grade.F) ?? Grade.F, observes: true);
        ((List<Heard>)Topic(topic).Claims).Add(new(source, new WeightedClaim
        {
            Id = id, Origin = origin ?? source, Said = Said(value), Reliability = reliability,
            Accuracy = reliability.Accuracy, Certainty = 1, Plain = (reliability.Accuracy, 1),
            IsNewcomer = reliability.IsNewcomer && shape.Kind is not ValueKind.Number, // of numbers, observers are known as soon as they speak
        }));
    }

    /// <summary>Tells the established answer.</summary>
    public void Resolve(string topic, string truth) => _topics[topic] = Topic(topic) with { Answer = Said(truth) };

    /// <summary>Works out, over all topics, what sources have earned.</summary>
    public void Refine()
    {
        _fitting = new FamilyFitting(_family);
        foreach (var topic in _topics.Values) _fitting.Hear(topic);
        _ = _fitting.Fit().Count(); // to its end
    }

    /// <summary>
    /// P of each label that is named, then of "none of these" where the labels are open: nothing, since the baselines too are given that it is one of
    /// those claimed.
    /// </summary>
    public double[] Labels(string topic, IReadOnlyList<string> labels)
    {
        var belief = LabelLaw.Believe(_settings!, _fitting?.Knowledge ?? FamilyKnowledge.Nothing, Claims(topic));
        var P = belief.Labels.ToDictionary(l => l.Label, l => l.Probability, StringComparer.Ordinal);
        var answer = labels.Select(l => P.GetValueOrDefault(l));
        return shape.Kind is ValueKind.Open ? [.. answer.Select(p => p / (1 - belief.SomethingElse)), 0] : [.. answer];
    }

    /// <summary>The estimate and its interval.</summary>
    public Estimate Number(string topic)
    {
        if (shape.Kind is ValueKind.Rating)
        {
            var rating = RatingLaw.Believe(_family.Low, _family.High, _fitting?.Knowledge ?? FamilyKnowledge.Nothing, Claims(topic));
            return new Estimate(rating.Mean!.Value, rating.Interval90.Low, rating.Interval90.High);
        }

        var (estimate, low, high) = NumberMarks.Interval(_family, Claims(topic)) ?? throw new InvalidOperationException($"{topic} has no number");
        return new Estimate(_family.Back(estimate), _family.Back(low), _family.Back(high));
    }

    private IReadOnlyList<WeightedClaim> Claims(string topic) =>
        _fitting is null ? [.. _topics[topic].Claims.Select(c => c.Claim)] : _fitting.Weighed(_topics[topic]);

    private TopicHeard Topic(string topic)
    {
        if (!_topics.TryGetValue(topic, out var heard)) _topics.Add(topic, heard = new(topic, new List<Heard>(), null, _settings));
        return heard;
    }

    private Said Said(string value)
    {
        switch (shape.Kind)
        {
            case ValueKind.Labels or ValueKind.Open:
                return new Said.Label(value, LabelForm.Is);
            case ValueKind.Probability when value is "0" or "1":
                return new Said.Label(value, LabelForm.Is);
            case ValueKind.Probability:
                return new Said.Label("1", LabelForm.Is) { Probability = Inference.Number(value) };
            default:
                var y = _family.Forward(Inference.Number(value));
                return new Said.Number(NumberForm.Figure, y, y);
        }
    }

    private static LabelSettings? SettingsOf(Shape shape) => shape.Kind switch
    {
        ValueKind.Labels or ValueKind.Probability => new() { Labels = new(shape.Labels), Observers = true },
        ValueKind.Open => new() { Observers = true },
        _ => null,
    };

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
    /// <summary>Asks of all claims before anything is learned, and after.</summary>
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
