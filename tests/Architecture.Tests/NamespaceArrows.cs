using System.Text.RegularExpressions;

namespace Analysis.Architecture.Tests;

/// <summary>The namespaces of one project, read from its sources as text: each file says where it stands and what it uses.</summary>
internal sealed partial class NamespaceArrows(string project)
{
    private readonly DirectoryInfo _folder = new(Path.Combine(HouseTests.Root.FullName, "src", project));

    private string Root => $"Analysis.{project}";

    /// <summary>Files whose namespace is not that of their folder.</summary>
    public IEnumerable<string> Strangers() =>
        from source in Sources()
        let folder = Path.GetDirectoryName(source.File)!.Replace(Path.DirectorySeparatorChar, '.') // a file has a folder
        let expected = folder.Length == 0 ? Root : $"{Root}.{folder}"
        where !source.Text.Split('\n').Contains($"namespace {expected};")
        select $"{source.File} is not in {expected}";

    /// <summary>What uses a namespace to its right, or one that is not named here. What stands outside the folders may be used, and use, anything.</summary>
    /// <param name="order">The project's folders: each may use those before it, and what is below it, but not what is above.</param>
    public IEnumerable<string> AgainstTheArrows(params string[] order) =>
        from source in Sources()
        let user = source.File.Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : null
        where user is not null
        from Match match in Used().Matches(source.Text)
        where match.Groups["project"].Value == project
        let used = match.Groups["folder"].Value
        where _folder.EnumerateDirectories().Any(d => d.Name == used) // else it is a type outside the folders
        where Array.IndexOf(order, used) is -1 || Array.IndexOf(order, user) is -1 || Array.IndexOf(order, used) > Array.IndexOf(order, user)
        select $"{source.File} -> {used}";

    private IEnumerable<(string File, string Text)> Sources() =>
        from file in _folder.EnumerateFiles("*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(_folder.FullName, file.FullName)
        where path.Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin")
        select (path, File.ReadAllText(file.FullName));

    /// <summary>A using, or a name written out; <c>Analysis.</c> may be left out, for everything stands within it.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:using |Analysis\.)*(?<project>Domain|Engine)\.(?<folder>\w+)")]
    private static partial Regex Used();
}
