using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using static Analysis.Domain.Tests.Folding.Laws.Compared;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>What is accepted never leaves the topic knowing less, and a plan never moves a fact.</summary>
public sealed class AcceptedTest
{
    [Fact]
    public void A_claim_never_turns_evidence_into_none() => Law.Holds(3_000, Histories.Random, (history, random) =>
    {
        if (history.Fold().Render().Belief is Belief.None) return;
        var claim = Histories.Another(random, history.Topic, "another");
        if (claim.Value is ClaimValue.Date { Edtf: null }) return; // that it has come about, some day, overtakes plans

        var fold = history.And(claim).Fold();
        // A plan that is past or overtaken is its origin's last word all the same.
        if (fold.Entry(claim.Id)!.Standing is Standing.Lapsed or Standing.Superseded) return;
        var after = fold.Render();

        Assert.False(after.Belief is Belief.None, $"{claim}: {after.Statement}");
    });

    private static readonly Headline Untold = new("", null, "");

    [Fact]
    public void A_plan_never_moves_a_fact() => Law.Holds(2_000, Histories.Random, (history, random) =>
    {
        if (history.Topic.Accepts.Any(s => s < ClaimStatus.Ongoing)) return;
        var plan = Histories.Another(random, history.Topic, "plan") with { Status = (ClaimStatus)random.Next(3) };
        var (before, after) = (history.Fold().Render(), history.And(plan).Fold().Render());

        Same(Timeless(before) with { Outlook = null, Statement = "", Headline = Untold },
            Timeless(after) with { Outlook = null, Statement = "", Headline = Untold });
        if (before.Belief is not Belief.None) Assert.Equal(before.Statement, after.Statement);
    });

    [Fact]
    public void A_copy_by_the_same_origin_never_raises_confidence() => Law.Holds(1_000, Histories.Random, (history, random) =>
    {
        var before = history.Fold().Render().Confidence;
        var claims = history.Claims.ToList();
        if (claims.Count == 0) return;
        var original = claims[random.Next(claims.Count)];
        // A copy of a withdrawn or corrected claim is news: it says again what was taken back.
        if (history.Fold().Entry(original.Id)!.Standing is Standing.Retracted or Standing.Corrected) return;
        if (original.ReportedTime is null) return; // taken in later, it is a later report

        var after = history.And(original with { Id = new(original.Id.Value + "-copy") }).Fold().Render().Confidence;

        Assert.True(after.Score <= before.Score, $"{original.Id}: {before.Score} became {after.Score}");
    });
}
