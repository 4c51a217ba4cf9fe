using System.Data.Common;
using Analysis.Api;
using Analysis.Engine;
using Analysis.Journals;
using Microsoft.Extensions.Options;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

if (CommandLine.Parse(args, out var error) is not { } command)
{
    await Console.Error.WriteLineAsync($"{error}; see --help");
    return 2;
}

try
{
    switch (command)
    {
        case CommandLine.Copy copy: return await Moving.Copy(new(copy.Source), new(copy.Target));
        case CommandLine.Rebuild rebuild: return await Moving.Rebuild(rebuild.Options);
        case CommandLine.Serve serve: await Serve(serve); break;
    }

    return 0;
}
catch (Exception fault) when (fault is JournalOpenException or OptionsValidationException or IOException or FormatException or InvalidDataException or DbException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}

static async Task Serve(CommandLine.Serve command)
{
    await using var app = ApiHost.Build(command.Options);
    _ = app.Services.GetRequiredService<IJournal>();
    await app.StartAsync();
    if (command.Demo) await Demo.Load(app);
    await app.WaitForShutdownAsync();
}
