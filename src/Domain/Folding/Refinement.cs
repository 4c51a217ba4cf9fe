using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>What a source has earned in one family.</summary>
/// <param name="Family">The family's key, as <see cref="Refinement.FamilyOf"/> gives it.</param>
/// <param name="Record">The credit.</param>
public sealed record Earned(string Family, TrackRecord Record);

/// <summary>
/// What sources have earned in each family, over many topics: a function of their claims, whatever the order. Observers earn
/// from the consensus of the others and from resolutions; reporters, who copy each other, from resolutions alone.
/// </summary>
public static class Refinement
{
    /// <summary>Whether a topic says anything about its sources' reliability.</summary>
    public static bool Teaches(TopicState topic) =>
        topic.Definition is { } definition && (topic.Resolution is not null || definition.Sources == Voices.Observers);

    /// <summary>The family within which a topic's sources are judged; fixed label sets of one name but other labels are apart.</summary>
    public static string FamilyOf(TopicDefinition topic) => KeyOf(Families.Of(topic));

    /// <summary>What each source on these topics has earned, be it nothing. Costs a small multiple of their claims.</summary>
    public static IReadOnlyList<Earned> Refine(IEnumerable<TopicFold> topics)
    {
        var teaching = topics.Where(t => Teaches(t.State)).OrderBy(t => t.State.Definition!.Id.Value, StringComparer.Ordinal).ToList();
        var families = teaching.Select(t => t.Main.Family).DistinctBy(KeyOf).Select(f => f with { Name = KeyOf(f) });
        var grades = new Dictionary<SourceId, Grade>();
        foreach (var topic in teaching)
        {
            foreach (var claim in topic.State.Claims.Values) grades[claim.Claim.Origin] = topic.State.Profile(claim.Claim.Origin).Grade;
        }

        var learning = new Learning(families, s => Reliability.Of(grades[new SourceId(s)]));
        foreach (var topic in teaching) Teach(learning, topic);
        learning.Refine();
        return [.. teaching.SelectMany(t => t.State.Claims.Values.Select(c => (Source: c.Claim.Origin, Family: KeyOf(t.Main.Family)))).Distinct()
            .Select(e => (e.Source, e.Family, Earned: learning.ReliabilityOf(e.Source.Value, e.Family)))
            .Select(e => new Earned(e.Family, new TrackRecord(e.Source, e.Earned.Right, e.Earned.Wrong)))];
    }

    private static void Teach(Learning learning, TopicFold topic)
    {
        var definition = topic.State.Definition!;
        foreach (var testimony in topic.Main.Testimonies().OrderBy(t => t.Id, StringComparer.Ordinal))
        {
            var source = topic.State.Claims[new ClaimId(testimony.Id)].Claim.Origin.Value;
            learning.Add($"{definition.Id}/{testimony.Id}", definition.Id.Value, KeyOf(topic.Main.Family), source, testimony.Origin, testimony.Assertion, testimony.Certainty);
        }

        if (topic.State.Resolution is { } resolution && !topic.Main.IsEmpty && learning.Knows(definition.Id.Value))
            learning.Resolve(definition.Id.Value, Point(Assertions.Of(definition, topic.Main.Family, Answer(definition, resolution))));
    }

    /// <summary>A date given to the month is taken at its middle.</summary>
    private static Assertion Point(Assertion truth) =>
        truth is Assertion.Interval range ? new Assertion.Interval((range.Low + range.High) / 2, (range.Low + range.High) / 2, false) : truth;

    /// <summary>The established answer in the form of a claim.</summary>
    private static Claim Answer(TopicDefinition topic, Resolution resolution) => new()
    {
        Id = new("resolution"), Topic = topic.Id, Value = resolution.Value, Unit = topic.Unit, Status = ClaimStatus.Occurred, Publisher = new SourceId("resolution"),
    };

    private static string KeyOf(Family family) => family.Kind switch
    {
        FamilyKind.Labels => $"{family.Name}({string.Join('|', family.Labels ?? [])})",
        FamilyKind.Numbers => $"{family.Name} within {family.Tolerance}{(family.Logarithmic ? " (ln)" : "")}",
        _ => $"{family.Name} from {family.Low} to {family.High}",
    };
}
