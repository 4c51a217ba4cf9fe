using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Analysis.Domain.Claims;

namespace Analysis.Api.Contracts;

/// <summary>What is stated: one of six kinds. Numbers are of magnitude at most 1e15.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(QuantityValue), "quantity")]
[JsonDerivedType(typeof(RangeValue), "range")]
[JsonDerivedType(typeof(BoundValue), "bound")]
[JsonDerivedType(typeof(PropositionValue), "proposition")]
[JsonDerivedType(typeof(CategoryValue), "category")]
[JsonDerivedType(typeof(DateValue), "date")]
public abstract record ValueJson
{
    private ValueJson()
    {
    }

    /// <summary>A number, with the margin given for it where there was one: low, best and high in this order.</summary>
    public sealed record QuantityValue(double Best, double? Low = null, double? High = null) : ValueJson;

    /// <summary>Somewhere between two numbers, low first, both inclusive.</summary>
    public sealed record RangeValue(double Low, double High) : ValueJson;

    /// <summary>On one side of a number.</summary>
    public sealed record BoundValue([property: AllowedValues(">=", ">", "<=", "<")] string Op, double Value) : ValueJson;

    /// <summary>Whether the topic's proposition holds, with the probability that was stated for it, if one was.</summary>
    public sealed record PropositionValue(bool Holds, [property: Range(0.0, 1.0)] double? Probability = null) : ValueJson;

    /// <summary>One of the topic's categories, or a label of its own where the set is open.</summary>
    public sealed record CategoryValue([property: MaxLength(Limits.TextLengthMax)] string Name) : ValueJson;

    /// <summary>A date in EDTF, such as 2024-10-19 or 2025-07/..; null when the report names one that cannot be placed.</summary>
    public sealed record DateValue([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Edtf) : ValueJson;

    internal static ValueJson Of(ClaimValue value) => value switch
    {
        ClaimValue.Quantity quantity => new QuantityValue(quantity.Best, quantity.Low, quantity.High),
        ClaimValue.Range range => new RangeValue(range.Low, range.High),
        ClaimValue.Bound bound => new BoundValue(Vocabulary.BoundOps[bound.Op], bound.Value),
        ClaimValue.Proposition proposition => new PropositionValue(proposition.Holds, proposition.Probability),
        ClaimValue.Category category => new CategoryValue(category.Name),
        ClaimValue.Date date => new DateValue(date.Edtf?.Text),
        _ => throw new UnreachableException($"Unknown value {value.GetType().Name}."),
    };

    /// <summary>Reads the required field <paramref name="name"/> of <paramref name="owner"/>; null when it has a fault, which is then noted.</summary>
    internal static ClaimValue? Read(JsonFields owner, string name)
    {
        if (owner.Object(name, required: true) is not { } fields) return null;
        ClaimValue? value = null;
        switch (fields.Text("kind", Limits.TextLengthMax, required: true))
        {
            case null:
                return null;
            case "quantity":
                var (best, low, high) = (fields.Number("best", required: true), fields.Number("low"), fields.Number("high"));
                if (low > best) fields.Fault("low", "is above best");
                if (high < best) fields.Fault("high", "is below best");
                if (low > high && best is null) fields.Fault("high", "is below low");
                if (best is { } b) value = new ClaimValue.Quantity(b, low, high);
                break;
            case "range":
                var (from, to) = (fields.Number("low", required: true), fields.Number("high", required: true));
                if (from > to) fields.Fault("high", "is below low");
                if (from is { } f && to is { } t) value = new ClaimValue.Range(f, t);
                break;
            case "bound":
                var (op, number) = (fields.Word("op", Vocabulary.BoundOps, required: true), fields.Number("value", required: true));
                if (op is { } o && number is { } n) value = new ClaimValue.Bound(o, n);
                break;
            case "proposition":
                var (holds, probability) = (fields.Flag("holds", required: true), fields.Number("probability"));
                if (probability is < 0 or > 1) fields.Fault("probability", "must be from 0 to 1");
                if (holds is { } h) value = new ClaimValue.Proposition(h, probability);
                break;
            case "category":
                if (fields.Name("name", Limits.TextLengthMax, required: true) is { } label) value = new ClaimValue.Category(label);
                break;
            case "date":
                value = ReadDate(fields);
                break;
            default:
                fields.Fault("kind", "must be one of quantity, range, bound, proposition, category, date");
                return null;
        }

        fields.Done();
        return value;
    }

    /// <summary>The one place where null has a meaning: there is a date, but it cannot be placed.</summary>
    private static ClaimValue.Date? ReadDate(JsonFields fields)
    {
        if (fields.TakeNull("edtf")) return new ClaimValue.Date(null);
        return fields.Date("edtf", required: true) is { } date ? new ClaimValue.Date(date) : null;
    }
}
