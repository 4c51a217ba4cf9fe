using System.Globalization;

namespace Analysis.Journals;

/// <summary>
/// The steps that bring a database from any earlier version to this program's: the files <c>schema.001.sql</c>,
/// <c>schema.002.sql</c>, ... of one journal, embedded. A step that was released is never changed; a change is a next step.
/// </summary>
internal sealed class Migrations
{
    private readonly string _prefix;

    /// <param name="journal">The folder of the journal: <c>Sqlite</c> or <c>Postgres</c>.</param>
    public Migrations(string journal)
    {
        _prefix = $"Analysis.Journals.{journal}.schema.";
        Version = typeof(Migrations).Assembly.GetManifestResourceNames().Count(name => name.StartsWith(_prefix, StringComparison.Ordinal));
    }

    /// <summary>The version that this program knows.</summary>
    public int Version { get; }

    /// <summary>What leads from a version to <see cref="Version"/>, in order.</summary>
    public IEnumerable<string> After(long version) => Enumerable.Range((int)version + 1, Version - (int)version).Select(Text);

    /// <summary>For who must not change what it opens.</summary>
    public static JournalOpenException TooOld(string place, long version, int known) => new(
        version == 0
            ? $"{place} holds no journal"
            : $"{place} has schema version {version}, and is not to be changed here; start this program's server on it once, which brings it to version {known}");

    private string Text(int step)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{step:000}.sql");
        using var resource = typeof(Migrations).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
