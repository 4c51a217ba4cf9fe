using System.CommandLine;
using System.Net.ServerSentEvents;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Prints what happens, as it happens.</summary>
internal static class WatchVerb
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The server tells every 15 seconds that it is still there, or as it is configured, at most a minute.
    /// </summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        var topic = new Argument<string>("topic")
        {
            Description = "Only this one; default: all",
            Arity = ArgumentArity.ZeroOrOne
        };
        var after = Options.Text("--after", "cursor", "Go on after this cursor; default: now");
        var count = new Option<int?>("--count")
        {
            Description = "End after so many changes; default: never",
            HelpName = "count"
        };
        var verb = new Command("watch",
            "Print what changes, and what is believed then; goes on when the server comes back")
                { topic, after, count };
        return Session.Runs(verb, async session =>
        {
            var id = session.Arguments.GetValue(topic);
            var watch = new Watch(session, id is null ? Query.Path("changes") : Query.Path("topics", id, "changes"),
                session.Arguments.GetValue(count));
            await watch.Run(session.Arguments.GetValue(after));
            return ExitCode.Done;
        });
    }

    private sealed class Watch(Session session, string path, int? count)
    {
        private readonly Dictionary<string, string> _statements = [];
        private int _left = count ?? int.MaxValue;

        /// <summary>
        /// Follows the stream; what breaks it after it has begun once is passing, what refuses it is not.
        /// </summary>
        public async Task Run(string? cursor)
        {
            var pause = PauseMin;
            for (var hasBegun = false; _left > 0;)
            {
                try
                {
                    await foreach (var item in Events(cursor))
                    {
                        (hasBegun, pause) = (true, PauseMin);
                        cursor = item.EventId ?? cursor;
                        await Tell(item);
                        if (_left == 0) return;
                    }
                }
                catch (AwayException away) when (hasBegun)
                {
                    session.Screen.News(away.Message);
                }
                catch (RefusedException refused) when (hasBegun && refused.Problem.IsPassing)
                {
                    session.Screen.News(refused.Problem.Reason);
                }

                await Task.Delay(pause, session.Stopping);
                pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, PauseMax.Ticks));
            }
        }

        private async IAsyncEnumerable<SseItem<string>> Events(string? cursor)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(session.Stopping);
            silence.CancelAfter(SilenceMax);
            using var answer = await session.Server.Send(
                () =>
                {
                    var request = new HttpRequestMessage(HttpMethod.Get,
                        path)
                    { Headers = { { "Accept", "text/event-stream" } } };
                    if (cursor is not null) request.Headers.Add("Last-Event-ID", cursor);
                    return request;
                },
                silence.Token);
            await using var stream = await answer.Content.ReadAsStreamAsync(session.Stopping);
            await using var events = SseParser.Create(stream).EnumerateAsync(silence.Token).GetAsyncEnumerator(
                silence.Token);
            while (await Next())
            {
                silence.CancelAfter(SilenceMax);
                yield return events.Current;
            }

            async Task<bool> Next()
            {
                try
                {
                    return await session.Server.Reached(async () => await events.MoveNextAsync());
                }
                catch (OperationCanceledException) when (!session.Stopping.IsCancellationRequested)
                {
                    throw new AwayException($"{session.Server.Address} has been silent for too long");
                }
            }
        }

        private async Task Tell(SseItem<string> item)
        {
            switch (item.EventType)
            {
                case "ready":
                    session.Screen.News("Watching; Ctrl+C ends it.");
                    break;
                case "reset":
                    session.Screen.News(
                        "The cursor is too old, or of another journal: going on from now.");
                    break;
                case "change":
                    _left--;
                    if (session.IsJson) session.Screen.Raw(item.Data);
                    else await Show(Json.Read<Change>(item.Data));
                    break;
            }
        }

        private async Task Show(Change change)
        {
            session.Screen.Line(
                $"{Words.Time(change.RecordedAt)}  {change.Topic}  {change.Event}  {change.Claim}".TrimEnd());
            var statement = Json.Read<Topic>(await session.Server.Get(Query.Path("topics", change.Topic),
                session.Stopping)).View.Statement;
            if (_statements.TryGetValue(change.Topic, out var before) && before == statement) return;
            _statements[change.Topic] = statement;
            session.Screen.Line($"  {statement}");
        }
    }
}
