using System.Globalization;
using System.Net;
using System.Text;

namespace Analysis.Api.Charts;

/// <summary>Writes a sheet as SVG: text stays text, which is found, read aloud and set in the reader's font.</summary>
internal static class Svg
{
    public static byte[] Write(Sheet sheet)
    {
        var (width, height) = (sheet.Width / sheet.Scale, sheet.Height / sheet.Scale);
        var svg = new StringBuilder(8_192);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{sheet.Width}" height="{sheet.Height}"
              viewBox="0 0 {At(width)} {At(height)}" role="img" font-family="Inter, system-ui, sans-serif">
            <title>{Escaped(sheet.Title)}</title>
            <desc>{Escaped(sheet.Description)}</desc>
            <rect width="100%" height="100%" fill="{sheet.Paper}"/>

            """);
        foreach (var shape in sheet.Shapes) svg.Append(Element(shape)).Append('\n');
        return Encoding.UTF8.GetBytes(svg.Append("</svg>\n").ToString());
    }

    private static string Element(Shape shape) => shape switch
    {
        Shape.Line line => $"<polyline points=\"{Points(line.Through)}\" fill=\"none\" stroke=\"{line.Colour}\" "
            + $"stroke-width=\"{At(line.Width)}\"{(line.Dashed ? " stroke-dasharray=\"5 4\"" : "")}/>",
        Shape.Area area => $"<polygon points=\"{Points(area.Around)}\" fill=\"{area.Colour}\"/>",
        Shape.Dot dot => $"<circle cx=\"{At(dot.At.X)}\" cy=\"{At(dot.At.Y)}\" r=\"{At(dot.Radius)}\" "
            + (dot.Hollow ? $"fill=\"none\" stroke=\"{dot.Colour}\" stroke-width=\"1.5\"/>" : $"fill=\"{dot.Colour}\"/>"),
        Shape.Text text => $"<text x=\"{At(text.At.X)}\" y=\"{At(text.At.Y)}\" font-size=\"{At(text.Size)}\" "
            + $"fill=\"{text.Colour}\"{AnchorOf(text)}{(text.Bold ? " font-weight=\"600\"" : "")}>{Escaped(text.Words)}</text>",
        _ => throw new System.Diagnostics.UnreachableException($"Unknown shape {shape.GetType().Name}."),
    };

    private static string AnchorOf(Shape.Text text) => text.Anchor switch
    {
        Anchor.Middle => " text-anchor=\"middle\"",
        Anchor.End => " text-anchor=\"end\"",
        _ => "",
    };

    private static string Points(IReadOnlyList<Spot> spots) =>
        string.Join(' ', spots.Select(s => $"{At(s.X)},{At(s.Y)}"));

    private static string At(double place) => place.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>What XML cannot hold (control characters, halves of a character) is left out or replaced.</summary>
    private static string Escaped(string text) => WebUtility.HtmlEncode(string.Concat(text.EnumerateRunes()
        .Where(rune => !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF))));
}
