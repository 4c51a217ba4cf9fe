namespace Analysis.Architecture.Tests;

/// <summary>The arrows within the engine, from what everything needs to what needs everything.</summary>
public sealed class EngineArrowsTests
{
    private static readonly NamespaceArrows Engine = new("Engine");

    [Fact]
    public void A_namespace_uses_only_those_to_its_left() =>
        Assert.Empty(Engine.AgainstTheArrows("Text", "Journal", "Snapshots", "Lists", "Topics",
            "Reference", "Transfers", "Erasing", "Fitting", "Changes",
            "Alerts", "Exchange", "Articles", "Drafts"));

    [Fact]
    public void Namespaces_follow_the_folders() => Assert.Empty(Engine.Strangers());
}
