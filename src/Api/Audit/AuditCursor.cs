using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Analysis.Engine.Journal;

namespace Analysis.Api.Audit;

/// <summary>A place in the audit, as a cursor: opaque, so that its form may change.</summary>
internal static class AuditCursor
{
    private const int LengthMax = 128;

    public static string Encode(AuditPlace place) => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.At.UtcTicks}/{place.Position}/{place.Version}")));

    /// <summary>Null when <paramref name="cursor"/> is not one that <see cref="Encode"/> made.</summary>
    public static AuditPlace? Decode(string cursor)
    {
        if (cursor.Length > LengthMax || !Base64Url.IsValid(cursor)) return null;
        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('/') is [var at, var position, var version]
            && Number(at) is { } ticks && ticks <= DateTimeOffset.MaxValue.UtcTicks && Number(position) is { } its && Number(version) is { } number
            && new AuditPlace(new DateTimeOffset(ticks, TimeSpan.Zero), its, number) is var place && Encode(place) == cursor
            ? place
            : null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
