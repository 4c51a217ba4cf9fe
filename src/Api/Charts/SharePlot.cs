using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Topics;

namespace Analysis.Api.Charts;

/// <summary>
/// Probabilities over time: one line of a proposition, one a label of a category; each is named where it ends.
/// </summary>
internal sealed class SharePlot(Plot plot, Timeline timeline, ChartStyle style)
{
    /// <summary>
    /// The most labels with a line of their own; the least probable of more are left out, and counted.
    /// </summary>
    private const int LabelsMax = 12;

    private const int TurnsMax = 3;

    private const string Other = "something else";

    private const double NameHeight = 13.5;

    private readonly TopicDefinition _topic = timeline.Reading.Definition;
    private readonly Placement _placement = Placement.Of(timeline, style);

    /// <param name="Name">What it is called; null of a proposition.</param>
    /// <param name="Colour">Its colour.</param>
    /// <param name="Shares">By view.</param>
    /// <param name="IsEstablished">Whether it is the answer.</param>
    private sealed record Answer(string? Name, string Colour, IReadOnlyList<double?> Shares, bool IsEstablished);

    public void Draw()
    {
        var claims = _placement.Claims.Where(c => c.Claim.Value is ClaimValue.Proposition).ToList();
        var answers = _placement.Views.Count == 0 ? []
            : _topic.Kind == TopicKind.Proposition ? [Proposition()] : Labels();
        var settled = timeline.Reading.View.Resolution?.Value as ClaimValue.Proposition;
        plot.Legend(LegendOf(claims, settled is not null));
        if (_placement.Views.Count == 0
            || (!answers.Any(a => a.Shares.Any(s => s is not null)) && claims.Count == 0))
        {
            plot.Say("No claim counts yet.");
            return;
        }

        var names = answers.Select(a => NameOf(a, plot.Right * 0.28)).ToList();
        plot.Margins(44, 16 + names.Select(n => Fonts.Width(n, Plot.Small, bold: true)).DefaultIfEmpty(0).Max());
        var ticks = new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(s => new Tick(s, Ticks.Percent(s))).ToList();
        plot.ValueAxis(0, 1, isLog: false, ticks, _topic.Kind == TopicKind.Proposition ? "probability that it is so"
            : "probability");
        plot.TimeAxis(_placement.From, _placement.To);
        if (settled is not null)
        {
            var y = plot.Y.At(settled.Holds ? 1 : 0);
            plot.Add(new Shape.Line([new(plot.Left, y), new(plot.Right, y)], plot.Theme.Established, 2.4,
                Dashed: true));
        }

        foreach (var answer in answers.Reverse())
        {
            foreach (var stairs in _placement.Stairs(i => answer.Shares[i]))
                plot.Add(new Shape.Line([.. stairs.Select(s => new Spot(plot.X.At(s.X), plot.Y.At(s.Value)))],
                    answer.Colour, answer.IsEstablished ? 3 : 2));
        }

        foreach (var claim in claims) Mark(claim);
        plot.Turns(_placement.Turns(i => answers.Max(a => a.Shares[i]), TurnsMax));
        Names([.. answers.Zip(names)]);
    }

    private Answer Proposition() => new(null, plot.Theme.Belief,
        [.. _placement.Views.Select(v => v.View.Resolution?.Value is ClaimValue.Proposition answer ? (answer.Holds ? 1 : 0)
            : v.View.Belief is Belief.Proposition p ? p.Likelihood.Probability : (double?)null)],
        IsEstablished: false);

    /// <summary>The labels, the most probable now first; each has the colour of its place among the topic's, as on the page.</summary>
    private IReadOnlyList<Answer> Labels()
    {
        var beliefs = _placement.Views.Select(v => v.View.Belief as Belief.Categories).ToList();
        var established = (timeline.Reading.View.Resolution?.Value as ClaimValue.Category)?.Name;
        return [.. Enumerable.Reverse(beliefs).OfType<Belief.Categories>().SelectMany(b => b.Probabilities)
            .OrderBy(p => p.Label is null).Select(p => p.Label ?? Other).Distinct()
            .Select((label, place) => (
                Label: label, Colour: plot.Theme.Lines[place % plot.Theme.Lines.Count], Shares: beliefs.ConvertAll(b => Share(b, label))))
            .OrderByDescending(a => a.Shares[^1] ?? 0).ThenByDescending(a => a.Shares.Max() ?? 0).Take(LabelsMax)
            .Select(a => new Answer(a.Label, a.Colour, a.Shares, a.Label == established))];

        static double? Share(Belief.Categories? belief, string label) =>
            belief?.Probabilities.Where(p => (p.Label ?? Other) == label).Select(p =>
                (double?)p.Probability).FirstOrDefault()
            ?? (belief is null ? null : 0);
    }

    private string NameOf(Answer answer, double width) => answer.Shares[^1] is not { } share ? ""
        : answer.Name is null ? timeline.Reading.View.Headline.Answer
        : Fonts.Fit($"{Ticks.Percent(share)} {answer.Name}{(answer.IsEstablished ? " (established)" : "")}", Plot.Small,
            width, bold: true);

    /// <summary>Names beside the ends of the lines, apart from one another.</summary>
    private void Names(IReadOnlyList<(Answer Answer, string Name)> lines)
    {
        var named = lines.Where(l => l.Name.Length > 0).OrderByDescending(l => l.Answer.Shares[^1]).ToList();
        var ends = named.ConvertAll(l => plot.Y.At(l.Answer.Shares[^1] ?? 0));
        var places = ends.ToList();
        for (var i = 1; i < places.Count; i++) places[i] = Math.Max(places[i], places[i - 1] + NameHeight);
        var floor = plot.Bottom + 4;
        for (var i = places.Count - 1; i >= 0; i--, floor -= NameHeight) places[i] = Math.Min(places[i], floor);
        foreach (var (i, (answer, name)) in named.Index())
        {
            plot.Add(new Shape.Dot(new(plot.Right, ends[i]), 3, answer.Colour));
            plot.Text(plot.Right + 8, places[i] + 3.5, name, answer.Colour, bold: i == 0 || answer.IsEstablished);
        }
    }

    /// <summary>A claim of a proposition: at the top when it says yes, at the bottom when it says no.</summary>
    private void Mark(PlacedClaim placed)
    {
        if (placed.Claim.Value is not ClaimValue.Proposition said) return;
        var yes = said.Holds != placed.Denies;
        plot.Add(new Shape.Dot(new(plot.X.At(placed.X), plot.Y.At(yes ? 1 : 0) + (yes ? 5 : -5)), 3,
            placed.Counts ? plot.Theme.Ink : plot.Theme.Faded, placed.IsAhead));
    }

    private IEnumerable<(string, Func<Spot, IEnumerable<Shape>>)> LegendOf(IReadOnlyList<PlacedClaim> claims,
        bool isEstablished)
    {
        if (_topic.Kind == TopicKind.Category) yield break;
        yield return ("belief", at => Plot.Stroke(at, plot.Theme.Belief));
        if (isEstablished) yield return ("established", at => Plot.Stroke(at, plot.Theme.Established, dashed: true));
        if (claims.Any(c => c.Counts)) yield return ("claim (top: yes, bottom: no)", at =>
            [new Shape.Dot(at, 3, plot.Theme.Ink)]);
        if (claims.Any(c => !c.Counts)) yield return ("does not count", at => [new Shape.Dot(at, 3, plot.Theme.Faded)]);
    }
}
