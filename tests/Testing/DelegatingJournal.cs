using Analysis.Engine.Journal;

namespace Analysis.Testing;

/// <summary>A journal that does what another does, for those that differ in one thing.</summary>
public abstract class DelegatingJournal(IJournal inner) : IJournal
{
    public virtual Task<AppendResult> Append(StreamAppend append) => inner.Append(append);

    public virtual IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, CancellationToken ct) => inner.ReadStream(stream, afterVersion, ct);

    public virtual IAsyncEnumerable<RecordedEvent> ReadAll(long afterPosition, int max, CancellationToken ct) => inner.ReadAll(afterPosition, max, ct);

    public Task<ChangedStreams> Changed(long afterPosition, int max, CancellationToken ct) => inner.Changed(afterPosition, max, ct);

    public Task WaitForNews(long afterPosition, TimeSpan patience, CancellationToken ct) => inner.WaitForNews(afterPosition, patience, ct);

    public virtual Task<long> Position(CancellationToken ct) => inner.Position(ct);

    public virtual Task<long> End(CancellationToken ct) => inner.End(ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
