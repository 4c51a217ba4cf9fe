using Analysis.Testing;

namespace Analysis.Cli.Tests;

/// <summary>The official SDK of the Model Context Protocol for TypeScript, against the server and through the bridge.</summary>
[Collection(DemoServer.Shared)]
[Needs(Tool.AssistantPackages)]
public sealed class AssistantTests(DemoServer server)
{
    [NeedyFact]
    public Task An_assistant_uses_the_server() => Asks(new Uri(server.Url, "mcp").ToString());

    [NeedyFact]
    public Task An_assistant_that_starts_programs_uses_the_bridge() =>
        Asks(Terminal.Host, Terminal.Program, "mcp", "--server", server.Url.ToString());

    private async Task Asks(params string[] from)
    {
        var statement = (await server.Get("/v1/topics/dprk-killed"))["view"]!["statement"];
        var ended = await Programs.Run(
            NodePackages.OfAssistant.Folder, "node", ["client.mjs", "dprk-killed", .. from]);

        Assert.Equal((0, $"7 tools; belief: {statement}; refused: topic is required; drafts: 1\n"), (ended.Code, ended.Output));
    }
}
