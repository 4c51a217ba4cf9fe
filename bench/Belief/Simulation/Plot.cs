using System.Globalization;
using System.Text;

namespace Analysis.Belief.Simulation;

/// <summary>A line plot as SVG: shares from 0 to 1 over a number.</summary>
internal static class Plot
{
    private static readonly string[] Colours = ["#b03a2e", "#1f618d", "#b7950b", "#1e8449"];

    public static string Lines(string title, string under, IReadOnlyList<double> xs, IReadOnlyList<(string Name, List<double> Ys)> lines)
    {
        const int left = 60, top = 40, width = 420, height = 240;
        string X(double x) => (left + ((x - xs[0]) / (xs[^1] - xs[0]) * width)).ToString("0.#", CultureInfo.InvariantCulture);
        string Y(double y) => (top + ((1 - y) * height)).ToString("0.#", CultureInfo.InvariantCulture);
        var svg = new StringBuilder("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 340" font-family="sans-serif" font-size="12"><rect width="720" height="340" fill="#fff"/>""");
        svg.Append($"\n<text x=\"{left}\" y=\"22\" font-size=\"14\">{title}</text>");
        for (var y = 0; y <= 10; y += 2)
            svg.Append($"\n<line x1=\"{left}\" x2=\"{left + width}\" y1=\"{Y(y / 10.0)}\" y2=\"{Y(y / 10.0)}\" stroke=\"#ddd\"/><text x=\"{left - 8}\" y=\"{Y(y / 10.0)}\" text-anchor=\"end\" dy=\"4\">{y * 10} %</text>");
        foreach (var x in xs) svg.Append($"\n<text x=\"{X(x)}\" y=\"{top + height + 18}\" text-anchor=\"middle\">{x.ToString("0%", CultureInfo.InvariantCulture)}</text>");
        svg.Append($"\n<text x=\"{left + (width / 2)}\" y=\"{top + height + 40}\" text-anchor=\"middle\">{under}</text>");
        foreach (var (i, (name, ys)) in lines.Index())
        {
            svg.Append($"\n<polyline fill=\"none\" stroke=\"{Colours[i]}\" stroke-width=\"2\" points=\"{string.Join(' ', xs.Zip(ys, (x, y) => $"{X(x)},{Y(y)}"))}\"/>");
            svg.Append($"\n<text x=\"{left + width + 12}\" y=\"{top + 20 + (i * 20)}\" fill=\"{Colours[i]}\">{name}</text>");
        }

        return svg.Append("\n</svg>\n").ToString();
    }
}
