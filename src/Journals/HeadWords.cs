namespace Analysis.Journals;

/// <summary>A search text as words in lower case; a head matches when its search text contains every one of them.</summary>
internal static class HeadWords
{
    public static string[] Of(string? text) =>
        text?.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
