namespace Analysis.Testing;

/// <summary>Time that moves only when told to; timers fire when their time has been passed. Not for real waiting.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    /// <summary>Sets the clock, also backwards, without firing anything: as an operator would.</summary>
    public void Set(DateTimeOffset now) => _now = now;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        _now += time;
        foreach (var timer in _timers.ToList()) timer.Fire(_now);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state, _now + dueTime);
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(TimerCallback callback, object? state, DateTimeOffset due) : ITimer
    {
        private bool _stopped;

        public void Fire(DateTimeOffset now)
        {
            if (!_stopped && now >= due) callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("A manual timer keeps its period.");

        public void Dispose() => _stopped = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
