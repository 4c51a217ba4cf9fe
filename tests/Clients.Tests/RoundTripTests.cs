using System.Globalization;
using System.Text.Json;
using Analysis.Testing;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Analysis.Clients.Tests;

/// <summary>
/// A client is made of the document, compiled, and used as its user would: a topic is defined, claims are posted, and
/// what is shown of them is all there.
/// </summary>
public sealed class RoundTripTests(Server server) : IClassFixture<Server>
{
    [NeedyFact]
    [Needs(Tool.ClientPackages)]
    public async Task With_the_page_s_types_and_openapi_fetch()
    {
        var node = NodePackages.OfClients;
        Directory.CreateDirectory(Path.Combine(node.Folder, "generated"));
        File.Copy(Path.Combine(Programs.Root, "src/Web/src/api/types.ts"),
            Path.Combine(node.Folder, "generated/api.ts"), overwrite: true);
        AssertDone(await node.Run("tsc"));
        var run = await Programs.Run(node.Folder, "node", "generated/roundtrip.js",
            server.Http.BaseAddress!.ToString().TrimEnd('/'));
        AssertDone(run);

        await AssertShown("typescript", JsonSerializer.Deserialize<Dictionary<string, string>>(run.Output)!);
    }

    [NeedyFact]
    [Needs(Tool.Kiota)]
    public async Task With_a_client_of_Kiota()
    {
        var output = server.Folder("kiota");
        AssertDone(await Programs.Run(Programs.Root, "dotnet", "tool", "run", "kiota", "--", "generate", "--language",
            "CSharp", "--openapi", server.DocumentOfClasses,
            "--output", output, "--class-name", "AnalysisClient", "--namespace-name", "Kiota",
            "--exclude-backward-compatible"));
        var files = Directory.EnumerateFiles(output, "*.cs", SearchOption.AllDirectories).Select(path =>
            File.ReadAllText(path));

        await AssertShown("kiota", await Compiler.Run("Kiota", files, server.Http));
    }

    [Fact]
    public async Task With_a_client_of_NSwag()
    {
        var document = await OpenApiDocument.FromFileAsync(server.DocumentOfClasses);
        var client = new CSharpClientGenerator(document, new CSharpClientGeneratorSettings
        {
            ClassName = "AnalysisClient",
            CSharpGeneratorSettings = { Namespace = "NSwagClient", GenerateOptionalPropertiesAsNullable = true },
        });

        await AssertShown("nswag", await Compiler.Run("NSwag", [client.GenerateFile()], server.Http));
    }

    private static void AssertDone(Programs.Ended ended) => Assert.True(ended.Code == 0, ended.ToString());

    /// <summary>What a client shows is what the server sends.</summary>
    private async Task AssertShown(string topic, IReadOnlyDictionary<string, string> shown)
    {
        var path = $"/v1/topics/{topic}?validAt=2025-12-31T22:00:00Z";
        using var read = JsonDocument.Parse(await server.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        var view = read.RootElement.GetProperty("view");
        var (interval, confidence) = (view.GetProperty("interval90"), view.GetProperty("confidence"));

        Assert.Equal("Killed", shown["title"]);
        Assert.Equal("persons", shown["unit"]);
        Assert.Equal(view.GetProperty("statement").GetString(), shown["statement"]);
        Assert.Equal($"{interval[0]} {interval[1]}", shown["interval90"]);
        Assert.Equal(
            $"{confidence.GetProperty("score")} {confidence.GetProperty("level")}", shown["confidence"], ignoreCase: true);
        Assert.Equal($"{view.GetProperty("camps").GetArrayLength()}", shown["camps"]);
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 22, 0, 0, TimeSpan.Zero),
            DateTimeOffset.Parse(shown["validAt"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        Assert.Equal("500 600 700", shown["claim"]);
        Assert.Equal("So says herald.", shown["quote"]);
        Assert.Equal("/problems/unknown-topic", shown["refusal"]);
    }
}
