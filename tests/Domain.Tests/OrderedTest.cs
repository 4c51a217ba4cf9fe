namespace Analysis.Domain.Tests;

public sealed class OrderedTest
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 1_000)]
    [InlineData(3, 5_000)]
    public void It_holds_what_a_sorted_set_holds(int seed, int values)
    {
        var random = new Random(seed);
        var (ordered, expected) = (new Ordered<int>(), new SortedSet<int>());
        for (var step = 0; step < 4 * values; step++)
        {
            var value = step < values ? step : random.Next(2 * values); // in order at first, as claims come
            if (expected.Contains(value) && random.Next(2) == 0)
            {
                Assert.True(ordered.Remove(value));
                expected.Remove(value);
            }
            else if (expected.Add(value))
            {
                ordered.Add(value);
            }

            Assert.Equal(expected.Count, ordered.Count);
            if (step % (values / 10) != 0) continue;
            Assert.Equal(expected, ordered.Ascending);
            Assert.Equal((expected.Min, expected.Max), (ordered.Min, ordered.Max));
        }

        foreach (var value in Enumerable.Range(-1, (2 * values) + 2))
        {
            var at = ordered.Find(value);
            var next = expected.GetViewBetween(value, int.MaxValue);
            Assert.Equal(next.Count > 0, ordered.Holds(at));
            if (next.Count > 0) Assert.Equal(next.Min, ordered[at]);
            var before = expected.GetViewBetween(int.MinValue, value - 1);
            Assert.Equal(before.Count > 0, ordered.Before(at) is not null);
            if (ordered.Before(at) is { } place) Assert.Equal((before.Max, at), (ordered[place], ordered.After(place)));
        }

        foreach (var value in expected) Assert.True(ordered.Remove(value));
        Assert.False(ordered.Remove(0));
        Assert.Empty(ordered.Ascending);
    }
}
