namespace Analysis.Domain.Beliefs;

/// <summary>What testimonies come to, without themselves: enough to go on from. Of the kinds of evidence each uses what it has.</summary>
public sealed record EvidenceDigest
{
    /// <summary>The sums.</summary>
    public required long[] Totals { get; init; }

    /// <summary>How many different things each voice asserts; 0 for one that is not heard here.</summary>
    public required int[] Assertions { get; init; }

    /// <summary>How many testimonies there are.</summary>
    public required int Testimonies { get; init; }

    /// <summary>How many of them lead.</summary>
    public required int Leads { get; init; }

    /// <summary>Numbers: what each voice's leads say, voice by voice.</summary>
    public Lead[] Figures { get; init; } = [];

    /// <summary>Numbers: the values proposed, in order.</summary>
    public Proposal[] Proposals { get; init; } = [];

    /// <summary>Numbers: those that the sums are over.</summary>
    public Candidate[] Candidates { get; init; } = [];

    /// <summary>Numbers: how coarse the grid is that they were chosen by.</summary>
    public int Level { get; init; }

    /// <summary>Open sets: the labels claimed, and how often each.</summary>
    public (string Label, int Claims)[] Claimed { get; init; } = [];

    /// <summary>Ratings: how many of the testimonies are not points.</summary>
    public int Ranges { get; init; }
}
