using System.ComponentModel;
using Analysis.Engine.Journal;

namespace Analysis.Api.Contracts;

/// <summary>Who did what, on what and when.</summary>
public sealed record ActJson(
    [property: Description("What was done, as event in a history.")] string Act,
    [property: Description("Who did it: the name of a key, or of whom a token speaks; left out when nobody is known.")] string? By,
    DateTime RecordedAt,
    [property: Description("The topic it was done to.")] string? Topic,
    [property: Description("The claim it concerns, if it concerns one.")] string? Claim,
    [property: Description("The source it was done to.")] string? Source,
    [property: Description("The family it was done to.")] string? Family,
    [property: Description("Its place among the facts of that topic, source or family.")] long Version,
    [property: Description("Why something was erased, if that is what was done.")] string? Reason)
{
    internal static ActJson Of(RecordedEvent stored)
    {
        var (kind, id) = stored.Stream.Split('/', 2) is [var before, var after] ? (before, after) : ("", "");
        return new(EventCodec.NameOf(stored), stored.Event.By, stored.Event.RecordedAt.UtcDateTime, Of("topic"),
            EventCodec.ClaimOf(stored)?.Value, Of("source"), Of("family"), stored.Version,
            EventCodec.ReasonOf(stored));

        string? Of(string its) => kind == its ? id : null;
    }
}

/// <summary>A page of the audit, newest first.</summary>
public sealed record AuditPageJson(
    IReadOnlyList<ActJson> Acts,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);
