using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Topics;

#pragma warning disable CA1031 // Whatever a turn throws is handed to the caller who asked for it; nothing is swallowed.

/// <summary>
/// One active topic, whoever hosts it: a bounded queue before an actor that takes one turn at a time. Whoever finds the actor at
/// rest takes the turn on its own thread, as far as the first wait: handing it to another thread would cost more than most turns.
/// Commands that wait together go in one turn. Thread-safe but for what runs in a turn.
/// </summary>
public sealed class TopicMailbox
{
    /// <summary>The most turns that wait for one topic; one more is refused as busy.</summary>
    public const int WaitingMax = 1_024;

    private readonly Lock _lock = new();
    private readonly Queue<ITurn> _waiting = [];
    private readonly TaskCompletionSource _ended = NewSignal();
    private readonly List<CommandTurn> _commands = new(1); // of the turn under way
    private readonly TopicActor _actor;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private TaskCompletionSource _changed = NewSignal();
    private bool _isTaken; // by whoever takes turns now
    private volatile bool _isClosed;
    private bool _leavesSnapshot;
    private long _lastUsed;
    private int _watchers;

    /// <summary>A queue before an actor that nobody else uses.</summary>
    public TopicMailbox(TopicActor actor, TimeProvider clock, ILogger log)
    {
        (_actor, _clock, _log) = (actor, clock, log);
        _lastUsed = clock.GetTimestamp();
        Telemetry.ActiveTopics.Add(1);
    }

    /// <summary>Completes when the mailbox is closed and the last turn has ended.</summary>
    public Task Completion => _ended.Task;

    /// <summary>Whether it takes no more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether the actor holds the topic in memory.</summary>
    public bool IsLoaded => _actor.IsLoaded;

    /// <summary>What the actor shows without a turn; null when only a turn can tell.</summary>
    public Published? Shown
    {
        get
        {
            if (_actor.Shown is not { } shown || _clock.GetUtcNow() >= shown.Until) return null;
            Touch();
            return shown.ForReader();
        }
    }

    /// <summary>For how long nobody has asked for the topic; null while somebody is watching it, or once it is closed.</summary>
    public TimeSpan? IdleFor => IsClosed || Volatile.Read(ref _watchers) > 0 ? null : _clock.GetElapsedTime(Volatile.Read(ref _lastUsed));


    /// <summary>Queues a command; false when the mailbox is closed.</summary>
    /// <exception cref="BusyException">The queue is full.</exception>
    public bool TryExecute(TopicCommand command, ReplyWith with, out Task<Reply> reply)
    {
        var turn = new CommandTurn(command, with);
        reply = turn.Answer.Task;
        return Post(turn);
    }

    /// <summary>Queues a question; false when the mailbox is closed.</summary>
    /// <exception cref="BusyException">The queue is full.</exception>
    public bool TryAsk<T>(Func<TopicActor, Task<T>> question, out Task<T> answer)
    {
        var turn = new QuestionTurn<T>(question);
        answer = turn.Answer.Task;
        return Post(turn);
    }

    /// <summary>
    /// What is shown when the version is above <paramref name="after"/>, or when the patience is over; null when nobody has defined
    /// the topic, or when the mailbox was closed meanwhile.
    /// </summary>
    public async Task<Published?> ReadAfter(long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        Interlocked.Increment(ref _watchers);
        try
        {
            while (!_isClosed)
            {
                var changed = Volatile.Read(ref _changed).Task; // taken before reading, so that no change falls between
                var read = Shown;
                if (read is null && TryAsk(actor => actor.Read(cancellationToken), out var answer)) read = await answer;
                var left = patience - _clock.GetElapsedTime(started);
                if (read is null || read.Reading.View.Version > after || left <= TimeSpan.Zero) return read;
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(changed, Completion, Task.Delay(left, _clock, waiting.Token));
                await waiting.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }

    /// <summary>Hears that the stream has reached a version; what this process has not written makes it load the topic anew.</summary>
    public void Heed(long version)
    {
        if (_actor.Version >= version) return; // as a rule it was written here
        var turn = new QuestionTurn<bool>(actor =>
        {
            if (actor.Heed(version)) TellWatchers();
            return Task.FromResult(true);
        });
        Post(turn, mustFit: false);
    }

    /// <summary>Takes no more; what waits is still answered.</summary>
    /// <param name="leavesSnapshot">Whether to keep a snapshot, for whoever comes next, where much has come since the last.</param>
    public void Close(bool leavesSnapshot = false)
    {
        lock (_lock)
        {
            if (_isClosed) return;
            (_isClosed, _leavesSnapshot) = (true, leavesSnapshot);
            if (_isTaken) return;
        }

        _ = End();
    }

    private async Task End()
    {
        if (_leavesSnapshot) await KeepSnapshot(isLast: true);
        Telemetry.ActiveTopics.Add(-1);
        _ended.SetResult();
    }

    private bool Post(ITurn turn, bool mustFit = true)
    {
        Touch();
        lock (_lock)
        {
            if (_isClosed) return false;
            if (mustFit && _waiting.Count >= WaitingMax) throw new BusyException($"{WaitingMax} requests are waiting for this topic.");
            _waiting.Enqueue(turn);
            if (_isTaken) return true;
            _isTaken = true;
        }

        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = TakeTurns(); // never throws: a fault is its caller's answer
            return true;
        }

        using var others = ExecutionContext.SuppressFlow(); // later turns are other callers'
        _ = TakeTurns();
        return true;
    }

    private async Task TakeTurns()
    {
        var isFirst = true;
        while (Next() is { } turn)
        {
            if (!isFirst) await Task.Yield(); // whoever brought the first turn has its answer, and goes on
            isFirst = false;
            if (turn is CommandTurn)
            {
                await Execute(_commands);
                _commands.Clear();
                await KeepSnapshot();
            }
            else
            {
                await turn.Take(_actor);
            }
        }
    }

    /// <summary>The next turn, with the commands that go together in <see cref="_commands"/>; null, with the actor at rest, when nobody waits.</summary>
    private ITurn? Next()
    {
        lock (_lock)
        {
            if (_waiting.TryPeek(out var turn))
            {
                if (turn is not CommandTurn) return _waiting.Dequeue();
                while (_commands.Count < TopicActor.CommandsMax && _waiting.TryPeek(out var next) && next is CommandTurn command)
                {
                    _commands.Add(command);
                    _waiting.Dequeue();
                }

                return turn;
            }

            _isTaken = false;
            if (!_isClosed) return null;
        }

        _ = End(); // never throws
        return null;
    }

    private async Task Execute(List<CommandTurn> turns)
    {
        var before = _actor.Version;
        try
        {
            var with = turns.Exists(t => t.With == ReplyWith.View) ? ReplyWith.View : ReplyWith.Nothing;
            var replies = await _actor.Execute(turns.ConvertAll(t => t.Command), with);
            for (var i = 0; i < replies.Count; i++) turns[i].Answer.SetResult(replies[i]);
        }
        catch (Exception) when (turns.Count > 1 && !_actor.FailedInJournal)
        {
            // Alone, only the command at fault fails; one that did get in is answered as a repetition.
            foreach (var turn in turns) await turn.Take(_actor);
        }
        catch (Exception fault)
        {
            foreach (var turn in turns) turn.Answer.TrySetException(fault);
        }

        if (_actor.Version != before) TellWatchers();
    }

    private void TellWatchers() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();

    private void Touch() => Volatile.Write(ref _lastUsed, _clock.GetTimestamp());

    /// <summary>A snapshot is a cache: failing to keep one is worth a word to the operator, and nothing more.</summary>
    private async Task KeepSnapshot(bool isLast = false)
    {
        try
        {
            await _actor.KeepSnapshot(isLast);
        }
        catch (Exception fault)
        {
            _log.SnapshotFailed(_actor.Id.Value, fault);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private interface ITurn
    {
        /// <summary>Runs against the actor and answers; a fault is the answer, for the caller to handle.</summary>
        Task Take(TopicActor actor);
    }

    private sealed class CommandTurn(TopicCommand command, ReplyWith with) : ITurn
    {
        public TopicCommand Command => command;

        public ReplyWith With => with;

        public TaskCompletionSource<Reply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task Take(TopicActor actor)
        {
            try
            {
                Answer.SetResult((await actor.Execute([command], with))[0]);
            }
            catch (Exception fault)
            {
                Answer.SetException(fault);
            }
        }
    }

    private sealed class QuestionTurn<T>(Func<TopicActor, Task<T>> question) : ITurn
    {
        public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task Take(TopicActor actor)
        {
            try
            {
                Answer.SetResult(await question(actor));
            }
            catch (Exception fault)
            {
                Answer.SetException(fault);
            }
        }
    }
}
