using System.Text.Json;

namespace Analysis.Acceptance.Tests;

/// <summary>Each "must" and "mustNot" of the expected views as an assertion, by topic and text.</summary>
internal static class Demands
{
    public delegate Task Demand(Desk desk, string asOf, JsonElement view);

    public static IReadOnlyDictionary<string, Demand> All { get; } = new Dictionary<string, Demand>(StringComparer.Ordinal)
    {
        ["dprk-troops-first-wave must: treat 1,500 as a lower bound"] = async (desk, asOf, view) =>
        {
            Assert.Equal(1500, view.GetProperty("lowerBound").GetDouble());
            Says(await desk.Entry("dprk-troops-first-wave", asOf, "a002-c02"), "counted", "lower bound");
        },
        ["dprk-troops-first-wave must: low disagreement score"] = Now(view => Assert.InRange(view.GetProperty("disagreement").GetDouble(), 0, 0.2)),
        ["dprk-troops-first-wave must: show 1,500 as an earlier partial count"] = async (desk, asOf, _) =>
            Says(await desk.Entry("dprk-troops-first-wave", asOf, "a002-c02"), "superseded", "earlier partial count"),
        ["dprk-troops-first-wave mustNot: average 1,500 with 11,000"] = Now(view => Assert.Equal(11000, view.GetProperty("estimate").GetDouble())),
        ["dprk-troops-first-wave mustNot: count NIS and the legislator as two origins"] = async (desk, asOf, view) =>
        {
            Assert.Equal("rok-nis", (await desk.Entry("dprk-troops-first-wave", asOf, "a004-c03")).GetProperty("voice").GetString());
            Assert.Equal(3, view.GetProperty("origins").GetInt32()); // the service, Ukraine's centre, and what is of unknown lineage
        },
        ["dprk-reinforcements-planned must: display status PLANNED beside the number"] = Now(view => Assert.Contains("planned", Statement(view), StringComparison.Ordinal)),
        ["dprk-reinforcements-planned must: separate P(dispatch happens) from the size"] = Now(view =>
        {
            Assert.InRange(view.GetProperty("existence").GetProperty("probability").GetDouble(), 0.55, 0.80);
            Assert.Equal(4000, view.GetProperty("estimate").GetDouble());
        }),
        ["dprk-reinforcements-planned mustNot: add 4,000 to troops deployed"] = async (desk, asOf, _) =>
            Assert.Equal(11000, (await desk.Topic("dprk-troops-first-wave", asOf)).GetProperty("view").GetProperty("estimate").GetDouble()),
        ["dprk-engineers-planned must: show the formula 3-4 x ~5,000"] = async (desk, asOf, _) =>
            Says(await desk.Entry("dprk-engineers-planned", asOf, "a003-c03"), "counted", "3..4 brigades x ~5,000"),
        ["dprk-engineers-planned must: one independent origin although TV Chosun, ISW, and the blog all appear"] = Now(view => Assert.Equal(1, view.GetProperty("origins").GetInt32())),
        ["dprk-engineers-planned must: mark the 2024 claims as superseded, still visible"] = async (desk, asOf, _) =>
        {
            foreach (var claim in new[] { "a003-c03", "a003-c04", "a001-c13" })
                Says(await desk.Entry("dprk-engineers-planned", asOf, claim), "superseded", "");
        },
        ["dprk-engineers-planned mustNot: average 17,500 and 6,000 (=11,750)"] = Now(view => Assert.Equal(6000, view.GetProperty("estimate").GetDouble())),
        ["dprk-engineers-dispatched must: return \"no evidence\", not zero and not 6,000"] = Now(NoEvidence),
        ["dprk-engineers-dispatched must: flag: publication date unresolved"] = Now(view => HasReason(view, "undated: a000-c01")),
        ["dprk-engineers-dispatched must: flag: destination conflict inside the article (occupied Ukraine vs Russia)"] = Now(view => HasReason(view, "different places")),
        ["dprk-killed must: P(at least one killed) almost certain, shown apart from the size"] = Now(view =>
            Assert.Equal("almost certain", view.GetProperty("existence").GetProperty("term").GetString())),
        ["dprk-killed must: six remains as an earlier lower bound"] = async (desk, asOf, _) =>
            Assert.Equal(">=", Says(await desk.Entry("dprk-killed", asOf, "a001-c04"), "counted", "lower bound").GetProperty("claim").GetProperty("value").GetProperty("op").GetString()),
        ["dprk-killed mustNot: average 6 with 600 (=303)"] = Now(view => Assert.Equal(600, view.GetProperty("estimate").GetDouble())),
        ["dprk-killed mustNot: sum 6 and 600"] = Now(view => Assert.Equal(600, view.GetProperty("estimate").GetDouble())),
        ["dprk-wounded must: display \">= 2,000 (reported as 'thousands')\", keep the word"] = Now(view =>
        {
            Assert.Contains("at least 2,000 persons (reported as \"thousands\")", Statement(view), StringComparison.Ordinal);
            Assert.Equal("thousands", view.GetProperty("words").GetString());
        }),
        ["dprk-wounded mustNot: show 1,000 or a single exact number as if reported"] = Now(view => Assert.False(view.TryGetProperty("estimate", out _))),
        ["donetsk-strike-officers-killed must: use the weaker modality of the two words"] = async (desk, asOf, _) =>
            Assert.Equal(0.9 * 0.9, (await desk.Entry("donetsk-strike-officers-killed", asOf, "a001-c03")).GetProperty("certainty").GetDouble(), 4),
        ["dprk-combat-role must: show as DISPUTED with both sides listed"] = Now(view =>
        {
            Assert.True(view.GetProperty("disputed").GetBoolean());
            Assert.Equal(2, view.GetProperty("camps").GetArrayLength());
            Assert.StartsWith("Disputed.", Statement(view), StringComparison.Ordinal);
        }),
        ["dprk-combat-role mustNot: let \"likely to head to the front soon\" count as fighting"] = async (desk, asOf, _) =>
            Says(await desk.Entry("dprk-combat-role", asOf, "a002-c05"), "outOfScope", "expected, not a fact"),
        ["dprk-combat-role mustNot: let the 2024 forecast pull the figure down"] = async (desk, asOf, _) =>
            Assert.NotEqual("counted", (await desk.Entry("dprk-combat-role", asOf, "a003-c07")).GetProperty("standing").GetString()),
        ["mutual-defence-pact must: answer \"signed\", refuse to infer \"in force\""] = Now(view =>
        {
            Assert.Equal("signed", view.GetProperty("top").GetString());
            Assert.InRange(view.GetProperty("probabilities").GetProperty("in-force").GetDouble(), 0, 0.05);
        }),
        ["mutual-defence-pact must: link the different names"] = async (desk, asOf, _) =>
        {
            foreach (var claim in new[] { "a001-c11", "a002-c06", "a003-c08", "a004-c09" })
                Says(await desk.Entry("mutual-defence-pact", asOf, claim), "counted", "");
        },
        ["mutual-defence-pact mustNot: treat four outlets as four independent origins"] = async (desk, _, view) =>
        {
            static double Odds(JsonElement v) => Math.Log(v.GetProperty("probabilities").GetProperty("signed").GetDouble() / v.GetProperty("probabilities").GetProperty("none").GetDouble());
            var alone = (await desk.Topic("mutual-defence-pact", "2024-06-30")).GetProperty("view"); // one outlet has reported by then
            Assert.True(Odds(view) < 0.6 * 4 * Odds(alone));
        },
        ["dprk-acknowledges-deployment must: state unknown"] = Now(NoEvidence),
        ["dprk-acknowledges-deployment mustNot: read the weapons denial as a denial of troops"] = Now(view => Assert.Equal(0, view.GetProperty("claims").GetInt32())),
        ["dprk-acknowledges-deployment must: show valid-from April 2025 although learned in June 2025 (backdated fact)"] = Now(view => Assert.Equal("2025-04", view.GetProperty("validTime").GetString())),
        ["dprk-weapons-to-russia must: show denials at equal visual prominence with who denies and their interest"] = Now(DenialsListed),
        ["dprk-weapons-to-russia must: denials remain listed"] = Now(DenialsListed),
        ["dprk-weapons-to-russia mustNot: count \"previously documented\" (seed 000) as new evidence"] = async (desk, _, view) =>
        {
            var latest = (await desk.Topic("dprk-weapons-to-russia", "latest")).GetProperty("view"); // with seed 000
            Assert.Equal(view.GetProperty("probability").GetDouble(), latest.GetProperty("probability").GetDouble());
            Assert.Equal(view.GetProperty("origins").GetInt32(), latest.GetProperty("origins").GetInt32());
        },
        ["dprk-artillery-shells must: keep the phrase \"several million\""] = Now(view => Assert.Equal("several million", view.GetProperty("words").GetString())),
        ["dprk-artillery-shells must: log-scale band"] = Now(view =>
        {
            var (low, estimate, high) = (view.GetProperty("interval90")[0].GetDouble(), view.GetProperty("estimate").GetDouble(), view.GetProperty("interval90")[1].GetDouble());
            Assert.True(high - estimate > 2 * (estimate - low)); // about even as ratios, far from even as differences
            Assert.InRange(high / estimate / (estimate / low), 0.5, 2.5);
        }),
        ["russia-pays-for-engineers must: render as \"<= 115M\", conditional"] = Now(view =>
            Assert.Contains("at most 115,000,000 USD/year, which so far is only possible", Statement(view), StringComparison.Ordinal)),
        ["russia-pays-for-engineers mustNot: show 115M as the expected value"] = Now(view => Assert.False(view.TryGetProperty("estimate", out _))),
        ["engineers-dispatch-start must: mark the July 2024 expectation as lapsed"] = async (desk, asOf, _) =>
            Says(await desk.Entry("engineers-dispatch-start", asOf, "a003-c05"), "lapsed", "passed without a report"),
        ["engineers-dispatch-start must: ask the analyst for the anchor; do not use ingestion time"] = Now(view =>
        {
            Assert.Contains("without a date that can be placed", Statement(view), StringComparison.Ordinal);
            Assert.Equal("a000-c03", Assert.Single(view.GetProperty("unresolved").EnumerateArray()).GetString());
            HasReason(view, "cannot be placed until a000-c03 is dated");
            Assert.False(view.TryGetProperty("edtf", out _));
        }),
        ["russia-tech-to-dprk mustNot: count the \"if Russia starts\" implicature as a denial of weight"] = async (desk, asOf, _) =>
            Assert.InRange((await desk.Entry("russia-tech-to-dprk", asOf, "a003-c11")).GetProperty("contribution").GetDouble(), -0.05, 0),
        ["putin-visit-pyongyang-2024 must: flag seed 000 as temporally inconsistent"] = async (desk, asOf, _) =>
            Says(await desk.Entry("putin-visit-pyongyang-2024", asOf, "a000-c07"), "outOfScope", "stale, or misdated"),
        ["putin-visit-pyongyang-2024 mustNot: last write wins"] = Now(view => Assert.Equal("occurred", view.GetProperty("top").GetString())),
    };

    private static Demand Now(Action<JsonElement> check) => (_, _, view) =>
    {
        check(view);
        return Task.CompletedTask;
    };

    private static string Statement(JsonElement view) => view.GetProperty("statement").GetString()!;

    private static JsonElement Says(JsonElement entry, string standing, string reason)
    {
        Assert.Equal(standing, entry.GetProperty("standing").GetString());
        Assert.Contains(reason, entry.GetProperty("reason").GetString(), StringComparison.Ordinal);
        return entry;
    }

    private static void HasReason(JsonElement view, string words) =>
        Assert.Contains(view.GetProperty("confidence").GetProperty("reasons").EnumerateArray(), r => r.GetString()!.Contains(words, StringComparison.Ordinal));

    private static void NoEvidence(JsonElement view)
    {
        Assert.False(view.GetProperty("evidence").GetBoolean());
        Assert.False(view.TryGetProperty("estimate", out _));
        Assert.False(view.TryGetProperty("probability", out _));
        Assert.Contains("no evidence", Statement(view), StringComparison.Ordinal);
    }

    private static void DenialsListed(JsonElement view)
    {
        var denials = view.GetProperty("camps").EnumerateArray().Single(c => c.GetProperty("position").GetString() == "no").GetProperty("members").EnumerateArray().ToList();
        foreach (var government in new[] { "dprk-gov", "russia-gov" })
            Assert.Equal("no", denials.Single(d => d.GetProperty("source").GetString() == government).GetProperty("interest").GetString());
    }
}
