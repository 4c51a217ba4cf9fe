namespace Analysis.Api;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Demo">Whether to load the demo.</param>
/// <param name="Options">What is left for the configuration, as <c>--key value</c> or <c>--key=value</c>.</param>
public sealed record CommandLine(bool Demo, string[] Options)
{
    public const string Help = """
        Analysis: what is believed, how sure, and why.

        Usage:
          dotnet run --project src/Api [-- [demo] [options]]

        Commands:
          demo              also load the demo topics, sources and claims; loading them again changes nothing

        Options:
          --data <folder>   where the journal lives (default: data, in the working directory)
          --journal <text>  an Npgsql connection string ("Host=db;Username=analysis;Database=analysis"): the journal
                            lives in that PostgreSQL, and no data folder is used
          --urls <urls>     where to listen (default: http://127.0.0.1:5080)
          --help            this text

        Anything else that ASP.NET Core or section Analysis of appsettings.json knows can be given too, such as
        --Analysis:ClaimBytesMax 131072 or, in the environment, Analysis__ClaimBytesMax=131072.
        """;

    /// <summary>Short names of settings.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["--data"] = $"--{Settings.Section}:{nameof(Settings.DataFolder)}",
        ["--journal"] = $"--{Settings.Section}:{nameof(Settings.Journal)}",
        ["--urls"] = "--urls",
        ["--environment"] = "--environment",
    };

    /// <summary>Reads the arguments; null, with what is wrong in <paramref name="error"/>, when they make no sense.</summary>
    public static CommandLine? Parse(IReadOnlyList<string> arguments, out string? error)
    {
        var isDemo = arguments is ["demo", ..];
        var options = new List<string>();
        var rest = new Queue<string>(arguments.Skip(isDemo ? 1 : 0));
        while (rest.TryDequeue(out var argument))
        {
            var parts = argument.Split('=', 2);
            var key = Names.GetValueOrDefault(parts[0]) ?? (IsSetting(parts[0]) ? parts[0] : null);
            var value = parts.Length == 2 ? parts[1] : rest.TryPeek(out _) && key is not null ? rest.Dequeue() : null;
            error = key is null ? $"I do not know {parts[0]}" : value is null ? $"{parts[0]} needs a value" : null;
            if (error is not null) return null;
            options.Add($"{key}={value}");
        }

        error = null;
        return new CommandLine(isDemo, [.. options]);
    }

    /// <summary>Whether it names a setting by its full path, such as <c>--Logging:LogLevel:Default</c>.</summary>
    private static bool IsSetting(string name) => name.StartsWith("--") && name.Contains(':');
}
