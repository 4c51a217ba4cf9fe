using System.Text.RegularExpressions;
using Analysis.Testing;

namespace Analysis.Clients.Tests.Docs;

/// <summary>What stands between the prose of a page: commands, programs, and what they answer.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Language">
/// What a fence names; <c>sh</c> of what is indented, <c>quote</c> of what is quoted, empty where a fence names none.
/// </param>
/// <param name="Text">Without indentation and marks.</param>
/// <param name="NotRun">Why nobody runs it: what a comment before it says.</param>
internal sealed record Block(int Line, string Language, string Text, string? NotRun)
{
    public bool IsShell => Language is "sh";

    public bool IsProgram => Language is "python" or "csharp" or "js";
}

/// <summary>A page of the documents, from top to bottom.</summary>
internal static partial class Page
{
    private const int Indentation = 4;

    /// <param name="name">Its path from the root of the repository.</param>
    public static IReadOnlyList<Block> Read(string name) => Parse(File.ReadAllLines(Path.Combine(Programs.Root, name)));

    public static IReadOnlyList<Block> Parse(string[] lines)
    {
        var blocks = new List<Block>();
        string? notRun = null;
        var at = 0;
        while (at < lines.Length)
        {
            var (begin, line) = (at, lines[at]);
            at++;
            if (NotRun().Match(line) is { Success: true } mark)
            {
                notRun = mark.Groups["why"].Value.Trim();
            }
            else if (Fence().Match(line) is { Success: true } fence)
            {
                var end = Array.FindIndex(lines, at, l => l.StartsWith("```", StringComparison.Ordinal));
                Add(fence.Groups["language"].Value, lines[at..end]);
                at = end + 1;
            }
            else if (IsIndented(line) && (begin == 0 || lines[begin - 1] is ""))
            {
                while (at < lines.Length && (lines[at] is "" || IsIndented(lines[at]))) at++;
                Add("sh", lines[begin..at].Select(l => l is "" ? l : l[Indentation..]));
            }
            else if (line.StartsWith('>'))
            {
                while (at < lines.Length && lines[at].StartsWith('>')) at++;
                Add("quote", lines[begin..at].Select(l => l[1..].Trim()));
            }

            void Add(string language, IEnumerable<string> text)
            {
                blocks.Add(new Block(begin + 1, language, string.Join('\n', text).TrimEnd(), notRun));
                notRun = null;
            }
        }

        return blocks;
    }

    private static bool IsIndented(string line) =>
        line.StartsWith(new string(' ', Indentation), StringComparison.Ordinal);

    [GeneratedRegex("^<!-- not run:(?<why>.*)-->$", RegexOptions.NonBacktracking)]
    private static partial Regex NotRun();

    [GeneratedRegex("^```(?<language>[a-z]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();
}
