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
    await using var app = ApiHost.Build(command.Options);
    _ = app.Services.GetRequiredService<IJournal>();
    await app.StartAsync();
    if (command.Demo) await Demo.Load(app);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception fault) when (fault is JournalOpenException or OptionsValidationException or IOException or FormatException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
