using System.Globalization;
using System.Reflection;

namespace Analysis.Journals;

/// <summary>
/// The steps that bring a database from any earlier version to this program's: the files <c>schema.001.sql</c>,
/// <c>schema.002.sql</c>, ... of one folder, embedded. A step that was released is never changed; a change is a next step.
/// </summary>
public sealed class Migrations
{
    private readonly Assembly _assembly;
    private readonly string _prefix;

    /// <summary>The steps of a folder, such as <c>Sqlite</c>, of the assembly that a type is in.</summary>
    public Migrations(Type where, string folder)
    {
        _assembly = where.Assembly;
        _prefix = $"{_assembly.GetName().Name}.{folder}.schema.";
        Version = _assembly.GetManifestResourceNames().Count(name => name.StartsWith(_prefix, StringComparison.Ordinal));
    }

    /// <summary>The version that this program knows.</summary>
    public int Version { get; }

    /// <summary>What leads from a version to <see cref="Version"/>, in order.</summary>
    public IEnumerable<string> After(long version) => Enumerable.Range((int)version + 1, Version - (int)version).Select(Text);

    /// <summary>For who must not change what it opens.</summary>
    internal static JournalOpenException TooOld(string place, long version, int known) => new(
        version == 0
            ? $"{place} holds no journal"
            : $"{place} has schema version {version}, and is not to be changed here; start this program's server on it once, which brings it to version {known}");

    private string Text(int step)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{step:000}.sql");
        using var resource = _assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
