using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analysis.Belief.Data;

/// <summary>What the values of a data set are.</summary>
internal enum ValueKind
{
    /// <summary>One label of a fixed set.</summary>
    Labels,

    /// <summary>Any label: each object has its own.</summary>
    Open,

    /// <summary>A stated probability that the first of two answers holds.</summary>
    Probability,

    /// <summary>A number that is right within a tolerance, or wrong.</summary>
    Number,

    /// <summary>A number on a bounded scale.</summary>
    Rating,
}

internal enum Scale
{
    Linear,

    /// <summary>What counts is the ratio.</summary>
    Logarithmic,
}

/// <summary>The kind of a data set, and what goes with it.</summary>
internal sealed record Shape(ValueKind Kind)
{
    /// <summary>The fixed set, in ordinal order; of a probability 0 and 1. Empty otherwise.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Within which two numbers agree: in their unit, or as a difference of logarithms (.02 is 2 %).</summary>
    public double Tolerance { get; init; }

    public Scale Scale { get; init; }

    public double Low { get; init; }

    public double High { get; init; }

    public bool HasLabels => Kind is ValueKind.Labels or ValueKind.Open or ValueKind.Probability;

    public override string ToString() => Kind switch
    {
        ValueKind.Labels => $"labels {string.Join(", ", Labels)}",
        ValueKind.Open => "open labels",
        ValueKind.Probability => "probability",
        ValueKind.Rating => $"rating {Low:0.##} to {High:0.##}",
        _ => $"number, tolerance {Tolerance:0.######}{(Scale is Scale.Logarithmic ? ", logarithmic" : "")}",
    };
}

/// <summary>
/// <c>family.json</c>, which says what inference would otherwise find out; every field but <c>kind</c> may be left out.
/// <c>labels</c>: the fixed set. <c>tolerance</c>, <c>scale</c>: of numbers. <c>low</c>, <c>high</c>: of ratings.
/// </summary>
internal sealed record FamilyFile(ValueKind Kind, IReadOnlyList<string>? Labels, double? Tolerance, Scale? Scale, double? Low, double? High)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="JsonException">Not such a file.</exception>
    public static FamilyFile Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.EnumerateObject().Any(p => p.NameEquals("kind")))
            throw new JsonException("kind is missing");
        return JsonSerializer.Deserialize<FamilyFile>(json, Options)!;
    }
}
