using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>What one voice more may do to an answer.</summary>
public sealed class VoicesTest
{
    private const double Rounding = 1e-12;

    /// <summary>In mass, and in h: with one voice more the candidates are others.</summary>
    private const double MassSlack = 0.003;
    private const double WidthSlack = 0.03;
    private const double NewcomersMassSlack = 0.06; // of 3,000 topics none by more than .02
    private const double NewcomersWidthSlack = 6; // of 15,000 topics one is wider by more than 1

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
    public void Who_gives_the_figure_that_leads_takes_no_mass_from_it_and_does_not_widen_the_interval() =>
        Law.Holds(3_000, Histories.Random, (history, random) => Agrees(history, random, withNewcomers: false));

    /// <summary>Newcomers share what they count: a vaguer one more takes a little from those who said so before.</summary>
    [Fact]
    public void Who_gives_the_figure_that_leads_does_not_where_newcomers_speak_either() =>
        Law.Holds(3_000, Histories.Random, (history, random) => Agrees(history, random, withNewcomers: true));

    [Fact]
    public void Who_denies_the_figure_that_leads_adds_no_mass_to_it() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        var fold = history.Fold();
        if (fold.Answer is not NumberConclusion || fold.Number() is not { EstimateIsGiven: true, Estimate: { } estimate } before) return;
        if (fold.Family.Miss == MissShape.Cauchy) return; // as below

        if (With(history, random, fold.Figure(estimate), denies: true).Fold().Number() is not { } after) return; // nothing is left of it

        Assert.True(after.Share(estimate) <= before.Share(estimate) + MassSlack, $"{before.Share(estimate)} to {after.Share(estimate)}");
    });

    private static void Agrees(History history, Random random, bool withNewcomers)
    {
        var fold = history.Fold();
        if (fold.Answer is not NumberConclusion || fold.Number() is not { EstimateIsGiven: true, Estimate: { } estimate } before) return;
        if (fold.Family.Miss == MissShape.Cauchy) return; // where a miss lies anywhere, one more voice may widen the tails a little
        if (!fold.Family.Logarithmic) return; // on a plain scale what a witness says of a growing count may lie far from all others
        var told = With(history, random, fold.Figure(estimate)).Fold();
        if (!withNewcomers && told.Answer.Weighed.Any(w => w.IsNewcomer)) return;

        var after = told.Number()!;

        Assert.True(after.Share(estimate) >= before.Share(estimate) - (withNewcomers ? NewcomersMassSlack : MassSlack),
            $"{fold.Family.Back(estimate)}: its mass went from {before.Share(estimate)} to {after.Share(estimate)}");
        if (told.Answer.Weighed.Count(w => !w.IsNewcomer) == 1) return; // the first who is none bounds newcomers: they say less
        if (before.IsDisputed || after.IsDisputed) return; // two figures are named, and the interval ends at the second
        Assert.True(after.Width() <= before.Width() + (withNewcomers ? NewcomersWidthSlack : WidthSlack),
            $"{fold.Family.Back(estimate)}: the interval went from {before.Width()} h to {after.Width()} h");
    }

    /// <summary>
    /// Somebody of a grade, or whom nobody knows, as of when the answer is: whoever says the same of later makes it an
    /// answer for later, for which what others said before says a little less (T2, T3).
    /// </summary>
    private static History With(History history, Random random, ClaimValue value, bool denies = false)
    {
        var answer = history.Fold().Answer;
        // A fact puts plans aside: the witness speaks of what the others do.
        var other = answer.Claims.FirstOrDefault(c => c.Lead.Claim.Stance == Stance.Asserts) ?? answer.Claims[0];
        var claim = history.Says("witness", value) with
        {
            Stance = denies ? Stance.Denies : Stance.Asserts,
            Status = other.Lead.Claim.Status,
            ReportedTime = Answers.Minute(answer.AsOf is { } asOf && asOf < history.ValidAt ? asOf : history.ValidAt),
        };
        var grade = new[] { Grade.A, Grade.B, Grade.C, Grade.F }[random.Next(4)];
        return grade == Grade.F ? history.And(claim) : history.And(Answers.Graded("witness", grade)).And(claim);
    }
}
