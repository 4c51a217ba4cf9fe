using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>What was learned in one family.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Kind">Of its topics.</param>
/// <param name="Family">What its topics are to know, under the family's key.</param>
/// <param name="Records">What each source on its teaching topics has earned, be it nothing; ordinally.</param>
public sealed record Lesson(string Name, TopicKind Kind, LearnedFamily Family, IReadOnlyList<(SourceId Source, TrackRecord Record)> Records);

/// <summary>A step of learning.</summary>
public abstract record LearningStep
{
    private LearningStep()
    {
    }

    /// <summary>A round begins, and follows from this and the claims: who knows it can go on from here.</summary>
    /// <param name="Number">From 0.</param>
    /// <param name="Score">How well the claims were predicted, in nats a claim; null where nobody has looked.</param>
    /// <param name="Family">What the family holds at its beginning, to the last digit.</param>
    /// <param name="Records">What its sources have earned by then.</param>
    public sealed record Round(int Number, double? Score, LearnedFamily Family, IReadOnlyList<(SourceId Source, TrackRecord Record)> Records) : LearningStep;

    /// <summary>A family has learned what there is.</summary>
    public sealed record End(Lesson Lesson) : LearningStep;
}
