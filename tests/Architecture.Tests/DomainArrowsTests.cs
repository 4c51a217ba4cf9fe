namespace Analysis.Architecture.Tests;

/// <summary>The arrows within the domain, from what is said to how it is folded.</summary>
public sealed class DomainArrowsTests
{
    private static readonly NamespaceArrows Domain = new("Domain");

    [Fact]
    public void A_namespace_uses_only_those_to_its_left() => Assert.Empty(Domain.AgainstTheArrows("Claims", "Beliefs", "Topics", "Views", "Folding"));

    [Fact]
    public void Namespaces_follow_the_folders() => Assert.Empty(Domain.Strangers());
}
