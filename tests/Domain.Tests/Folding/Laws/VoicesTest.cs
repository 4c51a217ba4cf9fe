using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>What one voice more may do to an answer.</summary>
public sealed class VoicesTest
{
    private const double Rounding = 1e-12;

    /// <summary>In mass, and in h: with one voice more the candidates are others.</summary>
    private const double MassSlack = 0.003;
    private const double WidthSlack = 0.03;

    [Fact]
    public void Who_agrees_never_lowers_the_leading_label() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        if (history.Fold().Label() is not (var label, var before)) return;

        var after = With(history, random, history.Named(label)).Fold().Of(label);

        Assert.True(after >= before - Rounding, $"{label} from {before} to {after}");
    });

    [Fact]
    public void Who_denies_never_raises_the_leading_label() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        if (history.Fold().Label() is not (var label, var before)) return;

        var after = With(history, random, history.Named(label), denies: true).Fold().Of(label);

        Assert.True(after <= before + Rounding, $"{label} from {before} to {after}");
    });

    [Fact]
    public void Who_gives_the_figure_that_leads_takes_no_mass_from_it() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        var fold = history.Fold();
        if (fold.Answer is not NumberConclusion || fold.Number() is not { EstimateIsGiven: true, Estimate: { } estimate } before) return;

        var after = With(history, random, fold.Figure(estimate)).Fold().Number()!;

        Assert.True(after.Share(estimate) >= before.Share(estimate) - MassSlack, $"{before.Share(estimate)} to {after.Share(estimate)}");
    });

    [Fact]
    public void Who_gives_the_figure_that_leads_does_not_widen_the_interval() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        var fold = history.Fold();
        if (fold.Answer is not NumberConclusion || fold.Number() is not { EstimateIsGiven: true, Estimate: { } estimate } before) return;

        var after = With(history, random, fold.Figure(estimate)).Fold().Number()!;

        Assert.True(after.Width() <= before.Width() + WidthSlack, $"{before.Width()} h to {after.Width()} h");
    });

    [Fact]
    public void Who_denies_the_figure_that_leads_adds_no_mass_to_it() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        var fold = history.Fold();
        if (fold.Answer is not NumberConclusion || fold.Number() is not { EstimateIsGiven: true, Estimate: { } estimate } before) return;

        var after = With(history, random, fold.Figure(estimate), denies: true).Fold().Number()!;

        Assert.True(after.Share(estimate) <= before.Share(estimate) + MassSlack, $"{before.Share(estimate)} to {after.Share(estimate)}");
    });

    /// <summary>Somebody of a grade, or whom nobody knows, at the time asked about.</summary>
    private static History With(History history, Random random, ClaimValue value, bool denies = false)
    {
        var claim = history.Says("witness", value) with { Stance = denies ? Stance.Denies : Stance.Asserts };
        var grade = new[] { Grade.A, Grade.B, Grade.C, Grade.F }[random.Next(4)];
        return grade == Grade.F ? history.And(claim) : history.And(Answers.Graded("witness", grade)).And(claim);
    }
}
