using System.Net;
using Analysis.Api.Access;
using Analysis.Api.Alerts;
using Analysis.Api.Http;
using Analysis.Api.Readings;
using Analysis.Engine;
using Analysis.Journals;

namespace Analysis.Api;

/// <summary>The server: API, engine and journal in one process.</summary>
public static class ApiHost
{
    private const int DefaultPort = 5080;

    /// <summary>
    /// How much of an answer waits in memory for a slow reader. Enough for a client that sends a batch of a hundred thousand
    /// lines before it reads the first outcome, as many HTTP libraries do.
    /// </summary>
    internal const int UnreadBytesMax = 32 * 1_024 * 1_024;

    /// <summary>
    /// What the framework puts in front of every request by itself unless these are set. While nobody is asked who
    /// calls, that is a fifth of what a GET costs, for nothing.
    /// </summary>
    private static readonly string[] UsedByItself = ["__AuthenticationMiddlewareSet", "__AuthorizationMiddlewareSet"];

    private static readonly string[] WhereToListen = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    /// <summary>Builds the server with the embedded engine; nothing is opened yet.</summary>
    /// <param name="options">Configuration, as <c>--key=value</c>; it wins over appsettings.json and the environment.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static WebApplication Build(params string[] options) =>
        Build(options, (builder, settings) => builder.Services.AddEmbeddedEngine(isShared: settings.Journal is not null));

    /// <summary>Likewise, with the engine that the caller adds.</summary>
    public static WebApplication Build(string[] options, Action<WebApplicationBuilder, Settings> addEngine)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = options, ContentRootPath = AppContext.BaseDirectory });
        var configuration = builder.Configuration;
        var settings = Settings.Read(configuration);
        var isToldWhere = WhereToListen.Any(key => configuration.GetSection(key).Exists());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.BodyBytesMax;
            kestrel.Limits.MaxResponseBufferSize = UnreadBytesMax;
            if (!isToldWhere) kestrel.Listen(IPAddress.Loopback, DefaultPort);
        });
        if (settings.Journal is { } database) builder.Services.AddPostgresJournal(database);
        else builder.Services.AddSqliteJournal(settings.DataFolder);
        addEngine(builder, settings);
        builder.Services.AddApi(settings).AddAlerts(configuration).AddReading(configuration).AddCors().AddTelemetry(configuration);

        var app = builder.Build();
        var access = app.Services.GetRequiredService<AccessControl>(); // two places for keys stop the start
        Cors.UseCors(app, CorsSettings.Read(configuration));
        app.UseMiddleware<ProblemBoundary>();
        foreach (var use in UsedByItself) ((IApplicationBuilder)app).Properties[use] = true;
        app.UseWhen(_ => !access.IsOpen, guarded => guarded.UseAuthentication().UseAuthorization());
        app.UseMiddleware<Strictness>();
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<Descriptions.Lengthy>() is not null, lengthy => lengthy.UseResponseCompression());
        app.MapApi();
        return app;
    }
}
