using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Analysis.Bench;

/// <summary>Where and of what the figures are.</summary>
internal static class Machine
{
    public static string Describe(Plan plan) => $"""
        # Measurements

        - machine: {Environment.ProcessorCount} cores, {Processor()}, {MemoryGiB()} GiB, {RuntimeInformation.OSDescription}, disk {Disk()}
        - commit: {Git("rev-parse --short HEAD")}{(Git("status --porcelain") is "" ? "" : ", with changes")}
        - runtime: {RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server GC" : "workstation GC")}
        - command: `{plan}`
        - date: {DateTime.UtcNow:yyyy-MM-dd}

        Every figure is the median of {plan.Rounds} rounds, on a store of {plan.StoreRounds}; the rounds are interleaved, so that what slows the machine for a while
        slows all alike. Server, load generator and baselines share the machine. Compare ratios, not absolute figures.

        """;

    /// <summary>A new folder on the disk that the working directory is on, where a desk's data would be; the caller deletes it.</summary>
    public static DirectoryInfo NewDataFolder() =>
        Directory.CreateDirectory(Path.Combine("artifacts", "bench", Guid.NewGuid().ToString("N")));

    private static string Processor()
    {
        const string Key = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string MemoryGiB() =>
        (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30)).ToString("0", CultureInfo.InvariantCulture);

    private static string Disk() => new DriveInfo(Environment.CurrentDirectory).DriveFormat;

    private static string Git(string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { UseShellExecute = false, RedirectStandardOutput = true });
        return git?.StandardOutput.ReadToEnd().Trim() ?? "unknown";
    }
}
