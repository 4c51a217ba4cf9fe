using Analysis.Testing;
using static Microsoft.Playwright.Assertions;

namespace Analysis.Web.Tests;

[Needs(Tool.Browser)]
public sealed class BoardTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Chain = ["my-desk", "un-panel"];

    [NeedyFact]
    public async Task Every_topic_stands_on_the_board_with_what_is_believed()
    {
        await using var reader = await site.Open(height: 2_000); // of a long list only what is on the screen is there
        var rows = reader.Page.Locator(".rows > li");

        await Expect(rows.Filter(new() { HasText = "DPRK weapons transfers" })).ToContainTextAsync("65 %");
        await Expect(rows.Filter(new() { HasText = "DPRK weapons transfers" })).ToContainTextAsync("moderate");
        await Expect(rows.Filter(new() { HasText = "DPRK weapons transfers" })).ToContainTextAsync("4 reports, 2 origins");
        await Expect(rows.Filter(new() { HasText = "Start of the DPRK engineer" })).ToContainTextAsync("no evidence");
        await Expect(rows.Filter(new() { HasText = "first deployment" }).Locator(".spark svg")).ToBeVisibleAsync();
    }

    [NeedyFact]
    public async Task A_claim_that_somebody_posts_moves_the_board_as_it_comes()
    {
        await site.Put("/v1/topics/live", new { title = "Moving while one looks", kind = "quantity", unit = "boats" });
        await site.Post("/v1/claims", new { id = "c1", topic = "live", unit = "boats", value = new { kind = "quantity", best = 600 }, status = "occurred", attribution = Chain });
        await using var reader = await site.Open();
        var row = reader.Page.Locator(".rows > li").Filter(new() { HasText = "Moving while one looks" });
        await Expect(row).ToContainTextAsync("600");
        await Expect(reader.Page.GetByText("live", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(row.Locator(".move")).ToBeEmptyAsync();

        await site.Post("/v1/claims", new { id = "c2", topic = "live", unit = "boats", value = new { kind = "quantity", best = 4700 }, status = "occurred", attribution = Chain, corrects = "c1" });

        await Expect(row.Locator(".belief")).ToContainTextAsync("4,700");
        await Expect(row.Locator(".move")).ToHaveTextAsync("was 600");
        await Expect(row.Locator(".why")).ToContainTextAsync("un-panel says 4,700"); // for the team too
        await reader.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Mark as seen" }).ClickAsync();
        await Expect(row.Locator(".move")).ToBeEmptyAsync();
        await Expect(row.Locator(".belief")).ToContainTextAsync("4,700");
    }

    [NeedyFact]
    public async Task What_moved_since_the_last_visit_is_marked_and_can_be_shown_alone()
    {
        await site.Put("/v1/topics/visited", new { title = "Seen before", kind = "proposition" });
        await site.Put("/v1/topics/quiet", new { title = "Nobody speaks of it", kind = "proposition" });
        await using var reader = await site.Open();
        var row = reader.Page.Locator(".rows > li").Filter(new() { HasText = "Seen before" });
        await Expect(row).ToContainTextAsync("no evidence");
        await reader.Page.WaitForFunctionAsync("localStorage['analysis-seen']?.includes('\"visited\"') && localStorage['analysis-seen'].includes('\"quiet\"')");
        await reader.Page.GotoAsync("about:blank");
        await site.Post("/v1/claims", new { id = "c1", topic = "visited", value = new { kind = "proposition", holds = true }, status = "occurred", attribution = Chain });

        await reader.Page.GotoAsync("/?show=moved");

        await Expect(row.Locator(".move")).ToHaveTextAsync("was no evidence");
        await Expect(reader.Page.Locator(".rows > li").Filter(new() { HasText = "Nobody speaks of it" })).ToHaveCountAsync(0);
    }

    [NeedyFact]
    public async Task Search_finds_by_word_and_the_address_says_so()
    {
        await using var reader = await site.Open();
        await reader.Page.Keyboard.PressAsync("/");
        await reader.Page.Keyboard.TypeAsync("artillery");

        await Expect(reader.Page.Locator(".rows > li")).ToHaveCountAsync(1);
        await Expect(reader.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=artillery"));
        await reader.Page.GetByRole(Microsoft.Playwright.AriaRole.Searchbox).FillAsync("nothing-is-called-so");
        await Expect(reader.Page.GetByText("Nothing here.")).ToBeVisibleAsync();
    }

    [NeedyFact]
    public async Task Tags_narrow_the_board()
    {
        await site.Put("/v1/topics/tagged", new { title = "With a tag", kind = "proposition", tags = new[] { "harbour" } });
        await using var reader = await site.Open();

        await reader.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "harbour" }).ClickAsync();

        await Expect(reader.Page.Locator(".rows > li")).ToHaveCountAsync(1);
        await Expect(reader.Page.Locator(".rows > li")).ToContainTextAsync("With a tag");
    }

    [NeedyFact]
    public async Task Several_topics_are_put_on_a_list_grouped_and_compared()
    {
        foreach (var id in new[] { "strait-a", "strait-b" })
        {
            await site.Put($"/v1/topics/{id}", new { title = $"Waiting at {id}", kind = "quantity", unit = "ships" });
            await site.Post("/v1/claims", new
            {
                id = "c1",
                topic = id,
                unit = "ships",
                value = new { kind = "quantity", best = 45 },
                status = "occurred",
                attribution = Chain
            });
        }

        await using var reader = await site.Open("/?q=waiting");
        var page = reader.Page;
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Choose…" }).ClickAsync();
        await page.GetByLabel("Choose Waiting at strait-a").CheckAsync();
        await page.GetByLabel("Choose Waiting at strait-b").CheckAsync();
        await page.GetByLabel("Tag or list").FillAsync("night desk");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Put on" }).ClickAsync();
        await Expect(page.Locator(".done")).ToContainTextAsync("2 topics tagged");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "By tag" }).ClickAsync();
        await Expect(page.Locator("section").Filter(new()
        {
            Has = page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "night desk" }),
        }).Locator(".rows > li")).ToHaveCountAsync(2);

        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Compare" }).ClickAsync();
        await Expect(page.Locator(".small-multiple")).ToHaveCountAsync(2);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "On one axis" }).ClickAsync();
        await Expect(page.Locator(".compare .share path, .compare path.share")).ToHaveCountAsync(2);
        await page.ReloadAsync(); // the address has it all
        await Expect(page.Locator(".compare .share path, .compare path.share")).ToHaveCountAsync(2);
    }
}

/// <summary>Apart from the others, whose board would be full of it.</summary>
[Needs(Tool.Browser)]
public sealed class LongBoardTests(Site site) : IClassFixture<Site>
{
    [NeedyFact]
    public async Task Ten_thousand_topics_are_a_window_of_rows_that_goes_to_the_last()
    {
        const int Topics = 10_000;
        await Parallel.ForEachAsync(Enumerable.Range(0, Topics), new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (i, _) => await site.Put($"/v1/topics/isle-{i:00000}", new { title = $"Isle {i:00000}", kind = "quantity" }));
        await using var reader = await site.Open("/?sort=id&q=isle");
        var rows = reader.Page.Locator(".rows > li");
        await Expect(rows.First).ToContainTextAsync("Isle 00000");
        await Expect(reader.Page.Locator(".count")).ToContainTextAsync("so far");

        var last = rows.Filter(new() { HasText = $"Isle {Topics - 1:00000}" });
        for (var i = 0; i < 200 && await last.CountAsync() == 0; i++)
        {
            await reader.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
            await reader.Page.WaitForTimeoutAsync(50);
        }

        await Expect(last).ToBeVisibleAsync();
        await Expect(reader.Page.Locator(".count")).ToContainTextAsync("10,000 topics");
        Assert.InRange(await rows.CountAsync(), 10, 60);
    }
}
