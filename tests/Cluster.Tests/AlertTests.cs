using System.Net.Http.Json;
using Analysis.Testing;
using Xunit.Abstractions;

namespace Analysis.Cluster.Tests;

/// <summary>Two silos, each of which dies in the midst of deliveries: whichever sends them, the other goes on.</summary>
[Needs(Tool.Postgres)]
public sealed class AlertTests(ITestOutputHelper output)
{
    private const int Topics = 100;
    private const int InFlightMax = 16;

    [NeedyFact]
    public async Task What_was_to_be_told_is_told_when_the_silo_that_tells_dies()
    {
        using var receiver = new Receiver();
        await using var cluster = await Cluster.Start(PostgresServer.Shared.CreateSchema(), silos: 2,
            more: ["--Alerts:AllowedNetworks:0", "127.0.0.0/8", "--Alerts:TimeoutSeconds", "1"]);
        var silos = cluster.Silos.ToList();
        using var http = new HttpClient();
        await Succeed(http.PutAsJsonAsync(new Uri(silos[0].Url, "/v1/alerts/all"), new
        {
            tags = new[] { "watched" },
            when = new[] { new { condition = "above", value = 5 } },
            to = new { kind = "webhook", url = receiver.Url },
        }));

        foreach (var (round, dies) in silos.Index())
        {
            var lives = cluster.Silos.First(s => s != dies);
            var topics = Enumerable.Range(0, Topics).Select(n => $"t{round}-{n}").ToList();
            await Task.WhenAll(topics.Select(topic => Watch(http, lives.Url, topic)));
            await Task.WhenAll(topics.Select(topic => Claim(http, lives.Url, topic)));
            await receiver.Wait((round * Topics) + (Topics / 4));
            cluster.Kill(dies);
            await cluster.Add();
            await Eventually.IsSo(() => Told().Count() == (round + 1) * Topics);
        }

        output.WriteLine($"{receiver.All.Count} deliveries of {Topics * silos.Count} changes.");
        Assert.Equal(Topics * silos.Count, receiver.All.Select(r => r.Id).Distinct().Count());
        Assert.InRange(receiver.All.Count, Topics * silos.Count, (Topics + InFlightMax) * silos.Count);

        IEnumerable<string> Told() => receiver.All.Select(r => r.Topic).Distinct();
    }

    private static Task Watch(HttpClient http, Uri silo, string topic) => Succeed(http.PutAsJsonAsync(
        new Uri(silo, $"/v1/topics/{topic}"),
        new { title = "T", kind = "quantity", unit = "persons", tags = new[] { "watched" } }));

    private static Task Claim(HttpClient http, Uri silo, string topic) => Succeed(http.PostAsJsonAsync(
        new Uri(silo, "/v1/claims"),
        new
        {
            id = "c1",
            topic,
            value = new { kind = "quantity", best = 9 },
            unit = "persons",
            status = "occurred",
            publisher = "outlet",
        }));

    private static async Task Succeed(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
