namespace Analysis.Domain.Beliefs;

/// <summary>One claim as the model weighs it: who it comes from, what it asserts, and how sure it is.</summary>
/// <param name="Id">The claim; decides ties, ordinally.</param>
/// <param name="Origin">The voice it belongs to: one origin speaks once.</param>
/// <param name="Assertion">What it says.</param>
/// <param name="Certainty">In [0, 1].</param>
/// <param name="Reliability">Of its source, in the topic's family.</param>
internal readonly record struct Testimony(string Id, string Origin, Assertion Assertion, double Certainty, Reliability Reliability)
{
    /// <summary>acc * c: how far one would go on this alone.</summary>
    public double Weight => Reliability.Accuracy * Certainty;

    /// <summary>How far confidence may build on it, in [0, 1]; less than 1 where the report itself has a gap.</summary>
    public double Footing { get; init; } = 1;
}

/// <summary>What a testimony says, in the model's terms.</summary>
internal abstract record Assertion
{
    private Assertion()
    {
    }

    /// <summary>A label; <see cref="LabelForm.AtLeast"/> names the stage that had been reached by an earlier date.</summary>
    public sealed record Label(string Name, LabelForm Form) : Assertion;

    /// <summary>A number in [low, high]: a point when they are equal, a bound when one is infinite. On the family's own scale.</summary>
    public sealed record Interval(double Low, double High, bool Denied) : Assertion
    {
        public bool IsPoint => Low == High;

        public bool IsBound => double.IsInfinity(Low) || double.IsInfinity(High);
    }
}

/// <summary>What is said of a label.</summary>
public enum LabelForm
{
    /// <summary>It is the answer.</summary>
    Is,

    /// <summary>It is not.</summary>
    Not,

    /// <summary>The answer is this stage or a later one.</summary>
    AtLeast,
}
