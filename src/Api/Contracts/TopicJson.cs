using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Text;

namespace Analysis.Api.Contracts;

/// <summary>A question that is tracked, and which claims can answer it.</summary>
public record TopicJson
{
    [Description("When given, the same as in the path.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Id { get; init; }

    [Description("A short name for lists.")]
    [MaxLength(Limits.TitleLengthMax)]
    public required string Title { get; init; }

    [Description("The question in full.")]
    [MaxLength(Limits.ReasonLengthMax)]
    public string? Question { get; init; }

    [Description("What kind of answer it has; never changes.")]
    [AllowedValues("quantity", "proposition", "category", "date")]
    public required string Kind { get; init; }

    [Description("The unit of a quantity.")]
    [MaxLength(Limits.TextLengthMax)]
    public string? Unit { get; init; }

    [Description("Other units, and how many of the topic's unit one of each is.")]
    public IReadOnlyDictionary<string, double>? Conversions { get; init; }

    [Description("The labels of a category topic; leave out when any label may be claimed.")]
    [Length(2, Limits.CategoriesMax)]
    public IReadOnlyList<string>? Categories { get; init; }

    [Description("Whether the categories are stages in order. Default false.")]
    public bool? Ordered { get; init; }

    [Description("How the truth moves over valid time. Default fixed.")]
    [AllowedValues("fixed", "cumulative", "changing")]
    public string? Dynamics { get; init; }

    [Description("The statuses that speak to the question. Default ongoing, occurred, cumulative.")]
    [Length(1, 6)]
    public IReadOnlyList<string>? Accepts { get; init; }

    [Description("What is in and out, in words.")]
    [MaxLength(Limits.ReasonLengthMax)]
    public string? Scope { get; init; }

    [Description("Who gains from which answer.")]
    [MaxLength(Limits.InterestsMax)]
    public IReadOnlyList<InterestJson>? Interests { get; init; }

    [Description("Whether sources see for themselves (observers) or pass on what others know. Default reporters.")]
    [AllowedValues("reporters", "observers")]
    public string? Sources { get; init; }

    [Description("After how long a claim about something changing is worth half: an ISO 8601 duration such as P90D.")]
    [MaxLength(32)]
    public string? HalfLife { get; init; }

    [Description("The family whose tolerance and track records it shares; by default its kind's.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Family { get; init; }

    [Description("The ends of a bounded scale, for ratings.")]
    public ScaleJson? Scale { get; init; }

    [Description("Free words to find it by.")]
    [MaxLength(Limits.TagsMax)]
    public IReadOnlyList<string>? Tags { get; init; }

    public TopicJson()
    {
    }

    /// <summary>What is shown beside a definition, and is no part of it.</summary>
    internal static IReadOnlyList<string> Shown { get; } = ["version", "view", "archived"];

    /// <summary>What a definition may say.</summary>
    internal static IReadOnlyList<string> Fields { get; } =
    [
        "id", "title", "question", "kind", "unit", "conversions", "categories", "ordered", "dynamics", "accepts",
            "scope", "interests", "sources", "halfLife", "family",
        "scale", "tags",
    ];

    /// <summary>A definition as it is shown.</summary>
    internal static TopicJson Of(TopicDefinition topic) => new(topic);

    [SetsRequiredMembers]
    private protected TopicJson(TopicDefinition topic)
    {
        Id = topic.Id.Value;
        Title = topic.Title;
        Question = topic.Question;
        Kind = Vocabulary.Kinds[topic.Kind];
        Unit = topic.Unit;
        Conversions = topic.Conversions?.ToDictionary(c => c.Unit, c => c.Factor);
        Categories = topic.Categories;
        Ordered = topic.Kind == TopicKind.Category ? topic.Ordered : null;
        Dynamics = Vocabulary.Dynamics[topic.Dynamics];
        Accepts = [.. topic.Accepts.Select(s => Vocabulary.Statuses[s])];
        Scope = topic.Scope;
        Interests = topic.Interests.Count == 0 ? null : [.. topic.Interests.Select(i => new InterestJson(i.Source.Value, i.Favours))];
        Sources = Vocabulary.Voices[topic.Sources];
        HalfLife = topic.HalfLife?.Text;
        Family = topic.Family;
        Scale = topic.Scale is { } scale ? new ScaleJson(scale.Low, scale.High) : null;
        Tags = topic.Tags.Count == 0 ? null : topic.Tags;
    }

    /// <summary>Reads the definition of topic <paramref name="path"/>, noting every fault in it; null when there is any.</summary>
    internal static TopicDefinition? Read(JsonFields fields, FaultList faults, TopicId path)
    {
        if (fields.Id("id") is { } id && id != path.Value) fields.Fault("id", "is not the id in the path");
        var title = fields.Name("title", Limits.TitleLengthMax, required: true);
        var question = fields.Text("question", Limits.ReasonLengthMax);
        var kind = fields.Word("kind", Vocabulary.Kinds, required: true);
        var unit = fields.Name("unit", Limits.TextLengthMax);
        var conversions = ReadConversions(fields);
        var categories = fields.NamesOf("categories", Limits.CategoriesMax);
        var ordered = fields.Flag("ordered");
        var dynamics = fields.Word("dynamics", Vocabulary.Dynamics);
        var accepts = fields.WordList("accepts", countMax: 6, Vocabulary.Statuses);
        var scope = fields.Text("scope", Limits.ReasonLengthMax);
        var interests = fields.Objects("interests", Limits.InterestsMax)?.Select(i => InterestJson.Read(i, kind, categories)).ToArray();
        var sources = fields.Word("sources", Vocabulary.Voices);
        var halfLife = fields.Period("halfLife");
        var family = fields.Id("family");
        var scale = fields.Object("scale") is { } ends ? ScaleJson.Read(ends) : null;
        var tags = fields.NamesOf("tags", Limits.TagsMax);

        if (kind is not null) NoteMisfits(kind.Value);
        if (categories is { Length: < 2 }) fields.Fault("categories", "has fewer than 2 items");
        if (categories is not null
            && categories.DistinctBy(Spelling.Key).Count() < categories.Length) fields.Fault("categories", "names one twice");
        if (ordered is true && categories is null) fields.Fault("ordered", "needs categories");
        if (accepts is []) fields.Fault("accepts", "must name at least one status");
        if (conversions is not null && unit is null) fields.Fault("conversions", "needs a unit to convert to");
        if (unit is not null && conversions is not null
            && conversions.Any(c => Spelling.SameUnit(c.Unit, unit))) fields.Fault("conversions", "converts the topic's own unit");
        foreach (var shown in Shown) fields.Skip(shown); // whoever sends back what was shown changes nothing
        fields.Done();

        if (faults.Any || title is null || kind is null) return null;
        return new TopicDefinition
        {
            Id = path,
            Title = title,
            Question = question,
            Kind = kind.Value,
            Unit = unit,
            Conversions = conversions is null ? null : new(conversions),
            Categories = categories is null ? null : new(categories),
            Ordered = ordered ?? false,
            Dynamics = dynamics ?? Domain.Topics.Dynamics.Fixed,
            Accepts = accepts is null ? TopicDefinition.DefaultAccepts : new(accepts.Distinct()),
            Scope = scope,
            Interests = interests is null ? Domain.ValueList<Interest>.Empty : new(interests.OfType<Interest>()),
            Sources = sources ?? Domain.Topics.Voices.Reporters,
            HalfLife = halfLife,
            Family = family,
            Scale = scale,
            Tags = tags is null ? Domain.ValueList<string>.Empty : new(tags.DistinctBy(Spelling.Key)),
        };

        void NoteMisfits(TopicKind of)
        {
            if (of != TopicKind.Quantity)
            {
                if (unit is not null) fields.Fault("unit", "is for quantities");
                if (conversions is not null) fields.Fault("conversions", "is for quantities");
                if (scale is not null) fields.Fault("scale", "is for quantities");
            }

            if (of != TopicKind.Category)
            {
                if (categories is not null) fields.Fault("categories", "is for category topics");
                if (ordered is not null) fields.Fault("ordered", "is for category topics");
            }
        }
    }

    private static List<UnitFactor>? ReadConversions(JsonFields owner)
    {
        if (owner.Object("conversions") is not { } fields) return null;
        var units = fields.Names.Order().ToList();
        if (units.Count > Limits.ConversionsMax) owner.Fault("conversions", $"has more than {Limits.ConversionsMax} fields");
        var factors = new List<UnitFactor>();
        foreach (var unit in units)
        {
            var name = NormalForm.Name(unit);
            if (name is "" || unit.Length > Limits.TextLengthMax) fields.Fault(unit, "is not the name of a unit");
            if (factors.Any(f => Spelling.SameUnit(f.Unit, name))) fields.Fault(unit, "is given twice, in another spelling");
            if (fields.Number(unit) is not { } factor) continue;
            if (factor <= 0) fields.Fault(unit, "must be above 0");
            factors.Add(new UnitFactor(name, factor));
        }

        return factors;
    }
}

/// <summary>A source that gains from an answer.</summary>
public sealed record InterestJson(
    [property: Description("Its id, or a name of its.")][property: MaxLength(Limits.TextLengthMax)] string Source,
    [property: Description("yes or no for a proposition; high or low for a number, a date or a stage; or a label.")]
    [property: MaxLength(Limits.TextLengthMax)] string Favours)
{
    /// <summary>
    /// Null when it has a fault, which is then noted; its source is as it is written, an id or a name; kind and
    /// categories are the topic's, null when they have faults.
    /// </summary>
    internal static Interest? Read(JsonFields fields, TopicKind? kind, string[]? categories)
    {
        var source = fields.Source("source", required: true);
        var favours = fields.Name("favours", Limits.TextLengthMax, required: true);
        var isAnswer = (kind, favours) switch
        {
            (null, _) or (_, null) => true,
            (TopicKind.Proposition, _) => favours is "yes" or "no",
            (TopicKind.Category, _) => favours is "high" or "low" || categories is null || categories.Any(c => Spelling.Same(c, favours)),
            _ => favours is "high" or "low",
        };
        if (!isAnswer) fields.Fault("favours", $"is not an answer to a topic of kind {Vocabulary.Kinds[kind ?? default]}");
        fields.Done();
        return source is null || favours is null ? null : new Interest(new SourceId(source), favours);
    }
}

/// <summary>The ends of a bounded scale.</summary>
public sealed record ScaleJson(double Low, double High)
{
    internal static Scale? Read(JsonFields fields)
    {
        var (low, high) = (fields.Number("low", required: true), fields.Number("high", required: true));
        if (low >= high) fields.Fault("high", "must be above low");
        fields.Done();
        return low is { } l && high is { } h ? new Scale(l, h) : null;
    }
}
