using System.Data;
using System.Runtime.InteropServices;
using Analysis.Engine.Journal;
using Npgsql;

namespace Analysis.Journals;

/// <summary>
/// Writes batches of appends: one statement, one transaction, one round trip. What is refused fails alone: a batch that the
/// database refuses writes nothing, and its appends are then tried one by one.
/// </summary>
/// <param name="database">Where to.</param>
/// <param name="written">Hears of the last position of each statement that has written events, before anybody is answered.</param>
internal sealed class PostgresWriter(NpgsqlDataSource database, Action<long> written)
{
    /// <summary>Raised by <c>append</c> in schema.003.sql.</summary>
    private const string Stale = "AN409";

    /// <summary>Writes the appends in order and sets each one's outcome; durable on return.</summary>
    /// <exception cref="JournalUnavailableException">The connection was lost, or there is none to be had.</exception>
    public async Task Commit(IReadOnlyList<PendingAppend> batch)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            foreach (var round in Rounds(batch))
            {
                if (await TryWrite(connection, round) || round.Count == 1) continue;
                foreach (var alone in round) await TryWrite(connection, [alone]);
            }
        }
        catch (NpgsqlException fault) when (PostgresFaults.IsPassing(fault))
        {
            throw PostgresFaults.Unavailable(fault);
        }
    }

    /// <summary>Splits a batch so that no stream is in one statement twice, each part in order of stream: locks are then taken in one order.</summary>
    private static IEnumerable<List<PendingAppend>> Rounds(IReadOnlyList<PendingAppend> batch)
    {
        var rest = batch.OrderBy(pending => pending.Append.Stream, StringComparer.Ordinal).ToList(); // of one stream in the order in which they came
        while (rest.Count > 0)
        {
            var (round, again) = (new List<PendingAppend>(rest.Count), new List<PendingAppend>());
            foreach (var pending in rest) (round is [.., var last] && last.Append.Stream == pending.Append.Stream ? again : round).Add(pending);
            yield return round;
            rest = again;
        }
    }

    /// <summary>False when the database refused and nothing was written; a lone append then has its outcome all the same.</summary>
    private async Task<bool> TryWrite(NpgsqlConnection connection, List<PendingAppend> round)
    {
        try
        {
            var before = await Write(connection, round);
            var position = before;
            foreach (var pending in round)
            {
                var append = pending.Append;
                position += append.Events.Count;
                pending.Succeed(new AppendResult.Appended(position, append.ExpectedVersion + append.Events.Count));
            }

            if (position > before) written(position);
            return true;
        }
        catch (PostgresException refused) when (connection.State == ConnectionState.Open)
        {
            if (round is not [var alone]) return false;
            var append = alone.Append;
            switch (refused.SqlState)
            {
                case Stale or PostgresErrorCodes.SerializationFailure:
                    alone.Succeed(new AppendResult.Conflict(await VersionOf(connection, append.Stream)));
                    break;
                case PostgresErrorCodes.UniqueViolation:
                    alone.Fail(new InvalidOperationException($"{append.Stream} at version {append.ExpectedVersion} refuses an append: {refused.MessageText}", refused));
                    break;
                default:
                    alone.Fail(PostgresFaults.IsPassing(refused) ? PostgresFaults.Unavailable(refused) : refused);
                    break;
            }

            return false;
        }
    }

    /// <summary>The position before the first event.</summary>
    private static async Task<long> Write(NpgsqlConnection connection, List<PendingAppend> round)
    {
        var events = round.Sum(p => p.Append.Events.Count);
        var (streams, expected, versions) = (new string[round.Count], new long[round.Count], new long[round.Count]);
        var (eventStreams, eventVersions, types, times) = (new string[events], new long[events], new string[events], new long[events]);
        var (claims, datas, writers) = (new string?[events], new byte[events][], new string?[events]);
        var (sources, sourceStreams) = (new List<string>(), new List<string>());
        var at = 0;
        for (var i = 0; i < round.Count; i++)
        {
            var append = round[i].Append;
            (streams[i], expected[i], versions[i]) = (append.Stream, append.ExpectedVersion, append.ExpectedVersion + append.Events.Count);
            for (var n = 0; n < append.Events.Count; n++, at++)
            {
                var e = append.Events[n];
                (eventStreams[at], eventVersions[at], types[at], times[at]) = (append.Stream, append.ExpectedVersion + n + 1, e.Type, e.RecordedAt.UtcTicks);
                (claims[at], datas[at], writers[at]) = (e.ClaimId, BytesOf(e.Data), e.By);
            }

            sources.AddRange(append.NewSources);
            while (sourceStreams.Count < sources.Count) sourceStreams.Add(append.Stream);
        }

        await using var command = new NpgsqlCommand("SELECT append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", connection);
        Add(streams);
        Add(expected);
        Add(versions);
        Add(eventStreams);
        Add(eventVersions);
        Add(types);
        Add(times);
        Add(claims);
        Add(datas);
        Add(writers);
        Add(sources);
        Add(sourceStreams);
        return (long)(await command.ExecuteScalarAsync())!; // the function returns a number

        void Add<T>(T values) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = values });
    }

    private static byte[] BytesOf(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var segment) && segment.Array is { } array && array.Length == data.Length ? array : data.ToArray();

    private static async Task<long> VersionOf(NpgsqlConnection connection, string stream)
    {
        await using var command = new NpgsqlCommand("SELECT version FROM stream WHERE name = $1", connection) { Parameters = { new() { Value = stream } } };
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }
}
