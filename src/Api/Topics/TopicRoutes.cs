using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Topics over HTTP.</summary>
internal static class TopicRoutes
{
    public static async Task<IResult> Define(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Topic(topic, faults);
        var ifVersion = Preconditions.VersionFor(request, faults);
        if (faults.Any) return Replies.Problem(faults);

        var json = await Bodies.Read(request, cancellationToken);
        var answer = await mediator.Send(new DefineTopic(id, json, ifVersion), cancellationToken);
        return answer.Or(defined => Replies.Written(defined.Representation, defined.Created, request.Path));
    }

    public static async Task<IResult> Amend(string topic, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Topic(topic, faults);
        var ifVersion = Preconditions.VersionFor(request, faults);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(new AmendTopic(id, await Bodies.Read(request, cancellationToken), ifVersion),
            cancellationToken);
        return answer.Or(amended => Replies.Written(amended, created: false, request.Path));
    }

    public static async Task<IResult> List(
        string? q, string? tag, string? archived, string? sort, string? limit, string? cursor,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new ListTopics(
            Parameters.Text("q", q, faults),
            Parameters.Text("tag", tag, faults),
            Parameters.Shelf(archived, faults),
            Parameters.Order(sort, faults),
            Parameters.Limit(limit, faults),
            cursor);
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Topics, next => mediator.Send(query with { Cursor = next ?? query.Cursor, Limit = TableReply.Limit(limit, query.Limit) }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Get(
        string topic, string? asOf, string? reportedBy, string? validAt, string? version, string? after,
        HttpRequest request, IMediator mediator, Waiting waiting, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Topic(topic, faults);
        var lens = Parameters.Lens(asOf, reportedBy, validAt, version, faults);
        var afterVersion = Parameters.Version("after", after, min: 0, faults);
        if (faults.Any) return Replies.Problem(faults);

        using var patience = waiting.For(request, lens, cancellationToken);
        var answer = await mediator.Send(
            new GetTopic(id, lens, patience.Length is null ? [] : Preconditions.KnownETags(request), afterVersion, patience.Length), patience.Token);
        return answer.Or(representation => Replies.Read(request, representation));
    }

    public static async Task<IResult> History(
        string topic, string? after, string? from, string? to, string? limit, string? cursor,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new GetHistory(
            Parameters.Topic(topic, faults),
            Parameters.Beginning("from", from, faults),
            Parameters.Instant("to", to, faults),
            Math.Max(Parameters.Version("after", after, min: 0, faults) ?? 0, Parameters.AfterVersion(cursor, faults)),
            Parameters.Limit(limit, faults));
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.History, next => mediator.Send(query with { AfterVersion = next is null ? query.AfterVersion : VersionCursor.Decode(next)!.Value, Limit = TableReply.Limit(limit, query.Limit) }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Timeline(
        string topic, string? asOf, string? reportedBy, string? over, string? points, string? claims,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new GetTimeline(
            Parameters.Topic(topic, faults),
            Parameters.Lens(asOf, reportedBy, validAt: null, version: null, faults),
            Parameters.Axis("over", over, faults),
            Parameters.Number("points", points, PastTopics.TimelinePointsMin, PastTopics.TimelinePointsMax, otherwise: PastTopics.TimelinePointsMax, faults),
            Parameters.YesOrNo("claims", claims, otherwise: true, faults));
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Timeline, next => mediator.Send(query with { Claims = false }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Timelines(
        string? topics, string? asOf, string? reportedBy, string? over, string? points,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new GetTimelines(
            Parameters.Topics("topics", topics, GetTimelines.TopicsMax, faults),
            Parameters.Lens(asOf, reportedBy, validAt: null, version: null, faults),
            Parameters.Axis("over", over, faults),
            Parameters.Number("points", points, PastTopics.TimelinePointsMin, PastTopics.TimelinePointsMax, GetTimelines.PointsDefault, faults));
        if (faults.Any) return Replies.Problem(faults);
        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Moves(
        string? since, string? q, string? tag, string? limit, string? cursor,
        HttpRequest request, IMediator mediator, TimeProvider clock, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var from = Parameters.Since("since", since, clock.GetUtcNow(), faults);
        var query = new ListMoves(from ?? default, Parameters.Text("q", q, faults), Parameters.Text("tag", tag, faults),
            Parameters.Limit(limit, faults), cursor);
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Moves, next => mediator.Send(
                query with { Cursor = next ?? query.Cursor, Limit = TableReply.Limit(limit, query.Limit) }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Record(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new GetTrackRecord(), cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Why(
        string topic, string? asOf, string? reportedBy, string? validAt, string? version, string? limit, string? cursor,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new ExplainTopic(
            Parameters.Topic(topic, faults),
            Parameters.Lens(asOf, reportedBy, validAt, version, faults),
            Parameters.AfterVersion(cursor, faults),
            Parameters.Limit(limit, faults));
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Ledger(
        string topic, string? asOf, string? reportedBy, string? validAt, string? version, string? without, string? limit, string? cursor,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new GetLedger(
            Parameters.Topic(topic, faults),
            Parameters.Lens(asOf, reportedBy, validAt, version, faults),
            Parameters.AfterVersion(cursor, faults),
            Parameters.Limit(limit, faults),
            Parameters.YesOrNo("without", without, otherwise: false, faults));
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Ledger, next => mediator.Send(query with { AfterVersion = next is null ? query.AfterVersion : VersionCursor.Decode(next)!.Value, Limit = TableReply.Limit(limit, query.Limit) }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Suppose(
        string topic, string? asOf, string? reportedBy, string? validAt, string? version, string? timeline,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Topic(topic, faults);
        var lens = Parameters.Lens(asOf, reportedBy, validAt, version, faults);
        var axis = timeline is null ? (TimeAxis?)null : Parameters.Axis("timeline", timeline, faults);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(new AskWhatIf(id, lens, axis, await Bodies.Read(request, cancellationToken)), cancellationToken);
        return answer.Or(supposed => Replies.Json(supposed, ApiJson.Wire.SupposedJson));
    }

    public static Task<IResult> Resolve(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new ResolveTopic(id, json), cancellationToken);

    public static Task<IResult> Annul(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new AnnulTopic(id, json), cancellationToken);

    public static Task<IResult> Withdraw(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new WithdrawResolution(id, json), cancellationToken);

    public static Task<IResult> Archive(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new ArchiveTopic(id, json), cancellationToken);

    public static Task<IResult> Restore(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new RestoreTopic(id, json), cancellationToken);

    public static Task<IResult> Rename(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new RenameTopic(id, json), cancellationToken);

    public static Task<IResult> Merge(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new MergeTopic(id, json), cancellationToken);

    public static Task<IResult> Separate(string topic, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(topic, request, mediator, (id, json) => new SeparateTopic(id, json), cancellationToken);

    private static async Task<IResult> Act(string topic, HttpRequest request, IMediator mediator,
        Func<TopicId, ReadOnlyMemory<byte>, Act<OutcomeJson>> act, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Topic(topic, faults);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(act(id, await Bodies.Read(request, cancellationToken)), cancellationToken);
        return answer.Or(outcome => Replies.Json(outcome, ApiJson.Wire.OutcomeJson));
    }
}
