namespace Analysis.Testing;

/// <summary>An empty folder of its own, deleted with everything in it at the end of the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("analysis-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
