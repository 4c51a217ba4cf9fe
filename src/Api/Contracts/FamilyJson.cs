using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Topics;
using Analysis.Engine.Reference;

namespace Analysis.Api.Contracts;

/// <summary>How topics are weighed. What is left out is as the kind has it.</summary>
public record FamilyTermsJson
{
    [Description("Within which two values agree. Quantities: a share of the value (0.1 is about 10 %), with a linear scale so many of the unit. Dates: days, or an ISO 8601 duration.")]
    public double? Tolerance { get; init; }

    [Description("Quantities: on which scale the tolerance is the same everywhere. Default logarithmic.")]
    [AllowedValues("logarithmic", "linear")]
    public string? Scale { get; init; }

    [Description("Quantities and dates: where the truth lies when a claim is wrong: nearby and rather above (the default), or anywhere.")]
    [AllowedValues("nearby", "anywhere")]
    public string? Misses { get; init; }

    [Description("The half-life of those of its topics that have none of their own: an ISO 8601 duration such as P90D.")]
    [MaxLength(32)]
    public string? HalfLife { get; init; }

    [Description("Propositions: whether how often such things turn out true is learned. Default false.")]
    public bool? LearnsBalance { get; init; }
}

/// <summary>How topics that ask the same kind of question are weighed.</summary>
public sealed record FamilyDefinitionJson : FamilyTermsJson
{
    [Description("When given, the same as in the path.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Id { get; init; }

    [Description("The kind of its topics; never changes.")]
    [AllowedValues("quantity", "proposition", "category", "date")]
    public required string Kind { get; init; }

    /// <summary>Reads the definition of family <paramref name="path"/>, noting every fault in it; null when there is any.</summary>
    internal static FamilyDefinition? Read(JsonFields fields, FaultList faults, string path)
    {
        if (fields.Id("id") is { } id && id != path) fields.Fault("id", "is not the id in the path");
        return Read(fields, faults, path, fields.Word("kind", Vocabulary.Kinds, required: true));
    }

    /// <summary>The same for a family whose kind is known; null when that has a fault.</summary>
    internal static FamilyDefinition? Read(JsonFields fields, FaultList faults, string name, TopicKind? kind)
    {
        var scale = fields.Word("scale", Vocabulary.Scales);
        var misses = fields.Word("misses", Vocabulary.Misses);
        var tolerance = kind == TopicKind.Date ? fields.Days("tolerance") : fields.Number("tolerance");
        var halfLife = fields.Period("halfLife");
        var learnsBalance = fields.Flag("learnsBalance");
        if (kind is { } of) NoteMisfits(FamilyDefinition.Default(name, of));
        fields.Done();
        if (faults.Any || kind is null) return null;

        var usual = FamilyDefinition.Default(name, kind.Value);
        return usual with
        {
            Tolerance = tolerance ?? usual.Tolerance,
            Scale = scale ?? usual.Scale,
            Misses = misses ?? usual.Misses,
            HalfLife = halfLife,
            LearnsBalance = learnsBalance ?? false,
        };

        void NoteMisfits(FamilyDefinition usual)
        {
            var isForOthers = usual.IsRating ? "is for quantities and dates, not for ratings" : "is for quantities and dates";
            if (scale is not null && usual.Scale is null) fields.Fault("scale", usual.IsRating ? "is for counts and measurements, not for ratings" : "is for quantities");
            if (misses is not null && usual.Misses is null) fields.Fault("misses", isForOthers);
            if (learnsBalance is true && usual.Kind != TopicKind.Proposition) fields.Fault("learnsBalance", "is for propositions");
            if (tolerance is null) return;
            if (usual.Tolerance is null) fields.Fault("tolerance", isForOthers);
            else if (!(tolerance > 0 && tolerance <= ToleranceMax(usual.Kind, scale))) fields.Fault("tolerance", $"must be above 0 and at most {ToleranceMax(usual.Kind, scale):0}{UnitOf(usual.Kind, scale)}");
        }
    }

    private static double ToleranceMax(TopicKind kind, NumberScale? scale) =>
        kind == TopicKind.Date ? Limits.DaysMax : scale == NumberScale.Linear ? Limits.NumberMax : 1;

    private static string UnitOf(TopicKind kind, NumberScale? scale) =>
        kind == TopicKind.Date ? " days" : scale == NumberScale.Linear ? "" : ", a share of the value, unless scale is linear";
}

/// <summary>A family as held now.</summary>
public sealed record FamilyJson(
    [property: RegularExpression(Limits.IdPattern)] string Id,
    [property: AllowedValues("quantity", "proposition", "category", "date")] string Kind,
    [property: Description("A share of the value, or so many of the unit where the scale is linear; for dates, days.")] double? Tolerance,
    [property: AllowedValues("logarithmic", "linear")] string? Scale,
    [property: AllowedValues("nearby", "anywhere")] string? Misses,
    string? HalfLife,
    [property: Description("Propositions: whether how often such things turn out true is learned.")] bool? LearnsBalance,
    [property: Description("What it has learned, by label set and tolerance; left out when that is nothing.")] IReadOnlyList<LearnedJson>? Learned,
    [property: Description("How often it was defined or has learned; 0 when nobody has, and it is built in.")] long Version,
    [property: Description("When it was last defined; left out when nobody has.")] DateTime? RecordedAt)
{
    internal static FamilyJson Of(ReferenceEntry<FamilyDefinition> reading) => new(
        reading.Held.Name,
        Vocabulary.Kinds[reading.Held.Kind],
        reading.Held.Tolerance,
        reading.Held.Scale is { } scale ? Vocabulary.Scales[scale] : null,
        reading.Held.Misses is { } misses ? Vocabulary.Misses[misses] : null,
        reading.Held.HalfLife?.Text,
        reading.Held.Kind == TopicKind.Proposition ? reading.Held.LearnsBalance : null,
        reading.Held.Learned.Count == 0 ? null : [.. reading.Held.Learned.Select(LearnedJson.Of)],
        reading.Version,
        reading.Version == 0 ? null : reading.RecordedAt.UtcDateTime);
}

/// <summary>What a family has learned from its topics.</summary>
public sealed record LearnedJson(
    [property: Description("The family, with its labels or its tolerance.")] string Key,
    [property: Description("c: how far voices that agree repeat one another, 1 until known; smaller where each is a proof of its own.")] double Exponent,
    [property: Description("g: by which intervals are stretched, 1 until answers say otherwise.")] double WidthFactor,
    [property: Description("Where it learns a balance: of how many topics, and the share of each label.")] BalanceJson? Balance)
{
    internal static LearnedJson Of(LearnedFamily learned) => new(
        learned.Key, learned.Knowledge.Exponent, learned.Knowledge.WidthFactor,
        learned.Knowledge is { Balance: { } balance, BalanceTopics: > 0 } k ? new(k.BalanceTopics, [.. balance.Select(b => Rounding.Probability((double)b / balance.Sum()))]) : null);
}

/// <summary>How often each label turned out true, as far as is believed.</summary>
public sealed record BalanceJson(int Topics, IReadOnlyList<double> Shares);

/// <summary>A page of families.</summary>
public sealed record FamilyPageJson(
    IReadOnlyList<FamilyJson> Families,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);
