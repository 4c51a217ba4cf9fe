using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Analysis.Domain.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Access;

/// <summary>
/// The keys that open the API, as hashes only: of <see cref="Settings.ApiKeysFile"/>, which is followed as it changes, or of
/// the environment variable <see cref="Variable"/>. Only what is right in them opens anything: an entry that is wrong is
/// refused by itself, and a file that is empty or cannot be read holds no key. Thread-safe.
/// </summary>
/// <remarks>
/// The text is entries <c>role:name:key</c> or <c>role:key</c>, apart by lines, spaces or commas; what follows a <c>#</c> is a
/// comment. A name has the form of an id, and is the role where none is given. A key is <see cref="CharactersMin"/> or more of
/// what may stand in a bearer token (RFC 6750, section 2.1); at most <see cref="KeysMax"/>.
/// </remarks>
internal sealed class ApiKeys : BackgroundService
{
    public const string Variable = "ANALYSIS_API_KEYS";

    public const int CharactersMin = 16;

    /// <summary>Each request is compared with every key.</summary>
    public const int KeysMax = 256;

    private const int FileBytesMax = 256 * 1_024;

    /// <summary>
    /// Between two looks at the file: a change holds when two looks agree on it, for it may be half written. Notifications
    /// would miss how Kubernetes changes a secret, by a symbolic link.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A file that keeps changing is taken as it stands all the same: a key that is gone from it must not live on.</summary>
    private const int RestlessLooksMax = 5;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    private readonly string? _file;
    private readonly string _setting;
    private readonly TimeProvider _clock;
    private readonly ILogger<ApiKeys> _log;
    private KeyRing _ring = new([], []); // replaced as a whole
    private byte[] _taken = []; // the hash of what was last taken over

    /// <exception cref="OptionsValidationException">There are two places for keys.</exception>
    public ApiKeys(Settings settings, IConfiguration configuration, TimeProvider clock, ILogger<ApiKeys> log)
    {
        (_file, _clock, _log) = (settings.ApiKeysFile, clock, log);
        var variable = configuration[Variable];
        if (_file is not null && variable is not null)
            throw new OptionsValidationException(Settings.Section, typeof(Settings), [$"{Setting} and {Variable} are both set; one of them must go"]);

        _setting = _file is null ? Variable : Setting;
        AreAskedFor = _file is not null || variable is not null;
        if (_file is not null) (_ring, _taken) = Look();
        else if (variable is not null) _ring = Parse(variable);
    }

    /// <summary>Whether there is a place for keys, though there may be none in it. Does not change.</summary>
    public bool AreAskedFor { get; }

    private static string Setting => $"{Settings.Section}:{nameof(Settings.ApiKeysFile)}";

    /// <summary>Whose key it is; null when it is none of ours.</summary>
    public KeyHolder? Find(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        KeyHolder? holder = null;
        foreach (var known in Volatile.Read(ref _ring).Keys) // all of them, so that the time tells nothing
            if (CryptographicOperations.FixedTimeEquals(known.Hash, hash)) holder = known.Holder;
        return holder;
    }

    /// <summary>Whether a key goes by the name.</summary>
    public bool Knows(string name) => Array.Exists(Volatile.Read(ref _ring).Keys, key => key.Holder.Name == name);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (AreAskedFor) Report(_ring);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Takes over what the file says, whatever it says.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_file is null) return;
        var (seen, restless) = (_taken, 0);
        using var timer = new PeriodicTimer(Pause, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var (ring, hash) = Look();
            var isStill = hash.AsSpan().SequenceEqual(seen);
            restless = isStill ? 0 : restless + 1;
            seen = hash;
            if (hash.AsSpan().SequenceEqual(_taken) || (!isStill && restless < RestlessLooksMax)) continue;
            _taken = hash;
            var before = Interlocked.Exchange(ref _ring, ring);
            foreach (var key in before.Keys.Except(ring.Keys)) key.Holder.Dispose();
            Report(ring);
        }
    }

    private void Report(KeyRing ring)
    {
        foreach (var fault in ring.Faults) _log.KeyRefused(fault);
        if (ring.Keys.Length > 0) _log.KeysHeld(_setting, ring.Keys.Length);
        else _log.NoKeyHeld(_setting);
    }

    /// <summary>What the file says now, and a hash of that.</summary>
    private (KeyRing Ring, byte[] Hash) Look()
    {
        var (text, problem) = ReadFile();
        return (text is null ? new([], [problem]) : Parse(text), SHA256.HashData(MemoryMarshal.AsBytes((text ?? problem).AsSpan())));
    }

    private KeyRing Parse(string text)
    {
        var (keys, faults) = (new Dictionary<string, (Key Key, int Line)>(), new List<string>());
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var entries = line.Split('#')[0].Split([' ', '\t', '\r', ','], StringSplitOptions.RemoveEmptyEntries);
            foreach (var (place, entry) in entries.Index())
            {
                // What is wrong is never shown: it may be a key without its role.
                var (its, name, key) = entry.Split(':') switch
                {
                    [var first, var secret] => (first, first, secret),
                    [var first, var holder, var secret] => (first, holder, secret),
                    _ => (null, "", ""),
                };
                var role = its is null ? null : Roles.Find(its);
                var fault = its is null ? "a key is written role:name:key or role:key"
                    : role is null ? $"the role must be one of {string.Join(", ", Roles.Names)}"
                    : !IdForm.Fits(name) ? $"a name has {IdForm.Rule}"
                    : key.Length < CharactersMin ? $"a key has at least {CharactersMin} characters"
                    : key.AsSpan().ContainsAnyExcept(TokenCharacters) ? "a key has letters, digits and - . _ ~ + / = only"
                    : keys.TryGetValue(key, out var other) ? $"the key stands on line {other.Line} already"
                    : keys.Count == KeysMax ? $"there are at most {KeysMax} keys"
                    : null;
                if (fault is null) keys.Add(key, (KeyOf(role!.Value, name, key), index + 1)); // no role is a fault
                else faults.Add($"{_setting}, line {index + 1}{(entries.Length > 1 ? $", entry {place + 1}" : "")}: {fault}");
            }
        }

        return new KeyRing([.. keys.Values.Select(k => k.Key)], faults);
    }

    /// <summary>The one that there is, where nothing of it has changed.</summary>
    private Key KeyOf(Role role, string name, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var known = Array.Find(_ring.Keys, k => k.Holder.Role == role && k.Holder.Name == name && k.Hash.AsSpan().SequenceEqual(hash));
        return known ?? new Key(new KeyHolder(role, name, BitConverter.ToUInt128(hash)), hash);
    }

    private (string? Text, string Problem) ReadFile()
    {
        try
        {
            using var stream = File.OpenRead(_file!); // whoever asks has one
            if (stream.Length > FileBytesMax) return (null, $"{Setting}: the file has more than {FileBytesMax} bytes");
            using var reader = new StreamReader(stream);
            return (reader.ReadToEnd(), "");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"{Setting}: {fault.Message}");
        }
    }

    /// <summary>The keys that hold, and what is wrong with the rest.</summary>
    private sealed record KeyRing(Key[] Keys, IReadOnlyList<string> Faults);

    private sealed class Key(KeyHolder holder, byte[] hash)
    {
        public KeyHolder Holder => holder;

        public byte[] Hash => hash;
    }
}

/// <summary>Whose key it is, while it is one.</summary>
internal sealed class KeyHolder : IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    public KeyHolder(Role role, string name, UInt128 print)
    {
        (Role, Name, Print, Gone) = (role, name, print, _gone.Token);
        Ticket = AuthenticateResult.Success(new AuthenticationTicket(Roles.Holder(role, name, KeyAuthentication.Scheme), KeyAuthentication.Scheme));
    }

    /// <summary>What it allows.</summary>
    public Role Role { get; }

    /// <summary>Of a person or a program; two keys may have one name, while one takes the other's place.</summary>
    public string Name { get; }

    /// <summary>Tells keys apart: the first half of the key's hash.</summary>
    public UInt128 Print { get; }

    /// <summary>As whom its callers are let in; one for all of them.</summary>
    public AuthenticateResult Ticket { get; }

    /// <summary>Cancelled when the key is taken away, or becomes another's.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Nobody holds it any more.</summary>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
