using Xunit.Abstractions;

namespace Analysis.Acceptance.Tests;

/// <summary>
/// What careful editors expect of what desks post: <c>cases</c>, one test a check. Those that wait for a piece of work stand in
/// <c>cases/awaiting.txt</c>, one a line; they are looked at too, and whoever makes one hold takes it off. <c>make awaiting</c> writes the list anew.
/// </summary>
[Trait("Category", "Acceptance")]
public sealed class DeskCasesTest(DeskCases desk, ITestOutputHelper output) : IClassFixture<DeskCases>
{
    private static readonly HashSet<string> Awaiting =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "cases", "awaiting.txt")).Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')];

    public static TheoryData<DeskCheck> Checks => [.. All.Where(c => !Awaiting.Contains(c.ToString()))];

    private static IEnumerable<DeskCheck> All => DeskCase.All.SelectMany(c => c.Checks);

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task It_comes_right(DeskCheck check)
    {
        var (holds, came) = (await desk.Of(check.Case)).Results[check.ToString()];

        Assert.True(holds, $"right: {check.Right}, came: {came}");
    }

    [Fact]
    public async Task What_is_awaited_has_not_come_yet()
    {
        if (Environment.GetEnvironmentVariable("ANALYSIS_AWAITING") is { } file)
        {
            var head = (await File.ReadAllLinesAsync(file)).TakeWhile(line => line.StartsWith('#'));
            await File.WriteAllLinesAsync(file, [.. head, .. (await Where(_ => true, holds: false)).Select(c => c.ToString())]);
            return;
        }

        Assert.Empty(Awaiting.Except(All.Select(c => c.ToString()))); // names of checks that are no more
        Assert.Empty(await Where(check => Awaiting.Contains(check.ToString()), holds: true));
    }

    [Fact]
    public async Task Every_step_is_taken()
    {
        var refused = new List<string>();
        foreach (var one in DeskCase.All) refused.AddRange((await desk.Of(one)).Refused);

        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    [Fact]
    public async Task The_table_by_kind()
    {
        var good = (await Where(_ => true, holds: true)).ToHashSet();

        output.WriteLine("| kind | cases | all right | checks hold |");
        output.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var kind in DeskCase.All.GroupBy(c => c.Kind)) Row(kind.Key, [.. kind]);
        Row("**all**", DeskCase.All);

        void Row(string name, IReadOnlyCollection<DeskCase> cases)
        {
            var checks = cases.SelectMany(c => c.Checks).ToList();
            output.WriteLine(
                $"| {name} | {cases.Count} | {cases.Count(c => c.Checks.All(x => good.Contains(x)))} | {checks.Count(good.Contains)} of {checks.Count} |");
        }
    }

    private async Task<IReadOnlyList<DeskCheck>> Where(Func<DeskCheck, bool> which, bool holds)
    {
        var found = new List<DeskCheck>();
        foreach (var check in All.Where(which))
        {
            if ((await desk.Of(check.Case)).Results[check.ToString()].Holds == holds) found.Add(check);
        }

        return found;
    }
}
