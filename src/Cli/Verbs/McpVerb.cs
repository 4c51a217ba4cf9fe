using System.CommandLine;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Analysis.Cli.Verbs;

/// <summary>
/// Lets an assistant that starts programs and talks to them over their streams use the server's tools.
/// </summary>
internal static class McpVerb
{
    /// <summary>Of the codes that JSON-RPC leaves to servers.</summary>
    private const int ServerFault = -32_000;

    public static Command Create() => Session.Runs(
        new Command("mcp",
            "Bridge an assistant on the standard streams to the server's tools (Model Context Protocol)"),
        async session =>
        {
            await using var assistant = new StdioServerTransport("analysis");
            var options = new HttpClientTransportOptions
            {
                Endpoint = new Uri(session.Server.Address, "mcp"),
                TransportMode = HttpTransportMode.StreamableHttp
            };
            await using var transport = new HttpClientTransport(options, session.Server.Http);
            await using var server = await transport.ConnectAsync(session.Stopping);
            var back = Forward(server, assistant, session.Stopping);
            await Forward(assistant, server, session.Stopping);
            await server.DisposeAsync();
            try
            {
                await back;
            }
            catch (ClientTransportClosedException)
            {
                // That is how a transport says that it has been disposed of.
            }

            return ExitCode.Done;
        });

    /// <summary>Passes on what the one says to the other, until it ends; nothing waits for what takes long.</summary>
    private static async Task Forward(ITransport from, ITransport to, CancellationToken stopping)
    {
        var underWay = new List<Task>();
        await foreach (var message in from.MessageReader.ReadAllAsync(stopping))
        {
            underWay.RemoveAll(t => t.IsCompletedSuccessfully);
            var sent = Send(message);
            underWay.Add(sent);
            // what follows belongs to its session
            if (message is JsonRpcRequest { Method: RequestMethods.Initialize }) await sent;
        }

        await Task.WhenAll(underWay);

        async Task Send(JsonRpcMessage message)
        {
            try
            {
                await to.SendMessageAsync(message, stopping);
            }
            catch (HttpRequestException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                if (message is not JsonRpcRequest request) return;
                var error = new JsonRpcErrorDetail { Code = ServerFault, Message = fault.Message };
                await from.SendMessageAsync(new JsonRpcError { Id = request.Id, Error = error }, stopping);
            }
        }
    }
}
