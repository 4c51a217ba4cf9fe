using System.Collections.Concurrent;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Lists;
using Analysis.Engine.Text;

namespace Analysis.Engine.Reference;

/// <summary>Whom a link of a chain names.</summary>
public abstract record Named
{
    private Named()
    {
    }

    /// <summary>One source.</summary>
    /// <param name="Source">Its id.</param>
    /// <param name="Opens">What it is to be opened with; null when it is known, or its id is all that is
    /// written.</param>
    public sealed record One(SourceId Source, SourceProfile? Opens) : Named;

    /// <summary>Several are called so.</summary>
    public sealed record Several(IReadOnlyList<SourceId> Sources) : Named;
}

/// <summary>Finds sources by what people write. Thread-safe.</summary>
public interface ISourceNames
{
    /// <summary>Whom a word names. No I/O for one that was found before and has not changed since.</summary>
    /// <param name="word">An id or a name; its key is not empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Named> Find(string word, CancellationToken cancellationToken);

    /// <summary>Whom a word names, who is opened if nobody knows him. Durable when it completes.</summary>
    ValueTask<Named> FindOrOpen(string word, Writer? by, CancellationToken cancellationToken);

    /// <summary>
    /// The first of these words, as an alias of a source, that another source is called by; null when none is.
    /// </summary>
    Task<Rejection.AliasTaken?> Taken(SourceId source, IReadOnlyList<string> aliases, CancellationToken cancellationToken);
}

/// <summary>
/// Finds sources by what people write: an id that is known is that source; else whoever has the word as id, name or alias in any
/// spelling; else a source of that name, whose id is made from it, so that two processes come to the same. Thread-safe.
/// </summary>
public sealed class SourceNames(Sources sources, IReadModel readModel, ILists lists) : ISourceNames
{
    /// <summary>The most names kept in memory.</summary>
    private const int FoundMax = 200_000;

    private const int MatchesMax = 10;

    private readonly ConcurrentDictionary<string, SourceId> _found = new(StringComparer.Ordinal);
    private long _namings;
    private int _foundCount; // about how many

    /// <inheritdoc/>
    public async ValueTask<Named> Find(string word, CancellationToken cancellationToken)
    {
        var namings = sources.Namings;
        if (Volatile.Read(ref _namings) != namings || Volatile.Read(ref _foundCount) > FoundMax)
        {
            _found.Clear();
            Volatile.Write(ref _foundCount, 0);
            Volatile.Write(ref _namings, namings);
        }

        if (_found.TryGetValue(word, out var found)) return new Named.One(found, null);
        var named = await Look(word, cancellationToken);
        if (named is Named.One { Opens: null } one && namings == sources.Namings && _found.TryAdd(word, one.Source))
            Interlocked.Increment(ref _foundCount);
        return named;
    }

    /// <inheritdoc/>
    public async ValueTask<Named> FindOrOpen(string word, Writer? by, CancellationToken cancellationToken)
    {
        var named = await Find(word, cancellationToken);
        if (named is Named.One { Opens: { } profile }) await sources.Open(profile, by, cancellationToken);
        return named;
    }

    /// <inheritdoc/>
    public async Task<Rejection.AliasTaken?> Taken(SourceId source, IReadOnlyList<string> aliases, CancellationToken cancellationToken)
    {
        if (aliases.Count > 0) await lists.CatchUp(cancellationToken);
        var root = await sources.RootOf(source, cancellationToken);
        foreach (var (i, alias) in aliases.Index())
        {
            var called = await Called(SourceName.Key(alias), cancellationToken);
            foreach (var other in called)
            {
                if (await sources.RootOf(other.Source, cancellationToken) != root) return new(i, alias, other.Source);
            }

            foreach (var id in IdForm.Fits(alias) ? [new SourceId(alias), SourceName.IdOf(alias)] : new[] { SourceName.IdOf(alias) })
            {
                if (id != source && await Speaks(id, root, cancellationToken)) return new(i, alias, id);
            }
        }

        return null;
    }

    /// <summary>Whether an id stands in chains, or is named, as somebody else than a source.</summary>
    private async Task<bool> Speaks(SourceId id, SourceId root, CancellationToken cancellationToken) =>
        await sources.IsKnown(id, cancellationToken) && await sources.RootOf(id, cancellationToken) != root;

    private async Task<Named> Look(string word, CancellationToken cancellationToken)
    {
        var isId = IdForm.Fits(word);
        if (isId && await sources.IsKnown(new(word), cancellationToken)) return new Named.One(new(word), null);
        var key = SourceName.Key(word);
        var made = SourceName.IdOf(word);
        if (await Match(key, cancellationToken) is { } known) return known;
        if (isId && made.Value == word) return new Named.One(made, null); // all that there is to know of it is its id
        await lists.CatchUp(cancellationToken); // a source is opened, and that is for good
        if (await Match(key, cancellationToken) is { } late) return late;
        if (await sources.IsKnown(made, cancellationToken)) return new Named.One(made, null);
        if (isId) return new Named.One(new(word), SourceProfile.Unknown(new(word)));
        return new Named.One(made, SourceProfile.Unknown(made) with { Name = NormalForm.Name(word) });
    }

    /// <summary>Null when nobody is called so.</summary>
    private async Task<Named?> Match(string key, CancellationToken cancellationToken)
    {
        var called = await Called(key, cancellationToken);
        if (called.Count == 0) return null;
        if (await IsOne(called, cancellationToken)) return One(called);
        var byId = called.Where(s => SourceName.Key(s.Source.Value) == key).ToList();
        return byId.Count > 0 && await IsOne(byId, cancellationToken) ? One(byId) : new Named.Several([.. called.Select(s => s.Source)]);

        static Named.One One(List<SourceProfile> same) =>
            new((same.Find(s => s.MergedInto is null) ?? same[0]).Source, null);
    }

    private async Task<bool> IsOne(List<SourceProfile> called, CancellationToken cancellationToken)
    {
        var first = await sources.RootOf(called[0].Source, cancellationToken);
        foreach (var other in called.Skip(1))
        {
            if (await sources.RootOf(other.Source, cancellationToken) != first) return false;
        }

        return true;
    }

    /// <summary>What is held about those who are called by a key, by id.</summary>
    private async Task<List<SourceProfile>> Called(string key, CancellationToken cancellationToken)
    {
        var rows = await readModel.List(new RowQuery("source", null, Sources.TagOf(key), RowOrder.Id, MatchesMax, null), cancellationToken);
        var found = new List<SourceProfile>();
        foreach (var id in rows.Rows.Select(row => new SourceId(row.Id)).Union(sources.Called(key)).OrderBy(s => s.Value, StringComparer.Ordinal))
        {
            if (await sources.Find(id, cancellationToken) is { Held: var held }
                && Sources.KeysOf(held).Contains(key)) found.Add(held);
        }

        return found;
    }
}
