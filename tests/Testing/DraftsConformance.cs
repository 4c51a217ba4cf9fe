using System.Text;
using Analysis.Engine.Drafts;

namespace Analysis.Testing;

/// <summary>What every tray promises. A tray's tests inherit this class and open an empty one.</summary>
public abstract class DraftsConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 8, 15, 2, TimeSpan.Zero);

    protected abstract IDrafts Drafts { get; }

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

        var first = await Drafts.List(after: null, limit: 3, default);
        var rest = await Drafts.List(first[^1].Id, limit: 3, default);

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

        Assert.Equal(["b"], (await Drafts.List(null, 10, default)).Select(d => d.Id));
    }

    [NeedyFact]
    public async Task A_full_tray_takes_all_or_nothing()
    {
        for (var i = 0; i < IDrafts.DraftsMax; i += IDrafts.PageMax)
            Assert.True(await Drafts.Add([.. Enumerable.Range(i, IDrafts.PageMax).Select(n => Draft($"d-{n:00000}"))],
                default));
        await Drafts.Remove("d-00000", default);

        Assert.False(await Drafts.Add([Draft("x"), Draft("y")], default));
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
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Drafts.List(null, 0, default));
    }

    private static Draft Draft(string id) =>
        new(id, At, "desk", "a program", "it was \"read\" – там", Encoding.UTF8.GetBytes($$"""{"id": "{{id}}"}"""));

    private static void Same(Draft expected, Draft? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Claim = default }, actual with { Claim = default });
        Assert.Equal(expected.Claim.ToArray(), actual.Claim.ToArray());
    }
}
