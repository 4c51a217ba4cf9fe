using System.Net;
using System.Net.Sockets;

namespace Analysis.Api.Access;

/// <summary>
/// Slows down who guesses: an address may fail <see cref="Settings.FailedAttemptsPerMinute"/> times at once, and then as often
/// in a minute. It is the generic cell rate algorithm (ITU-T I.371): of each address one instant is kept, up to which its
/// failures are used up. A key that has opened from an address before still does, so that a guesser there locks nobody
/// out. Thread-safe.
/// </summary>
internal sealed class FailedAttempts(Settings settings, TimeProvider clock)
{
    /// <summary>The most addresses, and the most keys known from one, that are kept; beyond, all are forgotten.</summary>
    public const int KeptMax = 100_000;

    private const int NetworkBytes = 8; // of an IPv6 address: whoever has one has all of its network

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, DateTimeOffset> _usedUpTo = [];
    private readonly HashSet<(IPAddress Address, UInt128 Key)> _known = [];

    private TimeSpan Interval => TimeSpan.FromMinutes(1) / settings.FailedAttemptsPerMinute;

    /// <summary>Takes down that an address has failed.</summary>
    /// <returns>How long it had to wait already; then nothing was taken down.</returns>
    public TimeSpan Note(IPAddress? address)
    {
        var key = Key(address);
        lock (_lock)
        {
            var usedUpTo = _usedUpTo.GetValueOrDefault(key);
            if (WaitOf(usedUpTo) is var wait && wait > TimeSpan.Zero) return wait;
            if (_usedUpTo.Count >= KeptMax) _usedUpTo.Clear();
            var now = clock.GetUtcNow();
            _usedUpTo[key] = (usedUpTo > now ? usedUpTo : now) + Interval;
            return TimeSpan.Zero;
        }
    }

    /// <summary>Lets a right key in, from then on even while its address has to wait.</summary>
    /// <returns>How long it has to wait first; zero when it is let in.</returns>
    public TimeSpan Admit(IPAddress? address, KeyHolder holder)
    {
        var (key, known) = (Key(address), holder.Print);
        lock (_lock)
        {
            if (_known.Contains((key, known))) return TimeSpan.Zero;
            if (WaitOf(_usedUpTo.GetValueOrDefault(key)) is var wait && wait > TimeSpan.Zero) return wait;
            if (_known.Count >= KeptMax) _known.Clear();
            _known.Add((key, known));
            return TimeSpan.Zero;
        }
    }

    private TimeSpan WaitOf(DateTimeOffset usedUpTo)
    {
        var wait = usedUpTo - clock.GetUtcNow() - (Interval * (settings.FailedAttemptsPerMinute - 1));
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>As what an address counts; null is a Unix socket.</summary>
    private static IPAddress Key(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkBytes..].Clear();
        return new IPAddress(bytes);
    }
}
