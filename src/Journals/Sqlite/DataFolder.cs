namespace Analysis.Journals;

/// <summary>
/// A folder that one process owns. The lock is an open file that nobody else may open: the operating system lets go of it
/// when the process ends, however it ends, so there is no stale lock to clean up.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "analysis.lock";
    private const string JournalName = "journal.db";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string JournalFile => System.IO.Path.Combine(Path, JournalName);

    /// <summary>Creates the folder when it is missing, and takes it.</summary>
    /// <exception cref="JournalOpenException">Another process has it.</exception>
    public static DataFolder Take(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        Directory.CreateDirectory(path);
        try
        {
            var held = new FileStream(
                System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(path, held);
        }
        catch (IOException fault)
        {
            throw new JournalOpenException($"{path} is in use by another process; stop it, or choose another folder", fault);
        }
    }

    /// <summary>Takes a folder that holds a journal.</summary>
    /// <exception cref="JournalOpenException">It holds none, or another process has it.</exception>
    public static DataFolder TakeExisting(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        return File.Exists(System.IO.Path.Combine(path, JournalName)) ? Take(path) : throw new JournalOpenException($"{path} holds no journal");
    }

    public void Dispose() => _lock.Dispose();
}
