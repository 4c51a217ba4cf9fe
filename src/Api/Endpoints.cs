using Analysis.Api.Alerts;
using Analysis.Api.Articles;
using Analysis.Api.Audit;
using Analysis.Api.Changes;
using Analysis.Api.Charts;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Api.Drafts;
using Analysis.Api.Exchange;
using Analysis.Api.Families;
using Analysis.Api.Http;
using Analysis.Api.Mcp;
using Analysis.Api.OpenApi;
using Analysis.Api.Readings;
using Analysis.Api.Sources;
using Analysis.Api.Stix;
using Analysis.Api.Tables;
using Analysis.Api.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Topics;

namespace Analysis.Api;

/// <summary>Every route. What each does stands in the use case of the same name.</summary>
public static class Endpoints
{
    public static void MapApi(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1");
        Strictness.Apply(v1);
        v1.AsksWhoCalls();

        var topics = v1.MapGroup("/topics").WithTags("topics");
        topics.MapPut("/{topic}", TopicRoutes.Define).Takes<TopicJson>().Gives<TopicReadingJson>(200, 201)
            .Fails(308, 400, 409, 412, 413, 415, 503)
            .Tagged()
            .Reads("If-Match", "The ETag that the definition was read with: 412 when the topic has changed since.")
            .Reads("If-None-Match", "*: 412 when the topic exists.")
            .Named("defineTopic", "Define or redefine a topic");
        topics.MapPatch("/{topic}", TopicRoutes.Amend).TakesPatch<TopicJson>().Gives<TopicReadingJson>(200)
            .Fails(308, 400, 404, 409, 412, 413, 415, 503)
            .Tagged().Reads("If-Match", "Amends only while the topic is at this ETag.")
            .Named("amendTopic", "Change what is named of a topic's definition");
        topics.MapGet("/", TopicRoutes.List).GivesTable().Gives<TopicPageJson>(200).Compressed().Fails(400)
            .Query("archived", ValueForm.OneOf(Vocabulary.Shelves.Texts, "false"),
                "false: without topics that were put away; true: those alone; any: all.")
            .Query("sort", ValueForm.OneOf(Vocabulary.Orders.Texts, "id"),
                "id; updated: newest first; confidence: highest first; or title.")
            .Named("listTopics", "Topics with their current views in brief");
        topics.MapGet("/{topic}", TopicRoutes.Get).Gives<TopicReadingJson>(200).Conditional().Fails(308, 400, 404)
            .Query("after", ValueForm.Place(0),
                "With Prefer: wait: hold the answer until the version is above this one.")
            .Reads("Prefer", "wait=20: hold the answer up to so many seconds until the view changes.")
            .Sets("Preference-Applied", "How long it may have been held, where the caller asked for that.")
            .Named("getTopic", "A topic and what is believed");
        topics.MapGet("/{topic}/history", TopicRoutes.History).GivesTable().Gives<HistoryPageJson>(200).Compressed().Fails(400, 404)
            .Query("after", ValueForm.Place(0), "Only facts after this version.")
            .Named("getHistory", "The view after each fact");
        topics.MapGet("/{topic}/why", TopicRoutes.Why).Gives<ExplanationJson>(200).Compressed().Fails(308, 400, 404)
            .Named("explainTopic", "What the view rests on, origin by origin, and what it would be without each");
        topics.MapGet("/{topic}/timeline", TopicRoutes.Timeline).GivesTable().Gives<TimelineJson>(200).Compressed()
            .Fails(308, 400, 404)
            .Query("over", ValueForm.OneOf(Vocabulary.Axes.Texts, "validTime"),
                "validTime: when things hold in the world; reportedTime: what could be known by when.")
            .Query("points", ValueForm.Whole(PastTopics.TimelinePointsMin, PastTopics.TimelinePointsMax,
                PastTopics.TimelinePointsMax),
                "At most so many points.")
            .Query("claims", ValueForm.YesOrNo(otherwise: true), "false: without the claims.")
            .Named("getTimeline", "The view over valid time, with the claims on it");
        topics.MapGet("/{topic}/chart.svg", ChartRoutes.Svg).Public(app).GivesForm(ChartRoutes.SvgType).Conditional()
            .Fails(308, 400, 404).Styled()
            .Named("drawTopic", "The topic over time as a picture");
        topics.MapGet("/{topic}/chart.png", ChartRoutes.Png).Public(app).GivesForm(ChartRoutes.PngType).Conditional()
            .Fails(308, 400, 404).Styled()
            .Named("paintTopic", "The topic over time as a picture of pixels");
        topics.MapGet("/{topic}/stix", StixRoutes.Get).GivesForm(StixBundle.MediaType).Conditional().Fails(308, 400, 404)
            .Named("getStix", "The topic, its claims and what became of them as a bundle of STIX 2.1");
        topics.MapGet("/{topic}/claims", TopicRoutes.Ledger).GivesTable().Gives<LedgerPageJson>(200).Compressed()
            .Fails(308, 400, 404)
            .Query("without", ValueForm.YesOrNo(otherwise: false),
                "true: with each claim that counts, the view without it. Costs a fold per claim.")
            .Named("getLedger", "Each claim and what became of it");
        topics.MapPost("/{topic}/what-if", TopicRoutes.Suppose).Takes<SuppositionJson>().Gives<SupposedJson>(200)
            .Compressed().Fails(308, 400, 404, 409, 413, 415, 503)
            .Query("timeline", ValueForm.OneOf(Vocabulary.Axes.Texts),
                "Also the view over that under these assumptions.")
            .Named("supposeTopic", "The view under other assumptions; stores nothing");
        topics.MapPost("/{topic}/resolution", TopicRoutes.Resolve).Takes<ResolutionJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 413, 415, 503)
            .Named("resolveTopic", "Record the established answer");
        topics.MapPost("/{topic}/resolution/withdrawal", TopicRoutes.Withdraw).Takes<GroundsJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 409, 413, 415, 503)
                .Named("withdrawResolution", "Withdraw the answer, or the annulment");
        topics.MapPost("/{topic}/annulment", TopicRoutes.Annul).Takes<GroundsJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 413, 415, 503)
            .Named("annulTopic", "Close a question that has no answer");

        topics.MapPost("/{topic}/archive", TopicRoutes.Archive).Takes<GroundsJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 413, 415, 503)
            .Named("archiveTopic", "Put a topic away: it leaves the lists and takes no claims");
        topics.MapPost("/{topic}/restoration", TopicRoutes.Restore).Takes<GroundsJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 409, 413, 415, 503).Named("restoreTopic", "Take a topic out again that was put away");
        topics.MapPost("/{topic}/rename", TopicRoutes.Rename).Takes<TransferJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 409, 413, 415, 503)
                .Named("renameTopic", "Give a topic another id, to which the old one leads");
        topics.MapPost("/{topic}/merge", TopicRoutes.Merge).Takes<TransferJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 409, 413, 415, 503)
                .Named("mergeTopic", "Make a topic one with another of the same question");
        topics.MapPost("/{topic}/merge/withdrawal", TopicRoutes.Separate).Takes<GroundsJson>().Gives<OutcomeJson>(200)
            .Fails(400, 404, 409, 413, 415, 503).Named("separateTopic", "Take a merger back");

        var overviews = v1.MapGroup("").WithTags("topics");
        overviews.MapGet("/timelines", TopicRoutes.Timelines).Gives<TimelinesJson>(200).Compressed().Fails(400, 503)
            .Query("topics", ValueForm.Words(GetTimelines.TopicsMax * (Limits.IdLengthMax + 1)),
                "The ids of at most 60 topics, with commas between them.")
            .Query("over", ValueForm.OneOf(Vocabulary.Axes.Texts, "validTime"),
                "validTime: when things hold in the world; reportedTime: what could be known by when.")
            .Query("points", ValueForm.Whole(PastTopics.TimelinePointsMin, PastTopics.TimelinePointsMax, GetTimelines.PointsDefault),
                "At most so many points a topic.")
            .Named("getTimelines", "Several topics over time, to be drawn beside one another");
        overviews.MapGet("/moves", TopicRoutes.Moves).GivesTable().Gives<MovePageJson>(200).Compressed().Fails(400, 503)
            .Query("since", ValueForm.Words(Limits.IdLengthMax),
                "A time, a date, which means its beginning, or how long ago on the server's clock (ISO 8601): P1D.")
            .Named("listMoves", "What moved since an instant, by how much and why, those that changed last first");
        overviews.MapGet("/record", TopicRoutes.Record).Gives<TrackRecordJson>(200).Compressed().Fails(400, 503)
            .Named("getRecord", "How often what was believed came true, over the topics with an established answer");

        var changes = v1.MapGroup("").WithTags("changes");
        changes.MapGet("/changes", ChangeRoutes.OfAll).GivesTable().Gives<ChangePageJson>(200).GivesEvents().Fails(400, 503)
            .Follows("Only what happened after this position: the next of the page before, or the id of an event.")
            .Query("from", ValueForm.Instant, "Begin with what was recorded at or after it, where there is no after.")
            .Named("getChanges", "What happened to topics, or happens");
        changes.MapGet("/topics/{topic}/changes", ChangeRoutes.OfTopic).GivesTable().Gives<ChangePageJson>(200).GivesEvents()
            .Fails(308, 400, 404, 503)
            .Follows("Only what happened after this version: the next of the page before, or the id of an event.")
            .Named("getTopicChanges", "What happened to a topic, or happens");

        v1.MapGet("/audit", AuditRoutes.List).GivesTable().Gives<AuditPageJson>(200).Compressed().Fails(400).WithTags("audit")
            .Query("by", ValueForm.Words(Limits.TextLengthMax),
                "Only what this writer did: the name of a key, or of whom a token speaks.")
            .Query("act", ValueForm.OneOf(EventCodec.EventNames), "Only this act, as event in a history.")
            .Query("topic", ValueForm.Id,
                "Only what was done to this topic. Without it, what topics were told of sources and "
                + "families is left out: those acts stand by themselves.")
            .Named("listActs", "Who did what, newest first");

        var claims = v1.MapGroup("").WithTags("claims");
        claims.MapPost("/claims", ClaimRoutes.Submit).TakesClaims().Gives<OutcomeJson>(200, 201).Fails(400, 404, 409, 413, 415, 503)
            .Query("define", ValueForm.OneOf(["auto"]),
                "auto: a claim on an unknown topic opens it, of the kind that its value has.")
            .Query("topic", ValueForm.Id, "Of a table: the topic of every line, in place of its column.")
            .Named("submitClaims", "Take in one claim, or many as lines");
        claims.MapGet("/topics/{topic}/claims/{claim}", ClaimRoutes.Get).Gives<LedgerEntryJson>(200)
            .Fails(308, 400, 404)
            .Named("getClaim", "One claim and what became of it");
        claims.MapPost("/topics/{topic}/claims/{claim}/retraction", ClaimRoutes.Retract).Takes<GroundsJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 409, 413, 415, 503).Named("retractClaim", "Withdraw a claim, with a reason");
        claims.MapPost("/topics/{topic}/claims/{claim}/restoration", ClaimRoutes.Restore).Takes<GroundsJson>().Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 409, 413, 415, 503).Named("restoreClaim", "Withdraw the retraction of a claim");

        claims.MapPost("/topics/{topic}/claims/{claim}/move", ClaimRoutes.Move).Takes<TransferJson>()
            .Gives<OutcomeJson>(200)
            .Fails(308, 400, 404, 409, 413, 415, 503).Named("moveClaim", "Move a claim to another topic");

        claims.MapPost("/topics/{topic}/claims/{claim}/erasure", ClaimRoutes.Erase)
            .Takes<ErasureJson>().Gives<OutcomeJson>(200)
            .Fails(400, 404, 413, 415, 503).Named("eraseClaim", "Erase texts of a claim for good, with a reason");

        var articles = v1.MapGroup("/articles").WithTags("articles");
        articles.MapPost("/", ArticleRoutes.Bring).Takes<ArticleDefinitionJson>().Gives<ArticleJson>(200, 201)
            .Fails(400, 409, 413, 415, 503)
            .Named("bringArticle", "Bring a text, to be read for claims");
        articles.MapPut("/{article}", ArticleRoutes.Put).Takes<ArticleDefinitionJson>().Gives<ArticleJson>(200, 201)
            .Fails(400, 409, 413, 415, 503)
            .Named("putArticle", "The same under an id of one's own, or say otherwise where it is from");
        articles.MapGet("/", ArticleRoutes.List).Gives<ArticlePageJson>(200).Compressed().Fails(400, 503)
            .Query("url", ValueForm.Words(ArticleDefinitionJson.UrlLengthMax), "Only articles that were found there.")
            .Named("listArticles", "Articles without their texts, the last brought first");
        articles.MapGet("/{article}", ArticleRoutes.Get).Gives<ArticleJson>(200).Compressed().Fails(400, 404, 503)
            .Named("getArticle", "An article, with its text where that is kept");
        articles.MapDelete("/{article}", ArticleRoutes.Delete).GivesNothing(204).Fails(400, 404, 503)
            .Named("deleteArticle", "Delete an article, with its drafts");
        articles.MapPost("/{article}/proposals", ArticleRoutes.Propose).Takes<ProposalsJson>().Gives<DraftPageJson>(200)
            .Fails(400, 404, 409, 413, 415, 503)
            .Named("proposeFromArticle", "Put what can be read in an article into the tray, for a person to accept");

        v1.MapPost("/readings", ReadingRoutes.Read).WithTags("readings").Takes<TextJson>().Gives<ReadTextJson>(200).Compressed()
            .Fails(400, 413, 415)
            .Named("readText", "The claims that a text seems to make, for a person to look at");

        var drafts = v1.MapGroup("/drafts").WithTags("drafts");
        drafts.MapPost("/", DraftRoutes.Propose).Takes<ProposalJson>().Gives<DraftPageJson>(201).Fails(400, 409, 413, 415, 503)
            .Named("proposeClaims", "Propose claims, for a person to accept");
        drafts.MapGet("/", DraftRoutes.List).Gives<DraftPageJson>(200).Compressed().Fails(400, 503)
            .Query("article", ValueForm.Id, "Only drafts that were read from this article.")
            .Named("listDrafts", "What was proposed and not yet accepted or rejected, the oldest first");
        drafts.MapGet("/{draft}", DraftRoutes.Get).Gives<DraftJson>(200).Fails(404, 503).Named("getDraft", "One draft");
        drafts.MapPut("/{draft}", DraftRoutes.Edit).Takes<ClaimJson>().Gives<DraftJson>(200).Fails(400, 404, 413, 415, 503)
            .Named("editDraft", "Put another claim in place of a draft's");
        drafts.MapDelete("/{draft}", DraftRoutes.Reject).GivesNothing(204).Fails(404, 503)
            .Named("rejectDraft", "Reject a draft");
        drafts.MapPost("/{draft}/acceptance", DraftRoutes.Accept).Gives<OutcomeJson>(200).Fails(308, 400, 404, 409, 503)
            .Named("acceptDraft", "Take in a draft's claim as your own word, and take the draft away");

        drafts.MapPost("/acceptance", DraftRoutes.AcceptMany).Takes<DraftChoiceJson>().Gives<DraftOutcomesJson>(200)
            .Fails(400, 413, 415, 503)
            .Query("define", ValueForm.OneOf(["auto"]),
                "auto: a claim on an unknown topic opens it, of the kind that its value has.")
            .Named("acceptDrafts", "Take in the claims of many drafts as your own word");
        drafts.MapPost("/what-if", DraftRoutes.Suppose).Takes<DraftChoiceJson>().Gives<DraftMovesJson>(200).Compressed()
            .Fails(400, 413, 415, 503)
            .Named("supposeDrafts", "What drafts would move if they were accepted; stores nothing");

        var sources = v1.MapGroup("/sources").WithTags("sources");
        sources.MapPut("/{source}", SourceRoutes.Assess).Takes<SourceAssessmentJson>().Gives<SourceJson>(200, 201).Fails(400, 409, 413, 415, 503)
            .Tagged()
            .Named("assessSource", "Name and grade a source");
        sources.MapGet("/{source}", SourceRoutes.Get).Gives<SourceJson>(200).Conditional().Fails(400, 404)
            .Named("getSource", "What is held about a source");
        sources.MapPost("/{source}/erasure", SourceRoutes.Erase)
            .Takes<ReasonJson>().Gives<SourceJson>(200).Fails(400, 404, 413, 415, 503)
            .Tagged()
            .Named("eraseSource", "Erase the names of a source for good, with a reason");
        sources.MapPost("/{source}/merge", SourceRoutes.Merge).Takes<MergeJson>().Gives<SourceJson>(200).Fails(400, 404, 409, 413, 415, 503)
            .Tagged()
            .Named("mergeSource", "Declare that a source is another");
        sources.MapPost("/{source}/split", SourceRoutes.Split).Takes<ReasonJson>().Gives<SourceJson>(200).Fails(400, 404, 409, 413, 415, 503)
            .Tagged()
            .Named("splitSource", "Declare that a merged source is one of its own again");
        sources.MapGet("/{source}/claims", SourceRoutes.Claims).GivesTable().Gives<LedgerPageJson>(200).Compressed().Fails(400, 404, 503)
            .Named("getSourceClaims", "The claims in whose chain a source stands, and what became of each");
        sources.MapGet("/", SourceRoutes.List).GivesTable().Gives<SourcePageJson>(200).Compressed().Fails(400)
            .Named("listSources", "Sources by id");

        var families = v1.MapGroup("/families").WithTags("families");
        families.MapPut("/{family}", FamilyRoutes.Define).Takes<FamilyDefinitionJson>().Gives<FamilyJson>(200, 201).Fails(400, 409, 412, 413, 415, 503)
            .Tagged()
            .Reads("If-Match", "The ETag that the definition was read with: 412 when the family has changed since.")
            .Reads("If-None-Match", "*: 412 when somebody has defined the family.")
            .Named("defineFamily", "Say how topics of one kind of question are weighed");
        families.MapGet("/{family}", FamilyRoutes.Get).Gives<FamilyJson>(200).Conditional().Fails(400, 404)
            .Named("getFamily", "How topics of a family are weighed");
        families.MapGet("/", FamilyRoutes.List).GivesTable().Gives<FamilyPageJson>(200).Compressed().Fails(400)
            .Named("listFamilies", "Families by id");

        var alerts = v1.MapGroup("").WithTags("alerts");
        alerts.MapPut("/alerts/{alert}", AlertRoutes.Define).Takes<AlertDefinitionJson>().Gives<AlertJson>(200, 201)
            .Fails(400, 409, 413, 415, 503)
            .Named("defineAlert", "Say what change of a view is to be told, and where to");
        alerts.MapGet("/alerts/{alert}", AlertRoutes.Get).Gives<AlertJson>(200).Fails(400, 404, 503)
            .Named("getAlert", "An alert, and what it told last");
        alerts.MapDelete("/alerts/{alert}", AlertRoutes.Delete).GivesNothing(204).Fails(400, 404, 503)
            .Named("deleteAlert", "Delete an alert with its log");
        alerts.MapGet("/alerts", AlertRoutes.List).Gives<AlertListJson>(200).Compressed().Fails(503)
            .Named("listAlerts", "All alerts by id");
        alerts.MapPost("/alerts/{alert}/test", AlertRoutes.Test).Gives<DeliveryJson>(200).Fails(400, 404, 409, 503)
            .Named("testAlert", "Send a test to where the alert tells");
        alerts.MapGet("/alerts/{alert}/deliveries", AlertRoutes.Deliveries).Gives<DeliveryPageJson>(200).Compressed()
            .Fails(400, 404, 503)
            .Query("status", ValueForm.OneOf(AlertWords.Statuses.Texts), "Only deliveries of this status.")
            .Named("listDeliveries", "What an alert told, and what became of it, newest first");
        alerts.MapPost("/alerts/{alert}/deliveries/{delivery}/replay", AlertRoutes.Replay).Gives<DeliveryJson>(200)
            .Fails(400, 404, 409, 503)
            .Named("replayDelivery", "Send a delivery once more, under the same id");
        alerts.MapGet("/feed.atom", AlertRoutes.Feed).GivesForm(AlertRoutes.AtomType, "application/xml", "text/xml").Conditional().Compressed()
            .Fails(400, 404, 503)
            .Query("alert", ValueForm.Id, "Only what this alert told.")
            .Query("topic", ValueForm.Id, "Only what was told of this topic.")
            .Query("tag", ValueForm.Words(Limits.TextLengthMax), "Only what was told of topics with this tag, in any spelling.")
            .Named("getFeed", "What alerts told, as an Atom feed");
        v1.MapTables();
        v1.MapExchange();

        var health = app.MapGroup("/health").WithTags("health").AllowAnonymous();
        health.MapGet("/live", HealthRoutes.Live).Gives<HealthJson>(200).Fails(400)
            .Named("getLive", "Whether the process runs; asks nobody");
        health.MapGet("/ready", HealthRoutes.Ready).Gives<HealthJson>(200).Fails(400, 503)
            .Named("getReady", "Whether requests can be served");

        app.MapDocument();
        app.MapReferencePage();
        app.MapMcp(McpServices.Path).ExcludeFromDescription();
        app.MapGet("/embed/{topic}", ChartRoutes.Embed).Public(app).ExcludeFromDescription();
        app.MapGet("/oembed", ChartRoutes.OEmbed).Public(app).ExcludeFromDescription();
        app.MapPage();
    }
}
