using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>What moved since an instant, by how much and why. Costs a fold a topic that has changed since.</summary>
public sealed record ListMoves(DateTimeOffset Since, string? Text, string? Tag, int Limit, string? Cursor) : UseCase<Page>(Role.Reader);

internal sealed class ListMovesHandler(IReadModel readModel, ILists lists, ITopics topics) : IRequestHandler<ListMoves, Answer<Page>>
{
    /// <summary>The last so many facts of a topic are looked through for the one that moved it.</summary>
    public const int StepsMax = 50;

    private static readonly HashSet<string> Shared =
        ["family-defined", "source-assessed", "source-merged", "source-split", "source-erased"];

    public async Task<Answer<Page>> Handle(ListMoves request, CancellationToken cancellationToken)
    {
        var query = new RowQuery(TopicRows.Current, request.Text, request.Tag, RowOrder.Updated, request.Limit, request.Cursor);
        if (await readModel.Page(lists, query, cancellationToken) is not { } page)
            return Problems.InvalidParameter("cursor", "is not one that this list gave, in this order");

        var moves = new List<TopicMoveJson>();
        foreach (var row in page.Rows.TakeWhile(row => row.UpdatedAt >= request.Since))
        {
            if (await Of(row, request.Since, cancellationToken) is { } move) moves.Add(move);
        }

        var next = page.Rows is [.., var last] && last.UpdatedAt >= request.Since ? page.Next : null;
        return new Page(JsonSerializer.SerializeToUtf8Bytes(new MovePageJson(moves, next), ApiJson.Wire.MovePageJson), next);
    }

    /// <summary>Null where the belief is what it was.</summary>
    private async Task<TopicMoveJson?> Of(SummaryRow row, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var topic = new TopicId(row.Id);
        var steps = await topics.History(topic, from: null, to: null, Math.Max(0, row.Version - StepsMax), StepsMax, cancellationToken);
        if (steps is not [.., var last]) return null;
        var was = steps.LastOrDefault(step => step.At < since)?.View
            ?? (await topics.Read(topic, new Lens(AsOf: since.AddTicks(-1)), cancellationToken))?.View;
        if (was?.Headline == last.View.Headline) return null;

        var moved = Last(steps, since, was, IsOwn, (a, b) => a.Answer != b.Answer) ?? Last(steps, since, was, IsOwn, (a, b) => a != b)
            ?? Last(steps, since, was, _ => true, (a, b) => a != b) ?? last;
        return new TopicMoveJson(
            row.Id, row.Title, [.. row.Tags], was is null ? null : HeadlineJson.Of(was.Headline), HeadlineJson.Of(last.View.Headline),
            was is null ? null : Headline.Difference(was, last.View), moved.Because, moved.At.UtcDateTime,
            row.Version - (was?.Version ?? 0));
    }

    /// <summary>Of the topic itself, not of what is held about its sources and its family: that moves many topics at once, each a little.</summary>
    private static bool IsOwn(HistoryStep step) => !Shared.Contains(step.Event);

    /// <summary>The last step since an instant, of some, that moved a headline in some way; null where none did.</summary>
    private static HistoryStep? Last(
        IReadOnlyList<HistoryStep> steps, DateTimeOffset since, View? was, Func<HistoryStep, bool> isMeant,
        Func<Headline, Headline, bool> differs)
    {
        HistoryStep? moved = null;
        var before = was?.Headline;
        foreach (var step in steps.Where(step => step.At >= since))
        {
            if (isMeant(step) && (before is null || differs(before, step.View.Headline))) moved = step;
            before = step.View.Headline;
        }

        return moved;
    }
}
