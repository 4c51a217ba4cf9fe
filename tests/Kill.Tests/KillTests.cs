using System.Net;
using System.Text;
using System.Text.Json;
using Analysis.Api;
using Analysis.Domain.Claims;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Analysis.Kill.Tests;

/// <summary>
/// The real server, killed again and again in the midst of traffic. Whatever it acknowledged is there after the next start,
/// once, and what it shows is what its journal says.
/// </summary>
public abstract class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Effort.Of(5, 20);
    private const int TrafficMsMax = 500;

    /// <summary>Every so many runs one is longer, so that the background refinement, which looks around every two seconds, writes too.</summary>
    private const int LongEvery = 5;
    private const int LongMs = 2_500;

    private const int TriesMax = 20;

    private readonly TempFolder _folder = new();

    /// <summary>A folder that is there for the test.</summary>
    protected string Folder => _folder.Path;

    /// <summary>How the server is told where its journal is.</summary>
    protected abstract string[] Journal { get; }

    /// <summary>What a killed server left, such that the next one finds it as it was left.</summary>
    protected abstract IJournal OpenLeft(int kill);

    [NeedyFact]
    public async Task What_was_acknowledged_survives_every_kill()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ANALYSIS_KILL_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"To kill at the same moments again, set ANALYSIS_KILL_SEED={seed}.");
        var random = new Random(seed);
        var traffic = new Traffic(random);
        var (inDoubt, compared) = (0, 0);
        for (var kill = 0; kill <= Kills; kill++)
        {
            using var server = await ServerProcess.Start("Analysis.Api.dll", Journal);
            using var client = new Client(server.Url);
            Assert.Equal(HttpStatusCode.OK, await client.Status("/health/ready"));
            if (kill == 0) await Task.WhenAll(Post.Topics.Select(t => client.Define(t.Key, t.Value)));

            var shown = await Task.WhenAll(Post.TopicNames.Select(client.Topic));
            await CheckLedgers(client, traffic);
            if (kill < Kills) await KillAmidTraffic(server, client, traffic, $"k{kill}", random.Next(TrafficMsMax) + ((kill + 1) % LongEvery == 0 ? LongMs : 0));
            else server.Kill();
            await CheckJournal(traffic, [.. shown, .. traffic.Seen], kill);
            (inDoubt, compared) = (inDoubt + traffic.InDoubt.Count, compared + shown.Length + traffic.Seen.Count);
            traffic.Seen.Clear();
        }

        output.WriteLine($"{Kills} kills, {traffic.Sent.Count()} claims, {inDoubt} of them in doubt at a kill, {compared} views compared.");
    }

    /// <summary>What sources have earned in the end is the same to the last digit.</summary>
    [NeedyFact]
    public async Task A_refinement_that_is_killed_goes_on_where_it_was()
    {
        var restarted = await ServerProcess.Start("Analysis.Api.dll", [.. Journal, .. Panel.Logged]);
        using (var client = new HttpClient { BaseAddress = restarted.Url }) await Panel.Speak(client);
        var kills = 0;
        while (await restarted.Says(Panel.GoesOn, Panel.RoundKept) != Panel.GoesOn) // it may be quicker than the kill, and each start refines
        {
            Assert.True(kills++ < TriesMax);
            restarted.Dispose();
            restarted = await ServerProcess.Start("Analysis.Api.dll", [.. Journal, .. Panel.Logged]);
        }

        using var goneOn = restarted;
        await goneOn.Says(Panel.AllRefined);
        using var spared = await ServerProcess.Start("Analysis.Api.dll", "--data", Path.Combine(Folder, "spared"));
        using var other = new HttpClient { BaseAddress = spared.Url };
        await Panel.Speak(other);
        await spared.Says(Panel.AllRefined);

        using var again = new HttpClient { BaseAddress = goneOn.Url };
        Assert.Equal(await Panel.Earned(other), await Panel.Earned(again));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();

    private static async Task KillAmidTraffic(ServerProcess server, Client client, Traffic traffic, string name, int afterMs)
    {
        var running = traffic.Run(client, name);
        await Task.Delay(afterMs);
        server.Kill();
        await running;
    }

    /// <summary>Nothing is missing, nothing stands twice; sending again what is in doubt makes the set whole.</summary>
    private static async Task CheckLedgers(Client client, Traffic traffic)
    {
        var before = await Ledgers(client);
        AssertWhole(before, traffic);

        foreach (var post in traffic.InDoubt)
        {
            Assert.Equal(!before.Contains(post.Name), await client.Submit(post));
            traffic.Acknowledge(post);
        }

        AssertWhole(await Ledgers(client), traffic);
    }

    private static async Task<List<string>> Ledgers(Client client)
    {
        var names = new List<string>();
        foreach (var topic in Post.TopicNames) names.AddRange((await client.Ledger(topic)).Select(id => $"{topic}/{id}"));
        return names;
    }

    private static void AssertWhole(IReadOnlyCollection<string> found, Traffic traffic)
    {
        Assert.Empty(traffic.Acknowledged.Except(found));
        Assert.Empty(found.Except(traffic.Sent));
        Assert.Equal(found.Count, found.Distinct().Count());
    }

    private async Task CheckJournal(Traffic traffic, IEnumerable<byte[]> shown, int kill)
    {
        await using var journal = OpenLeft(kill);
        var claims = await journal.ReadAll(0, int.MaxValue, CancellationToken.None)
            .Where(e => e.Event.ClaimId is not null).Select(e => $"{TopicStream.TopicOf(e.Stream)}/{e.Event.ClaimId}").ToListAsync();
        AssertWhole(claims, traffic);
        foreach (var view in shown) Assert.Equal(Encoding.UTF8.GetString(view), await Fold(journal, view));
    }

    /// <summary>What should have been shown: the journal up to the version that was.</summary>
    private static async Task<string> Fold(IJournal journal, byte[] shown)
    {
        using var json = JsonDocument.Parse(shown);
        var topic = new TopicId(json.RootElement.GetProperty("id").GetString() ?? "");
        var version = json.RootElement.GetProperty("version").GetInt64();
        var validAt = json.RootElement.GetProperty("view").GetProperty("validAt").GetDateTimeOffset();
        var fold = await TopicActor.Fold(journal, null, topic, new Lens(ValidAt: validAt, Version: version), validAt, CancellationToken.None);
        return Encoding.UTF8.GetString(ViewRenderer.Of(new TopicReading(fold.State.Definition!, fold.Render())).Json.Span); // it was shown, so it is defined
    }
}

public sealed class SqliteKillTests(ITestOutputHelper output) : KillTests(output)
{
    protected override string[] Journal => ["--data", Data];

    private string Data => Path.Combine(Folder, "data");

    protected override IJournal OpenLeft(int kill)
    {
        var copy = Directory.CreateDirectory(Path.Combine(Folder, $"copy-{kill}")).FullName;
        foreach (var file in Directory.EnumerateFiles(Data, "journal.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return SqliteJournal.Open(copy, NullLogger<SqliteJournal>.Instance);
    }
}

[Needs(Tool.Postgres)]
[Needs(Tool.Patience)]
public sealed class PostgresKillTests(ITestOutputHelper output) : KillTests(output)
{
    private readonly PostgresServer _server = PostgresServer.Own();

    protected override string[] Journal => ["--journal", _server.ConnectionString];

    protected override IJournal OpenLeft(int kill) => PostgresJournal.Open(_server.ConnectionString, NullLogger<PostgresJournal>.Instance);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _server.Dispose();
    }
}
