using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using Analysis.Engine.Journal;
using Analysis.Journals;
using Microsoft.Extensions.Options;

namespace Analysis.Api;

/// <summary>What a program of this house does with its arguments.</summary>
public static class Entry
{
    private const int Senseless = 2;

    private static readonly InvocationConfiguration Plainly = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null, // the host ends by itself, however long its requests take
    };

    /// <summary>Runs the command that was asked for.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="build">Builds the server from its options.</param>
    /// <param name="own">Settings of this program alone, for its help.</param>
    /// <returns>The exit code: 0, 1 after a fault that the operator can mend, 2 when the arguments make no sense.</returns>
    public static async Task<int> Run(string[] args, Func<string[], WebApplication> build, params IEnumerable<SettingOption> own)
    {
        var parsed = CommandLine.Parse(args, own, command => Execute(command, build));
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(Plainly);
        if (parsed.Action is ParseErrorAction shown) shown.ShowHelp = false;
        await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
        await Console.Error.WriteLineAsync("See --help.");
        return Senseless;
    }

    private static async Task<int> Execute(CommandLine command, Func<string[], WebApplication> build)
    {
        try
        {
            switch (command)
            {
                case CommandLine.Copy copy: return await Moving.Copy(new(copy.Source), new(copy.Target));
                case CommandLine.Rebuild rebuild: return await Moving.Rebuild(rebuild.Options);
                case CommandLine.Serve serve: await Serve(build(serve.Options), serve.Demo); break;
            }

            return 0;
        }
        catch (Exception fault) when (fault is JournalOpenException or OptionsValidationException or IOException or FormatException or InvalidDataException or DbException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task Serve(WebApplication app, bool demo)
    {
        await using (app)
        {
            _ = app.Services.GetRequiredService<IJournal>();
            await app.StartAsync();
            if (demo) await Demo.Load(app);
            await app.WaitForShutdownAsync();
        }
    }
}
