using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>The family of a topic: its tolerance and how its claims are weighed.</summary>
internal static class Families
{
    /// <summary>Whether there is anything to count.</summary>
    public static Family Existence { get; } = new("existence", FamilyKind.Labels) { Labels = new(Assertions.No, Assertions.Yes) };

    public static Family Of(TopicDefinition topic) => topic switch
    {
        { Kind: TopicKind.Proposition } => Existence with { Name = topic.Family ?? "proposition" },
        { Kind: TopicKind.Category } => new(topic.Family ?? "category", FamilyKind.Labels) { Labels = topic.Categories },
        { Kind: TopicKind.Date } => Family.Dates with { Name = topic.Family ?? Family.Dates.Name },
        { Scale: { } scale } => new(topic.Family ?? "rating", FamilyKind.Ratings) { Low = scale.Low, High = scale.High },
        { Family: "measurement" } => Family.Measurements,
        _ => Family.Counts with { Name = topic.Family ?? Family.Counts.Name },
    };
}
