using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Api.Contracts;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;

namespace Analysis.Api.Stix;

/// <summary>A topic as STIX 2.1 has it: identities, notes, opinions, and the report that refers to them.</summary>
internal sealed class StixBundle(
    Guid scope, Timeline timeline, DateTimeOffset created, IReadOnlyDictionary<SourceId,
    ReferenceEntry<SourceProfile>> sources)
{
    public const string MediaType = "application/stix+json";

    /// <summary>An identity has no date of its own, and is the same in every bundle.</summary>
    private static readonly DateTimeOffset Always = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TopicDefinition _topic = timeline.Reading.Definition;
    private readonly View _view = timeline.Reading.View;
    private readonly string _us = StixIds.Of(scope, "identity", "analysis");

    /// <summary>When what is said was last other: with a fact, or with the hour of which it is said.</summary>
    private readonly DateTimeOffset _modified =
        Latest(created, timeline.Reading.View.RecordedAt, timeline.Reading.View.ValidAt);

    public byte[] Write()
    {
        var entries = timeline.Claims.Where(e => e.Standing is not (Standing.Embargoed or Standing.Moved)).ToList();
        List<JsonObject> objects =
        [
            Ourselves(),
            .. entries.SelectMany(e => e.Claim.Chain).Distinct().Select(Identity),
            .. entries.Select(Note),
            .. entries.Select(Opinion),
        ];
        objects.Add(Report(objects));
        var bundle = new JsonObject
        {
            ["type"] = "bundle",
            ["id"] = StixIds.Of(scope, "bundle", [.. objects.Select(o => $"{o["id"]} {o["modified"]}")]),
            ["objects"] = new JsonArray([.. objects]),
        };
        return JsonSerializer.SerializeToUtf8Bytes(bundle, Options);
    }

    private JsonObject Report(IEnumerable<JsonObject> objects)
    {
        var report = Object("report", StixIds.Of(scope, "report", _topic.Id.Value), created, _modified);
        report["name"] = _topic.Title;
        report["description"] = string.Join('\n',
            new[] { _topic.Question, _view.Statement, _view.Confidence.Statement }.OfType<string>());
        report["published"] = Time(created);
        report["confidence"] = _view.Confidence.Level switch
        {
            ConfidenceLevel.High => 85,
            ConfidenceLevel.Moderate => 50,
            ConfidenceLevel.Low => 15,
            _ => 0,
        };
        if (_topic.Tags.Count > 0) report["labels"] = Texts(_topic.Tags);
        report["external_references"] = Reference($"Topic {_topic.Id}, version {_view.Version}, rules {_view.Rules}",
            null);
        report["object_refs"] = Texts(objects.Select(o => $"{o["id"]}"));
        return report;
    }

    /// <summary>What was claimed, as it was.</summary>
    private JsonObject Note(LedgerEntry entry)
    {
        var claim = entry.Claim;
        var note = Object("note", IdOf("note", claim), entry.RecordedAt, entry.RecordedAt);
        var said =
            $"{Called(claim.Origin)} {(claim.Stance == Stance.Denies ? "denies" : "says")}: "
            + $"{Said(claim)} ({Vocabulary.Statuses[claim.Status]})";
        note["abstract"] = said;
        note["content"] = string.Join('\n', new[]
        {
            said,
            claim.ValidTime is { } held ? $"Of {held.Text}." : null,
            claim.ReportedTime is { } reported ? $"Reported {reported.Text}." : null,
            claim.Chain.Count > 1 ? $"By way of {string.Join(", ", claim.Chain.SkipLast(1).Select(Called))}." : null,
            claim.Quote,
        }.OfType<string>());
        note["authors"] = Texts([Called(claim.Chain[0])]);
        if (Admiralty(claim.Credibility) is { } confidence) note["confidence"] = confidence;
        note["external_references"] = Reference($"Claim {claim.Id} of topic {_topic.Id}", claim.Url);
        note["object_refs"] = Texts(claim.Chain.Distinct().Select(IdOf));
        return note;
    }

    /// <summary>What the analysis makes of a claim.</summary>
    private JsonObject Opinion(LedgerEntry entry)
    {
        var opinion = Object("opinion", IdOf("opinion", entry.Claim), entry.RecordedAt,
            Latest(entry.RecordedAt, _modified));
        opinion["explanation"] = $"{Vocabulary.Standings[entry.Standing]}: {entry.Reason}";
        opinion["opinion"] = entry switch
        {
            { Standing: Standing.Retracted or Standing.Corrected } => "strongly-disagree",
            { Standing: Standing.Implied } or { Standing: Standing.Counted, Contribution: > 0 } => "agree",
            { Standing: Standing.Counted, Contribution: < 0 } => "disagree",
            _ => "neutral",
        };
        opinion["object_refs"] = Texts([IdOf("note", entry.Claim)]);
        return opinion;
    }

    private JsonObject Identity(SourceId source)
    {
        var held = sources.GetValueOrDefault(source);
        var identity = Object("identity", IdOf(source), Always, held is null ? Always
            : Latest(Always, held.RecordedAt));
        identity["name"] = Called(source);
        identity["identity_class"] = "unknown";
        if (held?.Held.Grade is { } grade and not Grade.F) identity["description"] =
            $"Reliability {Vocabulary.Grades[grade]} (Admiralty scale)";
        return identity;
    }

    private JsonObject Ourselves()
    {
        var identity = Object("identity", _us, Always, Always);
        identity["name"] = "Analysis";
        identity["identity_class"] = "system";
        return identity;
    }

    private JsonObject Object(string type, string id, DateTimeOffset from, DateTimeOffset modified)
    {
        var common = new JsonObject { ["type"] = type, ["spec_version"] = "2.1", ["id"] = id };
        if (id != _us) common["created_by_ref"] = _us;
        common["created"] = Time(from);
        common["modified"] = Time(modified);
        return common;
    }

    private string IdOf(SourceId source) => StixIds.Of(scope, "identity", "source", source.Value);

    private string IdOf(string type, Claim claim) => StixIds.Of(scope, type, _topic.Id.Value, claim.Id.Value);

    private string Called(SourceId source) => sources.GetValueOrDefault(source)?.Held.Name ?? source.Value;

    private static JsonArray Reference(string description, string? url)
    {
        var reference = new JsonObject { ["source_name"] = "Analysis", ["description"] = description };
        if (Uri.TryCreate(url, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https") reference["url"] = address.AbsoluteUri;
        return [reference];
    }

    /// <summary>Credibility on the scale of STIX 2.1, appendix A; null where it cannot be judged.</summary>
    private static int? Admiralty(int? credibility) => credibility switch
    {
        1 => 90,
        2 => 70,
        3 => 50,
        4 => 30,
        5 => 10,
        _ => null,
    };

    private static string Said(Claim claim)
    {
        var unit = claim.Unit is { } its ? $" {its}" : "";
        return claim.Value switch
        {
            ClaimValue.Quantity { Low: { } low, High: { } high } q =>
                $"{Number(q.Best)}{unit} ({Number(low)} to {Number(high)})",
            ClaimValue.Quantity q => $"{Number(q.Best)}{unit}",
            ClaimValue.Range r => $"{Number(r.Low)} to {Number(r.High)}{unit}",
            ClaimValue.Bound b => $"{Vocabulary.BoundOps[b.Op]} {Number(b.Value)}{unit}",
            ClaimValue.Proposition { Probability: { } p } => $"so with probability {Number(p)}",
            ClaimValue.Proposition p => p.Holds ? "it is so" : "it is not so",
            ClaimValue.Category c => c.Name,
            ClaimValue.Date d => d.Edtf?.Text ?? "a date that is not given",
            _ => throw new System.Diagnostics.UnreachableException($"Unknown value {claim.Value.GetType().Name}."),
        };
    }

    private static string Number(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Latest(params DateTimeOffset[] times) => times.Max();
}
