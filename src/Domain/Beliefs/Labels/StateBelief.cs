namespace Analysis.Domain.Beliefs.Labels;

/// <summary>What is believed of a state that may change, as of the last report.</summary>
public sealed record StateBelief
{
    /// <summary>Of each state, in their order.</summary>
    public required IReadOnlyList<StatePart> States { get; init; }

    /// <summary>The most probable, of equals the first.</summary>
    public required StatePart Leading { get; init; }

    /// <summary>Up to when the last report speaks, in days since 1970; null without any.</summary>
    public double? AsOf { get; init; }

    /// <summary>
    /// H2(A / (A + F)) in bits, 1 once A outweighs F: what still stands for and against the leading state, each report counted by
    /// <see cref="StateVoice.Share"/>. What is older than every report of the leading state is history and does not count. In [0, 1]; disputed from .5 on.
    /// </summary>
    public double Disagreement { get; init; }

    /// <summary>Of each claim, in the order in which they were given.</summary>
    public required IReadOnlyList<StateVoice> Voices { get; init; }

    /// <summary>The probability of a state; 0 where it is none.</summary>
    public double Of(string state) => States.FirstOrDefault(s => s.State == state).Probability;
}

/// <summary>A state, its probability and its prior, each in [0, 1].</summary>
public readonly record struct StatePart(string State, double Probability, double Prior);

/// <summary>What one report does.</summary>
/// <param name="Id">The claim.</param>
/// <param name="State">The place of its state; -1 where it names none, and then it does nothing.</param>
/// <param name="Chance">q: how probable it was to be said if it was so, in [1/K, .98].</param>
/// <param name="Weight">w: to which power its likelihood counts beside earlier reports of the same, in (0, 1].</param>
/// <param name="Share">Accuracy times certainty times what it still says at the last report, in [0, 1].</param>
public readonly record struct StateVoice(string Id, int State, double Chance, double Weight, double Share)
{
    /// <summary>Whether it supports the leading state.</summary>
    public bool Supports { get; init; }

    /// <summary>Whether it contradicts the leading state, and is no history.</summary>
    public bool Opposes { get; init; }

    /// <summary>Whether it is older than every report of the leading state: no camp, no part of the disagreement.</summary>
    public bool IsHistory { get; init; }

    /// <summary>What it adds to confidence, in [0, 1]: its share times footing; 0 unless it supports.</summary>
    public double Support { get; init; }
}
