using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;

namespace Analysis.Api.Contracts;

/// <summary>A topic's definition, and what is believed.</summary>
public sealed record TopicReadingJson : TopicJson
{
    /// <summary>What a definition may leave out, and is always shown.</summary>
    internal static IReadOnlyList<string> Always { get; } = ["id", "dynamics", "accepts", "sources"];

    [SetsRequiredMembers]
    internal TopicReadingJson(TopicReading reading)
        : base(reading.Definition)
    {
        Version = reading.View.Version;
        View = ViewJson.Of(reading.View);
        Archived = GroundsJson.Of(reading.Archived);
    }

    [Description("That and why the topic was put away: it is in no list unless asked for, and takes no claims.")]
    [JsonPropertyOrder(1)]
    public GroundsJson? Archived { get; }

    [Description("How many facts the topic's stream holds, as far as this view goes.")]
    [JsonPropertyOrder(1)]
    public long Version { get; }

    [Description("In the answer to a definition: what it puts out of scope that was in it. Else left out.")]
    [JsonPropertyOrder(1)]
    public IReadOnlyList<LostClaimsJson>? Warnings { get; init; }

    [JsonPropertyOrder(1)]
    public ViewJson View { get; }
}

/// <summary>A topic in a list.</summary>
public sealed record TopicBriefJson(
    string Id,
    string Title,
    [property: AllowedValues("quantity", "proposition", "category", "date")] string Kind,
    string? Unit,
    IReadOnlyList<string> Tags,
    long Version,
    [property: Description("true: it was put away.")] bool? Archived,
    ViewJson View)
{
    internal static TopicBriefJson Of(TopicReading reading) => new(
        reading.Definition.Id.Value,
        reading.Definition.Title,
        Vocabulary.Kinds[reading.Definition.Kind],
        reading.Definition.Unit,
        reading.Definition.Tags,
        reading.View.Version,
        reading.Archived is null ? null : true,
        ViewJson.Brief(reading.View));
}

/// <summary>A page of topics.</summary>
public sealed record TopicPageJson(
    IReadOnlyList<TopicBriefJson> Topics,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);

/// <summary>A page of sources.</summary>
public sealed record SourcePageJson(
    IReadOnlyList<SourceJson> Sources,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);

/// <summary>One fact of the topic's stream, and the view after it.</summary>
public sealed record HistoryStepJson(
    long Version,
    DateTime RecordedAt,
    [property: Description(ChangeJson.Kinds)]
    string Event,
    [property: Description("The claim it concerns, if it concerns one.")] string? Claim,
    [property: Description("Who wrote it: the name of a key, or of whom a token speaks; left out when nobody is known.")] string? By,
    [property: Description("Why something was erased, if that is what was done.")] string? Reason,
    [property: Description("What happened, in a phrase: office-b says 31,000; left out where it cannot have moved the belief.")] string? Because,
    ViewJson View)
{
    internal static HistoryStepJson Of(HistoryStep step) =>
        new(step.Version, step.At.UtcDateTime, step.Event, step.Claim?.Value, step.By, step.Reason, step.Because,
            ViewJson.Brief(step.View));
}

/// <summary>A page of a topic's history, oldest first.</summary>
public sealed record HistoryPageJson(
    IReadOnlyList<HistoryStepJson> Steps,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);

/// <summary>One view of a timeline.</summary>
public sealed record TimelinePointJson(
    DateTime ValidAt,
    [property: Description("Over reported time: by when what it rests on was published.")] DateTime? ReportedBy,
    [property: Description("What happens then, in a phrase: office-b says 31,000; left out where nothing does that moves the belief.")]
    string? Because,
    [property: Description("true: nothing happens then, the belief moves with time alone: evenly from the point before. To any other point it jumps.")]
    bool? Between,
    ViewJson View)
{
    internal static TimelinePointJson Of(TimelinePoint point) =>
        new(point.ValidAt.UtcDateTime, point.ReportedBy?.UtcDateTime, point.Because, point.IsBetween ? true : null,
            ViewJson.Brief(point.View));
}

/// <summary>The view at each time at which something changes, and the claims to draw on it.</summary>
public sealed record TimelineJson(
    [property: Description("By time, at most 200; where there are more, the first, the last and some between.")] IReadOnlyList<TimelinePointJson> Points,
    [property: Description("By version, at most 1,000; the ledger has them all. Left out when not wanted.")] IReadOnlyList<LedgerEntryJson>? Claims);

/// <summary>A claim and what became of it.</summary>
public sealed record LedgerEntryJson(
    ClaimJson Claim,
    [property: Description("The version of the fact that brought it.")] long Version,
    DateTime RecordedAt,
    [property: AllowedValues(
        "counted", "implied", "superseded", "retracted", "corrected", "outOfScope", "lapsed", "afterResolution", "embargoed", "moved")]
    string Standing,
    [property: Description("Why, in words.")] string Reason,
    [property: Description("Whose voice it is: the origin, or unknown for everything of unknown lineage.")] string Voice,
    [property: Description("After hedges, relays, interest and age; left out when it does not count.")]
    [property: Range(0.0, 1.0)] double? Certainty,
    [property: Description("Accuracy of the source times certainty; 0 when it does not count.")]
    [property: Range(0.0, 1.0)] double Weight,
    [property: Description(
        "Its part in the belief; negative when it speaks against. Labels: what it adds to the odds of the label it "
        + "names. Numbers and dates: its part of the log density at the answer, less its mean, in nats. Ratings: its "
        + "share of the weight.")] double Contribution,
    [property: Description("self-serving or against interest, when interest moved its certainty.")] string? Interest,
    [property: Description("The view without it; only when asked for, and when it counts.")] ViewJson? Without)
{
    internal static LedgerEntryJson Of(LedgerEntry entry) => new(
        new ClaimJson(entry.Claim),
        entry.Version,
        entry.RecordedAt.UtcDateTime,
        Vocabulary.Standings[entry.Standing],
        entry.Reason,
        entry.Voice,
        entry.Certainty is { } certainty ? Rounding.Probability(certainty) : null,
        Rounding.Probability(entry.Weight),
        Rounding.Probability(entry.Contribution),
        entry.Interest,
        entry.Without is { } without ? ViewJson.Brief(without) : null);
}

/// <summary>A page of a ledger: of a topic by version, of a source by topic and version.</summary>
public sealed record LedgerPageJson(
    IReadOnlyList<LedgerEntryJson> Claims,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);
