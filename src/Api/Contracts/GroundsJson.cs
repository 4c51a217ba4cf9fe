using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Transfers;

namespace Analysis.Api.Contracts;

/// <summary>Why something is withdrawn or stands again, by whom, and when that was made known.</summary>
public sealed record GroundsJson(
    [property: MaxLength(Limits.ReasonLengthMax)] string Reason,
    [property: RegularExpression(Limits.IdPattern)] string? By = null,
    [property: Description("When it was made known, in EDTF; without it, the time it was recorded serves.")]
    [property: MaxLength(64)] string? ReportedTime = null)
{
    internal static GroundsJson? Of(Annulment? annulment) =>
        annulment is null ? null : new(annulment.Reason, annulment.By?.Value, annulment.ReportedTime?.Text);

    internal static GroundsJson? Of(TopicEvent.Archived? archived) =>
        archived is null ? null : new(archived.Reason, archived.By?.Value, archived.ReportedTime?.Text);

    /// <summary>Reads one, and makes of it what it is about.</summary>
    internal static T? Read<T>(JsonFields fields, Func<string, SourceId?, Edtf?, T> make)
        where T : class
    {
        var grounds = Read(fields);
        fields.Done();
        return grounds is null ? null : make(grounds.Reason, grounds.By, grounds.ReportedTime);
    }

    /// <summary>Reads the fields of one; null when there is no reason.</summary>
    internal static Grounds? Read(JsonFields fields)
    {
        var reason = fields.Text("reason", Limits.ReasonLengthMax, required: true);
        var by = fields.Id("by");
        var reported = fields.Date("reportedTime");
        return reason is null ? null : new Grounds(reason, by is null ? null : new SourceId(by), reported);
    }
}
