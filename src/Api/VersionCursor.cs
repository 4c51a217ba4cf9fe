using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Analysis.Api;

/// <summary>A place in a list by version, as a cursor: opaque, so that its form may change.</summary>
internal static class VersionCursor
{
    private const string Prefix = "after:";

    public static string Encode(long version) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{version}")));

    /// <summary>Null when <paramref name="cursor"/> is not one that <see cref="Encode"/> made.</summary>
    public static long? Decode(string cursor)
    {
        if (cursor.Length > 64 || !Base64Url.IsValid(cursor)) return null;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(Prefix) && long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && Encode(version) == cursor
            ? version
            : null;
    }
}
