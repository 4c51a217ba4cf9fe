using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Analysis.Kill.Tests;

/// <summary>Clients that post and read until the server is gone, and remember what they sent, what was acknowledged and what they saw.</summary>
internal sealed class Traffic(Random random)
{
    private const int Singles = 4;
    private const int Batches = 2;
    private const int BatchLines = 25;

    /// <summary>Pauses keep a fast machine from piling up more than can be checked in a minute.</summary>
    private const int SinglePauseMsMax = 5;
    private const int BatchPauseMsMax = 100;

    private const int SeenMax = 12;

    private readonly ConcurrentDictionary<Post, bool> _isAcknowledged = new();

    public IEnumerable<string> Sent => _isAcknowledged.Keys.Select(p => p.Name);

    public IEnumerable<string> Acknowledged => _isAcknowledged.Where(p => p.Value).Select(p => p.Key.Name);

    public List<Post> InDoubt => [.. _isAcknowledged.Where(p => !p.Value).Select(p => p.Key)];

    /// <summary>The last topics with their views that the reader saw; one shown too early would be among them.</summary>
    public ConcurrentQueue<byte[]> Seen { get; } = new();

    public void Acknowledge(Post post) => _isAcknowledged[post] = true;

    /// <summary>Everybody posts; completes when the last of them has lost the server.</summary>
    /// <param name="client">The way to the server.</param>
    /// <param name="name">Begins every claim's id, so that no two runs share one.</param>
    public Task Run(Client client, string name)
    {
        Task Loop(Func<int, Random, Task> turn)
        {
            var dice = new Random(random.Next());
            return Task.Run(() => UntilGone(n => turn(n, dice)));
        }

        var singles = Enumerable.Range(0, Singles).Select(i => Loop((n, dice) => PostOne(client, $"{name}-s{i}-{n}", dice)));
        var batches = Enumerable.Range(0, Batches).Select(i => Loop((n, dice) => PostMany(client, $"{name}-b{i}-{n}", dice)));
        return Task.WhenAll([.. singles, .. batches, Loop((_, dice) => Read(client, dice))]);
    }

    private static async Task UntilGone(Func<int, Task> turn)
    {
        var n = 0;
        while (await IsAnswered(turn(n))) n++;
    }

    /// <summary>False when the server is gone: then nobody knows about what was under way.</summary>
    private static async Task<bool> IsAnswered(Task turn)
    {
        try
        {
            await turn;
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException)
        {
            return false;
        }
    }

    private async Task PostOne(Client client, string id, Random dice)
    {
        var post = Post.Any(id, dice);
        _isAcknowledged[post] = false;
        Assert.True(await client.Submit(post), $"{id} is new");
        Acknowledge(post);
        if (dice.Next(10) == 0) Assert.False(await client.Submit(post), $"{id} was taken in before");
        await Task.Delay(dice.Next(SinglePauseMsMax));
    }

    private async Task PostMany(Client client, string id, Random dice)
    {
        var posts = Enumerable.Range(0, BatchLines).Select(i => Post.Any($"{id}-{i}", dice)).ToList();
        foreach (var post in posts) _isAcknowledged[post] = false;
        await foreach (var post in client.Submit(posts)) Acknowledge(post);
        await Task.Delay(dice.Next(BatchPauseMsMax));
    }

    private async Task Read(Client client, Random dice)
    {
        Seen.Enqueue(await client.Topic(Post.TopicNames[dice.Next(Post.TopicNames.Count)]));
        if (Seen.Count > SeenMax) Seen.TryDequeue(out _);
    }
}
