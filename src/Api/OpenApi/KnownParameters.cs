using System.Collections.Frozen;
using Analysis.Api.Contracts;

namespace Analysis.Api.OpenApi;

/// <summary>
/// Parameters that mean the same wherever they stand. What a route says of its own stands beside its mapping.
/// </summary>
internal static class KnownParameters
{
    private static readonly FrozenDictionary<string, ParameterNote> All = ((ParameterNote[])
    [
        new("topic", "The topic's id.", ValueForm.Id),
        new("claim", "The claim's id.", ValueForm.Id),
        new("source", "The source's id.", ValueForm.Id),
        new("family", "The family's id.", ValueForm.Id),
        new("alert", "The alert's id.", ValueForm.Id),
        new("article", "The article's id.", ValueForm.Id),
        new("draft", "The draft's id.", ValueForm.Words(Limits.IdLengthMax)),
        new("delivery", "The delivery's id, which is that of the change.", ValueForm.Words(Limits.IdLengthMax)),
        new("asOf", "Only facts recorded by then: exactly what was shown then. "
            + "A time (RFC 3339), or a date, which means its end.",
            ValueForm.Instant),
        new("reportedBy", "Only claims reported by then: what could be known then. "
            + "A time, or a date, which means its end.",
            ValueForm.Instant),
        new("validAt", "The valid time asked about, a time or a date; "
            + "by default the earliest of now and the two above.",
            ValueForm.Instant),
        new("version", "Only the first so many facts of the topic.", ValueForm.Place(min: 1)),
        new("from", "Only facts recorded at or after it: a time, or a date, which means its beginning.",
            ValueForm.Instant),
        new("to", "Only facts recorded before it: a time, or a date, which means its end.", ValueForm.Instant),
        new("q", "Words that must all occur, in any case and normal form.", ValueForm.Words(Limits.TextLengthMax)),
        new("tag", "A tag that the topic must have, in any spelling.", ValueForm.Words(Limits.TextLengthMax)),
        new("limit", "At most so many.", ValueForm.Whole(1, Limits.PageMax, otherwise: Limits.PageDefault)),
        new("separator", "Of a table: what stands between cells. By default what comes in is looked at, and commas go out.",
            ValueForm.OneOf(["comma", "semicolon", "tab"])),
        new("decimal", "Of a table: the decimal mark of numbers.", ValueForm.Fitting("^[.,]$", ".")),
        new("cursor", "The next of the page before.", ValueForm.Cursor),
    ]).ToFrozenDictionary(note => note.Name);

    /// <summary>Of whatever answers with JSON: a component that all refer to.</summary>
    public static ParameterNote Pretty { get; } =
        new(Http.Pretty.Parameter, "Indent the JSON of the answer, for people to read.",
            ValueForm.YesOrNo(otherwise: false));

    public static ParameterNote? Find(string name) => All.GetValueOrDefault(name);
}
