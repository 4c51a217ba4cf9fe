using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Tests.Beliefs;

public sealed class FamilyKeyTest
{
    [Fact]
    public void Other_labels_are_another_family_whatever_they_are_made_of() =>
        Assert.Equal(4, new[] { Labels("a|b", "c"), Labels("a", "b|c"), Labels("a", "b", "c"), Labels("a\\", "b", "c") }.Select(f => f.Key).Distinct().Count());

    [Fact]
    public void Confusion_over_other_labels_is_not_heeded()
    {
        var evidence = new LabelEvidence(Labels("a", "b", "c")) { Knowledge = new() { Confusion = new(2), Balance = [1, 2], BalanceTopics = 3 } };

        evidence.Add(new Testimony("c1", "nis", new Assertion.Label("c", LabelForm.Is), 1, Reliability.Of(Domain.Topics.Grade.B) with { Confusion = new(2) }));

        Assert.True(evidence.Posterior()[2] > 0.7);
    }

    private static Family Labels(params string[] labels) => new("category", FamilyKind.Labels) { Labels = new(labels) };
}
