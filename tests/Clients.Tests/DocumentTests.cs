using Analysis.Testing;

namespace Analysis.Clients.Tests;

/// <summary>The document in the eyes of others.</summary>
public sealed class DocumentTests(Server server) : IClassFixture<Server>
{
    [NeedyFact]
    [Needs(Tool.ClientPackages)]
    public async Task The_page_s_types_are_those_of_the_document()
    {
        var made = server.Folder("types.ts");
        var run = await Programs.Run(NodePackages.OfClients.Folder, "npm", "run", "--silent", "types", made);
        Assert.True(run.Code == 0, run.ToString());

        var held = Path.Combine(Programs.Root, "src/Web/src/api/types.ts");
        Assert.True(await File.ReadAllTextAsync(made) == await File.ReadAllTextAsync(held),
            "src/Web/src/api/types.ts is stale: make openapi");
    }

    [NeedyFact]
    [Needs(Tool.Patience)]
    [Needs(Tool.LintPackages)]
    public async Task Spectral_finds_nothing()
    {
        var run = await NodePackages.OfLint.Run("spectral", "lint", "--ruleset", "spectral.yaml", "--fail-severity",
            "hint", server.Document);
        Assert.True(run.Code == 0, run.ToString());
    }

    [NeedyTheory]
    [Needs(Tool.Patience)]
    [Needs(Tool.LintPackages)]
    [InlineData("v1.json")]
    [InlineData("v1-classes.json")]
    public async Task Redocly_finds_nothing(string document)
    {
        var run = await NodePackages.OfLint.Run("redocly", "lint", "--format", "json", server.Folder(document));
        Assert.True(run.Code == 0 && run.Output.Contains("\"warnings\": 0"), run.ToString());
    }
}
