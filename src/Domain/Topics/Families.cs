using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Topics;

/// <summary>The family of a topic as the model knows it.</summary>
internal static class Families
{
    /// <param name="topic">The topic.</param>
    /// <param name="defined">What its stream knows of the family; null when nobody has defined it.</param>
    public static Family Of(TopicDefinition topic, FamilyDefinition? defined = null)
    {
        var held = defined ?? FamilyDefinition.Default(FamilyDefinition.NameFor(topic), topic.Kind);
        return topic switch
        {
            { Kind: TopicKind.Proposition } => new(held.Name, FamilyKind.Labels) { Labels = new("no", "yes"), LearnsBalance = held.LearnsBalance },
            { Kind: TopicKind.Category } => new(held.Name, FamilyKind.Labels) { Labels = topic.Categories },
            { Scale: { } scale } => new(held.Name, FamilyKind.Ratings) { Low = scale.Low, High = scale.High },
            _ => new(held.Name, FamilyKind.Numbers)
            {
                Tolerance = held.Tolerance ?? Family.Counts.Tolerance,
                MissScale = held.Misses == MissShape.Cauchy ? Family.Measurements.MissScale : Family.Counts.MissScale,
                Miss = held.Misses ?? Family.Counts.Miss,
                NonNegative = topic.Kind == TopicKind.Quantity,
                AreDates = topic.Kind == TopicKind.Date,
                Logarithmic = topic.Kind == TopicKind.Quantity && held.Scale != NumberScale.Linear,
            },
        };
    }
}
