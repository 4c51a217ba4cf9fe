using System.Text.RegularExpressions;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Tests.Folding.Laws;
using Analysis.Domain.Topics;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Tests.Folding.Rendering;

/// <summary>MODEL.md section 9: one sentence, always with its range, in whole units where things are counted, as of the claims.</summary>
public sealed partial class StatementsTest
{
    [Fact]
    public void A_figure_stands_with_its_range() =>
        Assert.Matches(@"^Troops: around 600 persons \(\d[\d,]* to \d[\d,]*, 90 %\)\.$",
        Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis")).View().Statement);

    [Fact]
    public void One_is_one_person() =>
        Assert.StartsWith("Troops: around 1 person (",
        Story.Of(Ask.HowMany(), Say.Count("c1", 1, "post>nis")).View().Statement, StringComparison.Ordinal);

    [Fact]
    public void None_is_none() =>
        Assert.StartsWith("Troops: none (0 to ",
        Story.Of(Ask.HowMany(), Say.Count("c1", 0, "post>nis")).View().Statement, StringComparison.Ordinal);

    [Fact]
    public void Nobody_counts_a_part_of_a_person() => Law.Holds(500, Histories.Random, (history, _) =>
    {
        if (history.Topic is not { Kind: TopicKind.Quantity, Unit: "persons", Scale: null, Family: null }) return;
        var view = history.Fold().Render();
        if (view.Belief is not Belief.Number number) return;

        Assert.DoesNotMatch(@"\d\.\d", Date().Replace(view.Statement, ""));
        foreach (var end in new[] { number.Interval50.Low, number.Interval50.High, number.Interval90.Low,
            number.Interval90.High, number.Estimate ?? 0, number.LowerBound ?? 0, number.UpperBound ?? 0 })
            Assert.True(end == Math.Round(end) || double.IsInfinity(end), $"{end}");
    });

    [Fact]
    public void Every_estimate_and_every_date_has_its_range() => Law.Holds(1_000, Histories.Random, (history, _) =>
    {
        var view = history.Fold().Render();
        if (view.Belief is Belief.Number { Estimate: not null }) Assert.Contains(", 90 %)", view.Statement, StringComparison.Ordinal);
        if (view.Belief is Belief.Date { Edtf: { } edtf } && Edtf.Parse(edtf) is { From: not null, To: not null })
        {
            Assert.Contains(", 90 %)", view.Statement, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Below_one_half_a_label_is_not_established()
    {
        var view = new Story(Ask.Which("a", "b", "c")).Hear(Say.Label("c1", "a", "post>nis"), Say.Label("c2", "b", "post>army")).View();

        Assert.Matches(@"^Disputed\. Role: ""a"" \(\d+ %\) or ""b"" \(\d+ %\), not established\.$", view.Statement);
    }

    [Fact]
    public void It_is_as_of_the_claims_and_not_of_today() =>
        Assert.EndsWith(", as of 30 June 2025; nothing newer.",
            Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 600, "post>nis")).View().Statement,
            StringComparison.Ordinal);

    [Fact]
    public void What_is_established_is_said_to_the_last_digit() =>
        Assert.Equal("Troops: 1,234,567 persons, established (counted).",
            new Story(Ask.HowMany()).Resolve(new ClaimValue.Quantity(1_234_567, null, null)).View().Statement);

    [Fact]
    public void Ranges_alone_that_span_more_than_a_factor_two_are_said_as_a_range() =>
        Assert.StartsWith("Troops: between 1,000 and 5,000 persons (",
            Story.Of(Ask.HowMany(), Say.Between("c1", 1_000, 5_000, "post>nis")).View().Statement,
            StringComparison.Ordinal);

    [Fact]
    public void Two_figures_of_equal_weight_are_both_named()
    {
        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Source("army", Grade.B)
            .Hear(Say.Count("c1", 600, "post>nis"), Say.Count("c2", 11_000, "post>army")).View();

        Assert.True(view.Disputed);
        Assert.StartsWith("Disputed. Troops: around 600 or 11,000 persons (", view.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_that_is_planned_says_so() =>
        Assert.Contains(", planned",
            Story.Of(Ask.HowMany().Accepting(ClaimStatus.Planned),
            Say.Count("c1", 600, "post>nis").As(ClaimStatus.Planned)).View().Statement, StringComparison.Ordinal);

    [GeneratedRegex(@"as of .*$")]
    private static partial Regex Date();
}
