using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli;

/// <summary>What every verb works with: the server, the screen, and what was asked for.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>The longest page that the server gives.</summary>
    private const int PageMax = 200;

    private static readonly Option<Uri> ServerOption = new("--server")
    {
        Description = "The server's address; default: ANALYSIS_SERVER, or else http://127.0.0.1:5080",
        HelpName = "url",
        Recursive = true,
        CustomParser = result =>
        {
            if (ReadAddress(result.Tokens[0].Value) is { } address) return address;
            result.AddError("--server is the http or https address of a server, such as http://127.0.0.1:5080");
            return null;
        },
    };

    private static readonly Option<string> KeyOption = new("--key")
    {
        Description = "The key or token that the server asks for; default: ANALYSIS_KEY, which others cannot read",
        HelpName = "key",
        Recursive = true,
    };

    private static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "Write the server's JSON, and nothing else, to the output",
        Recursive = true,
    };

    private Session(ParseResult arguments, Server server, CancellationToken stopping) =>
        (Arguments, Server, IsJson, Stopping) = (arguments, server, arguments.GetValue(JsonOption), stopping);

    public static IEnumerable<Option> Options => [ServerOption, KeyOption, JsonOption];

    public ParseResult Arguments { get; }

    public Server Server { get; }

    /// <summary>Whether the output is for a program.</summary>
    public bool IsJson { get; }

    public CancellationToken Stopping { get; }

    public Screen Screen { get; } = new();

    /// <summary>Gives a verb its work, and each way in which it may fail its words and exit code.</summary>
    public static Command Runs(Command verb, Func<Session, Task<ExitCode>> work)
    {
        verb.SetAction(async (arguments, stopping) =>
        {
            var error = Console.Error;
            try
            {
                var address = arguments.GetValue(ServerOption)
                    ?? ReadAddress(Environment.GetEnvironmentVariable("ANALYSIS_SERVER") ?? "http://127.0.0.1:5080")
                    ?? throw new UsageException(
                        "ANALYSIS_SERVER is the http or https address of a server, such as http://127.0.0.1:5080");
                using var session = new Session(arguments,
                    new Server(address, arguments.GetValue(KeyOption)
                        ?? Environment.GetEnvironmentVariable("ANALYSIS_KEY")), stopping);
                return (int)await work(session);
            }
            catch (RefusedException refused)
            {
                foreach (var line in refused.Problem.Lines) await error.WriteLineAsync(line);
                return (int)(refused.Problem.IsPassing ? ExitCode.Away : ExitCode.Refused);
            }
            catch (AwayException away)
            {
                await error.WriteLineAsync(away.Message);
                return (int)ExitCode.Away;
            }
            catch (Exception fault) when (
                fault is UsageException or IOException or UnauthorizedAccessException or JsonException)
            {
                await error.WriteLineAsync(fault.Message);
                return (int)ExitCode.Usage;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return (int)ExitCode.Interrupted;
            }
        });
        return verb;
    }

    /// <summary>Asks, and shows what comes: as it comes, or as the verb has it.</summary>
    public async Task<ExitCode> Show<T>(Task<string> answer, Action<T> show)
    {
        var json = await answer;
        if (IsJson) Screen.Raw(json);
        else show(Json.Read<T>(json));
        return ExitCode.Done;
    }

    /// <summary>So many items of a list, as one page of as many of the server's as that takes.</summary>
    /// <param name="address">Of the page with so many items after a cursor.</param>
    public async Task<string> Pages(string name, int limit, Func<int, string?, string> address)
    {
        var page = await Server.Get(address(Math.Min(PageMax, limit), null), Stopping);
        if (limit <= PageMax) return page;
        var whole = Json.Read<JsonObject>(page);
        var items = whole[name]!.AsArray(); // every page has it
        while ((string?)whole["next"] is { } next && items.Count < limit)
        {
            whole.Remove("next");
            var more = Json.Read<JsonObject>(await Server.Get(address(Math.Min(PageMax, limit - items.Count), next),
                Stopping));
            foreach (var item in more[name]!.AsArray()) items.Add(item?.DeepClone());
            if (more["next"] is { } after) whole["next"] = after.DeepClone();
        }

        return Json.Write(whole);
    }

    public void Dispose() => Server.Dispose();

    private static Uri? ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address
            : null;
}

/// <summary>What was asked for makes no sense; the message says why.</summary>
public sealed class UsageException(string message) : Exception(message);
