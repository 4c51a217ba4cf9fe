namespace Analysis.Cli.Importing;

/// <summary>The form of an input: what it is called over HTTP, and what belongs together.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="HasHeader">Whether the first record names the columns, and goes before each batch.</param>
internal sealed record Format(string Name, string MediaType, bool HasHeader)
{
    public static readonly Format JsonLines = new("jsonl", "application/x-ndjson", HasHeader: false);
    public static readonly Format Csv = new("csv", "text/csv", HasHeader: true);
    public static readonly Format Tsv = new("tsv", "text/tab-separated-values", HasHeader: true);

    public static readonly IReadOnlyList<Format> All = [JsonLines, Csv, Tsv];

    /// <summary>By the name of a file; null when that does not say.</summary>
    public static Format? OfFile(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" or ".json" => JsonLines,
        ".csv" => Csv,
        ".tsv" or ".tab" => Tsv,
        _ => null,
    };

    /// <summary>By how it begins: a claim in JSON begins with a brace, a header does not.</summary>
    public static Format OfBeginning(ReadOnlySpan<byte> beginning)
    {
        var text = beginning.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        var line = text.IndexOf((byte)'\n') is >= 0 and var end ? text[..end] : text;
        return text.StartsWith("{"u8) ? JsonLines : line.Contains((byte)'\t') ? Tsv : Csv;
    }
}
