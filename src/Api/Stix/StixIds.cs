using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Analysis.Api.Stix;

/// <summary>
/// Ids that are the same whenever the same thing is written: name-based UUIDs (RFC 9562, version 5) below one
/// namespace.
/// </summary>
internal static class StixIds
{
    private const int UuidBytes = 16;

    private const string Why = "RFC 9562 says SHA-1, and nothing rests on its being hard to invert.";

    /// <summary>The id of a thing of a type, by the names that tell it from all others of it.</summary>
    public static string Of(Guid scope, string type, params ReadOnlySpan<string> names) =>
        $"{type}--{Named(scope, $"{type}\n{string.Join('\n', names)}")}"; // no id holds a line feed

    [SuppressMessage("Security", "CA5350", Justification = Why)]
    [SuppressMessage("Security", "S4790", Justification = Why)]
    internal static Guid Named(Guid scope, string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. scope.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..UuidBytes], bigEndian: true);
    }
}
