using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Claims;
using Analysis.Engine.Transfers;

namespace Analysis.Api.Contracts;

/// <summary>To which topic, why, by whom, and when that was made known.</summary>
public sealed record TransferJson(
    [property: Description("The id of the other topic; of a renaming, the new id.")]
    [property: RegularExpression(Limits.IdPattern)] string To,
    [property: MaxLength(Limits.ReasonLengthMax)] string Reason,
    [property: RegularExpression(Limits.IdPattern)] string? By = null,
    [property: Description("When it was made known, in EDTF. Kept; of what the desk does with topics, asOf alone speaks.")]
    [property: MaxLength(64)] string? ReportedTime = null)
{
    /// <summary>What was read.</summary>
    internal sealed record Transfer(TopicId To, Grounds Grounds);

    internal static Transfer? Read(JsonFields fields)
    {
        var (to, grounds) = (fields.Id("to", required: true), GroundsJson.Read(fields));
        fields.Done();
        return to is null || grounds is null ? null : new Transfer(new TopicId(to), grounds);
    }
}
