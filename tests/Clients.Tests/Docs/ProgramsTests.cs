using System.Runtime.InteropServices;
using Analysis.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Analysis.Clients.Tests.Docs;

/// <summary>The programs of a page, each language's as one, and what they print.</summary>
public sealed class ProgramsTests
{
    private const char End = '\u001e'; // of a part

    [Theory]
    [InlineData("docs/alerts.md")]
    [InlineData("docs/clients.md")]
    public Task In_CSharp(string page) =>
        Run(page, "csharp", "page.cs", "Console.WriteLine(\"\\u001e\");", async (folder, file) =>
        {
            Compile(await File.ReadAllTextAsync(file), Path.Combine(folder, "page.dll"));
            return await Programs.Run(folder, Shell.Dotnet, "page.dll");
        });

    [NeedyTheory]
    [Needs(Tool.Python)]
    [InlineData("docs/alerts.md")]
    [InlineData("docs/clients.md")]
    public Task In_Python(string page) => Run(page, "python", "page.py", "print(\"\\x1e\")", (folder, file) =>
        Programs.Run(folder, "python3", file));

    [NeedyTheory]
    [Needs(Tool.Node)]
    [InlineData("docs/clients.md")]
    public Task In_JavaScript(string page) => Run(page, "js", "page.mjs", "console.log(\"\\x1e\");", (folder, file) =>
        Programs.Run(folder, "node", file));

    private static async Task Run(string page, string language, string file, string end,
        Func<string, string, Task<Programs.Ended>> run)
    {
        var blocks = Page.Read(page);
        var parts = blocks.Where(b => b.Language == language).ToList();
        using var folder = new TempFolder();
        await using var server = await DemoServer.Start();
        var program = string.Concat(parts.Select(part => $"{part.Text}\n{end}\n"));
        var path = Path.Combine(folder.Path, file);
        await File.WriteAllTextAsync(path, program.Replace("http://127.0.0.1:5080", server.Address));

        var ended = await run(folder.Path, path);

        Assert.True(ended.Code == 0, ended.ToString());
        var printed = ended.Output.Split(End);
        Assert.All(parts.Zip(printed), told =>
        {
            var shown = blocks.First(b => b.Line > told.First.Line && !b.IsProgram);
            Assert.Null(Shown.Difference(shown, told.Second));
        });
    }

    /// <summary>As a console project is compiled, with what such a project uses by itself.</summary>
    private static void Compile(string program, string assembly)
    {
        const string Implicit = """
            global using System; global using System.Collections.Generic; global using System.IO;
            global using System.Linq; global using System.Net.Http; global using System.Threading;
            global using System.Threading.Tasks;
            """;
        var emitted = CSharpCompilation.Create(
            "page",
            [CSharpSyntaxTree.ParseText(Implicit), CSharpSyntaxTree.ParseText(program)],
            Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "System.*.dll").Where(IsManaged)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication,
                nullableContextOptions: NullableContextOptions.Enable)).Emit(assembly);
        Assert.Empty(emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        File.WriteAllText(Path.ChangeExtension(assembly, ".runtimeconfig.json"), $$"""
            {"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}"} } }
            """);

        static bool IsManaged(string path) => !path.Contains(".Native.", StringComparison.Ordinal);
    }
}
