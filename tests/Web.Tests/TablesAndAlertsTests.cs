using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Analysis.Web.Tests;

[Needs(Tool.Browser)]
public sealed class TablesAndAlertsTests(Site site) : IClassFixture<Site>
{
    private const string Pasted =
        "Question\tFIGURE\tStatus\tSource\tDate reported\tQuote\tLooked over by\n"
        + "pasted\t1.250\toccurred\tgazette > scout\t20.11.2026\t\"He said \"\"many\"\"\nand left\"\tme\n"
        + "pasted\t1.300,5\toccured\tgazette > clerk\t21.11.2026\t\"many\" it says\tme\n"
        + "pasted\t900\toccurred\tgazette > mayor\t22.11.2026\t\tme\n";

    [NeedyFact]
    public async Task A_spreadsheet_is_pasted_mapped_and_mended_and_no_line_is_posted_twice()
    {
        await site.Put("/v1/topics/pasted", new { title = "Pasted", kind = "quantity" });
        await using var reader = await site.Open("/post?form=sheet");
        var page = reader.Page;
        var form = page.Locator("form.post:visible");
        await form.GetByLabel("Cells").FillAsync(Pasted);

        await Expect(form.GetByLabel("What “FIGURE” says")).ToHaveValueAsync("value");
        await Expect(form.GetByLabel("What “Date reported” says")).ToHaveValueAsync("reportedTime");
        await Expect(form.GetByLabel("What “Looked over by” says")).ToHaveValueAsync("");
        await Expect(form.GetByLabel("Numbers are written")).ToHaveValueAsync(",");
        await Expect(form.GetByLabel("Dates are written")).ToHaveValueAsync("dayFirst");
        await LooksWellOnADesk(page);
        await form.GetByRole(AriaRole.Button, new() { Name = "Post 3 lines" }).ClickAsync();
        await Expect(form.GetByText("2 claims taken in")).ToBeVisibleAsync();
        await Expect(form.Locator("tr.mending")).ToContainTextAsync("must be one of planned");
        await Expect(form.GetByLabel("Status, line 4")).ToBeFocusedAsync(); // counted as an editor counts
        await LooksWellOnATelephoneInTheDark(page);

        await form.GetByLabel("Status, line 4").FillAsync("occurred");
        await form.GetByRole(AriaRole.Button, new() { Name = "Post what is left, 1 line" }).ClickAsync();
        await Expect(form.GetByText("1 claim taken in")).ToBeVisibleAsync();
        await form.GetByLabel("Cells").FillAsync(Pasted.Replace("occured", "occurred", StringComparison.Ordinal));
        await form.GetByRole(AriaRole.Button, new() { Name = "Post 3 lines" }).ClickAsync();
        await Expect(form.GetByText("0 claims taken in, 3 there already, 0 rejected.")).ToBeVisibleAsync();

        var claims = (await site.Http.GetFromJsonAsync<JsonObject>("/v1/topics/pasted/claims"))!["claims"]!.AsArray()
            .Select(entry => entry!["claim"]!).ToList(); // it was just put there
        Assert.Equal([900, 1250, 1300.5], claims.Select(c => c["value"]!["best"]!.GetValue<double>()).Order());
        Assert.Equal(["2026-11-20", "2026-11-21", "2026-11-22"],
            claims.Select(c => c["reportedTime"]!.GetValue<string>()).Order());
        Assert.Equal(["\"many\" it says", "He said \"many\"\nand left"],
            claims.Select(c => c["quote"]?.GetValue<string>()).OfType<string>().Order(StringComparer.Ordinal));
    }

    [NeedyFact]
    public async Task A_file_of_a_spreadsheet_on_Windows_is_read_and_what_could_be_either_is_asked()
    {
        await site.Put("/v1/topics/from-file", new { title = "From a file", kind = "quantity" });
        await using var reader = await site.Open("/post?form=sheet&topic=from-file");
        var form = reader.Page.Locator("form.post:visible");
        var bytes = Encoding.Latin1.GetBytes("id;Anzahl;Outlet\r\nf1;1.500;\"Süddeutsche; Zeitung\"\r\n");
        await form.GetByLabel("Or a file").SetInputFilesAsync(new FilePayload
        {
            Name = "claims.csv", MimeType = "text/csv", Buffer = bytes,
        });
        await form.GetByLabel("What “Anzahl” says").SelectOptionAsync("value");
        await Expect(form.GetByRole(AriaRole.Cell, new() { Name = "Süddeutsche; Zeitung" })).ToBeVisibleAsync();
        await Expect(form.GetByText("Still to be said: the status, how numbers are written.")).ToBeVisibleAsync();
        await Expect(form.GetByRole(AriaRole.Button, new() { Name = "Post 1 line" })).ToBeDisabledAsync();
        await form.GetByLabel("Numbers are written").SelectOptionAsync(",");
        await form.GetByLabel("Status", new() { Exact = true }).SelectOptionAsync("occurred");
        await form.GetByRole(AriaRole.Button, new() { Name = "Post 1 line" }).ClickAsync();
        await Expect(form.GetByText("1 claim taken in")).ToBeVisibleAsync();

        var claim = (await site.Http.GetFromJsonAsync<JsonObject>("/v1/topics/from-file/claims/f1"))!["claim"]!;
        Assert.Equal(1500, claim["value"]!["best"]!.GetValue<double>()); // it was just posted
    }

    [NeedyFact]
    public async Task Tables_and_plots_are_had_as_files_through_the_lens_of_the_page()
    {
        await using var reader = await site.Open("/topics/dprk-killed?reportedBy=2025-01-01");
        var page = reader.Page;
        var (name, ledger) = await Downloaded(page, "the ledger", "CSV");
        var whole = await site.Http.GetStringAsync(new Uri("/v1/topics/dprk-killed/claims.csv", UriKind.Relative));
        Assert.Equal("topics-dprk-killed-claims.csv", name);
        Assert.StartsWith("\uFEFFid,topic,", ledger);
        Assert.InRange(ledger.Length, 1_000, whole.Length - 1);

        var (_, drawn) = await Downloaded(page, "the plot", "SVG");
        var (_, timeline) = await Downloaded(page, "the plot", "CSV");
        var (picture, png) = await Downloaded(page, "the plot", "PNG");
        Assert.Contains("1 January 2025", drawn); // it says as of when it is
        Assert.StartsWith("\uFEFFvalidAt,", timeline);
        Assert.Equal("dprk-killed.png", picture);
        Assert.Contains("PNG", png[..8]);

        await page.GotoAsync("/topics/dprk-killed?over=recordedTime");
        var (_, facts) = await Downloaded(page, "the plot and the facts", "SVG");
        var (_, history) = await Downloaded(page, "the plot and the facts", "CSV");
        Assert.Matches("<path [^>]*fill=\"rgb\\(", facts);
        Assert.DoesNotContain("var(--", facts);
        Assert.Contains("<title>", facts);
        Assert.Contains("claim-asserted", history);

        await page.GotoAsync("/?tag=losses&show=archived");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Download the list" }).GetByRole(AriaRole.Link))
            .ToHaveAttributeAsync("href", "/v1/topics.csv?tag=losses&sort=updated&archived=true");
    }

    [NeedyFact]
    public async Task A_calibration_is_had_as_a_picture_and_as_a_table()
    {
        await site.Put("/v1/topics/calibrated", new { title = "To be settled", kind = "proposition" });
        await site.Post("/v1/claims", new
        {
            id = "c1",
            topic = "calibrated",
            value = new { kind = "proposition", holds = true },
            status = "occurred",
            attribution = new[] { "gazette", "weatherman" },
        });
        await site.Post("/v1/topics/calibrated/resolution", new
        {
            value = new { kind = "proposition", holds = true },
            reason = "it rained",
        });
        await using var reader = await site.Open("/sources/weatherman");

        var (_, table) = await Downloaded(reader.Page, "the calibration", "CSV");
        var (_, picture) = await Downloaded(reader.Page, "the calibration", "SVG");

        Assert.Matches("^\uFEFFfrom,to,stated,right,count\r\n[0-9.]+,[0-9.]+,[0-9.]+,1,1\r\n$", table);
        Assert.Matches("<circle [^>]*fill=\"rgb\\(", picture);
        Assert.Contains("<title>Calibration of weatherman</title>", picture);
    }

    [NeedyFact]
    public async Task A_download_carries_the_key_where_the_server_asks_for_one()
    {
        using var folder = new TempFolder();
        var keys = Path.Combine(folder.Path, "keys");
        await File.WriteAllTextAsync(keys, "reader:0123456789abcdef0123");
        using var server =
            await ServerProcess.Start("Analysis.Api.dll", "--data", folder.Path, "--Analysis:ApiKeysFile", keys);
        await using var reader = await site.Open("about:blank");
        reader.ExpectsFailures = true;
        var page = reader.Page;
        await page.GotoAsync($"{server.Url}sources");
        await page.GetByLabel("This server asks for a key:").FillAsync("0123456789abcdef0123");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.GetByText("No source has been named")).ToBeVisibleAsync();

        var (name, table) = await Downloaded(page, "the sources", "CSV");

        Assert.Equal("sources.csv", name);
        Assert.StartsWith("\uFEFFid,name,", table);
    }

    [NeedyFact]
    public async Task An_alert_is_defined_from_a_topic_tested_sent_again_edited_and_deleted()
    {
        using var receiver = new Receiver { Answers = before => before == 0 ? 500 : 204 };
        await using var reader = await site.Open("/topics/dprk-killed");
        var page = reader.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Alert me…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByLabel("Topics")).ToHaveValueAsync("dprk-killed");
        await dialog.GetByLabel("Title").FillAsync("Losses at the front");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Another condition" }).ClickAsync();
        await dialog.GetByLabel("Value").FillAsync("many");
        await dialog.GetByLabel("By", new() { Exact = true }).SelectOptionAsync("webhook");
        await dialog.GetByLabel("Address").FillAsync(receiver.Url);
        reader.ExpectsFailures = true;
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Alert me" }).ClickAsync();
        await Expect(dialog.Locator(".field.wrong")).ToContainTextAsync("must be a number");
        await dialog.GetByLabel("Value").FillAsync("5,000");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Alert me" }).ClickAsync();
        await Expect(dialog.Locator(".secret")).ToHaveTextAsync(new Regex("^whsec_.{20,}"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        var card = page.Locator(".alertcard").Filter(new() { HasText = "losses-at-the-front" });
        await Expect(card).ToContainTextAsync("it rises above 5,000");
        await card.GetByRole(AriaRole.Button, new() { Name = "Test", Exact = true }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Status)).ToContainTextAsync("dead letter given up after 1 attempt");
        await card.GetByRole(AriaRole.Button, new() { Name = "Log" }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{site.Url}/alerts?alert=losses-at-the-front");
        await Expect(card.Locator("tr.dead")).ToContainTextAsync("500");
        await LooksWellOnATelephoneInTheDark(page);
        await card.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
        await Expect(card.Locator("tr.delivered")).ToContainTextAsync("204");

        await card.GetByRole(AriaRole.Button, new() { Name = "Edit…" }).ClickAsync();
        await Expect(dialog.GetByLabel("Value")).ToHaveValueAsync("5000");
        await LooksWellOnADesk(page);
        await dialog.GetByLabel("Or tagged").FillAsync("losses");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(card).ToContainTextAsync("tag losses");
        await card.GetByRole(AriaRole.Button, new() { Name = "Test", Exact = true }).ClickAsync();
        await receiver.Wait(3); // the address was kept

        await card.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);
        await Expect(page.GetByText("There are none yet.")).ToBeVisibleAsync();
    }

    [NeedyFact]
    public async Task What_the_board_is_searched_for_becomes_an_alert()
    {
        await using var reader = await site.Open("/?q=killed");
        var page = reader.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Alert me…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByLabel("Or found by")).ToHaveValueAsync("killed");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Alert me" }).ClickAsync();

        var card = page.Locator(".alertcard").Filter(new() { HasText = "killed" });
        await Expect(card).ToContainTextAsync("the feed only");
        await Expect(card.GetByRole(AriaRole.Link, new() { Name = "Feed" }))
            .ToHaveAttributeAsync("href", "/v1/feed.atom?alert=killed");
        await Expect(page).ToHaveURLAsync($"{site.Url}/alerts");
        await site.Http.DeleteAsync(new Uri("/v1/alerts/killed", UriKind.Relative));
    }

    private static Task LooksWellOnADesk(IPage page) => LooksWell(page, 1440, ColorScheme.Light);

    private static Task LooksWellOnATelephoneInTheDark(IPage page) => LooksWell(page, 390, ColorScheme.Dark);

    private static async Task LooksWell(IPage page, int width, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var found = await page.RunAxe();

        Assert.Empty(found.Violations.Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Select(n => n.Html))}"));
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 0, width);
    }

    private static async Task<(string Name, string Text)> Downloaded(IPage page, string of, string form)
    {
        var links = page.GetByRole(AriaRole.Group, new() { Name = $"Download {of}", Exact = true });
        var download =
            await page.RunAndWaitForDownloadAsync(() => links.GetByText(form, new() { Exact = true }).ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
        return (download.SuggestedFilename, Encoding.UTF8.GetString(bytes));
    }
}
