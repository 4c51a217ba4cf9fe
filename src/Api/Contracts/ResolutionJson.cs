using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Api.Contracts;

/// <summary>The established answer, why it is held to be established, and who established it.</summary>
public sealed record ResolutionJson(
    ValueJson Value,
    [property: MaxLength(Limits.ReasonLengthMax)] string Reason,
    [property: RegularExpression(Limits.IdPattern)] string? By = null,
    [property: Description("When it was made known, in EDTF; without it, the time it was recorded serves.")]
    [property: MaxLength(64)] string? ReportedTime = null,
    [property: Description("For which time it is the answer, in EDTF; without it, when it was made known. Plays no part on fixed topics and of dates.")]
    [property: MaxLength(64)] string? ValidTime = null)
{
    internal static ResolutionJson Of(Resolution resolution) =>
        new(ValueJson.Of(resolution.Value), resolution.Reason, resolution.By?.Value, resolution.ReportedTime?.Text, resolution.ValidTime?.Text);

    internal static Resolution? Read(JsonFields fields)
    {
        var value = ValueJson.Read(fields, "value");
        var reason = fields.Text("reason", Limits.ReasonLengthMax, required: true);
        var by = fields.Id("by");
        var (reported, valid) = (fields.Date("reportedTime"), fields.Date("validTime"));
        fields.Done();
        return value is null || reason is null ? null : new Resolution(value, reason, by is null ? null : new SourceId(by), reported, valid);
    }
}
