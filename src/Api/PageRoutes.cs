using Analysis.Api.Charts;
using Analysis.Domain.Claims;
using MediatR;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Analysis.Api;

/// <summary>
/// The page (<c>src/Web</c>): its files, and the routes that it finds its own way on. It holds no data, so no key is asked for;
/// what it shows it asks <c>/v1</c> for, with the key that its reader gives it.
/// </summary>
internal static class PageRoutes
{
    /// <summary>
    /// The <c>style</c> element that the charting library (@observablehq/plot 0.6.17, src/plot.js) puts into each plot that has the class
    /// name which it gives by itself. With another release or class name it is another; the browser's console then says which.
    /// </summary>
    private const string PlotStyle = "'sha256-jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww='";

    private const string Policy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {PlotStyle}; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Document = "/index.html";

    /// <summary>Said where the page should be. The API is all there, so it is no fault.</summary>
    private const string Without =
        "Analysis. The page is not built: install Node 20.19 or newer, run \"npm run build\" in src/Web, and start again.\n"
        + "Until then, see /v1/topics, and /openapi/v1.json for the rest.\n";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private const string TopicView = "/topics/{topic}";

    private static readonly string[] Views =
        ["/", "/sources", "/sources/{source}", "/read", "/read/{article}", "/post", "/alerts", "/compare", "/record"];

    public static IServiceCollection AddPage(this IServiceCollection services, Settings settings) =>
        services.AddSingleton(new PageFolder(settings.PageFolder ?? Path.Combine(AppContext.BaseDirectory, "page")));

    public static void MapPage(this WebApplication app)
    {
        var page = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        if (app.Services.GetRequiredService<PageFolder>().Files is not { } files)
        {
            app.Lifetime.ApplicationStarted.Register(app.Logger.PageMissing);
            foreach (var view in Views.Append(TopicView)) page.MapMethods(view, Reading, () => Without);
            return;
        }

        var serve = Server(app, files);
        foreach (var view in Views) page.MapMethods(view, Reading, context => ServeDocument(context, serve));
        page.MapMethods(TopicView, Reading, (string topic, HttpContext context, IMediator mediator) =>
            ServeTopic(topic, context, mediator, files, serve));
        page.MapMethods("/assets/{file}", Reading, serve);
        page.MapMethods("/icon.svg", Reading, serve);
    }

    private static Task ServeDocument(HttpContext context, RequestDelegate serve)
    {
        context.Request.Path = Document;
        return serve(context);
    }

    /// <summary>
    /// The page of a topic: to whoever may see the topic's picture it says what it is about, for those who show links.
    /// </summary>
    private static async Task ServeTopic(
        string topic, HttpContext context, IMediator mediator, IFileProvider files, RequestDelegate serve)
    {
        var card = IdForm.Fits(topic) ? await mediator.Send(new GetCard(new TopicId(topic)), context.RequestAborted)
            : Problems.UnknownTopic(topic);
        if (card.Problem is not null)
        {
            await ServeDocument(context, serve);
            return;
        }

        await using var file = files.GetFileInfo(Document).CreateReadStream();
        using var reader = new StreamReader(file);
        var html = (await reader.ReadToEndAsync(context.RequestAborted))
            .Replace("</head>", ChartRoutes.Head(card.Value, new TopicId(topic), context.Request) + "</head>",
                StringComparison.Ordinal);
        Guard(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-cache";
        await Results.Text(html, "text/html").ExecuteAsync(context);
    }

    private static RequestDelegate Server(IEndpointRouteBuilder app, IFileProvider files)
    {
        var server = app.CreateApplicationBuilder();
        server.Use(next => context =>
        {
            context.SetEndpoint(null); // static files are served only where no route was found
            return next(context);
        });
        server.UseResponseCompression();
        server.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = Prepare });
        return server.Build();
    }

    private static void Prepare(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache"; // the former have their hash in the name
        if (file.Context.Request.Path == Document) Guard(headers);
    }

    /// <summary>What the document may load and run, and who may show it.</summary>
    private static void Guard(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer"; // a link may name a topic
    }

    /// <summary>The files of the page as it was built, if it was.</summary>
    private sealed class PageFolder(string path) : IDisposable
    {
        public PhysicalFileProvider? Files { get; } = File.Exists(path + Document) ? new(Path.GetFullPath(path)) : null;

        public void Dispose() => Files?.Dispose();
    }
}
