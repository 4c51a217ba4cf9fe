using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using Analysis.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var parsed = Root.Parse(args);
if (parsed.Errors.Count > 0)
{
    if (parsed.Action is ParseErrorAction shown) shown.ShowHelp = false; // of what it is about, --help shows it
    await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    await Console.Error.WriteLineAsync("See --help.");
    return (int)ExitCode.Usage;
}

return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
