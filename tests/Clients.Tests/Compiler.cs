using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Analysis.Clients.Tests;

/// <summary>Compiles a generated client with what a user of it would write, and runs that.</summary>
internal static class Compiler
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest,
        preprocessorSymbols: ["NETCOREAPP3_1_OR_GREATER"]);

    /// <summary>What <c>RoundTrip.Run</c> came to, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Run(string name, IEnumerable<string> client,
        HttpClient http)
    {
        var use = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "RoundTrips", $"{name}.cs"));
        var known = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            $"Analysis.Clients.{name}",
            client.Append(use).Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source), Options)),
            known.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Disable));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        Assert.True(emitted.Success,
            string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));

        assembly.Position = 0;
        var run = new AssemblyLoadContext(name).LoadFromStream(assembly).GetType("RoundTrip")!.GetMethod("Run",
            BindingFlags.Public | BindingFlags.Static)!;
        return await (Task<IReadOnlyDictionary<string, string>>)run.Invoke(null, [http])!;
    }
}
