using System.IO.Compression;
using Analysis.Api.Changes;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Api.Families;
using Analysis.Api.Http;
using Analysis.Api.Keys;
using Analysis.Api.Sources;
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
        services.AddOpenApiText();
        services.AddSingleton(settings);
        services.AddKeys();
        services.AddPage(settings);
        services.AddResponseCompression(options => options.EnableForHttps = true); // no browser sends a key on a stranger's behalf, whom lengths could tell something
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddSingleton<IViewRenderer, ViewRenderer>();
        services.AddSingleton<Waiting>();
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddHealthChecks().AddCheck<JournalHealth>("journal", timeout: HealthRoutes.Patience);
        return services.AddUseCases();
    }

    /// <summary>Handlers are stateless, so each is made once.</summary>
    private static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        services.AddSingleton<IMediator>(provider => new Mediator(provider.GetService));

        services.AddSingleton<IRequestHandler<DefineTopic, Answer<DefinedTopic>>, DefineTopicHandler>();
        services.AddSingleton<IRequestHandler<ListTopics, Answer<Page>>, ListTopicsHandler>();
        services.AddSingleton<IRequestHandler<GetTopic, Answer<Representation>>, GetTopicHandler>();
        services.AddSingleton<IRequestHandler<GetHistory, Answer<Page>>, GetHistoryHandler>();
        services.AddSingleton<IRequestHandler<GetTimeline, Answer<Page>>, GetTimelineHandler>();
        services.AddSingleton<IRequestHandler<ExplainTopic, Answer<Page>>, ExplainTopicHandler>();
        services.AddSingleton<IRequestHandler<GetLedger, Answer<Page>>, GetLedgerHandler>();
        services.AddSingleton<IRequestHandler<AskWhatIf, Answer<SupposedJson>>, AskWhatIfHandler>();
        services.AddSingleton<IRequestHandler<ResolveTopic, Answer<OutcomeJson>>, ResolveTopicHandler>();
        services.AddSingleton<IRequestHandler<WithdrawResolution, Answer<OutcomeJson>>, WithdrawResolutionHandler>();
        services.AddSingleton<IRequestHandler<AnnulTopic, Answer<OutcomeJson>>, AnnulTopicHandler>();

        services.AddSingleton<IRequestHandler<SubmitClaim, Answer<OutcomeJson>>, SubmitClaimHandler>();
        services.AddSingleton<IRequestHandler<SubmitClaims, IAsyncEnumerable<LineOutcomeJson>>, SubmitClaimsHandler>();
        services.AddSingleton<IRequestHandler<GetClaim, Answer<LedgerEntryJson>>, GetClaimHandler>();
        services.AddSingleton<IRequestHandler<RetractClaim, Answer<OutcomeJson>>, RetractClaimHandler>();
        services.AddSingleton<IRequestHandler<RestoreClaim, Answer<OutcomeJson>>, RestoreClaimHandler>();

        services.AddSingleton<IRequestHandler<GetChanges, Answer<Page>>, GetChangesHandler>();
        services.AddSingleton<IRequestHandler<FollowChanges, Answer<ServerSentChanges>>, FollowChangesHandler>();

        services.AddSingleton<IRequestHandler<AssessSource, Answer<AssessedSource>>, AssessSourceHandler>();
        services.AddSingleton<IRequestHandler<GetSource, Answer<Representation>>, GetSourceHandler>();
        services.AddSingleton<IRequestHandler<GetSourceClaims, Answer<Page>>, GetSourceClaimsHandler>();
        services.AddSingleton<IRequestHandler<ListSources, Answer<Page>>, ListSourcesHandler>();

        services.AddSingleton<IRequestHandler<DefineFamily, Answer<DefinedFamily>>, DefineFamilyHandler>();
        services.AddSingleton<IRequestHandler<GetFamily, Answer<Representation>>, GetFamilyHandler>();
        services.AddSingleton<IRequestHandler<ListFamilies, Answer<Page>>, ListFamiliesHandler>();
        return services;
    }
}
