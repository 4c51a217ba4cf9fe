using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Analysis.Web.Tests;

/// <summary>The reading room: from a text to claims.</summary>
[Needs(Tool.Browser)]
public sealed class ReadTests(Site site) : IClassFixture<Site>
{
    /// <summary>Made up, as a wire would write it.</summary>
    private const string Text = """
        Ferries leave Port Alder

        PORT ALDER - Around 700 sailors have been killed so far in the strait, according to the Harbour Authority.
        The ministry said that at least 40 vessels had left the harbour. The weather was fine.
        A senior official said some 12,000 marines were sent to the coast on 1 October 2025.
        """;

    [NeedyFact]
    public async Task An_article_goes_from_paste_to_posted_by_the_keyboard_alone()
    {
        await site.Put("/v1/topics/strait-toll", new { title = "Sailors killed in the strait", kind = "quantity", unit = "persons", dynamics = "cumulative" });
        await site.Put("/v1/topics/vessels-gone", new { title = "Vessels that left Port Alder", kind = "quantity", unit = "vessels" });
        await site.Put("/v1/topics/marines-sent", new { title = "Marines sent to the coast", kind = "quantity", unit = "persons" });
        await using var reader = await site.Open("/");
        var page = reader.Page;
        var keys = new Keyboard(page);

        await keys.Press("g", "r");
        await Expect(page.GetByLabel("Text", new() { Exact = true })).ToBeFocusedAsync();
        await keys.Paste(Text);
        await keys.Press("Tab");
        await keys.Type("Wire A");
        await keys.Press("Tab");
        await keys.Type("3 Oct 2025");
        await Expect(page.GetByText("= 2025-10-03")).ToBeVisibleAsync();
        await keys.Press("Control+Enter");

        // one card of a sentence, then the others by reading it all
        await Expect(page.GetByRole(AriaRole.Listbox, new() { Name = "Text, sentence by sentence" })).ToBeFocusedAsync();
        await keys.Press("j", "Enter");
        await Choose(page, keys, "sailors", "strait-toll");
        await Expect(page.Locator(".claimcard mark").First).ToBeVisibleAsync();
        await keys.Press("Enter");
        await Expect(page.Locator("#moves")).ToHaveTextAsync("This claim would move 1 topic");
        await keys.Press("r");
        await Expect(page.Locator(".claimcard")).ToHaveCountAsync(3);
        foreach (var (words, topic) in new[] { ("vessels", "vessels-gone"), ("marines", "marines-sent") })
        {
            await keys.Press("c");
            await Choose(page, keys, words, topic);
            await keys.Press("Enter");
        }

        await Expect(page.Locator("#moves")).ToHaveTextAsync("These 3 claims would move 3 topics");
        await Expect(page.Locator(".wouldmove li").First).ToContainTextAsync(new Regex("no evidence.*700", RegexOptions.Singleline));
        await keys.Press("p");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Post 3 claims" })).ToBeFocusedAsync();
        await keys.Press("Enter");
        await Expect(page.Locator(".sent li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".claimcard")).ToHaveCountAsync(0);

        var toll = await Claim("strait-toll");
        Assert.Equal(("quantity", 700), (toll["value"]!["kind"]!.ToString(), toll["value"]!["best"]!.GetValue<int>()));
        Assert.Equal(("persons", "cumulative", "2025-10-03"), (toll["unit"]!.ToString(), toll["status"]!.ToString(), toll["reportedTime"]!.ToString()));
        Assert.Contains("Around", toll["hedges"]!.AsArray().Select(h => h!.ToString()));
        Assert.StartsWith("wire-a", toll["attribution"]![0]!.ToString());
        Assert.Contains("harbour", toll["attribution"]![1]!.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Around 700 sailors", toll["quote"]!.ToString());
        var vessels = await Claim("vessels-gone");
        Assert.Equal(("bound", ">=", 40),
            (vessels["value"]!["kind"]!.ToString(), vessels["value"]!["op"]!.ToString(), vessels["value"]!["value"]!.GetValue<int>()));
        Assert.Equal(12_000, (await Claim("marines-sent"))["value"]!["best"]!.GetValue<int>());
        Assert.Equal(toll["article"]!.ToString(), vessels["article"]!.ToString()); // the article that is kept
        Assert.Equal(Text.Trim(), (await site.Http.GetFromJsonAsync<JsonObject>($"/v1/articles/{toll["article"]}"))!["text"]!.ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ferries leave Port Alder" })).ToBeVisibleAsync();
        Assert.InRange(keys.Count, 1, 60);
    }

    [NeedyFact]
    public async Task A_card_is_seen_by_a_colleague_and_what_is_refused_stays_with_its_fault_under_its_field()
    {
        await site.Put("/v1/topics/refusing", new { title = "Refusing topic", kind = "quantity", unit = "boats" });
        var article = await Article("Two boats sank. Nobody knows more.");
        await using var reader = await site.Open($"/read/{article}");
        var page = reader.Page;
        reader.ExpectsFailures = true;
        await page.GetByRole(AriaRole.Option, new() { Name = "Nobody knows more." }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New card" }).ClickAsync();
        await page.GetByLabel("Topic", new() { Exact = true }).FillAsync("refusing");
        await page.GetByLabel("Number").FillAsync("-3");
        await page.GetByLabel("Unit").FillAsync("boats");
        await page.GetByLabel("Status").SelectOptionAsync("occurred");
        await page.GetByLabel("Who says it").FillAsync("gazette");
        await Expect(page.Locator(".claimcard .field.wrong")).ToContainTextAsync("a count is never negative");

        await using var colleague = await site.Open($"/read/{article}");
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "-3 boats" }).ClickAsync();
        await Expect(colleague.Page.GetByLabel("Unit")).ToHaveValueAsync("boats");
        await Expect(colleague.Page.Locator("blockquote")).ToHaveTextAsync("Nobody knows more.");

        await page.GetByLabel("Number").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Post 1 claim" }).ClickAsync();
        await Expect(page.Locator(".sent li")).ToContainTextAsync("counts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".sent li")).ToContainTextAsync("it was retracted");
    }

    [NeedyTheory]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    public async Task Axe_finds_nothing_in_the_room_and_nothing_is_wider_than_it(int width, ColorScheme scheme)
    {
        var article = await Article(Text);
        await site.Post($"/v1/articles/{article}/proposals", new { });
        await using var reader = await site.Open("/read", width, scheme: scheme);
        var page = reader.Page;
        await Expect(page.Locator(".articles li").First).ToBeVisibleAsync();
        await LooksWell();
        await page.GotoAsync($"/read/{article}");
        await page.Locator(".claimcard h3 button").First.ClickAsync();
        await Expect(page.GetByLabel("Status")).ToBeVisibleAsync();
        await LooksWell();

        async Task LooksWell()
        {
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
            var found = await page.RunAxe();
            Assert.Empty(found.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join("; ", v.Nodes.Select(n => n.Html))}"));
        }
    }

    /// <summary>Types words of a topic's title and takes the first offer.</summary>
    private static async Task Choose(IPage page, Keyboard keys, string words, string topic)
    {
        var field = page.GetByLabel("Topic", new() { Exact = true });
        await Expect(field).ToBeFocusedAsync();
        await keys.Type(words);
        await Expect(page.Locator(".completion [aria-selected=true]")).ToContainTextAsync(topic);
        await keys.Press("Enter");
        await Expect(field).ToHaveValueAsync(topic);
    }

    private async Task<JsonObject> Claim(string topic)
    {
        var ledger = await site.Http.GetFromJsonAsync<JsonObject>($"/v1/topics/{topic}/claims");
        return ledger!["claims"]!.AsArray().Single()!["claim"]!.AsObject(); // each topic is this test's own
    }

    private async Task<string> Article(string text) => (await site.Post("/v1/articles", new { text }))["id"]!.ToString();

    /// <summary>Keys as they are pressed, counted; a paste is two.</summary>
    private sealed class Keyboard(IPage page)
    {
        public int Count { get; private set; }

        public async Task Press(params string[] keys)
        {
            foreach (var key in keys)
            {
                Count += key.Split('+').Length;
                await page.Keyboard.PressAsync(key);
            }
        }

        public async Task Type(string text)
        {
            Count += text.Length;
            await page.Keyboard.TypeAsync(text);
        }

        public async Task Paste(string text)
        {
            await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", text);
            await Press("Control+v");
        }
    }
}
