using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Folding;

/// <summary>
/// What a fold's claims come to at one valid time, each named by its place among the facts: enough to go on from without hearing any of
/// them again. A cache, made of the facts; its parts are plain arrays so that reading one costs little.
/// </summary>
public sealed class FoldDigest
{
    /// <summary>The valid time.</summary>
    public required DateTimeOffset ValidAt { get; init; }

    /// <summary>The next valid time at which they may come to something else.</summary>
    public required DateTimeOffset NextChange { get; init; }

    /// <summary>Who stands in the chain of any claim, in ordinal order.</summary>
    public required string[] Sources { get; init; }

    /// <summary>For each source the number after its last claim.</summary>
    public required int[] SourceEnds { get; init; }

    /// <summary>The claims of the first source, of the second, and so on.</summary>
    public required int[] SourceClaims { get; init; }

    /// <summary>Pairs: a claim that was wrong, and one that corrects it.</summary>
    public required string[] Corrections { get; init; }

    /// <summary>Pairs: a claim, and one that was derived from it.</summary>
    public required string[] Derivations { get; init; }

    /// <summary>Claims of a date that cannot be placed.</summary>
    public required string[] Undated { get; init; }

    /// <summary>What answers the question.</summary>
    public required HearingDigest Main { get; init; }

    /// <summary>What is only expected; null where the topic itself looks ahead.</summary>
    public required HearingDigest? Outlook { get; init; }
}

/// <summary>Who speaks in a hearing, and what stands, without what was said.</summary>
public sealed class HearingDigest
{
    /// <summary>For each claim who said it, by number; -1 for one that is not heard here.</summary>
    public required int[] SpeakerOf { get; init; }

    /// <summary>Speakers by name, those of a voice one after another.</summary>
    public required string[] Speakers { get; init; }

    /// <summary>Voices, in ordinal order.</summary>
    public required string[] Voices { get; init; }

    /// <summary>For each voice the number after its last speaker.</summary>
    public required int[] VoiceEnds { get; init; }

    /// <summary>For each speaker the claim that stands.</summary>
    public required int[] Leaders { get; init; }

    /// <summary>For each speaker up to when it holds, in ticks.</summary>
    public required long[] Horizons { get; init; }

    /// <summary>For each speaker its weight; NaN when it is not weighed.</summary>
    public required double[] Weights { get; init; }

    /// <summary>For each speaker why it is not weighed, from 1 on; 0 when it is.</summary>
    public required byte[] Silences { get; init; }

    /// <summary>Speakers whose standing statement is a denial.</summary>
    public required int[] Deniers { get; init; }

    /// <summary>Speakers who mark time, earliest first.</summary>
    public required int[] ByHorizon { get; init; }

    /// <summary>Speakers who are weighed, weakest first.</summary>
    public required int[] ByWeight { get; init; }

    /// <summary>Figures, derived bounds, lower and upper bounds among what is weighed.</summary>
    public required int[] Tallies { get; init; }

    /// <summary>What it makes.</summary>
    public required EvidenceDigest Evidence { get; init; }

    /// <summary>The same for whether there is anything to count; null where that is not asked.</summary>
    public required EvidenceDigest? Existence { get; init; }
}
