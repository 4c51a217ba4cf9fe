using System.Globalization;
using Analysis.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Analysis.Web.Tests;

/// <summary>What holds for every view.</summary>
[Needs(Tool.Browser)]
public sealed class MadeWellTests(Site site) : IClassFixture<Site>
{
    /// <summary>For the pictures in docs/: where to put them. Without it they are made and looked at all the same.</summary>
    private const string PicturesVariable = "ANALYSIS_SCREENSHOTS";

    private const int FirstLoadMax = 200 * 1024;

    public static TheoryData<string> Views { get; } =
    [
        "/", "/topics/dprk-troops-first-wave", "/topics/dprk-weapons-to-russia", "/topics/dprk-combat-role", "/topics/engineers-dispatch-start",
        "/topics/dprk-killed?over=recordedTime", "/topics/dprk-killed?reportedBy=2025-01-01", "/sources", "/sources/rok-nis", "/post", "/post?topic=dprk-killed",
        "/?group=tag", "/compare?topics=dprk-killed,dprk-wounded&one=yes", "/record",
    ];

    [NeedyTheory]
    [MemberData(nameof(Views))]
    public async Task Axe_finds_nothing_dark_on_a_telephone_or_light_on_a_desk_and_nothing_is_wider_than_either(string view)
    {
        await using var reader = await Shown(view, 390, ColorScheme.Dark);
        await LooksWell(390);
        await reader.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await reader.Page.SetViewportSizeAsync(1440, 900);
        await Settled(reader.Page);
        await LooksWell(1440);

        async Task LooksWell(int width)
        {
            Assert.InRange(await reader.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
            var found = await reader.Page.RunAxe();
            Assert.Empty(found.Violations.Select(
                v => $"{v.Id}: {v.Help}: {string.Join("; ", v.Nodes.Select(n => n.Html))}"));
        }
    }

    [NeedyFact]
    public async Task Axe_finds_nothing_in_an_open_claim_what_if_and_the_dialogs()
    {
        await using var reader = await Shown("/topics/dprk-killed", 1440, ColorScheme.Light);
        var page = reader.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "What if…" }).ClickAsync();
        await page.GetByLabel("With rok-nis", new() { Exact = true }).UncheckAsync();
        await Expect(page.Locator(".alternative")).ToBeVisibleAsync();
        await page.Locator("tr.claim .link").First.ClickAsync();
        await Expect(page.Locator(".claimdetail .without")).ToContainTextAsync("The view without it");
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id + v.Help));

        await page.GetByRole(AriaRole.Button, new() { Name = "Retract…" }).ClickAsync();
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id + v.Help));
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.DownAsync("Shift"); // as on a keyboard
        await page.Keyboard.PressAsync("?");
        await page.Keyboard.UpAsync("Shift");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Keyboard shortcuts");
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id + v.Help));
    }

    [NeedyFact]
    public async Task The_first_load_is_small()
    {
        await using var reader = await site.Open("about:blank");
        var session = await reader.Page.Context.NewCDPSessionAsync(reader.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        long bytes = 0;
        session.Event("Network.loadingFinished").OnEvent += (_, data) => bytes += (long)data!.Value.GetProperty("encodedDataLength").GetDouble(); // the event always has data
        await reader.Page.GotoAsync("/");
        await Expect(reader.Page.Locator(".rows > li").First).ToBeVisibleAsync();
        await reader.Page.WaitForTimeoutAsync(1_000);

        Assert.InRange(bytes, 20 * 1024, FirstLoadMax);
    }

    [NeedyFact]
    public async Task A_reader_needs_no_mouse()
    {
        await using var reader = await Shown("/", 1440, ColorScheme.Light);
        var page = reader.Page;
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".rows .title").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".rows .title").Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        var title = await page.EvaluateAsync<string>("document.activeElement.textContent");
        Assert.Equal(await page.Locator(".rows .title").First.TextContentAsync(), title);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await page.Keyboard.PressAsync("c");
        await Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("s");
        await Expect(page).ToHaveURLAsync($"{site.Url}/sources");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("b");
        await Expect(page.Locator(".rows > li").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByLabel("Page, topic or source")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("artillery");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "Artillery shells" })).ToBeVisibleAsync();
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id + v.Help));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/topics/dprk-artillery-shells"));
    }

    [NeedyFact]
    public async Task A_server_that_is_away_is_said_to_be_away_and_found_again()
    {
        using var folder = new TempFolder();
        var server = await ServerProcess.Start("Analysis.Api.dll", "--data", folder.Path);
        var port = server.Url.Port;
        await using var reader = await site.Open("about:blank");
        reader.ExpectsFailures = true;
        var page = reader.Page;
        await page.GotoAsync(server.Url.ToString());
        await Expect(page.GetByText("There are no topics yet.")).ToBeVisibleAsync();
        await Expect(page.Locator(".pulse")).ToHaveTextAsync("live");
        server.Kill();
        server.Dispose();

        await Expect(page.Locator(".pulse")).ToContainTextAsync("not connected");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sources" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The server does not answer.");
        using var again = await ServerProcess.Start("Analysis.Api.dll", "--data", folder.Path, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

        await Expect(page.Locator(".pulse")).ToHaveTextAsync("live", new() { Timeout = 40_000 });
        await Expect(page.GetByText("No source has been named")).ToBeVisibleAsync(); // nobody pressed anything
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [NeedyFact]
    public async Task A_server_with_keys_is_asked_with_one()
    {
        using var folder = new TempFolder();
        var keys = Path.Combine(folder.Path, "keys");
        await File.WriteAllTextAsync(keys, "reader:0123456789abcdef0123");
        using var server = await ServerProcess.Start("Analysis.Api.dll", "--data", folder.Path, "--Analysis:ApiKeysFile", keys);
        await using var reader = await site.Open("about:blank");
        reader.ExpectsFailures = true;
        await reader.Page.GotoAsync(server.Url.ToString());
        await reader.Page.GetByLabel("This server asks for a key:").FillAsync("0123456789abcdef0123");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

        await Expect(reader.Page.GetByText("There are no topics yet.")).ToBeVisibleAsync();
        await Expect(reader.Page.Locator(".pulse")).ToHaveTextAsync("live");
    }

    [NeedyFact]
    public async Task Pictures_of_the_board_and_a_topic()
    {
        var folder = Environment.GetEnvironmentVariable(PicturesVariable);
        foreach (var (name, path, width, scheme) in new[]
        {
            ("board", "/", 1440, ColorScheme.Light), ("topic", "/topics/dprk-troops-first-wave", 1440, ColorScheme.Light),
            ("board-narrow", "/", 390, ColorScheme.Dark), ("topic-narrow", "/topics/dprk-weapons-to-russia", 390, ColorScheme.Dark),
        })
        {
            await using var reader = await Shown(path, width, scheme);
            var picture = await reader.Page.ScreenshotAsync(new() { Path = folder is null ? null : Path.Combine(folder, $"{name}.png") });

            Assert.InRange(picture.Length, 15_000, 1_000_000);
        }
    }

    private async Task<Reader> Shown(string view, int width, ColorScheme scheme)
    {
        var reader = await site.Open(view, width, scheme: scheme);
        await Expect(reader.Page.Locator("h1")).ToBeAttachedAsync();
        await Settled(reader.Page);
        return reader;
    }

    /// <summary>Nothing is loading any more, and what changed with the width is drawn anew.</summary>
    private static async Task Settled(IPage page)
    {
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        await Expect(page.Locator("p.empty[role=status]")).ToHaveCountAsync(0);
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }
}
