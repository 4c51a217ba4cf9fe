using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using Analysis.Engine.Topics;

namespace Analysis.Api.Charts;

/// <summary>
/// Dates as intervals, one below the other: what is believed, then what is claimed, the weightiest first.
/// </summary>
internal sealed class DatePlot(Plot plot, Timeline timeline, ChartStyle style)
{
    private const double RowHeight = 18, FirstHeight = 30;

    private readonly View _view = timeline.Reading.View;

    /// <summary>A claim and what it says, in days since 1970; without an end where it is open.</summary>
    private sealed record Row(PlacedClaim Placed, double? From, double? To);

    public void Draw()
    {
        var theme = plot.Theme;
        var belief = _view.Belief as Belief.Date;
        var established = (_view.Resolution?.Value as ClaimValue.Date)?.Edtf;
        var rows = timeline.Claims.Where(e => e.Standing is not (Standing.Moved or Standing.Embargoed))
            .Select(e => (Entry: e, Said: (e.Claim.Value as ClaimValue.Date)?.Edtf))
            .Where(r => r.Said is { Begins: not null } or { Ends: not null })
            .Select(r => new Row(new PlacedClaim(0, r.Entry), r.Said?.Begins?.Days, r.Said?.Ends?.Days))
            .OrderByDescending(r => r.Placed.Counts).ThenByDescending(r => r.Placed.Entry.Weight).ThenBy(r =>
                r.Placed.Entry.Version)
            .ToList();

        plot.Legend(
            [("50 %", at => Plot.Swatch(at, theme.Band50)), ("90 %", at => Plot.Swatch(at, theme.Band90)),
             .. established is null ? Array.Empty<(string, Func<Spot, IEnumerable<Shape>>)>()
                : [("established", at => Plot.Stroke(at, theme.Established, dashed: true))],
             .. NumberPlot.Marks(theme, [.. rows.Select(r => r.Placed)])]);
        if (belief?.Interval90 is null && rows.Count == 0)
        {
            plot.Say("No claim counts yet.");
            return;
        }

        var fit = Math.Max(0, (int)((plot.Bottom - plot.Top - FirstHeight - 8) / RowHeight));
        var shown = rows.Count <= fit ? rows : rows[..Math.Max(0, fit - 1)];
        var names = shown.ConvertAll(r => Fonts.Fit(r.Placed.Claim.Origin.Value, Plot.Small, 150));
        plot.Margins(16 + names.Append("belief").Max(n => Fonts.Width(n, Plot.Small, bold: true)), 10);
        var (from, to) = Ends(belief, rows, established);
        plot.TimeAxis(from, to);

        if (established is not null)
        {
            var (begins, ends) = (plot.X.At(established.Begins?.Days ?? from), plot.X.At(established.Ends?.Days ?? to));
            foreach (var x in new[] { begins, ends })
                plot.Add(new Shape.Line([new(x, plot.Top), new(x, plot.Bottom)], theme.Established, 1.6, Dashed: true));
        }

        var y = plot.Top + (FirstHeight / 2);
        if (belief is not null) DrawBelief(belief, y);
        y += (FirstHeight / 2) + 4;
        foreach (var (row, name) in shown.Zip(names))
        {
            y += RowHeight / 2;
            plot.Text(plot.Left - 8, y + 3.5, name, row.Placed.Counts ? theme.Ink : theme.Soft, Anchor.End);
            DrawClaim(row, y);
            y += RowHeight / 2;
        }

        if (shown.Count < rows.Count) plot.Text(plot.Left + 6, y + 12, $"and {rows.Count - shown.Count} more",
            theme.Soft);
    }

    private void DrawBelief(Belief.Date belief, double y)
    {
        plot.Text(plot.Left - 8, y + 3.5, "belief", plot.Theme.Belief, Anchor.End, bold: true);
        Bar(belief.Interval90, 7, plot.Theme.Band90);
        Bar(belief.Interval50, 7, plot.Theme.Band50);
        if (belief.Interval50 is { } half)
        {
            var x = plot.X.At((half.From.Days + half.To.Days) / 2);
            plot.Add(new Shape.Line([new(x, y - 10), new(x, y + 10)], plot.Theme.Belief, 2.4));
        }

        void Bar(DateInterval? interval, double half, string colour)
        {
            if (interval is not { } i) return;
            var (left, right) = (plot.X.At(i.From.Days), Math.Max(plot.X.At(i.From.Days) + 2, plot.X.At(i.To.Days)));
            plot.Add(new Shape.Area([new(left, y - half), new(right, y - half), new(right, y + half),
                new(left, y + half)], colour));
        }
    }

    private void DrawClaim(Row row, double y)
    {
        var colour = row.Placed.Counts ? plot.Theme.Ink : plot.Theme.Faded;
        var (left, right) = (plot.X.At(row.From ?? plot.X.Low), plot.X.At(row.To ?? plot.X.High));
        plot.Add(new Shape.Line([new(left, y), new(Math.Max(right, left + 1), y)], colour, 2, row.Placed.Denies));
        if (row.From is null) Arrow(left, -6);
        if (row.To is null) Arrow(right, 6);
        if (row is { From: not null, To: not null }) plot.Add(new Shape.Dot(new((left + right) / 2, y), 3, colour,
            row.Placed.IsAhead || row.Placed.Denies));

        void Arrow(double x, double tip) => plot.Add(new Shape.Area([new(x, y - 4), new(x, y + 4), new(x + tip, y)],
            colour));
    }

    private (double From, double To) Ends(Belief.Date? belief, List<Row> rows, Edtf? established)
    {
        var told = rows.Where(r => r.Placed.Counts).SelectMany(r => new[] { r.From, r.To })
            .Concat([belief?.Interval50?.From.Days, belief?.Interval50?.To.Days, established?.Begins?.Days,
                established?.Ends?.Days])
            .OfType<double>().ToList();
        if (told.Count == 0) told = [.. rows.SelectMany(r => new[] { r.From, r.To }).OfType<double>()];
        var (from, to) = told.Count == 0 ? (0, 1) : (told.Min(), told.Max());

        // Open ends lie at the edge of time; bands end within the picture unless they would press all else together.
        var reach = Math.Max(to - from, 1) * 2;
        var near = new[] { belief?.Interval90?.From.Days, belief?.Interval90?.To.Days }.OfType<double>()
            .Where(d => d > from - reach && d < to + reach).ToList();
        (from, to) = (near.Append(from).Min(), near.Append(to).Max());
        var air = Math.Max((to - from) * 0.06, 0.5);
        from = style.From is { } start ? Placement.Days(start) : from - air;
        to = style.To is { } end ? Placement.Days(end) : to + air;
        if (from < to) return (from, to);
        return style.From is null ? (to - 1, to) : (from, from + 1); // all that was said lies outside of what is asked for
    }
}
