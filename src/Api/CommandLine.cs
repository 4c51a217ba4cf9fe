namespace Analysis.Api;

/// <summary>What was asked for on the command line.</summary>
public abstract record CommandLine
{
    public const string Help = """
        Analysis: what is believed, how sure, and why.

        Usage:
          dotnet run --project src/Api [-- [command] [options]]

        Commands:
          (none)            serve
          demo              serve, and load the demo topics, sources and claims; loading them again changes nothing
          copy              copy all events of one journal into another, verify the copy, and end
          rebuild           render the lists anew from the journal, and end

        Options:
          --data <folder>   where the journal lives (default: data, in the working directory)
          --journal <text>  an Npgsql connection string ("Host=db;Username=analysis;Database=analysis"): the journal
                            lives in that PostgreSQL, and no data folder is used
          --urls <urls>     where to listen (default: http://127.0.0.1:5080)
          --allow-anonymous listen beyond loopback even though nobody is asked who calls (see docs/api.md, Keys)
          --help            this text

        Options of copy:
          --from <place>    a data folder, or, if there is an equals sign in it, a connection string; only read
          --to <place>      likewise; empty, or what an earlier copy of the same journal left

        Anything else that ASP.NET Core or section Analysis of appsettings.json knows can be given too, such as
        --Analysis:ClaimBytesMax 131072 or, in the environment, Analysis__ClaimBytesMax=131072.
        """;

    private const string AllowAnonymous = "--allow-anonymous";
    private const string From = "--from";
    private const string To = "--to";

    /// <summary>Short names of settings.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["--data"] = $"--{Settings.Section}:{nameof(Settings.DataFolder)}",
        ["--journal"] = $"--{Settings.Section}:{nameof(Settings.Journal)}",
        ["--urls"] = "--urls",
        ["--environment"] = "--environment",
        [AllowAnonymous] = $"--{Settings.Section}:{nameof(Settings.AllowAnonymous)}",
    };

    private static readonly Dictionary<string, string> Places = new() { [From] = From, [To] = To };

    private CommandLine()
    {
    }

    /// <summary>To serve.</summary>
    /// <param name="Demo">Whether to load the demo.</param>
    /// <param name="Options">For the configuration, as <c>--key=value</c>.</param>
    public sealed record Serve(bool Demo, string[] Options) : CommandLine;

    /// <summary>To copy a journal.</summary>
    /// <param name="Source">The place of the journal that is copied.</param>
    /// <param name="Target">The place of the copy.</param>
    public sealed record Copy(string Source, string Target) : CommandLine;

    /// <summary>To render the lists anew.</summary>
    /// <param name="Options">As of <see cref="Serve"/>.</param>
    public sealed record Rebuild(string[] Options) : CommandLine;

    /// <summary>Reads the arguments; null, with what is wrong in <paramref name="error"/>, when they make no sense.</summary>
    public static CommandLine? Parse(IReadOnlyList<string> arguments, out string? error)
    {
        var verb = arguments is ["demo" or "copy" or "rebuild", ..] ? arguments[0] : null;
        var names = verb is "copy" ? Places : Names;
        var options = new List<(string Key, string Value)>();
        var rest = new Queue<string>(arguments.Skip(verb is null ? 0 : 1));
        while (rest.TryDequeue(out var argument))
        {
            var parts = argument.Split('=', 2);
            var key = names.GetValueOrDefault(parts[0]) ?? (names != Places && IsSetting(parts[0]) ? parts[0] : null);
            var value = parts.Length == 2 ? parts[1]
                : parts[0] == AllowAnonymous ? "true"
                : rest.TryPeek(out var next) && key is not null && !next.StartsWith("--") ? rest.Dequeue() : null;
            error = key is null ? $"I do not know {parts[0]}" : value is null ? $"{parts[0]} needs a value" : null;
            if (error is not null) return null;
            options.Add((key!, value!)); // else there is an error
        }

        string[] configuration = [.. options.Select(o => $"{o.Key}={o.Value}")];
        var (source, target) = (options.LastOrDefault(o => o.Key == From).Value, options.LastOrDefault(o => o.Key == To).Value);
        error = verb is "copy" && (string.IsNullOrWhiteSpace(source) || string.IsNullOrWhiteSpace(target)) ? $"copy needs {From} and {To}" : null;
        return verb switch
        {
            _ when error is not null => null,
            "copy" => new Copy(source, target),
            "rebuild" => new Rebuild(configuration),
            _ => new Serve(verb is "demo", configuration),
        };
    }

    /// <summary>Whether it names a setting by its full path, such as <c>--Logging:LogLevel:Default</c>.</summary>
    private static bool IsSetting(string name) => name.StartsWith("--") && name.Contains(':');
}
