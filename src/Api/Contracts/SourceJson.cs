using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Reference;
using Analysis.Engine.Text;
using MathNet.Numerics.Distributions;

namespace Analysis.Api.Contracts;

/// <summary>What is held about a source. Everything may be left out: a source is ungraded (F) until somebody grades it.</summary>
public sealed record SourceAssessmentJson
{
    [Description("When given, the same as in the path.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Id { get; init; }

    [Description("A name for people.")]
    [MaxLength(Limits.TitleLengthMax)]
    public string? Name { get; init; }

    [Description("What else it is called: whoever names it so in a chain means it. None may be another source's id, name or alias.")]
    [MaxLength(Limits.AliasesMax)]
    public IReadOnlyList<string>? Aliases { get; init; }

    [Description("What it is, in the desk's words. unattributed has meaning: nobody in particular.")]
    [MaxLength(Limits.TextLengthMax)]
    public string? Kind { get; init; }

    [Description("Admiralty reliability: A (completely reliable) to E (unreliable), F (cannot be judged). Default F.")]
    [AllowedValues("A", "B", "C", "D", "E", "F")]
    public string? Grade { get; init; }

    [Description("Another word for grade.")]
    [AllowedValues("A", "B", "C", "D", "E", "F")]
    public string? Reliability { get; init; }

    /// <summary>Reads what is said about source <paramref name="path"/>, noting every fault in it; null when there is any.</summary>
    internal static SourceProfile? Read(JsonFields fields, FaultList faults, SourceId path)
    {
        if (fields.Id("id") is { } id && id != path.Value) fields.Fault("id", "is not the id in the path");
        var name = fields.Name("name", Limits.TitleLengthMax);
        var aliases = fields.SourcesOf("aliases", Limits.AliasesMax);
        var kind = fields.Name("kind", Limits.TextLengthMax);
        var grade = fields.Word("grade", Vocabulary.Grades);
        var reliability = fields.Word("reliability", Vocabulary.Grades);
        if (grade is not null && reliability is not null && grade != reliability)
            fields.Fault("reliability", "contradicts grade, of which it is a synonym");
        fields.Done();
        return faults.Any ? null : new SourceProfile(path, name, kind, grade ?? reliability ?? Domain.Beliefs.Grade.F)
        {
            Aliases = [.. (aliases ?? []).DistinctBy(SourceName.Key)],
        };
    }
}

/// <summary>That a source is another one, and why.</summary>
public sealed record MergeJson(
    [property: Description("The source that it is.")][property: RegularExpression(Limits.IdPattern)] string Into,
    [property: MaxLength(Limits.ReasonLengthMax)] string Reason)
{
    /// <summary>Null when it has a fault, which is then noted.</summary>
    internal static MergeJson? Read(JsonFields fields)
    {
        var (into, reason) = (fields.Id("into", required: true), fields.Text("reason", Limits.ReasonLengthMax, required: true));
        fields.Done();
        return into is null || reason is null ? null : new(into, reason);
    }
}

/// <summary>A source as held now, and its track record.</summary>
public sealed record SourceJson(
    [property: RegularExpression(Limits.IdPattern)] string Id,
    string? Name,
    [property: Description("What else it is called.")] IReadOnlyList<string>? Aliases,
    string? Kind,
    [property: Description("The source that it was declared to be: what it says counts as that one's word.")] string? MergedInto,
    [property: Description("Why it was merged, or split off again.")] string? MergeReason,
    [property: AllowedValues("A", "B", "C", "D", "E", "F")] string Grade,
    [property: Description("What it has earned, by family; left out when that is nothing.")] IReadOnlyList<EarnedJson>? Learned,
    [property: Description("How its own statements have fared; left out in lists.")] OutcomesJson? Outcomes,
    [property: Description("How often it was assessed anew, by a person or by what it has earned; 0 when never.")] long Version,
    [property: Description("When it last was; left out when never.")] DateTime? RecordedAt)
{
    internal static SourceJson Of(ReferenceEntry<SourceProfile> reading, OutcomesJson? outcomes = null) => new(
        reading.Held.Source.Value,
        reading.Held.Name,
        reading.Held.Aliases.Count == 0 ? null : reading.Held.Aliases,
        reading.Held.Kind,
        reading.Held.MergedInto?.Value,
        reading.Held.Merge?.Reason,
        Vocabulary.Grades[reading.Held.Grade],
        reading.Held.Records.Count == 0 ? null : [.. reading.Held.Records.Select(r => EarnedJson.Of(reading.Held.Grade, r))],
        outcomes,
        reading.Version,
        reading.Version == 0 ? null : reading.RecordedAt.UtcDateTime);
}

/// <summary>What a source has earned in one family.</summary>
public sealed record EarnedJson(
    [property: Description("The family, with its labels or its tolerance.")] string Family,
    [property: Description("The probability that a claim of it is right, its grade included; left out for ratings.")][property: Range(0.0, 1.0)] double? Accuracy,
    [property: Description("In which that lies with 90 %.")][property: Length(2, 2)] IReadOnlyList<double>? Interval90,
    [property: Description("Ratings: its typical error, in units of that of all sources; left out for other families.")] double? RelativeError,
    [property: Description("How many marked claims that rests on; a claim of which little can be said counts less than one.")] double Outcomes)
{
    internal static EarnedJson Of(Grade grade, TrackRecord record)
    {
        var earned = Reliability.Of(grade, record);
        if (record.Rated > 0) return new(record.Family, null, null, Rounding.Probability(earned.RelativeError), Rounding.Probability(Units(record.Rated)));
        var (right, wrong) = (earned.PriorRight + Units(record.Right), earned.PriorWrong + Units(record.Wrong));
        double End(double p) => Rounding.Probability(Beta.InvCDF(right, wrong, p));
        return new(record.Family, Rounding.Probability(earned.Accuracy), [End(0.05), End(0.95)], null, Rounding.Probability(Units(record.Right + record.Wrong)));
    }

    private static double Units(long sum) => sum / (double)(1 << 20);
}

/// <summary>How a source's own statements have fared: against established answers, never against what a majority says.</summary>
public sealed record OutcomesJson(
    [property: Description("On how many topics it stands in the chain of a claim.")] int Topics,
    [property: Description("False when there are more than were looked at, the first 500 by id.")] bool Complete,
    [property: Description("Claims that start with it.")] int Claims,
    [property: Description("Of those, replaced by a newer statement of its own, or outdated.")] int Superseded,
    int Retracted,
    int Corrected,
    [property: Description("Expectations whose date has passed without a report that they came true.")] int Lapsed,
    [property: Description("Established answers to which it had said something.")] int Answers,
    [property: Description("Mean of (stated probability - right)^2, 0 is best; left out without an answer. Its hedges and probabilities count as what it stated, 1 without any.")]
    double? Brier,
    [property: Description("By tenths of the stated probability, from .5 up.")] IReadOnlyList<CalibrationJson> Calibration)
{
    internal static OutcomesJson Of(SourceOutcomes o, int topics, bool complete) => new(
        topics, complete, o.Claims, o.Superseded, o.Retracted, o.Corrected, o.Lapsed, o.Answers,
        o.Answers == 0 ? null : Rounding.Probability(o.SquaredErrors / o.Answers),
        [.. o.Bins.Index().Where(b => b.Item.Count > 0).Select(b => new CalibrationJson(
            Math.Round((b.Index + 5) / 10.0, 1), Math.Round((b.Index + 6) / 10.0, 1), b.Item.Count, Rounding.Probability(b.Item.Stated / b.Item.Count), Rounding.Probability((double)b.Item.Right / b.Item.Count)))]);
}

/// <summary>Answers whose stated probability lies in one tenth.</summary>
public sealed record CalibrationJson(
    double From,
    double To,
    int Count,
    [property: Description("The mean of what was stated.")] double Stated,
    [property: Description("The share that was right.")] double Right);
