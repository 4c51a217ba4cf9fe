namespace Analysis.Testing;

/// <summary>What tests read that is not kept here.</summary>
public static class Folders
{
    /// <summary>Says where <see cref="StixSchemas"/> are.</summary>
    public const string StixVariable = "ANALYSIS_STIX_SCHEMAS";

    /// <summary>The schemas of STIX 2.1 that OASIS publishes; null when nobody said where they are.</summary>
    public static string? StixSchemas { get; } = Environment.GetEnvironmentVariable(StixVariable);
}
