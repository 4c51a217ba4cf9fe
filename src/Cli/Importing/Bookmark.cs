using System.Text.Json.Serialization;
using Analysis.Cli.Http;

namespace Analysis.Cli.Importing;

/// <summary>
/// How far a file has been imported, beside it while that goes on. Who is interrupted goes on there; of a file that has
/// changed meanwhile, or for another server, from the beginning, which claims' ids make harmless.
/// </summary>
/// <param name="Length">The file's, in bytes, when the import began.</param>
/// <param name="Changed">When the file had last been changed.</param>
/// <param name="End">The place behind the last record that is dealt with.</param>
/// <param name="RejectedLength">How long the file of rejected records was then.</param>
internal sealed record Bookmark(Uri Server, long Length, DateTime Changed, long End, long RejectedLength, Tally Tally)
{
    public static string PathOf(string file) => $"{file}.import";

    /// <summary>Where the import of this file to this server was interrupted, if it was.</summary>
    public static Bookmark? Find(FileInfo file, Uri server)
    {
        if (!File.Exists(PathOf(file.FullName))) return null;
        var found = Json.Read<Bookmark>(File.ReadAllText(PathOf(file.FullName)));
        return found.Server == server && found.Length == file.Length && found.Changed == file.LastWriteTimeUtc ? found
            : null;
    }

    /// <summary>Whole or not at all, whenever the process ends.</summary>
    public void Save(string file)
    {
        var made = $"{PathOf(file)}.new";
        File.WriteAllText(made, Json.Write(this));
        File.Move(made, PathOf(file), overwrite: true);
    }
}

/// <summary>What became of records.</summary>
internal sealed record Tally
{
    public long Created { get; set; }

    public long Duplicate { get; set; }

    public long Rejected { get; set; }

    /// <summary>Of those created.</summary>
    public long NotCounted { get; set; }

    /// <summary>Why not, as the server's summary says.</summary>
    public SortedDictionary<string, long> Reasons { get; init; } = new(StringComparer.Ordinal);

    [JsonIgnore]
    public long All => Created + Duplicate + Rejected;

    public void Add(Tally more)
    {
        Created += more.Created;
        Duplicate += more.Duplicate;
        Rejected += more.Rejected;
        NotCounted += more.NotCounted;
        foreach (var (reason, count) in more.Reasons) Reasons[reason] = Reasons.GetValueOrDefault(reason) + count;
    }
}
