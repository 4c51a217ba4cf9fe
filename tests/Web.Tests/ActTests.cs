using Analysis.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Analysis.Web.Tests;

/// <summary>What can be done on a topic's page, and undone.</summary>
[Needs(Tool.Browser)]
public sealed class ActTests(Site site) : IClassFixture<Site>
{
    private static readonly string[] Chain = ["my-desk", "port-office"];
    private static readonly string[] Other = ["my-desk", "quay-watch"];
    private static readonly string[] Tags = ["harbour"];

    [NeedyFact]
    public async Task A_retraction_is_taken_back_from_its_message()
    {
        await Open("boats", best: 40);
        await using var reader = await site.Open("/topics/boats?claim=boats-1");
        var page = reader.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Retract…" }).ClickAsync();
        await Fill(page, "Reason", "wrong row");
        await Press(page, "Retract");

        await Expect(page.Locator(".done")).ToContainTextAsync("boats-1 was retracted.");
        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("no evidence");
        await page.Locator(".done").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(page.Locator(".done")).ToContainTextAsync("Undone");
        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("40");
    }

    [NeedyFact]
    public async Task An_answer_may_be_a_range_and_is_shown_as_it_was_given()
    {
        await Open("rafts", best: 40);
        await using var reader = await site.Open("/topics/rafts");
        var page = reader.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the answer…" }).ClickAsync();
        await page.GetByLabel("It says").SelectOptionAsync("range");
        await Fill(page, "From", "31");
        await Fill(page, "to", "44");
        await Fill(page, "Reason", "the inquest");
        reader.ExpectsFailures = true; // there is no such day
        await Fill(page, "Known since", "2026-02-30");
        await Press(page, "Record");
        await Expect(page.GetByRole(AriaRole.Dialog).Locator(".field.wrong")).ToContainTextAsync("Known since");
        await Fill(page, "Known since", "2026-02-20");
        await Press(page, "Record");

        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("31 to 44, established");
        await Expect(page.Locator("p.answer, div.answer")).ToContainTextAsync("established");
        await page.Locator(".done").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("40");
    }

    [NeedyFact]
    public async Task A_definition_is_edited_in_place_and_the_edit_undone()
    {
        await Open("ferries", best: 3);
        await using var reader = await site.Open("/topics/ferries");
        var page = reader.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit…" }).ClickAsync();
        await Fill(page, "Title", "Ferries at sea");
        await Fill(page, "Tags", "harbour, night");
        await Press(page, "Save");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ferries at sea");
        await Expect(page.Locator(".answer .large")).ToHaveTextAsync("3"); // all else stays
        await page.Locator(".done").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("How many ferries?");
    }

    [NeedyFact]
    public async Task An_archived_topic_leaves_the_board_and_comes_back()
    {
        await Open("dinghies", best: 8);
        await using var reader = await site.Open("/topics/dinghies");
        var page = reader.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive…" }).ClickAsync();
        await Fill(page, "Reason", "opened by mistake");
        await Press(page, "Archive");
        await Expect(page.Locator(".done")).ToContainTextAsync("was archived");
        await Expect(page.Locator(".marks")).ToContainTextAsync("archived");

        await using var other = await site.Open("/?q=dinghies");
        await Expect(other.Page.Locator(".empty")).ToBeVisibleAsync();
        await page.Locator(".done").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".done")).ToContainTextAsync("Undone");
        await other.Page.ReloadAsync();
        await Expect(other.Page.GetByText("How many dinghies?")).ToBeVisibleAsync();
    }

    [NeedyFact]
    public async Task A_source_is_merged_into_another_and_split_again()
    {
        await Open("launches", best: 5);
        await site.Post("/v1/claims", new
        {
            id = "launches-2",
            topic = "launches",
            unit = "launches",
            value = new { kind = "quantity", best = 5 },
            status = "occurred",
            attribution = Other,
        });
        await using var topic = await site.Open("/topics/launches");
        await Expect(topic.Page.Locator(".marks")).ToContainTextAsync("2 origins");
        await using var reader = await site.Open("/sources/quay-watch");
        var page = reader.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge…" }).ClickAsync();
        await Fill(page, "Into", "port-office");
        await Fill(page, "Reason", "one office, two spellings");
        await Press(page, "Merge");

        await Expect(page.Locator(".outlook")).ToContainTextAsync("It is port-office. one office, two spellings");
        await Expect(topic.Page.Locator(".marks")).ToContainTextAsync("1 origin");
        await page.Locator(".done").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".done")).ToContainTextAsync("Undone");
        await Expect(topic.Page.Locator(".marks")).ToContainTextAsync("2 origins");
    }

    private async Task Open(string topic, double best)
    {
        await site.Put($"/v1/topics/{topic}", new { title = $"How many {topic}?", kind = "quantity", unit = topic, tags = Tags });
        await site.Post("/v1/claims", new
        {
            id = $"{topic}-1",
            topic,
            unit = topic,
            value = new { kind = "quantity", best },
            status = "occurred",
            attribution = Chain,
        });
    }

    private static Task Fill(IPage page, string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
