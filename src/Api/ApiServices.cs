using System.IO.Compression;
using Analysis.Api.Access;
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
using Analysis.Api.Pipeline;
using Analysis.Api.Readings;
using Analysis.Api.Sources;
using Analysis.Api.Stix;
using Analysis.Api.Tables;
using Analysis.Api.Topics;
using Analysis.Engine.Changes;
using Analysis.Engine.Lists;
using MediatR;
using Microsoft.AspNetCore.ResponseCompression;

namespace Analysis.Api;

/// <summary>The HTTP surface and its use cases, over whatever engine and journal the host adds.</summary>
public static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services, Settings settings)
    {
        services.AddDocument();
        services.AddSingleton(settings);
        services.AddAccess(settings);
        services.AddPage(settings);
        services.AddMcp();
        services.AddResponseCompression(options =>
        {
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, TableReply.Type, Bodies.LineTypes[0]];
            options.EnableForHttps = true;
        }); // no browser sends a key on a stranger's behalf, whom lengths could tell something
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddSingleton<IViewRenderer, ViewRenderer>();
        services.AddSingleton<Waiting>();
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddHealthChecks().AddCheck<JournalHealth>("journal", timeout: HealthRoutes.Patience);
        return services.AddUseCases();
    }

    /// <summary>Handlers are stateless, so each is made once, with what stands before it.</summary>
    private static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        services.AddSingleton<IMediator>(provider => new Mediator(provider.GetService));

        services.AddUseCase<DefineTopic, DefinedTopic, DefineTopicHandler>();
        services.AddUseCase<AmendTopic, Representation, AmendTopicHandler>();
        services.AddUseCase<ArchiveTopic, OutcomeJson, ArchiveTopicHandler>();
        services.AddUseCase<RestoreTopic, OutcomeJson, RestoreTopicHandler>();
        services.AddUseCase<RenameTopic, OutcomeJson, RenameTopicHandler>();
        services.AddUseCase<MergeTopic, OutcomeJson, MergeTopicHandler>();
        services.AddUseCase<SeparateTopic, OutcomeJson, SeparateTopicHandler>();
        services.AddUseCase<ListTopics, Page, ListTopicsHandler>();
        services.AddUseCase<GetTopic, Representation, GetTopicHandler>();
        services.AddUseCase<GetHistory, Page, GetHistoryHandler>();
        services.AddUseCase<GetTimeline, Page, GetTimelineHandler>();
        services.AddUseCase<GetTimelines, Page, GetTimelinesHandler>();
        services.AddUseCase<ListMoves, Page, ListMovesHandler>();
        services.AddUseCase<GetTrackRecord, Page, GetTrackRecordHandler>();
        services.AddUseCase<DrawChart, Picture, DrawChartHandler>();
        services.AddUseCase<GetCard, Card, GetCardHandler>();
        services.AddUseCase<GetStix, Representation, GetStixHandler>();
        services.AddUseCase<ExplainTopic, Page, ExplainTopicHandler>();
        services.AddUseCase<GetLedger, Page, GetLedgerHandler>();
        services.AddUseCase<AskWhatIf, SupposedJson, AskWhatIfHandler>();
        services.AddUseCase<ResolveTopic, OutcomeJson, ResolveTopicHandler>();
        services.AddUseCase<WithdrawResolution, OutcomeJson, WithdrawResolutionHandler>();
        services.AddUseCase<AnnulTopic, OutcomeJson, AnnulTopicHandler>();

        services.AddUseCase<SubmitClaim, OutcomeJson, SubmitClaimHandler>();
        services.AddUseCase<SubmitClaims, LineOutcomes, SubmitClaimsHandler>();
        services.AddUseCase<SubmitTable, LineOutcomes, SubmitTableHandler>();
        services.AddUseCase<GetClaim, LedgerEntryJson, GetClaimHandler>();
        services.AddUseCase<RetractClaim, OutcomeJson, RetractClaimHandler>();
        services.AddUseCase<RestoreClaim, OutcomeJson, RestoreClaimHandler>();
        services.AddUseCase<MoveClaim, OutcomeJson, MoveClaimHandler>();

        services.AddUseCase<EraseClaim, OutcomeJson, EraseClaimHandler>();

        services.AddUseCase<ExportEvents, ExportedEvents, ExportEventsHandler>();
        services.AddUseCase<ImportEvents, ImportOutcomes, ImportEventsHandler>();

        services.AddUseCase<GetChanges, Page, GetChangesHandler>();
        services.AddUseCase<FollowChanges, ServerSentChanges, FollowChangesHandler>();

        services.AddUseCase<ReadText, ReadTextJson, ReadTextHandler>();
        services.AddUseCase<ProposeClaims, DraftPageJson, ProposeClaimsHandler>();
        services.AddUseCase<ListDrafts, Page, ListDraftsHandler>();
        services.AddUseCase<GetDraft, DraftJson, GetDraftHandler>();
        services.AddUseCase<EditDraft, DraftJson, EditDraftHandler>();
        services.AddUseCase<RejectDraft, DraftJson, RejectDraftHandler>();
        services.AddUseCase<AcceptDraft, OutcomeJson, AcceptDraftHandler>();
        services.AddUseCase<AcceptDrafts, DraftOutcomesJson, AcceptDraftsHandler>();
        services.AddUseCase<SupposeDrafts, DraftMovesJson, SupposeDraftsHandler>();

        services.AddUseCase<BringArticle, BroughtArticle, BringArticleHandler>();
        services.AddUseCase<ListArticles, Page, ListArticlesHandler>();
        services.AddUseCase<GetArticle, ArticleJson, GetArticleHandler>();
        services.AddUseCase<DeleteArticle, ArticleJson, DeleteArticleHandler>();
        services.AddUseCase<ProposeFromArticle, DraftPageJson, ProposeFromArticleHandler>();

        services.AddUseCase<ListActs, Page, ListActsHandler>();

        services.AddUseCase<AssessSource, AssessedSource, AssessSourceHandler>();
        services.AddUseCase<EraseSource, Representation, EraseSourceHandler>();
        services.AddUseCase<MergeSource, Representation, MergeSourceHandler>();
        services.AddUseCase<SplitSource, Representation, SplitSourceHandler>();
        services.AddUseCase<GetSource, Representation, GetSourceHandler>();
        services.AddUseCase<GetSourceClaims, Page, GetSourceClaimsHandler>();
        services.AddUseCase<ListSources, Page, ListSourcesHandler>();

        services.AddUseCase<DefineFamily, DefinedFamily, DefineFamilyHandler>();
        services.AddUseCase<GetFamily, Representation, GetFamilyHandler>();
        services.AddUseCase<ListFamilies, Page, ListFamiliesHandler>();

        services.AddUseCase<DefineAlert, DefinedAlert, DefineAlertHandler>();
        services.AddUseCase<GetAlert, AlertJson, GetAlertHandler>();
        services.AddUseCase<ListAlerts, AlertListJson, ListAlertsHandler>();
        services.AddUseCase<DeleteAlert, AlertJson, DeleteAlertHandler>();
        services.AddUseCase<TestAlert, DeliveryJson, TestAlertHandler>();
        services.AddUseCase<ListDeliveries, Page, ListDeliveriesHandler>();
        services.AddUseCase<ReplayDelivery, DeliveryJson, ReplayDeliveryHandler>();
        services.AddUseCase<GetFeed, Representation, GetFeedHandler>();
        return services;
    }

    /// <summary>A use case with all that stands before its handler, outermost first.</summary>
    private static void AddUseCase<TRequest, T, THandler>(this IServiceCollection services)
        where TRequest : UseCase<T>
        where T : class
        where THandler : class, IRequestHandler<TRequest, Answer<T>>
    {
        services.AddSingleton<IPipelineBehavior<TRequest, Answer<T>>, Tracing<TRequest, T>>();
        services.AddSingleton<IPipelineBehavior<TRequest, Answer<T>>, Authorization<TRequest, T>>();
        services.AddSingleton<IPipelineBehavior<TRequest, Answer<T>>, Stamping<TRequest, T>>();
        services.AddSingleton<IRequestHandler<TRequest, Answer<T>>, THandler>();
    }
}
