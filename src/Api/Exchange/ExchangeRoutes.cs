using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.OpenApi;
using Analysis.Domain.Claims;
using Analysis.Engine.Exchange;
using MediatR;

namespace Analysis.Api.Exchange;

/// <summary>Everything out and in, over HTTP.</summary>
internal static class ExchangeRoutes
{
    public static void MapExchange(this IEndpointRouteBuilder v1)
    {
        var exchange = v1.MapGroup("").WithTags("exchange");
        exchange.MapGet("/export", Export).GivesLines<string>().Compressed().Fails(400, 404)
            .Query("after", ValueForm.Cursor, "Only what follows the line with this cursor.")
            .Query("topic", ValueForm.Id, "This topic, and what is held about the sources and families that it uses.")
            .Query("tag", ValueForm.Words(Limits.TextLengthMax), "Likewise the topics with this tag.")
            .Named("exportEvents", "Everything, or some topics, as lines for another service");
        exchange.MapPost("/import", Import).TakesLines().GivesLines<ImportOutcomeJson>().Fails(400, 413, 415, 503)
            .Named("importEvents", "Take in what another service exported");
    }

    private static async Task<IResult> Export(string? topic, string? tag, string? after, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        TopicId? one = topic is null ? null : Parameters.Topic(topic, faults);
        var query = new ExportEvents(one, Parameters.Text("tag", tag, faults), Parameters.Text("after", after, faults));
        if (faults.Any) return Replies.Problem(faults);

        return (await mediator.Send(query, cancellationToken)).Or(exported => new ExportReply(exported.Events));
    }

    private static async Task<IResult> Import(HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        Bodies.Limit(request, bytesMax: null);
        var lines = LineReader.Read(request.BodyReader, ExchangeFormat.LineBytesMax, cancellationToken);
        return (await mediator.Send(new ImportEvents(lines), cancellationToken)).Or(outcomes =>
            new ImportReply(outcomes.Lines));
    }
}

/// <summary>Lines of JSON, sent in portions.</summary>
internal abstract class LinesReply : IResult
{
    private const int UnsentBytesMax = 32 * 1_024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, gone) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = Bodies.LineTypes[0];
        await using var json = new Utf8JsonWriter(response.BodyWriter,
            new JsonWriterOptions { Encoder = ApiJson.Wire.Options.Encoder });
        await using var lines = Lines(gone).GetAsyncEnumerator(gone);
        while (true)
        {
            var next = lines.MoveNextAsync();
            if (!next.IsCompleted || response.BodyWriter.UnflushedBytes > UnsentBytesMax)
                await response.BodyWriter.FlushAsync(gone);
            if (!await next) break;
            lines.Current(json);
            await json.FlushAsync(gone);
            json.Reset();
            response.BodyWriter.Write("\n"u8);
        }
    }

    /// <summary>What writes each.</summary>
    protected abstract IAsyncEnumerable<Action<Utf8JsonWriter>> Lines(CancellationToken cancellationToken);
}

/// <summary>A header, the events, and a last line by which a reader knows that nothing is missing.</summary>
internal sealed class ExportReply(IAsyncEnumerable<ExportedEvent> events) : LinesReply
{
    protected override async IAsyncEnumerable<Action<Utf8JsonWriter>> Lines(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return ExchangeFormat.WriteHeader;
        var count = 0L;
        await foreach (var e in events.WithCancellation(cancellationToken))
        {
            count++;
            yield return json => ExchangeFormat.Write(json, e);
        }

        yield return json => ExchangeFormat.WriteEnd(json, count);
    }
}

/// <summary>What became of each line, and a summary.</summary>
internal sealed class ImportReply(IAsyncEnumerable<ImportOutcomeJson> outcomes) : LinesReply
{
    protected override async IAsyncEnumerable<Action<Utf8JsonWriter>> Lines(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var counts = Vocabulary.ImportResults.Texts.ToDictionary(word => word, _ => 0L);
        await foreach (var outcome in outcomes.WithCancellation(cancellationToken))
        {
            counts[outcome.Result]++;
            yield return Of(outcome, ApiJson.Wire.ImportOutcomeJson);
        }

        yield return Of(
            new ImportSummaryLineJson(new(
                counts["created"], counts["unchanged"], counts["merged"], counts["skipped"], counts["conflict"],
                counts["rejected"])),
            ApiJson.Wire.ImportSummaryLineJson);

        static Action<Utf8JsonWriter> Of<T>(T line, JsonTypeInfo<T> type) =>
            json => JsonSerializer.Serialize(json, line, type);
    }
}
