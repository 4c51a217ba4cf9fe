using System.Text;
using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;

namespace Analysis.Testing;

/// <summary>What every tray, with its articles, promises. A tray's tests inherit this class and open an empty one.</summary>
public abstract class DraftsConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 8, 15, 2, TimeSpan.Zero);

    protected abstract IDrafts Drafts { get; }

    protected abstract IArticles Articles { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [NeedyFact]
    public async Task What_was_put_in_is_there_as_it_was()
    {
        var (whole, bare) = (Draft("a"), new Draft("b", At, null, null, null, "{}"u8.ToArray()));

        Assert.True(await Drafts.Add([whole, bare], default));

        Same(whole, await Drafts.Find("a", default));
        Same(bare, await Drafts.Find("b", default));
        Assert.Null(await Drafts.Find("c", default));
    }

    [NeedyFact]
    public async Task Drafts_are_listed_in_order_of_id_page_by_page()
    {
        await Drafts.Add([Draft("b"), Draft("B"), Draft("a-01"), Draft("a-00")], default);

        var first = await Drafts.List(article: null, after: null, limit: 3, default);
        var rest = await Drafts.List(article: null, first[^1].Id, limit: 3, default);

        Assert.Equal(["B", "a-00", "a-01"], first.Select(d => d.Id));
        Assert.Equal(["b"], rest.Select(d => d.Id));
    }

    [NeedyFact]
    public async Task Another_claim_takes_the_place_of_the_first_and_the_rest_stays()
    {
        var draft = Draft("a");
        await Drafts.Add([draft], default);

        Assert.True(await Drafts.Replace("a", "{\"id\": \"other\"}"u8.ToArray(), default));
        Assert.False(await Drafts.Replace("b", "{}"u8.ToArray(), default));

        Same(draft with { Claim = "{\"id\": \"other\"}"u8.ToArray() }, await Drafts.Find("a", default));
    }

    [NeedyFact]
    public async Task A_draft_is_taken_away_once()
    {
        await Drafts.Add([Draft("a"), Draft("b")], default);

        Assert.True(await Drafts.Remove("a", default));
        Assert.False(await Drafts.Remove("a", default));

        Assert.Equal(["b"], (await Drafts.List(null, null, 10, default)).Select(d => d.Id));
    }

    [NeedyFact]
    public async Task A_full_tray_takes_all_or_nothing()
    {
        for (var i = 0; i < IDrafts.DraftsMax; i += IDrafts.PageMax)
            Assert.True(await Drafts.Add([.. Enumerable.Range(i, IDrafts.PageMax).Select(n => Draft($"d-{n:00000}"))],
                default));
        await Drafts.Remove("d-00000", default);

        Assert.False(await Drafts.Add([Draft("x"), Draft("y")], default));
        Assert.Null(await Drafts.AddUnseen([.. new[] { "x", "y" }.Select(id => Draft(id) with { From = new("one", 0, 1) })], default));
        Assert.Null(await Drafts.Find("x", default));
        Assert.True(await Drafts.Add([Draft("x")], default));
    }

    [NeedyFact]
    public async Task What_is_too_large_is_refused()
    {
        var large = new byte[Engine.Drafts.Draft.ClaimBytesMax + 1];
        await Drafts.Add([Draft("a")], default);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            Drafts.Add([Draft("b") with { Claim = large }], default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Drafts.Replace("a", large, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Drafts.List(null, null, 0, default));
    }

    [NeedyFact]
    public async Task Drafts_of_an_article_are_listed_alone_and_know_their_passage()
    {
        var because = """[{"field": "/unit", "start": 4, "end": 7, "says": "там"}]""";
        var passage = new Passage("one", 3, 12, because);
        await Drafts.Add([Draft("a"), Draft("b") with { From = passage }, Draft("c") with { From = new("two", 0, 0) },
            Draft("d") with { From = passage with { Because = null } }], default);

        Assert.Equal(passage, (await Drafts.Find("b", default))!.From);
        Assert.Equal(["b", "d"], (await Drafts.List("one", null, 10, default)).Select(d => d.Id));
        Assert.Equal(["d"], (await Drafts.List("one", "b", 10, default)).Select(d => d.Id));
        Assert.Empty(await Drafts.List("three", null, 10, default));
    }

    [NeedyFact]
    public async Task What_was_once_proposed_of_an_article_is_not_proposed_again()
    {
        Draft[] drafts = [.. new[] { "a", "b", "c" }.Select(id => Draft(id) with { From = new("one", 0, 5) })];

        Assert.Equal(["a", "b"], (await Drafts.AddUnseen(drafts[..2], default))!.Select(d => d.Id));
        await Drafts.Remove("a", default);
        Assert.Equal(["c"], (await Drafts.AddUnseen(drafts, default))!.Select(d => d.Id));
        Assert.Empty((await Drafts.AddUnseen(drafts, default))!);
        Assert.Equal(["b", "c"], (await Drafts.List("one", null, 10, default)).Select(d => d.Id));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Drafts.AddUnseen([Draft("x")], default));
    }

    [NeedyFact]
    public async Task An_article_is_kept_as_it_was_brought_and_replaced_whole()
    {
        var whole = Article("a") with
        {
            Url = "https://example.org/a",
            Publisher = "Gazette",
            Published = "2026-10",
            Title = "Там",
            Text = "Some text.",
            By = "desk",
        };

        Assert.True(await Articles.Put(whole, default));
        Assert.Equal(whole, await Articles.FindArticle("a", default));
        Assert.True(await Articles.Put(Article("a"), default));
        Assert.Equal(Article("a"), await Articles.FindArticle("a", default));
        Assert.Null(await Articles.FindArticle("b", default));
        var tooLong = new string('x', Engine.Articles.Article.TextLengthMax + 1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            Articles.Put(Article("a") with { Text = tooLong }, default));
    }

    [NeedyFact]
    public async Task Articles_are_listed_the_last_brought_first_without_their_texts()
    {
        foreach (var (id, minutes) in new[] { ("a", 1), ("c", 2), ("b", 2), ("d", 3) })
        {
            await Articles.Put(Article(id) with
            {
                BroughtAt = At.AddMinutes(minutes),
                Text = "text",
                Url = id is "a" or "b" ? "https://example.org/" : null,
            }, default);
        }

        var first = await Articles.ListArticles(before: null, url: null, 2, default);
        var rest = await Articles.ListArticles(new(first[^1].BroughtAt, first[^1].Id), url: null, 9, default);

        Assert.Equal(["d", "b", "c", "a"], first.Concat(rest).Select(a => a.Id));
        Assert.All(first, a => Assert.Null(a.Text));
        Assert.Equal(["b", "a"], (await Articles.ListArticles(null, "https://example.org/", 9, default)).Select(a => a.Id));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Articles.ListArticles(null, null, 0, default));
    }

    [NeedyFact]
    public async Task With_an_article_go_its_drafts_and_what_was_proposed_of_it()
    {
        var draft = Draft("a") with { From = new("one", 0, 5) };
        await Articles.Put(Article("one"), default);
        await Drafts.Add([Draft("b")], default);
        await Drafts.AddUnseen([draft], default);

        Assert.True(await Articles.RemoveArticle("one", default));
        Assert.False(await Articles.RemoveArticle("one", default));

        Assert.Equal(["b"], (await Drafts.List(null, null, 10, default)).Select(d => d.Id));
        Assert.Single((await Drafts.AddUnseen([draft], default))!);
    }

    private static Article Article(string id) => new() { Id = id, BroughtAt = At, Hash = "00ff" };

    private static Draft Draft(string id) =>
        new(id, At, "desk", "a program", "it was \"read\" – там", Encoding.UTF8.GetBytes($$"""{"id": "{{id}}"}"""));

    private static void Same(Draft expected, Draft? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Claim = default }, actual with { Claim = default });
        Assert.Equal(expected.Claim.ToArray(), actual.Claim.ToArray());
    }
}
