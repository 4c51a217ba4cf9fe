namespace Analysis.Cli;

/// <summary>What the program ends with; docs/cli.md tells scripts.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>The arguments make no sense, or a file cannot be read or written.</summary>
    Usage = 1,

    /// <summary>The server says no.</summary>
    Refused = 2,

    /// <summary>The server does not answer, or says that it cannot just now.</summary>
    Away = 3,

    /// <summary>Some lines were rejected; the others are in.</summary>
    Rejected = 4,

    /// <summary>Whoever waits stopped it.</summary>
    Interrupted = 130,
}
