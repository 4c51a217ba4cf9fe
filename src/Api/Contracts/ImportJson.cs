using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Analysis.Api.Contracts;

/// <summary>What became of a line of an import.</summary>
public sealed record ImportOutcomeJson(
    [property: Description("Counted from 1.")] long Line,
    [property: Description("created: as it was; merged: taken in as of now, for the stream had gone another way here; "
        + "skipped: topics hear of it by themselves.")]
    [property: AllowedValues("created", "unchanged", "merged", "skipped", "conflict", "rejected")] string Result,
    [property: Description("The stream of its event, such as topic/dprk-killed.")] string? Stream,
    [property: Description("The version of the event there.")] long? Version,
    [property: Description("Why it was not taken in.")] Problem? Problem);

/// <summary>The last line of the answer to an import.</summary>
public sealed record ImportSummaryLineJson(ImportSummaryJson Summary);

/// <summary>What became of the lines of an import.</summary>
public sealed record ImportSummaryJson(long Created, long Unchanged, long Merged, long Skipped, long Conflict,
    long Rejected);
