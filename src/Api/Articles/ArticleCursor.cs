using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Analysis.Domain.Claims;
using Analysis.Engine.Articles;

namespace Analysis.Api.Articles;

/// <summary>A place in the list of articles, as a cursor: opaque, so that its form may change.</summary>
internal static class ArticleCursor
{
    private const int LengthMax = 256;

    public static string Encode(ArticlePlace place) => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.BroughtAt.UtcTicks}/{place.Id}")));

    /// <summary>Null when <paramref name="cursor"/> is not one that <see cref="Encode"/> made.</summary>
    public static ArticlePlace? Decode(string cursor)
    {
        if (cursor.Length > LengthMax || !Base64Url.IsValid(cursor)) return null;
        return Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('/') is [var at, var id]
            && IdForm.Fits(id)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && new ArticlePlace(new DateTimeOffset(ticks, TimeSpan.Zero), id) is var place && Encode(place) == cursor
            ? place
            : null;
    }
}
