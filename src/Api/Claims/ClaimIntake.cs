using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Api.Claims;

/// <summary>A claim as it was read.</summary>
/// <param name="Topic">Its topic, as far as it can be read even when the claim has faults.</param>
/// <param name="Id">Its id, likewise.</param>
/// <param name="Claim">The claim, or what is wrong with it.</param>
internal sealed record ClaimIntake(string? Topic, string? Id, Answer<Claim> Claim)
{
    public static ClaimIntake Read(ReadOnlyMemory<byte> json)
    {
        string? topic = null, id = null;
        var answer = JsonBody.Read(json, "claim", (fields, faults) =>
        {
            var claim = ClaimJson.Read(fields, faults);
            (topic, id) = claim is null ? (fields.PeekId("topic"), fields.PeekId("id")) : (claim.Topic.Value, claim.Id.Value);
            return claim;
        });
        return new ClaimIntake(topic, id, answer);
    }

    /// <summary>Why a caller may not post the claim, contributor though he be; null when he may.</summary>
    public static Problem? Forbids(Role held, Claim claim) =>
        claim.Entry == true && held < Role.Editor ? Problems.Forbidden(Role.Editor, held) : null;

    /// <summary>The topic that a first claim opens: its kind of value says the kind of question.</summary>
    public static TopicDefinition DefinitionFor(Claim claim) => new()
    {
        Id = claim.Topic,
        Title = claim.Topic.Value,
        Kind = claim.Value switch
        {
            ClaimValue.Proposition => TopicKind.Proposition,
            ClaimValue.Category => TopicKind.Category,
            ClaimValue.Date => TopicKind.Date,
            _ => TopicKind.Quantity,
        },
        Unit = claim.Value is ClaimValue.Quantity or ClaimValue.Range or ClaimValue.Bound ? claim.Unit : null,
    };
}
