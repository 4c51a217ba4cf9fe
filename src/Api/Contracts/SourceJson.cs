using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine;

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
        var name = fields.Text("name", Limits.TitleLengthMax);
        var kind = fields.Text("kind", Limits.TextLengthMax);
        var grade = fields.Word("grade", Vocabulary.Grades);
        var reliability = fields.Word("reliability", Vocabulary.Grades);
        if (grade is not null && reliability is not null && grade != reliability)
            fields.Fault("reliability", "contradicts grade, of which it is a synonym");
        fields.Done();
        return faults.Any ? null : new SourceProfile(path, name, kind, grade ?? reliability ?? Domain.Topics.Grade.F);
    }
}

/// <summary>A source as held now.</summary>
public sealed record SourceJson(
    [property: RegularExpression(Limits.IdPattern)] string Id,
    string? Name,
    string? Kind,
    [property: AllowedValues("A", "B", "C", "D", "E", "F")] string Grade,
    [property: Description("How often it was assessed anew.")] long Version,
    DateTime RecordedAt)
{
    internal static SourceJson Of(Registered<SourceProfile> reading) => new(
        reading.Held.Source.Value,
        reading.Held.Name,
        reading.Held.Kind,
        Vocabulary.Grades[reading.Held.Grade],
        reading.Version,
        reading.RecordedAt.UtcDateTime);
}
