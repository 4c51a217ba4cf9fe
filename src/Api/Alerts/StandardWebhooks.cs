using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Analysis.Api.Alerts;

/// <summary>Signatures as Standard Webhooks has them: HMAC-SHA256 of id, time and body.</summary>
internal static class StandardWebhooks
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    public const int KeyBytesMin = 24;
    public const int KeyBytesMax = 64;

    private const string Prefix = "whsec_";

    /// <summary>What a secret must be, in words that follow its name.</summary>
    public static string SecretRule { get; } =
        $"must be {Prefix} and the base64 of {KeyBytesMin} to {KeyBytesMax} bytes";

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static bool IsSecret(string text) => KeyOf(text) is { Length: >= KeyBytesMin and <= KeyBytesMax };

    public static string Sign(string secret, string id, long time, ReadOnlySpan<byte> body)
    {
        var key = KeyOf(secret) ?? throw new InvalidOperationException("the secret is none");
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{time}.")),
            .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
    }

    private static byte[]? KeyOf(string secret)
    {
        var key = new byte[secret.Length];
        return secret.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length)
            ? key[..length]
            : null;
    }
}
