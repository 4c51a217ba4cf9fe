namespace Analysis.Domain.Beliefs;

/// <summary>Admiralty reliability of a source.</summary>
public enum Grade
{
    /// <summary>Cannot be judged: no information, never "50 %".</summary>
    F,

    /// <summary>Completely reliable.</summary>
    A,

    /// <summary>Usually reliable.</summary>
    B,

    /// <summary>Fairly reliable.</summary>
    C,

    /// <summary>Not usually reliable.</summary>
    D,

    /// <summary>Unreliable.</summary>
    E,
}
