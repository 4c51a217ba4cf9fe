using Analysis.Bench.Http;

namespace Analysis.Bench.Stores;

/// <summary>Something that journals are kept in, and what it does without us: the baselines.</summary>
internal interface IStore : IAsyncDisposable
{
    string Name { get; }

    /// <summary>What <see cref="One"/> does, in words.</summary>
    string OneName { get; }

    /// <summary>What <see cref="Many"/> does, in words.</summary>
    string ManyName { get; }

    /// <summary>A new and empty journal, as an option of the server.</summary>
    Task<string> NewJournal();

    /// <summary>Inserts a typical claim's event into a table like the journal's, one to a durable transaction.</summary>
    /// <param name="span">For how long; in whole seconds where it must be.</param>
    /// <param name="perSecond">Null: as fast as it can. Else so many, falling due at random.</param>
    Task<Load> One(TimeSpan span, double? perSecond);

    /// <summary>Inserts typical claims' events into such a table by the thousand.</summary>
    Task<Load> Many(TimeSpan span);

    /// <summary>The data of a stream's events, read from a journal's table in the plainest way.</summary>
    IAsyncEnumerable<byte[]> Read(string journal, string stream);

    /// <summary>Brings statistics and indexes up to date at once, as the store does by itself in time.</summary>
    Task Settle();

    /// <summary>What the database's own processes have spent so far.</summary>
    TimeSpan CpuTime();
}
