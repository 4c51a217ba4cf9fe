using System.CommandLine;
using System.CommandLine.Parsing;

namespace Analysis.Api;

/// <summary>What was asked for on the command line.</summary>
public abstract record CommandLine
{
    private const string About = """
        Analysis: what is believed, how sure, and why. Without a command it serves.

        Any setting of ASP.NET Core or of appsettings.json may be given by its path too, such as
        --Analysis:ClaimBytesMax 131072 or --Logging:LogLevel:Default Warning; in the environment the same is
        Analysis__ClaimBytesMax=131072.
        """;

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

    /// <summary>Reads the arguments; what comes of it runs the command, shows help, or says on the error stream what
    /// makes no sense.</summary>
    /// <param name="arguments">The program's.</param>
    /// <param name="own">Settings of this program that help shows besides.</param>
    /// <param name="run">Does what was asked for; gives the exit code.</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments, IEnumerable<SettingOption> own,
        Func<CommandLine, Task<int>> run)
    {
        string[] words = [.. arguments.SelectMany(Apart)];
        SettingOption[] settings = [.. Known, .. own];
        var byPath = words.Where(IsPath).Except(settings.Select(s => s.Name)).Distinct().Select(path =>
            new SettingOption(path, path[2..], "") { Hidden = true });
        settings = [.. settings, .. byPath];

        var root = new RootCommand(About);
        root.SetAction((parsed, _) => run(new Serve(Demo: false, Configuration(parsed))));
        var demo = new Command("demo",
            "Serve, and load the demo's topics, sources and claims; loading them again changes nothing");
        demo.SetAction((parsed, _) => run(new Serve(Demo: true, Configuration(parsed))));
        var rebuild = new Command("rebuild", "Render the lists anew from the journal, and end");
        rebuild.SetAction((parsed, _) => run(new Rebuild(Configuration(parsed))));
        var from = Place("--from",
            "A data folder or, if there is an equals sign in it, a connection string; only read");
        var to = Place("--to", "Likewise; empty, or what an earlier copy of the same journal left");
        var copy = new Command("copy",
            "Copy all events of one journal into another, verify the copy, and end") { from, to };
        copy.SetAction((parsed, _) => run(new Copy(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to))));
        copy.Validators.Add(result =>
        {
            foreach (var given in settings.Where(s => result.GetResult(s) is { Implicit: false }))
                result.AddError($"{given.Name} is not for copy, which has --from and --to");
        });

        foreach (var verb in new[] { root, demo, rebuild })
        {
            foreach (var setting in settings) verb.Options.Add(setting);
        }

        foreach (var verb in new[] { demo, copy, rebuild }) root.Subcommands.Add(verb);
        return root.Parse(words);

        string[] Configuration(ParseResult parsed) =>
            [.. settings.Select(s => parsed.GetResult(s) is { Implicit: false } given ? $"--{s.Path}={s.Value(given)}"
                : null).OfType<string>()];
    }

    /// <summary>Short names of settings.</summary>
    private static SettingOption[] Known =>
    [
        new("--data", $"{Settings.Section}:{nameof(Settings.DataFolder)}",
            "Where the journal lives; default: data, in the working directory")
            { HelpName = "folder" },
        new("--journal", $"{Settings.Section}:{nameof(Settings.Journal)}",
            "An Npgsql connection string (\"Host=db;Username=analysis;Database=analysis\"): "
            + "the journal lives in that PostgreSQL, and no data folder is used") { HelpName = "text" },
        new("--urls", "urls", "Where to listen; default: http://127.0.0.1:5080") { HelpName = "urls" },
        new("--environment", "environment",
            "Development, Staging or Production, which is the default") { HelpName = "name" },
        new("--allow-anonymous", $"{Settings.Section}:{nameof(Settings.AllowAnonymous)}",
            "Listen beyond loopback even though nobody is asked who calls (see docs/api.md, Keys)")
            { Arity = ArgumentArity.Zero },
    ];

    private static Option<string> Place(string name, string description)
    {
        var place = new Option<string>(name) { Description = description, Required = true, HelpName = "place" };
        place.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value))) result.AddError($"{name} needs a value");
        });
        return place;
    }

    /// <summary>A path holds colons, at which the parser would cut: its value becomes a word of its own.</summary>
    private static string[] Apart(string argument) => IsPath(argument) ? argument.Split('=', 2) : [argument];

    /// <summary>Whether it names a setting by its full path, such as <c>--Logging:LogLevel:Default</c>, alone or with
    /// its value.</summary>
    private static bool IsPath(string argument) => argument.StartsWith("--") && argument.Split('=', 2)[0].Contains(':');
}

/// <summary>A setting that is given on the command line.</summary>
public sealed class SettingOption : Option<string>
{
    /// <param name="name">As it is typed, with its dashes.</param>
    /// <param name="path">As the configuration calls it.</param>
    /// <param name="description">For the help.</param>
    public SettingOption(string name, string path, string description)
        : base(name)
    {
        Path = path;
        Description = description;
    }

    public string Path { get; }

    /// <summary>What was given: of a switch, that it was; of what was given twice, the last.</summary>
    internal string Value(OptionResult given) => given.Tokens is [.., var last] ? last.Value : "true";
}
