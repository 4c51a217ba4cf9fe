namespace Analysis.Testing;

/// <summary>
/// How often a test that repeats itself does so: as often as shows a plain fault, or, where <c>ANALYSIS_TEST_LONG</c> is 1, as often as shows
/// a rare one.
/// </summary>
public static class Effort
{
    private const string Variable = "ANALYSIS_TEST_LONG";

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Why a test that is for long runs alone is skipped; null when it is not.</summary>
    public static string? Lack => IsLong ? null : $"takes minutes: {Variable}=1 runs it";

    /// <summary>So many times in the inner loop; so many where it is worth the wait.</summary>
    public static int Of(int plain, int thorough) => IsLong ? thorough : plain;
}
