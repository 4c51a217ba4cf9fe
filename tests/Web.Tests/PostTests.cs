using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Analysis.Web.Tests;

[Needs(Tool.Browser)]
public sealed class PostTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Chain = ["my-desk", "un-panel"];

    [NeedyFact]
    public async Task A_claim_is_posted_from_the_form_and_moves_its_topic()
    {
        await using var reader = await site.Open("/post?topic=dprk-killed");
        var page = reader.Page;
        await Expect(Form(page).GetByLabel("Unit")).ToHaveValueAsync("persons");
        await Form(page).GetByLabel("Number").FillAsync("4,700");
        await Form(page).GetByLabel("Status").SelectOptionAsync("cumulative");
        await Form(page).GetByLabel("When it holds").FillAsync("../2025-08");
        await Form(page).GetByLabel("Published").FillAsync("2025-09-02");
        await Form(page).GetByLabel("Chain").FillAsync("my-desk > un-panel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post the claim" }).ClickAsync();

        await Expect(page.Locator(".outcome")).ToContainTextAsync("Taken in, 4,700 persons: counts, the word of un-panel");
        await page.GetByRole(AriaRole.Link, new() { Name = "See the topic" }).ClickAsync();
        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("4,700");
    }

    [NeedyTheory]
    [InlineData("range", "From=5;to=9", "5 to 9")]
    [InlineData("bound", "Number=12", "at least 12")]
    [InlineData("proposition", "with probability=0.8", "yes, 80 %")]
    [InlineData("category", "Which=red", "red")]
    [InlineData("date", "Date=2025-07-14", "14 Jul 2025")]
    public async Task Every_kind_of_value_has_its_form(string kind, string fields, string said)
    {
        await using var reader = await site.Open($"/");
        reader.ExpectsFailures = true; // the topic is looked up, and is not there yet
        var page = reader.Page;
        await page.GotoAsync($"/post?topic=new-{kind}");
        await Form(page).GetByLabel("It says").SelectOptionAsync(kind);
        foreach (var field in fields.Split(';').Select(f => f.Split('='))) await Form(page).GetByLabel(field[0], new() { Exact = true }).FillAsync(field[1]);
        if (kind == "proposition") await Form(page).GetByLabel("It holds", new() { Exact = true }).SelectOptionAsync("yes"); // nothing is taken for granted
        await Form(page).GetByLabel("Chain").FillAsync("my-desk > un-panel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post the claim" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the topic" }).ClickAsync();

        await Expect(page.Locator(".ledger tr.claim")).ToContainTextAsync(said);
        await Expect(page.Locator("[data-claim]")).ToHaveCountAsync(1);
    }

    [NeedyFact]
    public async Task What_the_server_finds_wrong_stands_beside_the_field()
    {
        await using var reader = await site.Open("/post?topic=dprk-killed");
        reader.ExpectsFailures = true;
        var page = reader.Page;
        await Expect(Form(page).GetByLabel("Unit")).ToHaveValueAsync("persons");
        await Form(page).GetByLabel("Number").FillAsync("many");
        await Form(page).GetByLabel("When it holds").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post the claim" }).ClickAsync();

        await Expect(page.Locator(".field.wrong").Filter(new() { HasText = "Number" })).ToContainTextAsync("must be a number");
        await Expect(page.Locator(".field.wrong").Filter(new() { HasText = "When it holds" })).ToContainTextAsync("is not an EDTF date");
        await Expect(Form(page).GetByLabel("Number")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Form(page).GetByLabel("Number")).ToHaveValueAsync("many");
    }

    [NeedyFact]
    public async Task Lines_are_posted_and_each_is_answered()
    {
        await using var reader = await site.Open("/post");
        var page = reader.Page;
        await page.GetByText("Many, as lines").ClickAsync();
        await Form(page).GetByLabel("Claims, one JSON object a line").FillAsync("""
            {"id": "l1", "topic": "lines", "value": {"kind": "proposition", "holds": true}, "status": "ongoing", "attribution": ["gazette"]}
            {"id": "l2", "topic": "lines", "value": {"kind": "bound", "op": "?", "value": 1}, "status": "ongoing", "attribution": ["gazette"]}
            """);
        await Form(page).GetByLabel("open topics that are not there yet").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Post the lines" }).ClickAsync();

        await Expect(page.GetByText("1 claim taken in")).ToBeVisibleAsync();
        await Expect(page.Locator("tr.rejected")).ToContainTextAsync("/value/op must be one of");
    }

    [NeedyFact]
    public async Task A_claim_is_retracted_corrected_and_the_answer_recorded_with_reasons()
    {
        await site.Put("/v1/topics/settled", new { title = "To be settled", kind = "quantity", unit = "boats" });
        await site.Post("/v1/claims", new { id = "r1", topic = "settled", value = new { kind = "quantity", best = 10 }, status = "occurred", attribution = Chain, unit = "boats" });
        await site.Post("/v1/claims", new { id = "r2", topic = "settled", value = new { kind = "quantity", best = 12 }, status = "occurred", attribution = Chain, unit = "boats" });
        await using var reader = await site.Open("/topics/settled");
        var page = reader.Page;

        await page.Locator("#claim-r2 .link").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retract…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("withdrawn by the panel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retract", Exact = true }).ClickAsync();
        await Expect(page.Locator("#claim-r2 .standing")).ToHaveTextAsync("retracted");

        await page.Locator("#claim-r1 .link").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Correct…" }).ClickAsync();
        await Expect(page.GetByLabel("Number")).ToHaveValueAsync("10");
        await page.GetByLabel("Number").FillAsync("11");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post the claim" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the topic" }).ClickAsync();
        await Expect(page.Locator("#claim-r1 .standing")).ToHaveTextAsync("corrected");
        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("11");

        await page.GetByRole(AriaRole.Button, new() { Name = "Record the answer…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Number").FillAsync("11");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("counted in the harbour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await Expect(page.Locator(".badge.resolved")).ToBeVisibleAsync();
        await Expect(page.Locator(".outlook").Filter(new() { HasText = "counted in the harbour" })).ToBeVisibleAsync();

        await page.GotoAsync("/sources/un-panel");
        await Expect(page.Locator(".figures")).ToContainTextAsync("established answers");
        await Expect(page.Locator(".calibration svg circle")).ToHaveCountAsync(1);
        await Expect(page.Locator("table").Filter(new() { HasText = "settled" })).ToContainTextAsync("retracted");
    }

    [NeedyFact]
    public async Task A_source_is_graded_and_its_topics_learn_of_it()
    {
        await site.Put("/v1/topics/graded", new { title = "Graded", kind = "proposition" });
        await site.Post("/v1/claims", new { id = "g1", topic = "graded", value = new { kind = "proposition", holds = true }, status = "occurred", attribution = new[] { "gazette", "scout" } });
        await using var reader = await site.Open("/sources/scout");
        var page = reader.Page;
        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("F");
        await page.GetByLabel("Reliability").SelectOptionAsync("A");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assess it so" }).ClickAsync();

        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("A");
        await page.GetByRole(AriaRole.Link, new() { Name = "graded" }).ClickAsync();
        await page.GetByText("As we recorded it").ClickAsync();
        await Expect(page.Locator(".steps li").First).ToContainTextAsync(new Regex("a source was assessed"));
    }

    [NeedyFact]
    public async Task A_topic_that_is_there_is_not_written_over()
    {
        await site.Put("/v1/topics/taken", new { title = "There before", kind = "quantity", unit = "boats" });
        await using var reader = await site.Open("/post");
        reader.ExpectsFailures = true;
        var page = reader.Page;
        await page.GetByText("A topic", new() { Exact = true }).ClickAsync();
        await Form(page).GetByLabel("Title").FillAsync("Another");
        await Form(page).GetByLabel("Id").FillAsync("taken");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the topic" }).ClickAsync();

        await Expect(page.Locator(".field.wrong")).ToContainTextAsync("there is a topic of this id already");
        Assert.Equal("There before", (await site.Http.GetFromJsonAsync<JsonObject>("/v1/topics/taken"))!["title"]!.GetValue<string>()); // it was just put there
    }

    [NeedyTheory]
    [InlineData("1,5", null)]
    [InlineData("1.500", 1.5)]
    [InlineData("12,345,678,901", 12_345_678_901d)]
    [InlineData("1 500", 1_500d)]
    [InlineData("0x10", null)]
    public async Task A_number_is_taken_as_it_is_written_or_not_at_all(string typed, double? taken)
    {
        var topic = $"numbers-{Guid.NewGuid():n}";
        await site.Put($"/v1/topics/{topic}", new { title = "Numbers", kind = "quantity" });
        await using var reader = await site.Open($"/post?topic={topic}");
        reader.ExpectsFailures = true;
        var page = reader.Page;
        await Form(page).GetByLabel("Number").FillAsync(typed);
        await Form(page).GetByLabel("Chain").FillAsync("my-desk > un-panel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post the claim" }).ClickAsync();

        if (taken is null)
        {
            await Expect(page.Locator(".field.wrong").Filter(new() { HasText = "Number" })).ToBeVisibleAsync();
            await Expect(Form(page).GetByLabel("Number")).ToBeFocusedAsync();
            return;
        }

        var shown = taken.Value.ToString("#,0.###", CultureInfo.InvariantCulture);
        await Expect(page.Locator(".outcome")).ToContainTextAsync($"Taken in, {shown}");
        await page.GetByRole(AriaRole.Link, new() { Name = "See the topic" }).ClickAsync();
        await Expect(page.Locator(".ledger tr.claim")).ToContainTextAsync(shown); // to the last digit
    }

    [NeedyFact]
    public async Task Of_two_statements_of_a_minute_the_later_stands()
    {
        await site.Put("/v1/topics/in-turn", new { title = "In turn", kind = "quantity" });
        await using var reader = await site.Open("/post?topic=in-turn");
        var page = reader.Page;
        foreach (var number in new[] { "100", "200", "300" })
        {
            if (number != "100") await page.GetByRole(AriaRole.Button, new() { Name = "Another from this report" }).ClickAsync();
            await Form(page).GetByLabel("Number").FillAsync(number);
            await Form(page).GetByLabel("Chain").FillAsync("my-desk > un-panel");
            await page.GetByRole(AriaRole.Button, new() { Name = "Post the claim" }).ClickAsync();
            await Expect(page.Locator(".outcome")).ToContainTextAsync($"Taken in, {number}: counts");
        }
    }

    [NeedyFact]
    public async Task What_was_sent_stays_in_sight_and_the_next_of_the_report_begins_by_an_act()
    {
        await site.Put("/v1/topics/sent-once", new { title = "Whether it was breached", kind = "proposition" });
        await using var reader = await site.Open("/post?topic=sent-once");
        var page = reader.Page;
        var post = page.GetByRole(AriaRole.Button, new() { Name = "Post the claim" });
        await Form(page).GetByLabel("It holds", new() { Exact = true }).SelectOptionAsync("no");
        await Form(page).GetByLabel("Chain").FillAsync("Guardian > Mayor of Kherson");
        await Form(page).GetByLabel("Published").FillAsync("3 October 2026");
        await Form(page).GetByLabel("Hedges").FillAsync("likely");
        await Form(page).GetByLabel("Link").FillAsync("https://example.org/report");
        await Expect(Form(page).GetByText("= 2026-10-03")).ToBeVisibleAsync();
        await post.ClickAsync();

        await Expect(page.Locator(".outcome")).ToContainTextAsync("Sent. Taken in, no: counts, the word of mayor-of-kherson");
        await Expect(Form(page).GetByLabel("It holds", new() { Exact = true })).ToHaveValueAsync("no");
        await Expect(Form(page).GetByLabel("It holds", new() { Exact = true })).ToBeDisabledAsync();
        await Expect(post).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Another from this report" }).ClickAsync();
        await Expect(Form(page).GetByLabel("It holds", new() { Exact = true })).ToHaveValueAsync(""); // nothing is taken for granted
        await Expect(Form(page).GetByLabel("Published")).ToHaveValueAsync("3 October 2026");
        await Expect(Form(page).GetByLabel("Chain")).ToHaveValueAsync("Guardian > Mayor of Kherson");
        await Expect(Form(page).GetByLabel("Link")).ToHaveValueAsync("https://example.org/report");
        await Expect(Form(page).GetByLabel("Hedges")).ToHaveValueAsync("");
        reader.ExpectsFailures = true;
        await Form(page).GetByLabel("Published").FillAsync("last Tuesday");
        await post.ClickAsync();
        await Expect(page.Locator(".field.wrong").Filter(new() { HasText = "It holds" })).ToContainTextAsync("is required");
        await Expect(page.Locator(".field.wrong").Filter(new() { HasText = "Published" })).ToContainTextAsync("is not an EDTF date");

        var ledger = (await site.Http.GetFromJsonAsync<JsonObject>("/v1/topics/sent-once/claims"))!["claims"]!.AsArray();
        var claim = ledger.Single()!["claim"]!;
        Assert.Equal((false, "2026-10-03"), (claim["value"]!["holds"]!.GetValue<bool>(), claim["reportedTime"]!.ToString()));
        Assert.Equal(2, claim["attribution"]!.AsArray().Count);
    }

    [NeedyFact]
    public async Task Topics_and_sources_are_completed_from_all_that_the_server_has()
    {
        await site.Put("/v1/topics/zz-lighthouse", new { title = "Lighthouses that burn", kind = "quantity", unit = "lighthouses", dynamics = "cumulative" });
        await site.Put("/v1/sources/keeper", new { name = "Keeper of the Light" });
        await using var reader = await site.Open("/post");
        var page = reader.Page;
        await Form(page).GetByLabel("Topic").PressSequentiallyAsync("light burn");
        await page.GetByRole(AriaRole.Option, new() { Name = "Lighthouses that burn" }).ClickAsync();
        await Expect(Form(page).GetByLabel("Topic")).ToHaveValueAsync("zz-lighthouse");
        await Expect(Form(page).GetByLabel("Unit")).ToHaveValueAsync("lighthouses");
        await Form(page).GetByLabel("Chain").PressSequentiallyAsync("Gazette > keeper of");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "Keeper of the Light" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Form(page).GetByLabel("Chain")).ToHaveValueAsync("Gazette > keeper");
        Assert.Equal("cumulative", await Form(page).GetByLabel("Status").Locator("option").First.GetAttributeAsync("value")); // first where a count grows
    }

    [NeedyFact]
    public async Task A_topic_is_defined_whole_and_its_title_makes_its_id()
    {
        await using var reader = await site.Open("/post?form=topic");
        var page = reader.Page;
        await Form(page).GetByLabel("Title").FillAsync("Brigades at the Dnipro, désormais");
        await Expect(Form(page).GetByLabel("Id")).ToHaveValueAsync("brigades-at-the-dnipro-desormais");
        await Form(page).GetByLabel("The truth").SelectOptionAsync("changing");
        await Form(page).GetByLabel("Half-life").FillAsync("30 days");
        await Form(page).GetByLabel("Unit", new() { Exact = true }).FillAsync("persons");
        await Form(page).GetByLabel("Other units").FillAsync("brigades = 5,000; companies = 120");
        await Form(page).GetByLabel("occurred", new() { Exact = true }).UncheckAsync();
        await Form(page).GetByLabel("Sources").SelectOptionAsync("observers");
        await Form(page).GetByLabel("Family").FillAsync("troops");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add an interest" }).ClickAsync();
        await Form(page).GetByLabel("Who has an interest").FillAsync("Ministry of Brigades");
        await Form(page).GetByLabel("in", new() { Exact = true }).SelectOptionAsync("low");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the topic" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Brigades at the Dnipro, désormais" })).ToBeVisibleAsync();
        var topic = (await site.Http.GetFromJsonAsync<JsonObject>("/v1/topics/brigades-at-the-dnipro-desormais"))!;
        Assert.Equal(("P30D", "observers", "troops", 5_000), (topic["halfLife"]!.ToString(), topic["sources"]!.ToString(), topic["family"]!.ToString(),
            topic["conversions"]!["brigades"]!.GetValue<int>()));
        Assert.Equal(["ongoing", "cumulative"], topic["accepts"]!.AsArray().Select(s => s!.ToString()));
        Assert.Equal("low", topic["interests"]![0]!["favours"]!.ToString());
    }

    [NeedyFact]
    public async Task A_topic_is_opened_from_the_form()
    {
        await using var reader = await site.Open("/post");
        var page = reader.Page;
        await page.GetByText("A topic", new() { Exact = true }).ClickAsync();
        await Form(page).GetByLabel("Title").FillAsync("The colour of the flag");
        await Form(page).GetByLabel("Id").FillAsync("flag");
        await Form(page).GetByLabel("Answer", new() { Exact = true }).SelectOptionAsync("category");
        await Form(page).GetByLabel("Answers", new() { Exact = true }).FillAsync("red, blue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the topic" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The colour of the flag" })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/topics/flag$"));
    }

    /// <summary>The form in sight: the others keep what was typed into them.</summary>
    private static ILocator Form(IPage page) => page.Locator("form.post:visible");
}
