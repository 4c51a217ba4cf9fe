using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Analysis.Testing;

/// <summary>Programs that others made.</summary>
public static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<string, string?> Lacks = new();

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = RootOf();

    /// <summary>Why a program of this machine is not there; null when it is.</summary>
    public static string? Lack(string program) => Lacks.GetOrAdd(program, static name =>
        Run(Root, name, "--version").GetAwaiter().GetResult().Code == 0 ? null : $"lacks {name}"); // xunit asks for a reason to skip without waiting

    /// <summary>Runs one to its end. A program that is not there ends with 127, as in a shell.</summary>
    public static async Task<Ended> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Quiet) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
            using var patience = new CancellationTokenSource(Patience);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token),
                process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return new Ended(process.ExitCode, await output, await errors);
        }
        catch (Win32Exception fault)
        {
            return new Ended(127, "", fault.Message);
        }
    }

    /// <summary>They tell nobody that they run, and ask nobody whether there is a newer one.</summary>
    private static readonly (string, string)[] Quiet =
    [
        ("REDOCLY_TELEMETRY", "off"), ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"), ("SCARF_ANALYTICS", "false"),
        ("KIOTA_CLI_TELEMETRY_OPTOUT", "true"), ("KIOTA_OFFLINE_ENABLED", "true"),
    ];

    private static string RootOf([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    /// <summary>How a program ended, and what it said.</summary>
    public sealed record Ended(int Code, string Output, string Errors)
    {
        public override string ToString() => $"{Code}\n{Output}\n{Errors}";
    }
}

/// <summary>Packages of npm, installed beside their lock file where that is newer.</summary>
public sealed class NodePackages
{
    private readonly Lazy<string?> _lack;

    private NodePackages(string folder)
    {
        Folder = Path.Combine(Programs.Root, "tests", folder);
        _lack = new(() => Install().GetAwaiter().GetResult()); // xunit asks for a reason to skip without waiting
    }

    public static NodePackages OfClients { get; } = new("Clients.Tests/node");

    public static NodePackages OfLint { get; } = new("Clients.Tests/lint");

    public static NodePackages OfAssistant { get; } = new("Cli.Tests/assistant");

    public string Folder { get; }

    /// <summary>Why they are not there; null when they are.</summary>
    public string? Lack => _lack.Value;

    public Task<Programs.Ended> Run(string package, params string[] arguments) =>
        Programs.Run(Folder, Path.Combine(Folder, "node_modules/.bin", package), arguments);

    private async Task<string?> Install()
    {
        var (asked, installed) = (Path.Combine(Folder, "package-lock.json"),
            Path.Combine(Folder, "node_modules/.package-lock.json"));
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(asked))
            return null;
        var npm = await Programs.Run(Folder, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline",
            "--ignore-scripts", "--fetch-retries=1");
        return npm.Code == 0 ? null : $"lacks packages of npm: npm ci in {Folder} ended with {npm.Code}";
    }
}

/// <summary>The tools of .config/dotnet-tools.json.</summary>
public static class DotnetTools
{
    private static readonly Lazy<string?> Restored = new(() => Restore().GetAwaiter().GetResult());

    /// <summary>Why they are not there; null when they are.</summary>
    public static string? Lack => Restored.Value;

    private static async Task<string?> Restore()
    {
        var restore = await Programs.Run(Programs.Root, "dotnet", "tool", "restore");
        return restore.Code == 0 ? null : $"lacks Kiota: dotnet tool restore ended with {restore.Code}";
    }
}
