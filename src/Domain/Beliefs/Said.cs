namespace Analysis.Domain.Beliefs;

/// <summary>What a claim says, on its family's own scale and in the topic's words.</summary>
public abstract record Said
{
    private Said()
    {
    }

    /// <summary>A label of the topic's set; of a proposition <c>yes</c> or <c>no</c>.</summary>
    /// <param name="Name">The label.</param>
    /// <param name="Form">Whether it is that, is not, or has come at least so far.</param>
    public sealed record Label(string Name, LabelForm Form) : Said
    {
        /// <summary>Propositions: the stated probability of <c>yes</c>, in [0, 1]; null when none was stated. The name is then <c>yes</c>.</summary>
        public double? Probability { get; init; }
    }

    /// <summary>A number: y = ln(x + 1) where the family is logarithmic, days since 1970 for dates, else y = x.</summary>
    /// <param name="Form">A figure, a range or a bound.</param>
    /// <param name="Low">The lower end; minus infinity for "at most". Of a figure the figure.</param>
    /// <param name="High">The upper end; infinity for "at least". Of a figure the figure.</param>
    public sealed record Number(NumberForm Form, double Low, double High) : Said
    {
        /// <summary>Whether a figure or a range is denied. A denied bound is the bound on the other side.</summary>
        public bool Denied { get; init; }

        /// <summary>The lower end of the margin given with a figure; null without one.</summary>
        public double? MarginLow { get; init; }

        /// <summary>The upper end of that margin.</summary>
        public double? MarginHigh { get; init; }

        /// <summary>Dates given as a figure: to how many days (1 for a day, 1/1440 for a minute); null for other numbers.</summary>
        public double? Precision { get; init; }

        /// <summary>Where it lies: the figure, the middle of a range, the end of a bound.</summary>
        public double Value => Form switch
        {
            NumberForm.AtLeast => Low,
            NumberForm.AtMost => High,
            _ => (Low + High) / 2,
        };
    }
}

/// <summary>In which form a number is given.</summary>
public enum NumberForm
{
    /// <summary>One value.</summary>
    Figure,

    /// <summary>Between two values, without a favourite.</summary>
    Range,

    /// <summary>So much or more.</summary>
    AtLeast,

    /// <summary>So much or less.</summary>
    AtMost,
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
