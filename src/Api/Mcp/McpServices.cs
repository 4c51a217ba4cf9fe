using System.Text;
using System.Text.Json;
using Analysis.Api.Contracts;
using MediatR;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Analysis.Api.Mcp;

/// <summary>
/// The Model Context Protocol at <c>/mcp</c>: Streamable HTTP without sessions, so that any node answers any request.
/// Keys and roles are those of HTTP: the use cases decide.
/// </summary>
internal static class McpServices
{
    public const string Path = "/mcp";

    private const string Instructions =
        "Analysis keeps claims about questions (topics), counts origins rather than reports, and folds them into a belief "
        + "with a confidence. Find a topic with search_topics, then ask for its belief, and why. Quote the statement with its "
        + "range, and say how confident it is. What you propose lies in a tray until a person accepts it.";

    public static IServiceCollection AddMcp(this IServiceCollection services)
    {
        services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = "analysis", Title = "Analysis", Version = "1" };
                options.ServerInstructions = Instructions;
            })
            .WithHttpTransport(http => http.SessionMode =
                ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateless)
            .WithListToolsHandler((_, _) => ValueTask.FromResult(new ListToolsResult
            {
                Tools =
                [.. McpTools.All.Select(Described)]
            }))
            .WithCallToolHandler(Call);
        return services;
    }

    private static Tool Described(McpTool tool) => new()
    {
        Name = tool.Told.Name,
        Description = tool.Told.Description,
        InputSchema = tool.Told.InputSchema,
        Annotations = new ToolAnnotations
        {
            ReadOnlyHint = !tool.Writes, DestructiveHint = false, IdempotentHint = !tool.Writes, OpenWorldHint = false,
        },
    };

    private static async ValueTask<CallToolResult> Call(RequestContext<CallToolRequestParams> context,
        CancellationToken cancellationToken)
    {
        var asked = context.Params ?? throw new InvalidOperationException("a call without parameters");
        if (McpTools.All.FirstOrDefault(tool => tool.Told.Name == asked.Name) is not { } tool)
            throw new ModelContextProtocol.McpProtocolException($"there is no tool {asked.Name}",
                ModelContextProtocol.McpErrorCode.InvalidParams);

        var arguments = new McpArguments(asked.Arguments);
        var call = tool.Call(arguments);
        if (!arguments.AreFine()) return Refused(Problems.InvalidParameter(arguments.Faults.Faults));

        var mediator = context.Services?.GetRequiredService<IMediator>() ?? throw new
            InvalidOperationException("a call without services");
        Answer<Page> answer;
        try
        {
            answer = await call(mediator, cancellationToken);
        }
        catch (Exception fault) when (Problems.IsPassing(Problems.Of(fault)))
        {
            answer = Problems.Of(fault);
        }

        return answer.Problem is { } problem ? Refused(problem) : Told(answer.Value.Json);
    }

    private static CallToolResult Told(ReadOnlyMemory<byte> json) => new()
    {
        Content = [new TextContentBlock { Text = Encoding.UTF8.GetString(json.Span) }],
        StructuredContent = JsonElement.Parse(json.Span),
    };

    /// <summary>An error of the tool, which the assistant reads: what is wrong with which argument or field.</summary>
    private static CallToolResult Refused(Problem problem)
    {
        var faults = problem.Errors?.Select(fault => $"\n{fault.Parameter ?? fault.Pointer} {fault.Detail}") ?? [];
        return new CallToolResult
        {
            IsError = true,
            Content = [new TextContentBlock { Text = $"{problem.Title}: {problem.Detail}{string.Concat(faults)}" }],
            StructuredContent = JsonSerializer.SerializeToElement(problem, ApiJson.Wire.Problem),
        };
    }
}
