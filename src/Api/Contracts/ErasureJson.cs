using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Claims;

namespace Analysis.Api.Contracts;

/// <summary>Which texts of a claim are to be erased, and why.</summary>
public sealed record ErasureJson(
    [property: Description("Any of article, note, quote, url, words.")]
    [property: MinLength(1)] IReadOnlyList<string> Fields,
    [property: Description("Kept, and shown; it must not hold what is erased.")]
    [property: MaxLength(Limits.ReasonLengthMax)] string Reason)
{
    internal static ErasureJson? Read(JsonFields fields)
    {
        var chosen = fields.Choice("fields", ClaimTexts.Names);
        var reason = fields.Text("reason", Limits.ReasonLengthMax, required: true);
        fields.Done();
        return chosen is null || reason is null ? null : new(chosen, reason);
    }
}
