using System.CommandLine;
using Analysis.Cli.Verbs;

namespace Analysis.Cli;

/// <summary>The whole command line.</summary>
internal static class Root
{
    private static RootCommand Create()
    {
        var root = new RootCommand("""
            Analysis on the command line: what is believed, how sure, and why, asked of a server over HTTP.

            Exit codes: 0 done; 1 the arguments make no sense, or a file cannot be used; 2 the server refuses;
            3 the server does not answer; 4 some lines were rejected, the others are in; 130 interrupted.
            """);
        foreach (var option in Session.Options) root.Options.Add(option);
        foreach (var verb in (Command[])[
            TopicsVerb.Create(), ShowVerb.Create(), PostVerb.Create(), ImportVerb.Create(), ExportVerb.Create(),
            WatchVerb.Create(),
            WhatIfVerb.Create(), RetractVerb.Create(), ResolveVerb.Create(), SourceVerb.Create(), AuditVerb.Create(),
            McpVerb.Create(), CompletionsVerb.Create()])
            root.Subcommands.Add(verb);
        foreach (var verb in root.Subcommands.Concat(root.Subcommands.SelectMany(s =>
            s.Subcommands))) RefuseUnknownOptions(root, verb);
        return root;
    }

    /// <summary>Reads the arguments; a name such as @handle is one, and no file with more of them.</summary>
    public static ParseResult Parse(IReadOnlyList<string> arguments) =>
        Create().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>
    /// What looks like an option is no word, title or id: by itself the parser would take it for one.
    /// </summary>
    private static void RefuseUnknownOptions(RootCommand root, Command verb)
    {
        foreach (var argument in verb.Arguments)
        {
            argument.Validators.Add(result =>
            {
                foreach (var token in result.Tokens.Where(t => t.Value.StartsWith("--", StringComparison.Ordinal)))
                {
                    // there are options
                    var nearest = verb.Options.Concat(root.Options).Select(o => o.Name).MinBy(name =>
                        Distance(name, token.Value))!;
                    result.AddError($"There is no option {token.Value}; the nearest is {nearest}");
                }
            });
        }
    }

    /// <summary>How many letters must be put in, taken away or replaced (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        int[] before = [.. Enumerable.Range(0, to.Length + 1)];
        foreach (var (i, letter) in from.Index())
        {
            var now = new int[to.Length + 1];
            now[0] = i + 1;
            for (var j = 1; j <= to.Length; j++) now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1,
                before[j - 1] + (letter == to[j - 1] ? 0 : 1));
            before = now;
        }

        return before[^1];
    }
}
