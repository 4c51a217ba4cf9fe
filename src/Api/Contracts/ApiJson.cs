using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Analysis.Api.Articles;
using Analysis.Api.Charts;
using Analysis.Api.Drafts;
using Analysis.Api.Mcp;
using Analysis.Api.Readings;

namespace Analysis.Api.Contracts;

/// <summary>How contracts become JSON: generated at build time, no reflection. Requests are read by <see cref="JsonFields"/> instead.</summary>
[JsonSerializable(typeof(TopicJson))]
[JsonSerializable(typeof(TopicReadingJson))]
[JsonSerializable(typeof(TopicPageJson))]
[JsonSerializable(typeof(HistoryPageJson))]
[JsonSerializable(typeof(TimelineJson))]
[JsonSerializable(typeof(TimelinesJson))]
[JsonSerializable(typeof(MovePageJson))]
[JsonSerializable(typeof(TrackRecordJson))]
[JsonSerializable(typeof(ExplanationJson))]
[JsonSerializable(typeof(LedgerPageJson))]
[JsonSerializable(typeof(AuditPageJson))]
[JsonSerializable(typeof(AlertDefinitionJson))]
[JsonSerializable(typeof(AlertJson))]
[JsonSerializable(typeof(AlertListJson))]
[JsonSerializable(typeof(AlertEventJson))]
[JsonSerializable(typeof(DeliveryJson))]
[JsonSerializable(typeof(DeliveryPageJson))]
[JsonSerializable(typeof(SlackMessageJson))]
[JsonSerializable(typeof(ChangeJson))]
[JsonSerializable(typeof(ChangePageJson))]
[JsonSerializable(typeof(SourceAssessmentJson))]
[JsonSerializable(typeof(MergeJson))]
[JsonSerializable(typeof(ReasonJson))]
[JsonSerializable(typeof(SourcePageJson))]
[JsonSerializable(typeof(SuppositionJson))]
[JsonSerializable(typeof(SupposedJson))]
[JsonSerializable(typeof(FamilyDefinitionJson))]
[JsonSerializable(typeof(FamilyJson))]
[JsonSerializable(typeof(FamilyPageJson))]
[JsonSerializable(typeof(OutcomeJson))]
[JsonSerializable(typeof(LineOutcomeJson))]
[JsonSerializable(typeof(SummaryLineJson))]
[JsonSerializable(typeof(ImportOutcomeJson))]
[JsonSerializable(typeof(ImportSummaryLineJson))]
[JsonSerializable(typeof(ResolutionJson))]
[JsonSerializable(typeof(ValueJson))]
[JsonSerializable(typeof(GroundsJson))]
[JsonSerializable(typeof(TransferJson))]
[JsonSerializable(typeof(ErasureJson))]
[JsonSerializable(typeof(HealthJson))]
[JsonSerializable(typeof(OEmbedJson))]
[JsonSerializable(typeof(ProposalJson))]
[JsonSerializable(typeof(TextJson))]
[JsonSerializable(typeof(ReadTextJson))]
[JsonSerializable(typeof(DraftJson))]
[JsonSerializable(typeof(DraftPageJson))]
[JsonSerializable(typeof(IReadOnlyList<BecauseJson>))]
[JsonSerializable(typeof(DraftChoiceJson))]
[JsonSerializable(typeof(DraftOutcomesJson))]
[JsonSerializable(typeof(DraftMovesJson))]
[JsonSerializable(typeof(ArticleDefinitionJson))]
[JsonSerializable(typeof(ArticleJson))]
[JsonSerializable(typeof(ArticlePageJson))]
[JsonSerializable(typeof(ProposalsJson))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(McpToolText))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// Text is written as it is, not escaped for HTML: what we send is <c>application/json</c>, and never a page.
    /// </summary>
    public static ApiJson Wire { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
    });
}
