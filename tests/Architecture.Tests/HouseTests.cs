using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Analysis.Architecture.Tests;

/// <summary>The arrows between projects, read from the project files as text: a wrong reference fails here by name.</summary>
public sealed partial class HouseTests
{
    internal static readonly DirectoryInfo Root = FindRoot();

    private static readonly Project[] Projects =
        [.. Root.EnumerateFiles("*.csproj", SearchOption.AllDirectories).Select(Project.Read).OrderBy(p => p.File)];

    /// <summary>What each project may use directly. A project not named here may not stand in src.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Domain"] = [],
        ["Engine"] = ["Domain"],
        ["Journals"] = ["Engine", "Domain"],
        ["Reading"] = ["Domain"],
        ["Api"] = ["Reading", "Journals", "Engine", "Domain"],
        ["Grains"] = ["Engine", "Domain"],
        ["Silo"] = ["Api", "Grains", "Journals", "Engine", "Domain"],
        ["Cli"] = [],
    };

    private static readonly string[] MayUseTheCluster =
        ["src/Grains/", "src/Silo/", "tests/Grains", "tests/Silo", "tests/Cluster"];

    /// <summary>What the names of the cluster's packages begin with: those that the versions file keeps under that label.</summary>
    private static readonly string ClusterPackages = CommonBeginning(
        XDocument.Load(Path.Combine(Root.FullName, "Directory.Packages.props")).Descendants("ItemGroup")
            .Single(g => (string?)g.Attribute("Label") == "The cluster").Elements().Select(p => p.Attribute("Include")!.Value));

    [Fact]
    public void A_project_uses_only_what_its_arrow_points_to()
    {
        var house = Projects.Where(p => p.File.StartsWith("src/")).ToArray();
        var wrong = from project in house
                    from used in project.Projects
                    where !Arrows.TryGetValue(project.Name, out var allowed) || !allowed.Contains(used)
                    select $"{project.Name} -> {used}";

        Assert.Empty(wrong);
        Assert.Empty(house.Select(p => p.Name).Except(Arrows.Keys));
        Assert.Contains(house, p => p.Name == "Domain");
    }

    [Fact]
    public void Nothing_in_src_uses_tests_or_benchmarks()
    {
        var house = Projects.Where(p => p.File.StartsWith("src/")).ToArray();

        Assert.Empty(house.SelectMany(p => p.Projects).Except(house.Select(p => p.Name)));
    }

    [Fact]
    public void The_page_knows_the_house_by_HTTP_only()
    {
        var page = Path.Combine(Root.FullName, "src", "Web") + Path.DirectorySeparatorChar;
        var sources = Directory.EnumerateFiles(Path.Combine(page, "src"), "*.ts*", SearchOption.AllDirectories).ToArray();
        var wrong = from file in sources
                    from Match used in RelativeImport().Matches(File.ReadAllText(file))
                    where !Path.GetFullPath(used.Groups[1].Value, Path.GetDirectoryName(file)!).StartsWith(page, StringComparison.Ordinal) // a file has a folder
                    select $"{file} -> {used.Groups[1].Value}";

        Assert.NotEmpty(sources);
        Assert.Empty(wrong);
        Assert.DoesNotContain(Projects, p => p.File.StartsWith("src/Web/"));
        Assert.Empty(new DirectoryInfo(Path.Combine(Root.FullName, "src")).GetDirectories().Select(d => d.Name).Except(Arrows.Keys).Except(["Web"]));
    }

    [Fact]
    public void The_domain_has_no_packages_besides_analyzers()
    {
        var domain = Projects.Single(p => p.File == "src/Domain/Domain.csproj");

        Assert.DoesNotContain(domain.Packages, package => !package.EndsWith("Analyzers"));
    }

    [Fact]
    public void Only_the_cluster_uses_the_clusters_packages()
    {
        var wrong = Projects.Where(p => p.UsesTheCluster && !MayUseTheCluster.Any(p.File.StartsWith));

        Assert.Contains(Projects, p => p.UsesTheCluster);
        Assert.EndsWith(".", ClusterPackages);
        Assert.Empty(wrong.Select(p => p.File));
    }

    [Fact]
    public void The_standalone_filter_lists_every_project_that_needs_no_cluster()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root.FullName, "Standalone.slnf")));
        var listed = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
            .Select(p => p.GetString()!.Replace('\\', '/')); // a project path is never null

        Assert.Equal(Projects.Where(p => !NeedsTheCluster(p)).Select(p => p.File), listed.Order());
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(Root.FullName, "Analysis.sln")).Replace('\\', '/');

        Assert.DoesNotContain(Projects, p => !solution.Contains($"\"{p.File}\""));
    }

    [GeneratedRegex("""(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]""")]
    private static partial Regex RelativeImport();

    private static bool NeedsTheCluster(Project project) =>
        project.UsesTheCluster
        || project.Projects.Any(used => NeedsTheCluster(Projects.Single(p => p.Name == used)));

    private static string CommonBeginning(IEnumerable<string> names) =>
        names.Aggregate((beginning, name) => string.Concat(beginning.Zip(name).TakeWhile(c => c.First == c.Second).Select(c => c.First)));

    private static DirectoryInfo FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analysis.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Analysis.sln above the test assembly");
        return folder;
    }

    private sealed record Project(string File, string Name, string[] Projects, string[] Packages)
    {
        public bool UsesTheCluster => Packages.Any(package => package.StartsWith(ClusterPackages, StringComparison.Ordinal));

        public static Project Read(FileInfo file)
        {
            var items = XDocument.Load(file.FullName).Descendants().ToArray();
            return new Project(
                Path.GetRelativePath(Root.FullName, file.FullName).Replace('\\', '/'),
                Path.GetFileNameWithoutExtension(file.Name),
                [.. Includes("ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))],
                [.. Includes("PackageReference")]);

            IEnumerable<string> Includes(string item) =>
                items.Where(e => e.Name.LocalName == item).Select(e => (string?)e.Attribute("Include")).OfType<string>();
        }
    }
}
