using Analysis.Domain.Beliefs.Numbers;

namespace Analysis.Domain.Tests.Beliefs.Numbers;

/// <summary>Random topics that the prototype in Python has answered (topics.json), claims in and answers out.</summary>
public sealed class PrototypeTest
{
    private static readonly Prototype[] Topics = [.. Prototype.Read(Path.Combine(AppContext.BaseDirectory, "Beliefs", "Numbers", "topics.json"))];

    public static TheoryData<string> Names => [.. Topics.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_is_the_prototypes(string name)
    {
        var topic = Topics.Single(t => t.Name == name);

        Assert.Empty(topic.Differences(NumberLaw.Believe(topic.Settings, topic.Claims)!));
    }
}
