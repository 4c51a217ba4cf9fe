namespace Analysis.Testing;

/// <summary>
/// Chromium, as it is installed on this machine, best without windows, which costs least; nothing is downloaded.
/// </summary>
public static class Browser
{
    private const string Variable = "ANALYSIS_TEST_BROWSER";

    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The program: what the environment variable names, or the first on the path.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Why there can be no test in a browser here; null when there can.</summary>
    public static string? Lack =>
        Program is null ? $"lacks a browser: no Chromium is on the path, and {Variable} is not set"
        : !File.Exists(Program) ? $"lacks a browser: {Variable} names {Program}, which is not there"
        : !File.Exists(Path.Combine(AppContext.BaseDirectory, "page", "index.html")) ? "lacks the page: it is built where Node and npm are"
        : null;
}
