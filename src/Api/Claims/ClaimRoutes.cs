using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using Analysis.Domain.Claims;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>Claims over HTTP.</summary>
internal static class ClaimRoutes
{
    public static async Task<IResult> Submit(
        string? define, string? topic, string? separator, string? @decimal,
        HttpRequest request, IMediator mediator, Settings settings, ILogger<LineReply> log, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var defineUnknown = Parameters.Flag("define", define, yes: "auto", faults);
        var form = TableForm.Read(separator, @decimal, faults);
        TopicId? ofAll = topic is null ? null : Parameters.Topic(topic, faults);
        var tableType = Bodies.TableType(request);
        var others = request.Query.Keys.Where(name => name is not ("define" or Pretty.Parameter));
        foreach (var name in tableType is null ? others : [])
            faults.AtParameter(name, "is for tables");
        if (faults.Any) return Replies.Problem(faults);

        if (tableType is not null)
        {
            Bodies.Limit(request, bytesMax: null);
            if (tableType != Bodies.TableTypes[0]) form = form with { Separator = form.Separator ?? '\t' };
            return (await mediator.Send(new SubmitTable(request.BodyReader, form, ofAll, defineUnknown), cancellationToken))
                .Or(outcomes => new LineReply(outcomes.Lines, log));
        }

        if (Bodies.IsLines(request))
        {
            Bodies.Limit(request, bytesMax: null);
            var lines = LineReader.Read(request.BodyReader, settings.ClaimBytesMax, cancellationToken);
            return (await mediator.Send(new SubmitClaims(lines, defineUnknown), cancellationToken)).Or(outcomes => new LineReply(outcomes.Lines, log));
        }

        if (CloudEvents.IsBatch(request))
        {
            var batch = CloudEvents.ReadBatch(await Bodies.Read(request, cancellationToken), settings.ClaimBytesMax);
            if (batch.Problem is { } malformed) return Replies.Problem(malformed);
            var events = new SubmitClaims(CloudEvents.Lines(batch.Value), defineUnknown);
            return (await mediator.Send(events, cancellationToken)).Or(outcomes =>
                new LineReply(CloudEvents.Within(outcomes.Lines, cancellationToken), log));
        }

        Bodies.Limit(request, settings.ClaimBytesMax);
        var json = await Bodies.Read(request, cancellationToken);
        if (CloudEvents.IsStructured(request)) return await OfEvent(CloudEvents.Read(json), CloudEvents.Within);
        if (CloudEvents.IsBinary(request)) return await OfEvent(CloudEvents.OfHeaders(request, json), problem =>
            problem);
        return Reply(await mediator.Send(new SubmitClaim(json, defineUnknown), cancellationToken));

        async Task<IResult> OfEvent(ClaimData data, Func<Problem, Problem> told)
        {
            if (data.Claim is not { } claim) return Replies.Problem(data.Problem!); // there is one or the other
            var outcome = await mediator.Send(new SubmitClaim(claim, defineUnknown), cancellationToken);
            return outcome.Problem is { } problem ? Replies.Problem(told(problem)) : Reply(outcome);
        }
    }

    private static IResult Reply(Answer<OutcomeJson> answer) =>
        answer.Or(outcome => outcome.Result == "created"
            ? Replies.Json(outcome, ApiJson.Wire.OutcomeJson, StatusCodes.Status201Created, $"/v1/topics/{outcome.Topic}/claims/{outcome.Claim}")
            : Replies.Json(outcome, ApiJson.Wire.OutcomeJson));

    public static async Task<IResult> Get(string topic, string claim, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new GetClaim(Parameters.Topic(topic, faults), Parameters.Claim(claim, faults));
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(entry => Replies.Json(entry, ApiJson.Wire.LedgerEntryJson));
    }

    public static Task<IResult> Retract(
        string topic, string claim, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, claim, request, mediator, (on, id, json) => new RetractClaim(on, id, json), cancellationToken);

    public static Task<IResult> Restore(
        string topic, string claim, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, claim, request, mediator, (on, id, json) => new RestoreClaim(on, id, json), cancellationToken);

    public static Task<IResult> Move(
        string topic, string claim, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, claim, request, mediator, (on, id, json) => new MoveClaim(on, id, json), cancellationToken);

    public static Task<IResult> Erase(
        string topic, string claim, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, claim, request, mediator, (on, id, json) => new EraseClaim(on, id, json), cancellationToken);

    private static async Task<IResult> Act(string topic, string claim, HttpRequest request, IMediator mediator,
        Func<TopicId, ClaimId, ReadOnlyMemory<byte>, Act<OutcomeJson>> act, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var (topicId, claimId) = (Parameters.Topic(topic, faults), Parameters.Claim(claim, faults));
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(act(topicId, claimId, await Bodies.Read(request, cancellationToken)), cancellationToken);
        return answer.Or(outcome => Replies.Json(outcome, ApiJson.Wire.OutcomeJson));
    }
}

/// <summary>One line of JSON per outcome, sent whenever the next one is not there yet, and a summary.</summary>
internal sealed class LineReply(IAsyncEnumerable<LineOutcomeJson> outcomes, ILogger<LineReply> log) : IResult
{
    private const int UnsentBytesMax = 32 * 1_024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, gone) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = Bodies.LineTypes[0];
        var (created, duplicate, rejected, reasons) = (0L, 0L, 0L, new SortedDictionary<string, long>(StringComparer.Ordinal));
        await using var json = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { Encoder = ApiJson.Wire.Options.Encoder });
        await using var lines = outcomes.GetAsyncEnumerator(gone);
        while (true)
        {
            var next = lines.MoveNextAsync();
            if (!next.IsCompleted || response.BodyWriter.UnflushedBytes > UnsentBytesMax) await response.BodyWriter.FlushAsync(gone);
            if (!await next) break;

            Write(lines.Current, ApiJson.Wire.LineOutcomeJson);
            if (lines.Current is { Result: "created", NotCounted: { } reason }) reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            _ = lines.Current.Result switch
            {
                "created" => created++,
                "duplicate" => duplicate++,
                _ => rejected++,
            };
        }

        Write(new SummaryLineJson(new(created, duplicate, rejected, reasons.Values.Sum(), reasons)), ApiJson.Wire.SummaryLineJson);
        log.BatchDone(created + duplicate + rejected, created, duplicate, rejected);

        void Write<T>(T line, JsonTypeInfo<T> type)
        {
            JsonSerializer.Serialize(json, line, type);
            json.Reset();
            response.BodyWriter.Write("\n"u8);
        }
    }
}
