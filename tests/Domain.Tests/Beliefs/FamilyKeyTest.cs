using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Tests.Beliefs;

public sealed class FamilyKeyTest
{
    [Fact]
    public void Other_labels_are_another_family_whatever_they_are_made_of() =>
        Assert.Equal(4, new[] { Labels("a|b", "c"), Labels("a", "b|c"), Labels("a", "b", "c"), Labels("a\\", "b", "c") }.Select(f => f.Key).Distinct().Count());

    private static Family Labels(params string[] labels) => new("category", FamilyKind.Labels) { Labels = new(labels) };
}
