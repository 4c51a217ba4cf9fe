using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using Analysis.Engine.Topics;

namespace Analysis.Api.Charts;

/// <summary>A view where it begins to hold, in days since 1970.</summary>
/// <param name="X">Where.</param>
/// <param name="View">The view.</param>
/// <param name="Because">What happened then; null where nothing did.</param>
/// <param name="IsBetween">Whether nothing happened, and belief goes there evenly.</param>
internal readonly record struct PlacedView(double X, View View, string? Because, bool IsBetween);

/// <summary>A claim where it is drawn.</summary>
internal sealed record PlacedClaim(double X, LedgerEntry Entry)
{
    public Claim Claim => Entry.Claim;

    public bool Counts => Entry.Standing is Standing.Counted or Standing.Implied;

    /// <summary>It looks ahead, and moves no fact: drawn hollow.</summary>
    public bool IsAhead => Claim.LooksAhead;

    public bool Denies => Claim.Stance == Stance.Denies;
}

/// <summary>Where in time the views and claims of a timeline stand.</summary>
internal sealed class Placement
{
    private const double TurnMin = 0.05, FirstTurn = 0.2;

    private Placement(IReadOnlyList<PlacedView> views, IReadOnlyList<PlacedClaim> claims, double from, double to) =>
        (Views, Claims, From, To) = (views, claims, from, to);

    /// <summary>By time; the last is the headline, at the end of the axis.</summary>
    public IReadOnlyList<PlacedView> Views { get; }

    public IReadOnlyList<PlacedClaim> Claims { get; }

    public double From { get; }

    public double To { get; }

    public static Placement Of(Timeline timeline, ChartStyle style)
    {
        var views = timeline.Points.Select(p => new PlacedView(Days(p.ReportedBy ?? p.ValidAt), p.View, p.Because, p.IsBetween)).ToList();
        var claims = timeline.Claims
            .Where(e => e.Standing is not (Standing.Moved or Standing.Embargoed))
            .Select(e => new PlacedClaim(PlaceOf(e, style.Over), e)).ToList();

        var last = views[^1].X;
        var to = style.To is { } end ? Days(end) : last;
        var begun = views.Where(v => v.View.Belief is not Belief.None).Select(v => v.X)
            .Concat(claims.Where(c => c.Counts).Select(c => c.X)).Where(x => x < to).ToList();
        var from = style.From is { } start ? Days(start) : begun.Count == 0 ? to - 30 : begun.Min();
        if (style.From is null) from -= Math.Max((to - from) * 0.03, 1 / 24.0);
        if (to <= from) to = from + 1;

        if (to >= last) views[^1] = views[^1] with { View = timeline.Reading.View };
        return new Placement(
            [.. views.Where((v, i) => v.X <= to && (i + 1 == views.Count || views[i + 1].X > from))],
            [.. claims.Where(c => c.X >= from && c.X <= to)], from, to);
    }

    /// <summary>What a figure of the views is over time, as stairs, and evenly where it moves with time alone; broken where there is none.</summary>
    public IEnumerable<IReadOnlyList<(double X, double Value)>> Stairs(Func<int, double?> figure)
    {
        var run = new List<(double, double)>();
        for (var i = 0; i < Views.Count; i++)
        {
            if (figure(i) is not { } value)
            {
                if (run.Count > 0) yield return run;
                run = [];
                continue;
            }

            run.Add((Math.Max(Views[i].X, From), value));
            if (i + 1 == Views.Count || !Views[i + 1].IsBetween || figure(i + 1) is null)
                run.Add((i + 1 < Views.Count ? Views[i + 1].X : To, value));
        }

        if (run.Count > 0) yield return run;
    }

    /// <summary>The largest turns of a figure, as heights in [0, 1], with what happened then; by place.</summary>
    public IReadOnlyList<(double X, string What)> Turns(Func<int, double?> height, int max)
    {
        var turns = Enumerable.Range(0, Views.Count)
            .Where(i => Views[i] is { Because: not null } && Views[i].X >= From && height(i) is not null)
            .Select(i => (Views[i].X, What: Views[i].Because!, By: MovedBy(i))) // it is there
            .Where(t => t.By >= TurnMin).OrderByDescending(t => t.By);
        var shown = new List<(double X, string What)>();
        foreach (var (x, what, _) in turns)
        {
            if (shown.Count < max && shown.TrueForAll(s => Math.Abs(s.X - x) > (To - From) / (max + 1))) shown.Add((x, what));
        }

        return [.. shown.OrderBy(s => s.X)];

        double MovedBy(int i) => i > 0 && height(i - 1) is { } before ? Math.Abs(height(i)!.Value - before) // was asked for
            : Enumerable.Range(0, i).All(j => height(j) is null) ? FirstTurn : 0;
    }

    public static double Days(DateTimeOffset at) => ((Instant)at).Days;

    /// <summary>Over valid time by what it says, over reported time by when it was said.</summary>
    private static double PlaceOf(LedgerEntry entry, TimeAxis over)
    {
        var said = entry.Claim.ReportedTime?.From ?? entry.RecordedAt;
        if (over == TimeAxis.ReportedTime || entry.Claim.ValidTime is not { } held) return Days(said);
        return (held.From, held.To) switch
        {
            ({ } from, { } to) => (Days(from) + Days(to)) / 2,
            ({ } from, null) => Days(from),
            (null, { } to) => Days(to),
            _ => Days(said),
        };
    }
}
