using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Analysis.Cli.Http;

/// <summary>What the server says, as far as it is shown.</summary>
internal sealed record TopicPage(IReadOnlyList<Topic> Topics, string? Next);

internal sealed record Topic(string Id, string Title, string Kind, View View, string? Question = null,
    string? Unit = null, IReadOnlyList<string>? Tags = null);

/// <param name="Interval50">Numbers, or first and last day; null is an open end.</param>
internal sealed record View(
    string Kind,
    bool Evidence,
    Confidence Confidence,
    bool Disputed,
    long Claims,
    int Origins,
    string Statement,
    Headline Headline,
    double? Estimate = null,
    double? LowerBound = null,
    double? UpperBound = null,
    double? Probability = null,
    string? Top = null,
    IReadOnlyDictionary<string, double>? Probabilities = null,
    double? OtherProbability = null,
    string? Edtf = null,
    IReadOnlyList<JsonElement>? Interval50 = null,
    IReadOnlyList<JsonElement>? Interval90 = null,
    string? Unit = null,
    string? Newest = null,
    IReadOnlyList<string>? Notices = null,
    Outlook? Outlook = null);

/// <summary>What is believed, as it is to be shown.</summary>
internal sealed record Headline(string Answer, string Text, string? Beside = null);

internal sealed record Outlook(string Statement);

internal sealed record Confidence(double Score, string Level, IReadOnlyList<string>? Reasons = null);

internal sealed record Timeline(IReadOnlyList<TimelinePoint> Points);

internal sealed record TimelinePoint(DateTimeOffset ValidAt, View View, DateTimeOffset? ReportedBy = null);

internal sealed record Ledger(IReadOnlyList<LedgerEntry> Claims, string? Next);

internal sealed record LedgerEntry(LedgerClaim Claim, string Standing, string Reason, double Weight = 0,
    string? Voice = null);

internal sealed record LedgerClaim(string Id, JsonObject Value, string? Stance = null, string? Status = null,
    string? ReportedTime = null, string? Unit = null);

internal sealed record Outcome(
    string? Topic,
    string? Claim,
    string Result,
    string? Standing = null,
    string? Reason = null,
    IReadOnlyList<Warning>? Warnings = null,
    Problem? Problem = null,
    View? View = null);

internal sealed record Warning(string Pointer, string Reason, string? Code = null, string? Nearest = null);

internal sealed record Supposition(View Actual, View Supposed, IReadOnlyList<Difference> Difference);

internal sealed record Difference(string Pointer, JsonNode? Actual = null, JsonNode? Supposed = null,
    double? By = null);

internal sealed record SourcePage(IReadOnlyList<Source> Sources, string? Next);

internal sealed record Source(
    string Id,
    string? Name = null,
    string? Kind = null,
    string? Grade = null,
    IReadOnlyList<string>? Aliases = null,
    IReadOnlyList<Learned>? Learned = null,
    TrackRecord? Outcomes = null,
    string? MergedInto = null);

internal sealed record Learned(string Family, double? Accuracy = null, IReadOnlyList<double>? Interval90 = null,
    double? RelativeError = null, double Outcomes = 0);

internal sealed record TrackRecord(int Topics, int Claims, int Superseded, int Retracted, int Corrected, int Lapsed,
    int Answers, double? Brier = null);

internal sealed record ActPage(IReadOnlyList<Act> Acts, string? Next);

internal sealed record Act(
    [property: JsonPropertyName("act")] string Name,
    DateTimeOffset RecordedAt,
    string? By = null,
    string? Topic = null,
    string? Claim = null,
    string? Source = null,
    string? Family = null,
    long? Version = null,
    string? Reason = null);

internal sealed record Change(long Position, string Topic, long Version, DateTimeOffset RecordedAt, string Event,
    string? Claim = null);
