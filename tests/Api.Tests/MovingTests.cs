using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Api.Tests;

public sealed class MovingTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Data => Path.Combine(_temp.Path, "data");

    private string Other => Path.Combine(_temp.Path, "other");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_copied_demo_answers_the_same_and_rebuilt_lists_are_the_same()
    {
        await Serve(Data, Demo.Load);
        var (lists, topic) = await Serve(Data, learns: true);

        Assert.Equal(0, await Moving.Copy(new(Data), new(Other)));
        Assert.Equal(0, await Moving.Copy(new(Data), new(Other)));
        var moved = await Serve(Other);
        Assert.Equal(topic, moved.Topic);
        Assert.Equal(lists, moved.Lists);

        Assert.Equal(0, await Moving.Rebuild([$"--Analysis:DataFolder={Data}"]));
        await using (var app = ApiHost.Build($"--Analysis:DataFolder={Data}"))
        {
            var readModel = app.Services.GetRequiredService<IReadModel>();
            Assert.Equal(17, (await readModel.List(new RowQuery("topic", null, null, RowOrder.Id, 100, null), default)).Rows.Count); // with no server to do it
            Assert.NotEqual(0, (await readModel.Checkpoint(default)).Position);
        }

        Assert.Equal((lists, topic), await Serve(Data));
    }

    [Fact]
    public async Task A_target_with_topics_of_its_own_is_refused()
    {
        await Serve(Data, Demo.Load);
        await using (var other = new JournalPlace(Other).Open())
            await other.Append(new StreamAppend("topic/own", 0, [new StoredEvent("topic-defined.v1", DateTimeOffset.UnixEpoch, null, default)], []));

        Assert.Equal(1, await Moving.Copy(new(Data), new(Other)));
    }

    [Fact]
    public async Task What_cannot_be_opened_is_said_in_a_sentence()
    {
        await Assert.ThrowsAsync<JournalOpenException>(() => Moving.Copy(new(Data), new(Data)));
        await Assert.ThrowsAsync<JournalOpenException>(() => Moving.Copy(new(Data), new(Other)));
    }

    /// <summary>What a server on the folder answers, at one hour.</summary>
    /// <param name="learns">Whether to wait for what sources earn: it is learned in the background, at each start from
    /// all that is there, and is an event too.</param>
    private static async Task<(string Lists, string Topic)> Serve(string folder, Func<WebApplication, Task>? first = null, bool learns = false)
    {
        await using var app = ApiHost.Build(
            "--urls=http://127.0.0.1:0", $"--Analysis:DataFolder={folder}", "--Logging:LogLevel:Default=Warning",
                "--Logging:LogLevel:Analysis.Engine.Fitting.Refiner=Information");
        using var log = new LogLines();
        log.Listen(app);
        await app.StartAsync();
        if (first is not null) await first(app);
        if (learns) await log.Wait("Refined what sources have earned");

        var (journal, projector) = (app.Services.GetRequiredService<IJournal>(), app.Services.GetRequiredService<Projector>());
        while (projector.Position < await journal.Position(default)) await Task.Delay(20); // a list may lag behind by a second
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var lists = await Get("/v1/topics?limit=200") + await Get("/v1/sources?limit=200");
        var topic = await Get("/v1/topics/dprk-troops-first-wave?validAt=2025-06-30") + await Get("/v1/topics/dprk-killed/claims");
        await app.StopAsync();
        return (lists, topic);

        Task<string> Get(string path) => http.GetStringAsync(new Uri(path, UriKind.Relative));
    }
}
