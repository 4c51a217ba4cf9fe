using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Access;

/// <summary>
/// The keys that open the API, as hashes only: of <see cref="Settings.ApiKeysFile"/>, which is followed as it changes, or of
/// the environment variable <see cref="Variable"/>. Thread-safe.
/// </summary>
/// <remarks>
/// The text is entries <c>role:key</c>, apart by lines, spaces or commas; what follows a <c>#</c> is a comment. A key is
/// <see cref="CharactersMin"/> or more of what may stand in a bearer token (RFC 6750, section 2.1); at most <see cref="KeysMax"/>.
/// </remarks>
internal sealed class ApiKeys : BackgroundService
{
    public const string Variable = "ANALYSIS_API_KEYS";

    public const int CharactersMin = 16;

    /// <summary>Each request is compared with every key.</summary>
    public const int KeysMax = 256;

    private const int FileBytesMax = 256 * 1_024;

    /// <summary>Between two looks at the file. Notifications would miss how Kubernetes changes a secret, by a symbolic link.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    private readonly string? _file;
    private readonly TimeProvider _clock;
    private readonly ILogger<ApiKeys> _log;
    private Key[] _keys = []; // replaced as a whole
    private byte[] _taken = []; // the hash of the text that was last taken or refused

    /// <exception cref="OptionsValidationException">The keys cannot be had; the message names the setting and the line.</exception>
    public ApiKeys(Settings settings, IConfiguration configuration, TimeProvider clock, ILogger<ApiKeys> log)
    {
        (_file, _clock, _log) = (settings.ApiKeysFile, clock, log);
        var variable = configuration[Variable];
        if (_file is null && variable is null) return;
        if (_file is not null && variable is not null) throw Wrong($"{Setting} and {Variable} are both set; one of them must go");

        var text = variable ?? ReadFile();
        (_keys, _taken) = (Parse(variable is null ? Setting : Variable, text), Hash(text));
    }

    /// <summary>Whether keys are asked for at all. Does not change.</summary>
    public bool Any => Volatile.Read(ref _keys).Length > 0;

    private static string Setting => $"{Settings.Section}:{nameof(Settings.ApiKeysFile)}";

    /// <summary>The role of a key; null when it is none of ours.</summary>
    public string? RoleOf(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        string? role = null;
        foreach (var known in Volatile.Read(ref _keys)) // all of them, so that the time tells nothing
            if (CryptographicOperations.FixedTimeEquals(known.Hash, hash)) role = known.Role;
        return role;
    }

    /// <summary>Takes over what the file says. A text that is not valid is logged once, and the keys stay as they were.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_file is null) return;
        var seen = _taken;
        using var timer = new PeriodicTimer(Pause, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var (text, problem) = TryReadFile();
            var hash = Hash(text ?? problem);
            var isStill = hash.AsSpan().SequenceEqual(seen); // else it may be half written
            seen = hash;
            if (!isStill || hash.AsSpan().SequenceEqual(_taken)) continue;
            _taken = hash;
            try
            {
                var keys = text is null ? throw Wrong(problem) : Parse(Setting, text);
                Volatile.Write(ref _keys, keys);
                _log.KeysRead(_file, keys.Length);
            }
            catch (OptionsValidationException fault)
            {
                _log.KeysRefused(fault.Message);
            }
        }
    }

    private static Key[] Parse(string setting, string text)
    {
        var keys = new Dictionary<string, (Key Key, int Line)>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            foreach (var entry in line.Split('#')[0].Split([' ', '\t', '\r', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                // What is wrong is never shown: it may be a key without its role.
                var (role, key) = entry.Split(':', 2) is [var before, var after] ? (before, after) : (null, "");
                var fault = role is null ? "a key is written role:key"
                    : !Role.All.Contains(role) ? $"the role must be one of {string.Join(", ", Role.All)}"
                    : key.Length < CharactersMin ? $"a key has at least {CharactersMin} characters"
                    : key.AsSpan().ContainsAnyExcept(TokenCharacters) ? "a key has letters, digits and - . _ ~ + / = only"
                    : keys.TryGetValue(key, out var other) ? $"the key stands on line {other.Line} already"
                    : keys.Count == KeysMax ? $"there are at most {KeysMax} keys"
                    : null;
                if (fault is not null) throw Wrong($"{setting}, line {index + 1}: {fault}");
                keys.Add(key, (new Key(role!, SHA256.HashData(Encoding.UTF8.GetBytes(key))), index + 1)); // no role is a fault
            }
        }

        return keys.Count == 0 ? throw Wrong($"{setting} holds no key") : [.. keys.Values.Select(k => k.Key)];
    }

    private string ReadFile()
    {
        var (text, problem) = TryReadFile();
        return text ?? throw Wrong(problem);
    }

    private (string? Text, string Problem) TryReadFile()
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

    private static byte[] Hash(string text) => SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()));

    private static OptionsValidationException Wrong(string what) => new(Settings.Section, typeof(Settings), [what]);

    private sealed record Key(string Role, byte[] Hash);
}
