using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Tests.Beliefs;

/// <summary>
/// MODEL.md part 2, "Candidates": of equal y the smallest (width, mass); above 64, the lowest in each cell of a grid of step h/2,
/// doubled until 64 or fewer are left.
/// </summary>
public sealed class CandidateGridTest
{
    private const double Tolerance = 0.1;

    [Theory]
    [InlineData(1, 40, 8)]
    [InlineData(2, 200, 8)]
    [InlineData(3, 400, 0.3)]
    [InlineData(4, 400, 1_000)]
    [InlineData(5, 400, 1e9)]
    [InlineData(6, 300, 40)]
    public void Adding_and_removing_comes_to_what_the_set_comes_to(int seed, int proposals, double spread)
    {
        var random = new Random(seed);
        var grid = new CandidateGrid(Tolerance);
        var (proposed, chosen) = (new List<Candidate>(), new List<Candidate>());
        for (var step = 0; step < 2 * proposals; step++)
        {
            if (proposed.Count > 0 && random.NextDouble() < (step < proposals ? 0.2 : 0.8))
            {
                var at = random.Next(proposed.Count);
                grid.Remove(proposed[at]);
                proposed.RemoveAt(at);
            }
            else
            {
                var candidate = Draw(random, spread, proposed);
                proposed.Add(candidate);
                grid.Add(candidate);
            }

            if (random.Next(3) == 0) continue; // several changes, then one choice
            grid.Choose(chosen);
            Assert.Equal(Chosen(proposed), chosen);
        }
    }

    [Fact]
    public void Up_to_64_values_all_are_candidates()
    {
        var grid = new CandidateGrid(Tolerance);
        var chosen = new List<Candidate>();
        for (var i = 0; i < 64; i++) grid.Add(new Candidate(i * 1e-9, 1, 1));

        Assert.True(grid.Choose(chosen));
        Assert.Equal(64, chosen.Count);
        grid.Add(new Candidate(64e-9, 1, 1));
        Assert.True(grid.Choose(chosen));
        Assert.Equal(new Candidate(0, 1, 1), Assert.Single(chosen)); // all in one cell of width .05
    }

    [Fact]
    public void Of_equal_values_the_narrowest_is_the_candidate_while_it_is_proposed()
    {
        var grid = new CandidateGrid(Tolerance);
        var chosen = new List<Candidate>();
        grid.Add(new Candidate(7, 2, 1));
        grid.Add(new Candidate(7, 1, 5));
        grid.Add(new Candidate(7, 1, 3));

        Assert.True(grid.Choose(chosen));
        Assert.Equal([new Candidate(7, 1, 3)], chosen);
        grid.Add(new Candidate(7, 1, 3));
        Assert.False(grid.Choose(chosen));
        grid.Remove(new Candidate(7, 1, 3));
        Assert.False(grid.Choose(chosen));
        grid.Remove(new Candidate(7, 1, 3));
        Assert.True(grid.Choose(chosen));
        Assert.Equal([new Candidate(7, 1, 5)], chosen);
    }

    /// <summary>Often a value that is there already, and values on both sides of zero and on the edges of cells.</summary>
    private static Candidate Draw(Random random, double spread, List<Candidate> proposed)
    {
        var y = random.Next(4) switch
        {
            0 when proposed.Count > 0 => proposed[random.Next(proposed.Count)].Y,
            1 => Math.Round((random.NextDouble() - 0.5) * spread / (Tolerance / 2)) * (Tolerance / 2),
            _ => (random.NextDouble() - 0.5) * spread,
        };
        return new Candidate(y, random.Next(1, 4), random.Next(1, 4));
    }

    private static List<Candidate> Chosen(List<Candidate> proposed)
    {
        var distinct = proposed.GroupBy(p => p.Y).Select(g => g.MinBy(p => (p.Bandwidth, p.Mass))).OrderBy(p => p.Y).ToList();
        var chosen = distinct;
        var step = Tolerance / 2;
        while (chosen.Count > 64)
        {
            chosen = [.. distinct.GroupBy(p => Math.Floor(p.Y / step)).Select(g => g.MinBy(p => p.Y))];
            step *= 2;
        }

        return chosen;
    }
}
