using System.Diagnostics;

namespace Analysis.Testing;

/// <summary>The official SDK for TypeScript, where <c>npm install</c> was run in <c>tests/Testing/Mcp</c>.</summary>
public static class McpClient
{
    private static readonly string? Folder = Find();

    /// <summary>What is missing; null when it can be run.</summary>
    public static string? Lack => Folder is null ? "needs the SDK: run \"npm install\" in tests/Testing/Mcp" : null;

    /// <summary>Asks a server; what the client prints.</summary>
    public static async Task<string> Run(Uri server, string key, string topic)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["client.mjs", server.ToString(), key, topic])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false, RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("node does not start");
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return said.Trim();
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var here = Path.Combine(folder.FullName, "tests", "Testing", "Mcp");
            if (Directory.Exists(Path.Combine(here, "node_modules", "@modelcontextprotocol", "sdk"))) return here;
        }

        return null;
    }
}
