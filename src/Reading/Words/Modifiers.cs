namespace Analysis.Reading.Words;

/// <summary>What a modifier makes of the number beside it.</summary>
internal enum Sense
{
    /// <summary>The number, roughly.</summary>
    About,

    /// <summary>It or more.</summary>
    AtLeast,

    /// <summary>More than it.</summary>
    MoreThan,

    /// <summary>It or less.</summary>
    AtMost,

    /// <summary>Less than it.</summary>
    LessThan,
}

/// <summary>Words beside a number that say how exact it is.</summary>
internal static class Modifiers
{
    /// <summary>Before the number.</summary>
    public static readonly Phrases<Sense> Before = new(
    [
        .. Of(Sense.About, "about", "around", "approximately", "approx", "roughly", "some", "nearly", "almost",
            "close to",
            "an estimated", "estimated", "circa", "~"),
        .. Of(Sense.AtLeast, "at least", "no fewer than", "not fewer than", "no less than", "not less than",
            "a minimum of"),
        .. Of(Sense.MoreThan, "more than", "over", "well over", "above", "upwards of", "in excess of", "exceeding",
            "exceeded",
            "surpassed", "topped"),
        .. Of(Sense.AtMost, "at most", "up to", "as many as", "as much as", "as high as", "no more than",
            "not more than",
            "a maximum of"),
        .. Of(Sense.LessThan, "fewer than", "less than", "under", "below"),
    ]);

    /// <summary>After the number.</summary>
    public static readonly Phrases<Sense> After = new(
    [
        .. Of(Sense.AtLeast, "or more", "and counting", "+"), .. Of(Sense.About, "or so"),
        .. Of(Sense.AtMost, "or fewer", "or less"),
    ]);

    private static IEnumerable<(string Phrase, Sense Meaning)> Of(Sense sense, params string[] words) =>
        words.Select(word => (word, sense));
}
