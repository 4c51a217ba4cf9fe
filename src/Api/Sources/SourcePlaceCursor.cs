using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Analysis.Domain.Claims;
using Analysis.Engine.Reference;

namespace Analysis.Api.Sources;

/// <summary>A place among the claims of a source, as a cursor: opaque, so that its form may change.</summary>
internal static class SourcePlaceCursor
{
    private const int LengthMax = 256;

    public static string Encode(SourcePlace place) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.Version}/{place.Topic.Value}")));

    /// <summary>Null when <paramref name="cursor"/> is not one that <see cref="Encode"/> made.</summary>
    public static SourcePlace? Decode(string cursor)
    {
        if (cursor.Length > LengthMax || !Base64Url.IsValid(cursor)) return null;
        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('/', 2) is [var version, var topic]
            && IdForm.Fits(topic) && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && new SourcePlace(new TopicId(topic), number) is var place && Encode(place) == cursor
            ? place
            : null;
    }
}
