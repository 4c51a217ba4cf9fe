using System.Text.Json.Nodes;
using Analysis.Domain.Beliefs;
using Analysis.Testing;

namespace Analysis.Api.Tests.Releases;

/// <summary>
/// Every release opens what each one before it has stored, and shows the same. A release that stores anything in a new form adds a fixture:
/// <code>make release-fixture NAME=2026-11-30</code>
/// Fixtures are never changed. What was posted, who wrote it and when is compared always, what is believed of it only under the revision of the
/// rules that the fixture was written by: a revision changes it on purpose.
/// </summary>
public sealed class ReleasesTest
{
    private const int ShownMax = 20;

    public static TheoryData<string> Releases => [.. ReleaseFixture.Names];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_data_folder_of_an_earlier_release_shows_what_it_did(string release)
    {
        var fixture = ReleaseFixture.Of(release);
        using var folder = new TempFolder();
        fixture.UnpackInto(folder.Path);

        await Compare(fixture, $"--Analysis:DataFolder={folder.Path}");
    }

    [NeedyTheory]
    [Needs(Tool.Postgres)]
    [MemberData(nameof(Releases))]
    public async Task A_dump_of_an_earlier_release_shows_what_it_did(string release)
    {
        var fixture = ReleaseFixture.Of(release);

        await Compare(fixture, $"--Analysis:Journal={fixture.Restore(PostgresServer.Shared)}");
    }

    [Fact]
    public void The_comparison_names_the_member_that_differs()
    {
        static JsonNode Parse(string json) => JsonNode.Parse(json)!;
        var then = Parse("""{"title": "T", "view": {"estimate": 600, "interval90": [1, 2]}}""");

        Assert.Empty(Differences.Between(then, Parse("""{"title": "T", "new": 1, "view": {"estimate": 600.0000000001, "interval90": [1, 2]}}"""), true));
        Assert.Equal(["/title: was \"T\", is nothing", "/view/estimate: was 600, is 601", "/view/interval90: was 2 items, is 1 items"],
            Differences.Between(then, Parse("""{"view": {"estimate": 601, "interval90": [1]}}"""), withBeliefs: true));
        Assert.Equal(["/title: was \"T\", is \"U\""],
            Differences.Between(then, Parse("""{"title": "U", "view": {"estimate": 601, "interval90": [1]}}"""), withBeliefs: false));
    }

    [WritesRelease]
    public async Task Writes_a_fixture()
    {
        var name = WritesReleaseAttribute.Name!; // else it is skipped
        await new ReleaseWriter().Write(ReleaseFixture.Of(name));
    }

    private static async Task Compare(ReleaseFixture fixture, string journal)
    {
        var answers = fixture.Read();
        var server = new ApiServer { Options = [journal] };
        await server.InitializeAsync();
        try
        {
            var differences = new List<string>();
            foreach (var (address, then) in answers.Bodies)
            {
                var now = await server.Get(address);
                if (now.Status == 200) differences.AddRange(Differences.Between(then, now.Json, answers.Rules == Rules.Revision).Select(d => $"{address} {d}"));
                else differences.Add($"{address}: {now}");
            }

            Assert.True(differences.Count == 0, $"""
                What an earlier release stored is not shown as it was, in {differences.Count} places:
                {string.Join("\n", differences.Take(ShownMax))}
                If the rules of belief were changed on purpose, raise Rules.Revision: then only what was posted is compared.
                """);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}

/// <summary>Runs where somebody asks for a fixture, and says how otherwise.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WritesReleaseAttribute : FactAttribute
{
    private const string Variable = "ANALYSIS_RELEASE_FIXTURE";

    public WritesReleaseAttribute() => Skip = Name is null ? $"writes a fixture where {Variable} names it: make release-fixture NAME=..." : PostgresServer.Lack;

    public static string? Name => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? name : null;
}
