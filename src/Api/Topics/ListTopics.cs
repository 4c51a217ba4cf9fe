using System.Buffers;
using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>A page of topics with their views in brief.</summary>
public sealed record ListTopics(string? Text, string? Tag, Shelf Archived, RowOrder Order, int Limit,
    string? Cursor) : UseCase<Page>(Role.Reader);

/// <summary>Whether topics that were put away are listed.</summary>
public enum Shelf
{
    /// <summary>They are left out.</summary>
    False,

    /// <summary>They alone.</summary>
    True,

    /// <summary>They stand among the others.</summary>
    Any,
}

internal sealed class ListTopicsHandler(IReadModel readModel, ILists lists) : IRequestHandler<ListTopics, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ListTopics request, CancellationToken cancellationToken)
    {
        var query = new RowQuery(request.Archived == Shelf.True ? TopicRows.Archived : TopicRows.Current,
            request.Text, request.Tag, request.Order,
            request.Limit, request.Cursor, request.Archived == Shelf.Any ? TopicRows.Archived : null);
        return await readModel.Page(lists, query, cancellationToken) is { } page
            ? Write(page)
            : Problems.InvalidParameter("cursor", "is not one that this list gave, in this order");
    }

    /// <summary>The rows are JSON that <see cref="ViewRenderer"/> wrote when the topics changed.</summary>
    private static Page Write(RowPage page)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartArray("topics");
        foreach (var row in page.Rows) json.WriteRawValue(row.Brief.Span, skipInputValidation: true);
        json.WriteEndArray();
        if (page.Next is not null) json.WriteString("next", page.Next);
        json.WriteEndObject();
        json.Flush();
        return new Page(bytes.WrittenMemory, page.Next);
    }
}
