using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Contracts;
using Analysis.Api.Drafts;
using Analysis.Api.Sources;
using Analysis.Api.Topics;
using Analysis.Engine.Lists;
using MediatR;

namespace Analysis.Api.Mcp;

/// <summary>A tool: what an assistant is told of it, and the use case behind it.</summary>
/// <param name="Told">Its name, what it does and when to use it, and the schema of its arguments: of
/// <c>tools.json</c>.</param>
/// <param name="Writes">Whether it changes anything; nothing changes what is believed.</param>
/// <param name="Call">What it comes to, as JSON; only sent when <see cref="McpArguments.AreFine"/>.</param>
internal sealed record McpTool(
    McpToolText Told, bool Writes, Func<McpArguments, Func<IMediator, CancellationToken, Task<Answer<Page>>>> Call);

/// <summary>What an assistant is told of a tool. A description may stand there in lines, which are joined.</summary>
internal sealed record McpToolText(string Name, string Description, JsonElement InputSchema);

/// <summary>Every tool, on the requests that HTTP goes through.</summary>
internal static class McpTools
{
    private static readonly Dictionary<string, McpToolText> Texts = Read();

    public static IReadOnlyList<McpTool> All { get; } =
    [
        Reads("search_topics", a => new ListTopics(
            a.Text("q"), a.Text("tag"), Shelf.False, RowOrder.Id, a.Limit(), a.Text("cursor"))),
        new(Texts["belief"], Writes: false, Belief),
        Reads("why", a => new ExplainTopic(a.Topic(), a.Lens(), After(a), a.Limit())),
        new(Texts["what_if"], Writes: false, WhatIf),
        Reads("ledger", a => new GetLedger(a.Topic(), a.Lens(), After(a), a.Limit(), Without: false)),
        Reads("sources", a => new ListSources(a.Text("q"), a.Limit(), a.Text("cursor"))),
        new(Texts["propose_claims"], Writes: true, Propose),
    ];

    private static McpTool Reads(string name, Func<McpArguments, UseCase<Page>> request) => new(Texts[name], Writes: false, a =>
    {
        var asked = request(a);
        return (mediator, cancellationToken) => mediator.Send(asked, cancellationToken);
    });

    private static Func<IMediator, CancellationToken, Task<Answer<Page>>> Belief(McpArguments a)
    {
        var asked = new GetTopic(a.Topic(), a.Lens(), KnownETags: [], After: null, Patience: null);
        return async (mediator, cancellationToken) =>
        {
            var answer = await mediator.Send(asked, cancellationToken);
            return answer.Problem is { } problem ? problem : new Page(answer.Value.Json, Next: null);
        };
    }

    private static Func<IMediator, CancellationToken, Task<Answer<Page>>> WhatIf(McpArguments a)
    {
        var (topic, lens) = (a.Topic(), a.Lens());
        var json = a.Json("assumptions", JsonValueKind.Object, required: true) is { } given
            ? JsonSerializer.SerializeToUtf8Bytes(given, ApiJson.Wire.JsonElement)
            : [];
        return Send(new AskWhatIf(topic, lens, Timeline: null, json), ApiJson.Wire.SupposedJson);
    }

    private static Func<IMediator, CancellationToken, Task<Answer<Page>>> Propose(McpArguments a)
    {
        var body = new JsonObject();
        if (a.Json("claims", JsonValueKind.Array, required: true) is { } claims) body["claims"] = JsonNode.Parse(claims.GetRawText());
        foreach (var name in new[] { "proposer", "why" })
        {
            if (a.Text(name) is { } text) body[name] = text;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Wire.JsonObject);
        return Send(new ProposeClaims(json), ApiJson.Wire.DraftPageJson);
    }

    private static Func<IMediator, CancellationToken, Task<Answer<Page>>> Send<T>(UseCase<T> request, JsonTypeInfo<T> type)
        where T : class =>
        async (mediator, cancellationToken) =>
        {
            var answer = await mediator.Send(request, cancellationToken);
            return answer.Problem is { } problem
                ? problem
                : new Page(JsonSerializer.SerializeToUtf8Bytes(answer.Value, type), Next: null);
        };

    private static long After(McpArguments a) => Http.Parameters.AfterVersion(a.Text("cursor"), a.Faults);

    private static Dictionary<string, McpToolText> Read()
    {
        using var file = typeof(McpTools).Assembly.GetManifestResourceStream("tools.json")
            ?? throw new InvalidOperationException("tools.json is not embedded");
        var tools = JsonNode.Parse(file)?.AsArray() ?? throw new InvalidOperationException("tools.json is empty");
        Join(tools);
        return tools.Select(tool => tool.Deserialize(ApiJson.Wire.McpToolText)).OfType<McpToolText>().ToDictionary(tool => tool.Name);
    }

    private static void Join(JsonNode? node)
    {
        foreach (var item in node as JsonArray ?? []) Join(item);
        foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
        {
            if (name == "description" && value is JsonArray lines)
                node![name] = string.Join(' ', lines.Select(line => line!.GetValue<string>()));
            else Join(value);
        }
    }
}
