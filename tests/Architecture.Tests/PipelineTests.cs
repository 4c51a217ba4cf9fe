using System.Text.RegularExpressions;

namespace Analysis.Architecture.Tests;

/// <summary>Who may, who wrote, and spans stand before the handlers, and nowhere else in the API; read from the sources as text.</summary>
public sealed partial class PipelineTests
{
    private static readonly string Api = Path.Combine(HouseTests.Root.FullName, "src", "Api");

    [Fact]
    public void No_route_or_handler_decides_who_may_or_asks_who_calls_or_opens_a_span()
    {
        var files = Directory.EnumerateFiles(Api, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Api, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("Access/") && !file.StartsWith("Pipeline/") && !file.StartsWith("bin/") && !file.StartsWith("obj/")).ToList();
        var wrong = from file in files
                    from Match found in Concern().Matches(File.ReadAllText(Path.Combine(Api, file)))
                    select $"{file}: {found.Value}";

        Assert.Contains("Topics/TopicRoutes.cs", files);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_request_says_its_role_where_it_is_declared()
    {
        var requests = Directory.EnumerateFiles(Api, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Request().Matches(File.ReadAllText(file))).ToList();

        Assert.NotEmpty(requests);
        Assert.All(requests, request => Assert.Contains("Role.", request.Groups["role"].Value));
        Assert.DoesNotContain(Directory.EnumerateFiles(Api, "*.cs", SearchOption.AllDirectories), file =>
            !file.EndsWith("UseCase.cs", StringComparison.Ordinal) && File.ReadAllText(file).Contains(": IRequest<", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"RequireAuthorization|AuthorizeAttribute|IsInRole|StartActivity|\.User\b(?! =)|\bCallers\b")]
    private static partial Regex Concern();

    [GeneratedRegex(@": (?:UseCase|Act)<\w+>\((?<role>[^;]*)\);")]
    private static partial Regex Request();
}
