using Microsoft.Extensions.FileSystemGlobbing;

namespace Analysis.Cli.Importing;

/// <summary>The files that are meant.</summary>
internal static class Inputs
{
    public const string Standard = "-";

    private static readonly char[] Wild = ['*', '?'];

    /// <summary>Each once; of a pattern, which a shell may have left as it is, those that match, by name.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> patterns)
    {
        string[] found = [.. patterns.SelectMany(Matches).Distinct()];
        return found.Length > 1 && found.Contains(Standard)
            ? throw new UsageException("- is read alone, without files") : found;
    }

    private static IReadOnlyList<string> Matches(string pattern)
    {
        if (pattern == Standard || File.Exists(pattern)) return [pattern];
        var wild = pattern.IndexOfAny(Wild);
        if (wild < 0) throw new UsageException(Directory.Exists(pattern)
            ? $"{pattern} is a folder: say which files, as {Path.Join(pattern, "*.jsonl")}"
            : $"There is no file {pattern}");
        var cut = pattern.LastIndexOf('/', wild) + 1;
        var folder = cut == 0 ? "." : pattern[..cut];
        string[] found = Directory.Exists(folder)
            ? [.. new Matcher().AddInclude(pattern[cut..]).GetResultsInFullPath(folder).Select(f =>
                Path.GetRelativePath(".", f)).Order(StringComparer.Ordinal)]
            : [];
        return found.Length > 0 ? found : throw new UsageException($"No file matches {pattern}");
    }
}
