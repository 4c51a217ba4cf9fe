using Analysis.Engine.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Journals;

/// <summary>
/// Where a journal lives, as a person writes it. The rule: with an equals sign in it, it is an Npgsql connection string; without
/// one, a data folder. (A folder with an equals sign in its path has to be renamed.)
/// </summary>
/// <param name="Text">As it was written.</param>
public sealed record JournalPlace(string Text)
{
    private bool IsDatabase => Text.Contains('=');

    /// <summary>Opens the journal, creating it when there is none.</summary>
    /// <exception cref="JournalOpenException">It cannot be opened; the message says why.</exception>
    public IJournal Open() =>
        IsDatabase ? PostgresJournal.Open(Text, NullLogger<PostgresJournal>.Instance) : SqliteJournal.Open(Text, NullLogger<SqliteJournal>.Instance);

    /// <summary>Opens a journal that is there, to read it: nothing in it is changed, and appends throw.</summary>
    /// <exception cref="JournalOpenException">There is none, or it cannot be opened; the message says why.</exception>
    public IJournal OpenToRead() => new ReadOnlyJournal(
        IsDatabase ? PostgresJournal.OpenExisting(Text, NullLogger<PostgresJournal>.Instance) : SqliteJournal.OpenExisting(Text, NullLogger<SqliteJournal>.Instance));

    /// <summary>Whether both are plainly the same: one folder, or one connection string. Two strings may still lead to one database.</summary>
    public bool IsSameAs(JournalPlace other) =>
        Text == other.Text || (!IsDatabase && !other.IsDatabase && Path.GetFullPath(Text) == Path.GetFullPath(other.Text));

    private sealed class ReadOnlyJournal(IJournal inner) : IJournal
    {
        public Task<AppendResult> Append(StreamAppend append) => throw new InvalidOperationException("this journal was opened to be read");

        public IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, CancellationToken ct) => inner.ReadStream(stream, afterVersion, ct);

        public IAsyncEnumerable<RecordedEvent> ReadAll(long afterPosition, int max, CancellationToken ct) => inner.ReadAll(afterPosition, max, ct);

        public Task<ChangedStreams> Changed(long afterPosition, int max, CancellationToken ct) => inner.Changed(afterPosition, max, ct);

        public Task WaitForNews(long afterPosition, TimeSpan patience, CancellationToken ct) => inner.WaitForNews(afterPosition, patience, ct);

        public Task<long> Position(CancellationToken ct) => inner.Position(ct);

        public Task<long> End(CancellationToken ct) => inner.End(ct);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
