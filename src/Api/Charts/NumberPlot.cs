using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Topics;

namespace Analysis.Api.Charts;

/// <summary>A number or a rating over time: the estimate, its bands, the claims, and the established answer.</summary>
internal sealed class NumberPlot(Plot plot, Timeline timeline, ChartStyle style)
{
    /// <summary>From which ratio of the largest figure to the smallest on an axis is logarithmic by itself.</summary>
    private const double LogFrom = 30;

    private const int TurnsMax = 3;

    /// <summary>Of how many shades a bound fades.</summary>
    private const int ShadesMax = 10;

    private readonly TopicDefinition _topic = timeline.Reading.Definition;
    private readonly Placement _placement = Placement.Of(timeline, style);

    private sealed record Figures(double? At, double? Lower, double? Upper, double? Low50, double? High50,
        double? Low90, double? High90)
    {
        public double? Shown => At ?? Lower ?? Upper;

        /// <summary>Whether a bound stands alone: its shade fades away from it.</summary>
        public bool IsOpen => At is null && Lower is null != Upper is null;
    }

    public void Draw()
    {
        var theme = plot.Theme;
        var rows = Rows();
        var claims = _placement.Claims.Where(c =>
            c.Claim.Value is ClaimValue.Quantity or ClaimValue.Range or ClaimValue.Bound).ToList();
        var established = (timeline.Reading.View.Resolution?.Value) switch
        {
            ClaimValue.Quantity q => q.Best,
            ClaimValue.Range r => (r.Low + r.High) / 2,
            ClaimValue.Bound b => b.Value,
            _ => (double?)null,
        };

        plot.Legend(LegendOf(claims, established is not null));
        if (rows.Count == 0 || (!rows.Any(r => r.Shown is not null) && claims.Count == 0))
        {
            plot.Say("No claim counts yet.");
            return;
        }

        var (low, high, isLog) = Ends(rows, claims, established);
        var ticks = isLog ? Ticks.OfPowers(low, high)
            : Ticks.OfNumbers(low, high, Math.Max(2, (int)((plot.Bottom - plot.Top) / 38)));
        var headline = rows[^1].Shown;
        var name = headline is null ? "" : Fonts.Fit(timeline.Reading.View.Headline.Answer, 13, plot.Right * 0.28, bold: true);
        plot.Margins(14 + ticks.Select(t => Fonts.Width(t.Label, Plot.Small)).DefaultIfEmpty(0).Max(), 14
            + Fonts.Width(name, 13, bold: true));
        plot.ValueAxis(low, high, isLog, ticks,
            string.Join(", ", new[] { _topic.Unit, isLog ? "logarithmic scale" : null }.Where(w => w is not null)));
        plot.TimeAxis(_placement.From, _placement.To);

        Band(rows, r => r.IsOpen ? null : r.Low90, r => r.IsOpen ? null : r.High90, theme.Band90);
        Band(rows, r => r.IsOpen ? null : r.Low50, r => r.IsOpen ? null : r.High50, theme.Band50);
        Shades(rows);
        if (established is { } answer)
            plot.Add(new Shape.Line([new(plot.Left, plot.Y.At(answer)), new(plot.Right, plot.Y.At(answer))],
                theme.Established, 1.8, Dashed: true));
        Lines(rows, r => r.Lower, dashed: true);
        Lines(rows, r => r.Upper, dashed: true);
        Lines(rows, r => r.At, dashed: false);
        foreach (var claim in claims) Mark(claim);
        plot.Turns(_placement.Turns(i => rows[i].Shown is { } shown
            ? (plot.Bottom - plot.Y.At(shown)) / (plot.Bottom - plot.Top) : null, TurnsMax));
        if (headline is not { } end) return;
        plot.Add(new Shape.Dot(new(plot.X.At(_placement.To), plot.Y.At(end)), 3.5, theme.Belief));
        plot.Add(new Shape.Text(new(plot.Right + 8, plot.Y.At(end) + 4.5), name, 13, theme.Belief, Bold: true));
    }

    /// <summary>
    /// What is drawn of each view. Of a count that never falls nothing does: what is known later of all there were
    /// bounds what there were before, and what there were at least, there are at least later.
    /// </summary>
    private List<Figures> Rows()
    {
        var rows = _placement.Views.Select(v => v.View.Belief is Belief.Number n
            ? new Figures(n.Estimate, n.Estimate is null ? n.LowerBound : null, n.Estimate is null ? n.UpperBound : null,
                n.Interval50.Low, n.Interval50.High, n.Interval90.Low, n.Interval90.High)
            : new Figures(null, null, null, null, null, null, null)).ToList();
        if (_topic.Dynamics != Dynamics.Cumulative || style.Over != TimeAxis.ValidTime) return rows;
        for (var i = rows.Count - 2; i >= 0; i--)
        {
            var (row, next) = (rows[i], rows[i + 1]);
            var most = next.At ?? next.Upper;
            rows[i] = new Figures(Least(row.At, most), Least(row.Lower, most), Least(row.Upper, most),
                Least(row.Low50, next.Low50),
                Least(row.High50, next.High50), Least(row.Low90, next.Low90), Least(row.High90, next.High90));
        }

        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i - 1].Lower > rows[i].Lower) rows[i] = rows[i] with { Lower = rows[i - 1].Lower };
        }

        return rows;

        static double? Least(double? value, double? later) => value > later ? later : value;
    }

    private (double Low, double High, bool IsLog) Ends(List<Figures> rows, List<PlacedClaim> claims,
        double? established)
    {
        var told = claims.Where(c => c.Counts || c.IsAhead).Select(c => c.Claim.Value).SelectMany(v => v switch
        {
            ClaimValue.Quantity q => new[] { q.Best, q.Low ?? q.Best, q.High ?? q.Best },
            ClaimValue.Range r => [r.Low, r.High],
            _ => [],
        });
        var core = rows.SelectMany(r => r.IsOpen ? [] : new[] { r.At, r.Low50, r.High50 }).Append(established).OfType<double>()
            .Concat(told).Where(double.IsFinite).ToList();

        // A bound that is far from all else says little ("at least one"), and is drawn at the edge.
        var (near, far) = core.Count > 0 && core.Min() > 0 ? (core.Min() / 4, core.Max() * 4)
            : (double.NegativeInfinity, double.PositiveInfinity);
        core.AddRange(rows.SelectMany(r => new[] { r.Lower, r.Upper }).Concat(claims.Where(c => c.Counts).Select(c =>
            (c.Claim.Value as ClaimValue.Bound)?.Value))
            .OfType<double>().Where(b => b >= near && b <= far));
        var (least, most) = core.Count == 0 ? (0, 1) : (core.Min(), core.Max());
        var isLog = style.IsLog ?? (_topic.Scale is null && least > 0 && most / least > LogFrom);

        // Wide bands end within the picture as long as they do not press everything else together.
        var wide = rows.SelectMany(r => new[] { r.Low90, r.High90 }).OfType<double>().Where(double.IsFinite);
        if (isLog)
        {
            var positive = core.Where(v => v > 0).DefaultIfEmpty(1).ToList();
            var (floor, ceiling) = (positive.Min(), positive.Max());
            var ends = wide.Where(v => v > floor / 10 && v < ceiling * 10).ToList();
            return (ends.Append(floor).Min() / 1.5, ends.Append(ceiling).Max() * 1.5, true);
        }

        if (_topic.Scale is { } scale) return (scale.Low, scale.High, false);
        var reach = Math.Max(Math.Abs(most), Math.Abs(least)) * 2;
        var seen = wide.Where(v => Math.Abs(v) <= reach).Append(least).Append(most).Append(0).ToList();
        var (low, high) = (seen.Min(), seen.Max());
        var air = high > low ? (high - low) * 0.08 : 1;
        return (low < 0 ? low - air : 0, high > 0 || low == high ? high + air : 0, false);
    }

    private void Band(List<Figures> rows, Func<Figures, double?> low, Func<Figures, double?> high, string colour)
    {
        foreach (var (under, over) in _placement.Stairs(i => low(rows[i])).Zip(_placement.Stairs(i => high(rows[i]))))
            plot.Add(new Shape.Area([.. under.Select(Place), .. over.Reverse().Select(Place)], colour));
    }

    /// <summary>From a bound that stands alone to where the interval ends, or the picture, ever fainter.</summary>
    private void Shades(List<Figures> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not { IsOpen: true } row) continue;
            var (left, right) = (Math.Max(_placement.Views[i].X, _placement.From),
                i + 1 < rows.Count ? _placement.Views[i + 1].X : _placement.To);
            var from = plot.Y.At((row.Lower ?? row.Upper)!.Value); // one of them is there
            var end = row.Lower is null ? row.Low90 : row.High90;
            var to = end is { } far && double.IsFinite(far) ? plot.Y.At(far) : row.Lower is null ? plot.Bottom : plot.Top;
            for (var n = 0; n < ShadesMax && right > left; n++)
            {
                var (near, next) = (from + ((to - from) * n / ShadesMax), from + ((to - from) * (n + 1) / ShadesMax));
                var (x1, x2) = (plot.X.At(left), plot.X.At(right));
                plot.Add(new Shape.Area([new(x1, near), new(x2, near), new(x2, next), new(x1, next)],
                    Theme.Mixed(plot.Theme.Band50, plot.Theme.Paper, (n + 0.5) / ShadesMax)));
            }
        }
    }

    private void Lines(List<Figures> rows, Func<Figures, double?> figure, bool dashed)
    {
        foreach (var stairs in _placement.Stairs(i => figure(rows[i])))
            plot.Add(new Shape.Line([.. stairs.Select(Place)], plot.Theme.Belief, 2, dashed));
    }

    private void Mark(PlacedClaim placed)
    {
        var colour = placed.Counts ? plot.Theme.Ink : plot.Theme.Faded;
        var x = plot.X.At(placed.X);
        switch (placed.Claim.Value)
        {
            case ClaimValue.Quantity q:
                if (q.Low is { } low && q.High is { } high) Whisker(x, low, high, colour);
                plot.Add(new Shape.Dot(new(x, plot.Y.At(q.Best)), 3, colour, placed.IsAhead || placed.Denies));
                break;
            case ClaimValue.Range r:
                Whisker(x, r.Low, r.High, colour);
                break;
            case ClaimValue.Bound b:
                var (y, tip) = (plot.Y.At(b.Value), b.IsLower ? -7 : 7);
                plot.Add(new Shape.Line([new(x - 4, y), new(x + 4, y)], colour, 1.6));
                plot.Add(new Shape.Area([new(x - 3, y), new(x + 3, y), new(x, y + tip)], colour));
                break;
        }
    }

    private void Whisker(double x, double low, double high, string colour)
    {
        var (bottom, top) = (plot.Y.At(low), plot.Y.At(high));
        plot.Add(new Shape.Line([new(x, bottom), new(x, top)], colour, 1.4));
        foreach (var y in new[] { bottom, top }) plot.Add(new Shape.Line([new(x - 3, y), new(x + 3, y)], colour, 1.4));
    }

    private IEnumerable<(string, Func<Spot, IEnumerable<Shape>>)> LegendOf(List<PlacedClaim> claims, bool isEstablished)
    {
        var theme = plot.Theme;
        yield return ("belief", at => Plot.Stroke(at, theme.Belief));
        yield return ("50 %", at => Plot.Swatch(at, theme.Band50));
        yield return ("90 %", at => Plot.Swatch(at, theme.Band90));
        if (isEstablished) yield return ("established", at => Plot.Stroke(at, theme.Established, dashed: true));
        foreach (var entry in Marks(plot.Theme, claims)) yield return entry;
        if (claims.Any(c => c.Claim.Value is ClaimValue.Bound))
        {
            yield return ("at least, at most", at =>
                [new Shape.Area([new(at.X - 3, at.Y + 3), new(at.X + 3, at.Y + 3), new(at.X, at.Y - 4)], theme.Ink)]);
        }
    }

    /// <summary>What the marks of claims mean, as far as there are such claims.</summary>
    public static IEnumerable<(string, Func<Spot, IEnumerable<Shape>>)> Marks(Theme theme,
        IReadOnlyList<PlacedClaim> claims)
    {
        if (claims.Any(c => c.Counts)) yield return ("claim", at => [new Shape.Dot(at, 3, theme.Ink)]);
        if (claims.Any(c => !c.Counts)) yield return ("does not count", at => [new Shape.Dot(at, 3, theme.Faded)]);
        if (claims.Any(c => c.IsAhead || c.Denies)) yield return ("planned, or denied", at =>
            [new Shape.Dot(at, 3, theme.Ink, Hollow: true)]);
    }

    private Spot Place((double X, double Value) at) => new(plot.X.At(at.X), plot.Y.At(at.Value));
}
