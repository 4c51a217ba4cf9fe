using System.Diagnostics;
using System.Globalization;
using Analysis.Api.Contracts;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Topics;

namespace Analysis.Api.Charts;

/// <summary>
/// What every chart has: title, sentence, legend, the plot, and as of when it is. Each kind of topic has a plot of its
/// own.
/// </summary>
internal sealed class Chart
{
    private const double Pad = 18;

    private readonly Timeline _timeline;
    private readonly ChartStyle _style;
    private readonly Lens _lens;
    private readonly Theme _theme;
    private readonly double _width, _height, _scale;
    private readonly List<Shape> _shapes = [];

    public Chart(Timeline timeline, Lens lens, ChartStyle style)
    {
        (_timeline, _lens, _style) = (timeline, lens, style);
        _theme = style.IsDark ? Theme.Dark : Theme.Light;
        _scale = Math.Clamp(Math.Min(style.Width / 800.0, style.Height / 420.0), 0.6, 2);
        (_width, _height) = (style.Width / _scale, style.Height / _scale);
    }

    private TopicDefinition Topic => _timeline.Reading.Definition;

    private View Headline => _timeline.Reading.View;

    public Sheet Draw()
    {
        var top = Heading();
        var plot = new Plot(_shapes, _theme, Pad, top, _width - Pad, _height - 30);
        switch (Topic.Kind)
        {
            case TopicKind.Quantity: new NumberPlot(plot, _timeline, _style).Draw(); break;
            case TopicKind.Proposition or TopicKind.Category: new SharePlot(plot, _timeline, _style).Draw(); break;
            case TopicKind.Date: new DatePlot(plot, _timeline, _style).Draw(); break;
            default: throw new UnreachableException($"Unknown kind {Topic.Kind}.");
        }

        Footer();
        var unit = Topic.Unit is { } its ? $", in {its}" : "";
        return new Sheet(_style.Width, _style.Height, _scale, _theme.Paper, $"{Topic.Title}{unit}",
            $"{Headline.Statement} {Headline.Confidence.Statement} {AsOf()}.", _shapes);
    }

    /// <summary>The title and the sentence; where they end.</summary>
    private double Heading()
    {
        const double titleSize = 19, textSize = 12.5;
        var (isLow, width) = (_height < 330, _width - (2 * Pad));
        var y = Pad - 4;
        foreach (var line in Fonts.Lines(Topic.Title, titleSize, width, isLow ? 1 : 2, bold: true))
            _shapes.Add(new Shape.Text(new(Pad, y += 23), line, titleSize, _theme.Ink, Bold: true));
        y += 3;
        foreach (var line in Fonts.Lines(Headline.Statement, textSize, width, isLow ? 2 : 3))
            _shapes.Add(new Shape.Text(new(Pad, y += 17), line, textSize, _theme.Soft));
        return y + 10;
    }

    private void Footer()
    {
        const double size = 10.5;
        const string made = "Analysis";
        var (y, claims) = (_height - 11, Headline.Claims);
        var evidence = claims == 0 ? "" : $" · {claims} claim{(claims == 1 ? "" : "s")} of "
            + $"{Headline.Origins} origin{(Headline.Origins == 1 ? "" : "s")}, "
            + $"{Vocabulary.Levels[Headline.Confidence.Level]} confidence";
        var width = _width - (2 * Pad) - Fonts.Width(made, size) - 20;
        _shapes.Add(new Shape.Text(new(Pad, y), Fonts.Fit(AsOf() + evidence, size, width), size, _theme.Soft));
        _shapes.Add(new Shape.Text(new(_width - Pad, y), made, size, _theme.Soft, Anchor.End));
    }

    private string AsOf() => $"As of {Minute(Headline.ValidAt)}"
        + (_lens.ReportedBy is { } by ? $", as reported by {Minute(by)}" : "")
        + (_lens.AsOf is { } then ? $", as recorded by {Minute(then)}" : "");

    private static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>
/// The part of a sheet below the heading, and how it is drawn on: legend first, then the axes, then what is on them.
/// </summary>
internal sealed class Plot(List<Shape> shapes, Theme theme, double left, double top, double right, double bottom)
{
    public const double Small = 10.5;

    private const double TicksHeight = 30;

    private readonly double _edge = left;

    public Theme Theme => theme;

    public double Left { get; private set; } = left;

    public double Top { get; private set; } = top;

    public double Right { get; private set; } = right;

    public double Bottom { get; private set; } = bottom - TicksHeight;

    public Axis X { get; private set; } = new(0, 1, 0, 1, IsLog: false);

    public Axis Y { get; private set; } = new(0, 1, 0, 1, IsLog: false);

    public void Add(Shape shape) => shapes.Add(shape);

    public void Text(double x, double y, string words, string colour, Anchor anchor = Anchor.Start, bool bold =
        false) =>
        Add(new Shape.Text(new(x, y), words, Small, colour, anchor, bold));

    /// <summary>What stands for what, in a row, or more where one is too short.</summary>
    public void Legend(params IEnumerable<(string Words, Func<Spot, IEnumerable<Shape>> Sign)> entries)
    {
        var (x, y) = (Left, Top + 6);
        foreach (var (words, sign) in entries)
        {
            var width = 22 + Fonts.Width(words, Small) + 16;
            if (x > Left && x + width > Right) (x, y) = (Left, y + 16);
            foreach (var shape in sign(new(x + 8, y))) Add(shape);
            Text(x + 22, y + 3.5, words, theme.Soft);
            x += width;
        }

        Top = y + 46; // the unit stands between, and what happened
    }

    /// <summary>
    /// Room beside the plot: for what the vertical axis says, and for what the ends of lines are called.
    /// </summary>
    public void Margins(double ofAxis, double ofNames) => (Left, Right) = (Left + ofAxis, Right - ofNames);

    public void TimeAxis(double from, double to)
    {
        X = new Axis(from, to, Left, Right, IsLog: false);
        foreach (var tick in Ticks.OfTime(from, to, Math.Max(2, (int)((Right - Left) / 80))))
        {
            var x = X.At(tick.At);
            Add(new Shape.Line([new(x, Bottom), new(x, Bottom + 4)], theme.Soft, 1));
            Text(x, Bottom + 16, tick.Label, theme.Soft, Anchor.Middle);
            if (tick.Below is not null)
                Text(Math.Max(x, _edge + (Fonts.Width(tick.Below, Small) / 2)), Bottom + 28, tick.Below, theme.Soft,
                    Anchor.Middle);
        }

        Add(new Shape.Line([new(Left, Bottom), new(Right, Bottom)], theme.Soft, 1));
    }

    public void ValueAxis(double low, double high, bool isLog, IReadOnlyList<Tick> ticks, string? unit)
    {
        Y = new Axis(low, high, Bottom, Top, isLog);
        foreach (var tick in ticks)
        {
            var y = Y.At(tick.At);
            Add(new Shape.Line([new(Left, y), new(Right, y)], theme.Rule, 1));
            Text(Left - 7, y + 3.5, tick.Label, theme.Soft, Anchor.End);
        }

        if (!string.IsNullOrEmpty(unit)) Text(_edge, Top - 19, Fonts.Fit(unit, Small, Right - _edge), theme.Soft);
    }

    /// <summary>What happened when the belief turned, above the plot, each with a line down to it.</summary>
    public void Turns(IReadOnlyList<(double X, string What)> turns)
    {
        foreach (var (at, what) in turns)
        {
            var x = X.At(at);
            var isLate = x > Left + ((Right - Left) * 0.72);
            Add(new Shape.Line([new(x, Top - 2), new(x, Bottom)], theme.Faded, 0.8, Dashed: true));
            Text(isLate ? x + 2 : x - 2, Top - 5, Fonts.Fit(what, Small, (Right - Left) / 3.4), theme.Soft,
                isLate ? Anchor.End : Anchor.Start);
        }
    }

    /// <summary>In place of a plot.</summary>
    public void Say(string words)
    {
        var y = (Top + Bottom) / 2;
        foreach (var line in Fonts.Lines(words, 13, Right - Left - 20, 3))
            Add(new Shape.Text(new((Left + Right) / 2, y += 18), line, 13, theme.Soft, Anchor.Middle));
    }

    public static IEnumerable<Shape> Swatch(Spot at, string colour) =>
        [new Shape.Area([new(at.X - 8, at.Y - 5), new(at.X + 8, at.Y - 5), new(at.X + 8, at.Y + 5),
            new(at.X - 8, at.Y + 5)], colour)];

    public static IEnumerable<Shape> Stroke(Spot at, string colour, bool dashed = false) =>
        [new Shape.Line([new(at.X - 8, at.Y), new(at.X + 8, at.Y)], colour, 2, dashed)];
}

/// <summary>From figures to places; what lies beyond an end is drawn at it.</summary>
internal readonly record struct Axis(double Low, double High, double From, double To, bool IsLog)
{
    public double At(double value)
    {
        var inside = Math.Clamp(value, Low, High);
        var share = IsLog ? Math.Log(inside / Low) / Math.Log(High / Low) : (inside - Low) / (High - Low);
        return From + (share * (To - From));
    }
}
