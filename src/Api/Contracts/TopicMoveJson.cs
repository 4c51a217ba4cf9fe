using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Views;

namespace Analysis.Api.Contracts;

/// <summary>What a topic's belief was at an instant, what it is, and what moved it last.</summary>
public sealed record TopicMoveJson(
    string Topic,
    string Title,
    IReadOnlyList<string> Tags,
    [property: Description("What was believed at that instant; left out of a topic that was not there yet.")] HeadlineJson? Was,
    [property: Description("What is believed after the last fact.")] HeadlineJson Now,
    [property: Description(
        "By how much the answer moved: +4,100, or −12 points of a probability; left out where the range alone moved, and "
        + "where there is no such figure.")]
    string? By,
    [property: Description(
        "What moved it last, in a phrase: office-b says 31,000. What is held about sources and families only where nothing "
        + "else moved it.")]
    string? Because,
    [property: Description("When that was recorded.")] DateTime RecordedAt,
    [property: Description("How many facts have come since.")] long Facts);

/// <summary>Topics whose belief moved since an instant, those that changed last first.</summary>
public sealed record MovePageJson(
    IReadOnlyList<TopicMoveJson> Moves,
    [property: Description(
        "The cursor of the next page; left out on the last. A page may have fewer than were asked for: facts that changed "
        + "nothing are no moves.")]
    string? Next);

/// <summary>A topic over time, among others.</summary>
public sealed record TopicTimelineJson(
    string Topic,
    string Title,
    [property: AllowedValues("quantity", "proposition", "category", "date")] string Kind,
    string? Unit,
    [property: Description("What is believed now.")] HeadlineJson Headline,
    [property: Description("By time, as of a timeline.")] IReadOnlyList<TimelinePointJson> Points);

/// <summary>Several topics over time.</summary>
public sealed record TimelinesJson(
    [property: Description("In the order in which they were asked for; unknown topics are left out.")] IReadOnlyList<TopicTimelineJson> Timelines);

/// <summary>How often what was believed before an answer was established came true.</summary>
public sealed record TrackRecordJson(
    [property: Description("Topics with an established answer that were looked at.")] int Topics,
    [property: Description("False where there are more of them: the record is of those that were established last.")] bool Complete,
    [property: Description("Answers of propositions and categories to which a probability had been given.")] int Answers,
    [property: Description("Mean of (probability of what was believed most - right)^2, 0 is best; left out without an answer.")] double? Brier,
    [property: Description("By tenths of the probability of what was believed most.")] IReadOnlyList<CalibrationJson> Calibration,
    [property: Description("How often numbers and dates lay within the intervals.")] IReadOnlyList<CoverageJson> Coverage)
{
    internal static TrackRecordJson Of(SourceOutcomes outcomes, int topics, bool complete, IReadOnlyList<CoverageJson> coverage)
    {
        var all = OutcomesJson.Of(outcomes, topics, complete);
        return new(topics, complete, all.Answers, all.Brier, all.Calibration, coverage);
    }
}

/// <summary>How often established figures and dates lay within an interval.</summary>
public sealed record CoverageJson(
    [property: Description("What the interval should hold: .5 or .9.")] double Stated,
    int Count,
    [property: Description("The share that lay within.")] double Within);
