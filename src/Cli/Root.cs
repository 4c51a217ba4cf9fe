using System.CommandLine;
using Analysis.Cli.Verbs;

namespace Analysis.Cli;

/// <summary>The whole command line.</summary>
internal static class Root
{
    public static RootCommand Create()
    {
        var root = new RootCommand("""
            Analysis on the command line: what is believed, how sure, and why, asked of a server over HTTP.

            Exit codes: 0 done; 1 the arguments make no sense, or a file cannot be used; 2 the server refuses;
            3 the server does not answer; 4 some lines were rejected, the others are in; 130 interrupted.
            """);
        foreach (var option in Session.Options) root.Options.Add(option);
        foreach (var verb in (Command[])[
            TopicsVerb.Create(), ShowVerb.Create(), PostVerb.Create(), ImportVerb.Create(), ExportVerb.Create(), WatchVerb.Create(),
            WhatIfVerb.Create(), RetractVerb.Create(), ResolveVerb.Create(), SourceVerb.Create(), AuditVerb.Create(), McpVerb.Create(),
            CompletionsVerb.Create()])
            root.Subcommands.Add(verb);
        return root;
    }
}
