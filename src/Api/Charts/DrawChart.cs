using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analysis.Api.Access;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Charts;

/// <summary>Draws a topic over time, from what <c>GetTimeline</c> shows.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Lens">What to see.</param>
/// <param name="Style">How it looks.</param>
/// <param name="KnownETags">The pictures that the caller has.</param>
public sealed record DrawChart(TopicId Topic, Lens Lens, ChartStyle Style, IReadOnlyList<string> KnownETags)
    : UseCase<Picture>(Role.Reader), IPublicPicture;

/// <summary>How a chart looks.</summary>
/// <param name="Form">Of the file.</param>
/// <param name="Over">Over which time it goes.</param>
/// <param name="IsLog">Whether a number's axis is logarithmic; null for whichever suits the figures.</param>
/// <param name="From">The beginning of the time axis; null for where something begins.</param>
/// <param name="To">Its end; null for the time that the view speaks about.</param>
/// <param name="IsDark">For a dark page.</param>
/// <param name="Width">In pixels, within <see cref="WidthMin"/> and <see cref="WidthMax"/>.</param>
/// <param name="Height">In pixels, within <see cref="HeightMin"/> and <see cref="HeightMax"/>.</param>
public sealed record ChartStyle(
    ChartForm Form, TimeAxis Over, bool? IsLog, DateTimeOffset? From, DateTimeOffset? To, bool IsDark, int Width,
    int Height)
{
    public const int WidthMin = 320;
    public const int WidthMax = 2_400;
    public const int HeightMin = 240;
    public const int HeightMax = 1_600;

    /// <summary>What those who show links ask pictures to be.</summary>
    public const int WidthDefault = 1_200;

    /// <summary>Likewise.</summary>
    public const int HeightDefault = 630;

    /// <summary>As links show it.</summary>
    public static ChartStyle Of(ChartForm form) =>
        new(form, TimeAxis.ValidTime, null, null, null, IsDark: false, WidthDefault, HeightDefault);
}

/// <summary>The form of a picture.</summary>
public enum ChartForm
{
    /// <summary>Scalable.</summary>
    Svg,

    /// <summary>Pixels.</summary>
    Png,
}

/// <summary>A picture of a topic; of one that the caller has, only its tag.</summary>
public sealed record Picture(ReadOnlyMemory<byte> Bytes, ChartForm Form, string ETag, string Title, string Statement);

internal sealed class DrawChartHandler(ITopics topics) : IRequestHandler<DrawChart, Answer<Picture>>
{
    private const int ClaimsMax = 1_000;

    /// <summary>Raised when the same views are drawn otherwise.</summary>
    private const int Revision = 2;

    public async Task<Answer<Picture>> Handle(DrawChart request, CancellationToken cancellationToken)
    {
        // The current view's tag costs nothing, and a past one is found with the timeline.
        var current = request.Lens == Lens.Current ? await topics.Show(request.Topic, cancellationToken) : null;
        if (current is not null && Tag(request.Style, current.ETag) is var known && request.KnownETags.Contains(known))
            return new Picture(default, request.Style.Form, known, "", "");

        if (await topics.Timeline(request.Topic, request.Lens, request.Style.Over, PastTopics.TimelinePointsMax,
            ClaimsMax,
            cancellationToken) is not { } timeline)
            return await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken);

        var topic = timeline.Reading.Definition;
        if (request.Style.IsLog == true && (topic.Kind != TopicKind.Quantity || topic.Scale is not null))
            return Problems.InvalidParameter("axis", "is log only of quantities without a scale");

        var shown = current ?? ViewRenderer.Of(timeline.Reading);
        var sheet = new Chart(timeline, request.Lens, request.Style).Draw();
        return new Picture(
            request.Style.Form == ChartForm.Svg ? Svg.Write(sheet) : Png.Paint(sheet),
            request.Style.Form,
            Tag(request.Style, shown.ETag),
            topic.Title,
            timeline.Reading.View.Statement);
    }

    /// <summary>The same view in the same style is the same picture.</summary>
    private static string Tag(ChartStyle style, string view)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{Revision} {style.Form} {style.Over} {style.IsLog} "
            + $"{style.From:O} {style.To:O} {style.IsDark} {style.Width} {style.Height} {view}");
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(..12))}\"";
    }
}
