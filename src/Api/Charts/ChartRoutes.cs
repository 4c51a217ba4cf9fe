using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.OpenApi;
using Analysis.Domain.Claims;
using MediatR;
using Microsoft.AspNetCore.Http.Extensions;

namespace Analysis.Api.Charts;

/// <summary>Pictures of topics over HTTP, and what lets other pages show them.</summary>
internal static partial class ChartRoutes
{
    public const string SvgType = "image/svg+xml";
    public const string PngType = "image/png";

    private const int EmbedWidth = 800, EmbedHeight = 420;

    private const string Style = "html,body{margin:0}svg{display:block;width:100%;height:auto}";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>What may be asked of a picture.</summary>
    public static RouteHandlerBuilder Styled(this RouteHandlerBuilder route) => route
        .Query("over", ValueForm.OneOf(Vocabulary.Axes.Texts, "validTime"),
            "validTime: when things hold in the world; reportedTime: what could be known by when.")
        .Query("axis", ValueForm.OneOf(["linear", "log"]), "Of quantities without a scale; by default whichever suits the figures.")
        .Query("from", ValueForm.Instant, "Where the time axis begins; by default where something does.")
        .Query("to", ValueForm.Instant, "Where it ends; by default at the time that the view speaks about.")
        .Query("theme", ValueForm.OneOf(["light", "dark"], "light"), "Its colours.")
        .Query("width", ValueForm.Whole(ChartStyle.WidthMin, ChartStyle.WidthMax, ChartStyle.WidthDefault), "In pixels.")
        .Query("height", ValueForm.Whole(ChartStyle.HeightMin, ChartStyle.HeightMax, ChartStyle.HeightDefault), "In pixels.");

    public static Task<IResult> Svg(
        string topic, string? asOf, string? reportedBy, string? over, string? axis, string? from, string? to,
        string? theme, string? width, string? height,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Draw(ChartForm.Svg, topic, new Query(asOf, reportedBy, over, axis, from, to, theme, width, height),
            request, mediator, picture => Replies.Picture(request, picture), cancellationToken);

    public static Task<IResult> Png(
        string topic, string? asOf, string? reportedBy, string? over, string? axis, string? from, string? to,
        string? theme, string? width, string? height,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Draw(ChartForm.Png, topic, new Query(asOf, reportedBy, over, axis, from, to, theme, width, height),
            request, mediator, picture => Replies.Picture(request, picture), cancellationToken);

    /// <summary>A page that is nothing but the picture, for the frames of those whom the settings name.</summary>
    public static Task<IResult> Embed(
        string topic, string? asOf, string? reportedBy, string? over, string? axis, string? from, string? to,
        string? theme, HttpRequest request, IMediator mediator, Settings settings, CancellationToken cancellationToken)
    {
        request.Headers.IfNoneMatch = default; // the page has no tag
        var size = (Width: $"{EmbedWidth}", Height: $"{EmbedHeight}");
        return Draw(ChartForm.Svg, topic, new Query(asOf, reportedBy, over, axis, from, to, theme, size.Width,
            size.Height),
            request, mediator, picture =>
            {
                var headers = request.HttpContext.Response.Headers;
                var ancestors = settings.FrameAncestors is [] ? "'none'" : string.Join(' ', settings.FrameAncestors);
                headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; "
                    + $"form-action 'none'; frame-ancestors {ancestors}";
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers.CacheControl = "no-cache";
                return Results.Content(Framed(picture, $"{request.PathBase}/topics/{topic}"),
                    "text/html; charset=utf-8");
            }, cancellationToken);
    }

    /// <summary>oEmbed 1.0: how a page shows a link to a topic.</summary>
    public static async Task<IResult> OEmbed(
        string? url, string? format, string? maxwidth, string? maxheight,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        if (url is null) faults.AtParameter("url", "is required");
        var width = Parameters.Number("maxwidth", maxwidth, min: 1, int.MaxValue, otherwise: EmbedWidth, faults);
        var height = Parameters.Number("maxheight", maxheight, min: 1, int.MaxValue, otherwise: EmbedHeight, faults);
        if (faults.Any) return Replies.Problem(faults);
        if (format is not (null or "json")) return Replies.Problem(Problems.NoSuchForm("the answer is JSON"));
        if (TopicOf(url ?? "", request) is not { } topic) return
            Replies.Problem(Problems.Of(StatusCodes.Status404NotFound));

        var answer = await mediator.Send(new GetCard(topic), cancellationToken);
        return answer.Or(card =>
        {
            var scale = Math.Min(1, Math.Min(width / (double)EmbedWidth, height / (double)EmbedHeight));
            var (fitWidth, fitHeight) = (Math.Max(1, (int)(EmbedWidth * scale)),
                Math.Max(1, (int)(EmbedHeight * scale)));
            var site = Site(request);
            var json = new OEmbedJson("rich", "1.0", card.Title, "Analysis", $"{site}/",
                $"<iframe src=\"{site}/embed/{topic}\" width=\"{fitWidth}\" height=\"{fitHeight}\" frameborder=\"0\" "
                    + $"title=\"{WebUtility.HtmlEncode(card.Title)}\"></iframe>",
                fitWidth, fitHeight, PictureOf(site, topic), ChartStyle.WidthDefault, ChartStyle.HeightDefault);
            return Replies.Json(json, ApiJson.Wire.OEmbedJson);
        });
    }

    /// <summary>What a topic's page says of itself to those who show links to it.</summary>
    public static string Head(Card card, TopicId topic, HttpRequest request)
    {
        var site = Site(request);
        var address = $"{site}/topics/{topic}";
        var (title, statement) = (WebUtility.HtmlEncode(card.Title), WebUtility.HtmlEncode(card.Statement));
        return $"""
            <meta property="og:type" content="article">
            <meta property="og:title" content="{title}">
            <meta property="og:description" content="{statement}">
            <meta property="og:url" content="{address}">
            <meta property="og:image" content="{PictureOf(site, topic)}">
            <meta property="og:image:width" content="{ChartStyle.WidthDefault}">
            <meta property="og:image:height" content="{ChartStyle.HeightDefault}">
            <meta property="og:image:alt" content="{statement}">
            <meta name="twitter:card" content="summary_large_image">
            <link rel="alternate" type="application/json+oembed" title="{title}"
              href="{site}/oembed?url={Uri.EscapeDataString(address)}">

            """;
    }

    private static async Task<IResult> Draw(
        ChartForm form, string topic, Query query, HttpRequest request, IMediator mediator,
        Func<Picture, IResult> reply, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var drawing = new DrawChart(
            Parameters.Topic(topic, faults),
            Parameters.Lens(query.AsOf, query.ReportedBy, validAt: null, version: null, faults),
            query.Style(form, faults),
            Preconditions.KnownETags(request));
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(drawing, cancellationToken);
        return answer.Or(reply);
    }

    /// <summary>The topic of an address of ours; null when it is none.</summary>
    private static TopicId? TopicOf(string url, HttpRequest request) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
        && TopicPath().Match(Uri.UnescapeDataString(address.AbsolutePath)) is { Success: true } match
        && match.Groups["base"].Value == request.PathBase.Value
        && IdForm.Fits(match.Groups["topic"].Value)
            ? new TopicId(match.Groups["topic"].Value)
            : null;

    private static string Framed(Picture picture, string address) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(picture.Title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <a href="{address}" target="_blank" rel="noopener">
        {Encoding.UTF8.GetString(picture.Bytes.Span)}</a>
        </body>
        </html>

        """;

    private static string PictureOf(string site, TopicId topic) => $"{site}/v1/topics/{topic}/chart.png";

    private static string Site(HttpRequest request) =>
        UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase).TrimEnd('/');

    [GeneratedRegex("^(?<base>.*)/topics/(?<topic>[^/]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex TopicPath();

    /// <summary>What was asked for, as text.</summary>
    private sealed record Query(
        string? AsOf, string? ReportedBy, string? Over, string? Axis, string? From, string? To, string? Theme,
        string? Width, string? Height)
    {
        public ChartStyle Style(ChartForm form, FaultList faults)
        {
            if (Axis is not (null or "linear" or "log")) faults.AtParameter("axis", "must be linear or log");
            if (Theme is not (null or "light" or "dark")) faults.AtParameter("theme", "must be light or dark");
            var (from, to) = (Parameters.Beginning("from", From, faults), Parameters.Instant("to", To, faults));
            if (from >= to) faults.AtParameter("to", "must be after from");
            return new ChartStyle(
                form,
                Parameters.Axis("over", Over, faults),
                Axis is null ? null : Axis == "log",
                from,
                to,
                Theme == "dark",
                Parameters.Number("width", Width, ChartStyle.WidthMin, ChartStyle.WidthMax, ChartStyle.WidthDefault,
                    faults),
                Parameters.Number("height", Height, ChartStyle.HeightMin, ChartStyle.HeightMax,
                    ChartStyle.HeightDefault, faults));
        }
    }
}

/// <summary>oEmbed 1.0, of the type rich; its names are that standard's.</summary>
internal sealed record OEmbedJson(
    string Type,
    string Version,
    string Title,
    [property: JsonPropertyName("provider_name")] string ProviderName,
    [property: JsonPropertyName("provider_url")] string ProviderUrl,
    string Html,
    int Width,
    int Height,
    [property: JsonPropertyName("thumbnail_url")] string ThumbnailUrl,
    [property: JsonPropertyName("thumbnail_width")] int ThumbnailWidth,
    [property: JsonPropertyName("thumbnail_height")] int ThumbnailHeight);
