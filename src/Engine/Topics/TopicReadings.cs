using Analysis.Domain.Folding;
using Analysis.Engine.Lists;

namespace Analysis.Engine.Topics;

/// <summary>From a fold to what is shown of it.</summary>
public static class TopicReadings
{
    /// <summary>The whole of it; the topic must be defined.</summary>
    public static TopicReading Of(TopicFold fold) => new(fold.State.Definition!, fold.Render(), fold.State.Archived);
}
