using System.Diagnostics;

namespace Analysis.Bench;

/// <summary>Time and allocations of things done on one thread.</summary>
internal sealed class Meter
{
    private long _ticks;
    private long _bytes;
    private long _count;

    /// <summary>Mean time, in microseconds.</summary>
    public double Us => _ticks * 1e6 / Stopwatch.Frequency / _count;

    /// <summary>Mean allocation, in bytes.</summary>
    public double Bytes => (double)_bytes / _count;

    /// <summary>Does something, which counts as so many; none when it belongs to those counted already.</summary>
    public void Measure(int count, Action what)
    {
        var (bytes, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        what();
        _ticks += Stopwatch.GetTimestamp() - started;
        _bytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _count += count;
    }
}
