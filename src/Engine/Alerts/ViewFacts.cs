using Analysis.Domain.Views;

namespace Analysis.Engine.Alerts;

/// <summary>
/// What alerts compare of a view. Numbers, labels and phrases made of them: it is kept, and words that somebody said
/// might have to be erased.
/// </summary>
public sealed record ViewFacts
{
    /// <summary>What is known before anybody has said anything.</summary>
    public static ViewFacts Nothing { get; } = new();

    /// <summary>The version of the topic's stream.</summary>
    public long Version { get; init; }

    /// <summary>What is believed, as it is shown; null in what was kept before views said so.</summary>
    public string? Text { get; init; }

    /// <summary>The estimate of a number, or the probability of a proposition.</summary>
    public double? Estimate { get; init; }

    /// <summary>Where there is no estimate, what it is at least.</summary>
    public double? LowerBound { get; init; }

    /// <summary>Likewise, at most.</summary>
    public double? UpperBound { get; init; }

    /// <summary>The lower end of the 90 % interval; of dates in days since 1970.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }

    /// <summary>Whether the interval is one of dates.</summary>
    public bool IsDate { get; init; }

    /// <summary>
    /// The answer that leads: yes or no, a label, a date in EDTF; null for numbers, and where none does.
    /// </summary>
    public string? Answer { get; init; }

    /// <summary>The probabilities of labels.</summary>
    public IReadOnlyDictionary<string, double>? Labels { get; init; }

    /// <summary>Whether it is disputed.</summary>
    public bool Disputed { get; init; }

    /// <summary>Whether it is stale.</summary>
    public bool Stale { get; init; }

    /// <summary>How many independent origins count.</summary>
    public int Origins { get; init; }

    /// <summary>The score of the confidence, in [0, 1]; null without evidence.</summary>
    public double? Confidence { get; init; }

    /// <summary>Those of a view.</summary>
    public static ViewFacts Of(View view)
    {
        var common = new ViewFacts
        {
            Version = view.Version,
            Text = view.Headline.Text,
            Disputed = view.Disputed,
            Stale = view.Stale,
            Origins = view.Origins,
            Confidence = view.Confidence.Level == ConfidenceLevel.None ? null : view.Confidence.Score,
        };
        return view.Belief switch
        {
            Belief.Number number => common with
            {
                Estimate = number.Estimate,
                LowerBound = number.LowerBound,
                UpperBound = number.UpperBound,
                Low = Finite(number.Interval90.Low),
                High = Finite(number.Interval90.High),
            },
            Belief.Proposition { Likelihood.Probability: var p } => common with
            {
                Estimate = p,
                Answer = p > .5 ? "yes" : p < .5 ? "no" : null,
            },
            Belief.Categories categories => common with
            {
                Answer = categories.Top.Label,
                Labels = categories.Probabilities.Where(l => l.Label is not null)
                    .ToDictionary(l => l.Label!, l => l.Probability, StringComparer.Ordinal), // those that are not null
            },
            Belief.Date date => common with
            {
                IsDate = true,
                Answer = date.Edtf,
                Low = date.Interval90?.From.Days,
                High = date.Interval90?.To.Days,
            },
            _ => common,
        };
    }

    /// <summary>What is compared with a threshold from below: where only a bound is known, that.</summary>
    public double? AtLeast(string? label) => label is null ? Estimate ?? LowerBound : ProbabilityOf(label);

    /// <summary>The same from above.</summary>
    public double? AtMost(string? label) => label is null ? Estimate ?? UpperBound : ProbabilityOf(label);

    private double? ProbabilityOf(string label) =>
        Labels is not null && Labels.TryGetValue(label, out var probability) ? probability : null;

    private static double? Finite(double end) => double.IsFinite(end) ? end : null; // an open end is none
}
