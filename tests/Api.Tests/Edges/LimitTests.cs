using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Engine.Transfers;
using Analysis.Testing;

namespace Analysis.Api.Tests.Edges;

/// <summary>Every limit is what docs/limits.md says, and is met at its edge.</summary>
public sealed partial class LimitTests(EdgeServer server) : IClassFixture<EdgeServer>
{
    public static TheoryData<string> Met => [.. All.Limits.Where(l => l.Ask is not null).Select(l => l.Of)];

    [Fact]
    public void The_table_says_what_the_limits_are()
    {
        var rows = File.ReadAllLines(Path.Combine(Programs.Root, "docs/limits.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !Head().IsMatch(line));

        Assert.Equal(string.Join('\n', All.Limits), string.Join('\n', rows));
    }

    [Fact]
    public void What_is_refused_is_met_at_its_edge_here_or_elsewhere()
    {
        Assert.All(All.Limits, limit =>
        {
            if (limit.TestedBy is { } test)
                Assert.Contains($" {test.Name}(", File.ReadAllText(Path.Combine(Programs.Root, "tests", test.File)));
            else if (Problem().IsMatch(limit.Beyond))
                Assert.True(limit.Ask is not null || limit.UnmetFor is not null, limit.Of);
        });
        Assert.Equal(All.Limits.Count, All.Limits.DistinctBy(l => l.Of).Count());
    }

    [Theory]
    [MemberData(nameof(Met))]
    public async Task Within_the_limit_it_is_taken_and_beyond_it_is_refused(string of)
    {
        var limit = All.Limits.Single(l => l.Of == of);
        var ask = limit.Ask ?? throw new InvalidOperationException($"{of} is not met here");
        var said = Problem().Match(limit.Beyond);
        foreach (var (within, beyond) in limit.Edges)
        {
            var taken = Refusal.Of(await ask(server.Api, within));
            var refused = Refusal.Of(await ask(server.Api, beyond));

            Assert.Equal(limit.TypeWithin, taken?.Type);
            Assert.Equal(said.Groups["problem"].Value, $"{refused?.Status} `{refused?.Type}`");
            if (said.Groups["place"] is { Success: true } place)
            {
                var pattern = Regex.Escape(place.Value).Replace(@"\.\.\.", ".*", StringComparison.Ordinal);
                Assert.Matches($"^{pattern}$", Assert.Single(refused!.Places));
            }
        }
    }

    [NeedyFact]
    [Needs(Tool.Patience)]
    public async Task A_topic_of_too_many_claims_is_not_renamed()
    {
        await server.Api.Put("/v1/topics/crowd", """{"title": "A crowd", "kind": "quantity", "unit": "persons"}""");
        foreach (var some in Enumerable.Range(0, TopicTransfers.ClaimsMax).Chunk(10_000))
        {
            var lines = string.Concat(some.Select(i => Samples.Claim("crowd", $"c{i}") + "\n"));
            var posted = await server.Api.PostLines("/v1/claims", lines);
            Assert.Equal(some.Length, posted.Summary["created"]!.GetValue<int>());
        }

        using var patient = new HttpClient();
        (patient.BaseAddress, patient.Timeout) = (server.Api.Http.BaseAddress, TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, await Rename("crowd", "multitude"));
        Assert.Equal(201, (await server.Api.Post("/v1/claims", Samples.Claim("multitude", "one-more"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, await Rename("multitude", "crowd"));

        async Task<HttpStatusCode> Rename(string from, string to)
        {
            using var body = ApiServer.Json($$"""{"to": "{{to}}", "reason": "a better id"}""");
            using var answer = await patient.PostAsync(new Uri($"/v1/topics/{from}/rename", UriKind.Relative), body);
            return answer.StatusCode;
        }
    }

    [GeneratedRegex("^(?<problem>[0-9]{3} `[a-z-]+`)(?: at `(?<place>[^`]+)`)?")]
    private static partial Regex Problem();

    [GeneratedRegex(@"^\| (?:of|---) \|")]
    private static partial Regex Head();

    /// <summary>A problem, also that of the first line of many.</summary>
    private sealed record Refusal(int Status, string Type, IReadOnlyList<string> Places)
    {
        public static Refusal? Of(Answer answer)
        {
            if (answer.Status >= 400) return Of(answer.Json);
            var lines = answer.ContentType == "application/x-ndjson" ? answer.Lines : [];
            return lines.Select(line => line["problem"]).OfType<JsonNode>().Select(Of).FirstOrDefault();
        }

        private static Refusal Of(JsonNode problem) => new(
            problem["status"]!.GetValue<int>(),
            problem["type"]!.GetValue<string>()["/problems/".Length..],
            [.. (problem["errors"]?.AsArray() ?? []).Select(e => $"{e!["pointer"] ?? e["parameter"]}")]);
    }
}
