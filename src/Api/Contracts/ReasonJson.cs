using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Analysis.Api.Contracts;

/// <summary>Why something is done to a source.</summary>
public sealed record ReasonJson(
    [property: Description("Kept; of an erasure it must not hold what is erased.")]
    [property: MaxLength(Limits.ReasonLengthMax)] string Reason)
{
    /// <summary>Null when it has a fault, which is then noted.</summary>
    internal static ReasonJson? Read(JsonFields fields)
    {
        var reason = fields.Text("reason", Limits.ReasonLengthMax, required: true);
        fields.Done();
        return reason is null ? null : new(reason);
    }
}
