using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;

namespace Analysis.Testing;

/// <summary>What every journal promises. A journal's tests inherit this class and open an empty journal.</summary>
public abstract class JournalConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2025, 10, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(7);

    /// <summary>One journal, under its ports; empty at the start of each test.</summary>
    protected abstract IJournal Journal { get; }

    protected abstract IAudit Audit { get; }

    protected abstract IRedactions Redactions { get; }

    protected abstract ISnapshots Snapshots { get; }

    protected abstract IReadModel Lists { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync() => await Journal.DisposeAsync();

    [NeedyFact]
    public async Task What_was_appended_is_read_back()
    {
        var first = new StoredEvent("topic-defined.v1", Noon, null, "{}"u8.ToArray());
        var second = new StoredEvent("claim-asserted.v1", Noon.AddTicks(1), "c1", new byte[] { 0, 255, 10 }, "Анна, desk");

        var result = await Journal.Append(new StreamAppend("topic/a", 0, [first, second], []));

        var events = await Read("topic/a");
        Assert.Equal(2, Assert.IsType<AppendResult.Appended>(result).Version);
        Assert.Equal([1, 2], events.Select(e => e.Version));
        Assert.All(events, e => Assert.Equal("topic/a", e.Stream));
        AssertSame(first, events[0].Event);
        AssertSame(second, events[1].Event);
        Assert.Equal(events[1].Position, await Journal.Position(default));
        Assert.Equal(events[1].Position, ((AppendResult.Appended)result).Position);
    }

    [NeedyFact]
    public async Task Bytes_that_were_replaced_are_gone_and_all_else_stays()
    {
        var told = new StoredEvent("claim-asserted.v1", Noon, "c1", "the words"u8.ToArray(), "anna");
        var other = new StoredEvent("claim-asserted.v1", Noon, "c2", "others"u8.ToArray());
        await Journal.Append(new StreamAppend("topic/a", 0, [told, other], ["s"]));
        await Journal.Append(new StreamAppend("topic/b", 0, [told], []));
        await Snapshots.Write(new Snapshot("topic/a", 2, "stamp", "the words"u8.ToArray()));
        var before = await Read("topic/a");

        for (var again = 0; again < 2; again++)
        {
            await Redactions.Replace("topic/a", 1, "none"u8.ToArray());
            await Redactions.Replace("topic/a", 9, "none"u8.ToArray()); // there is no such event
            await Redactions.Replace("topic/none", 1, "none"u8.ToArray());
            await Snapshots.Forget("topic/a");
            await Redactions.Scrub();
        }

        var after = await Read("topic/a");
        Assert.Equal(before.Select(e => (e.Position, e.Version)), after.Select(e => (e.Position, e.Version)));
        AssertSame(told with { Data = "none"u8.ToArray() }, after[0].Event);
        AssertSame(other, after[1].Event);
        AssertSame(told, (await Read("topic/b"))[0].Event);
        Assert.Null(await Snapshots.Read("topic/a", default));
        Assert.Equal(["topic/a"], await Lists.StreamsUsing("s", null, 10, default));
        Assert.Equal(3, Assert.IsType<AppendResult.Appended>(await Journal.Append(
            new StreamAppend("topic/a", 2, [other with { ClaimId = "c3" }], []))).Version);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Redactions.Replace("topic/a", 1, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Redactions.Replace("topic/a", 1, new byte[StoredEvent.DataBytesMax + 1]));
    }

    [NeedyFact]
    public async Task The_audit_lists_events_by_time_newest_first_and_filters_them()
    {
        await Journal.Append(new StreamAppend("topic/a", 0,
            [Act("topic-defined.v1", 0, "anna"), Act("source-assessed.v3", 0, "anna"),
            Act("claim-asserted.v1", 0, "boris", "c1")], []));
        await Journal.Append(new StreamAppend("source/s", 0, [Act("source-assessed.v2", 2, "anna")], []));
        // by a clock that is behind
        await Journal.Append(new StreamAppend("topic/b", 0,
            [Act("topic-defined.v1", 1, null), Act("claim-asserted.v1", 1, "boris", "c1")], []));
        await Journal.Append(new StreamAppend("topic/a", 3, [Act("claim-retracted.v1", 3, "anna"), Act("claim-retracted.v2", 4, "boris")], []));

        string[] all = ["a 5", "a 4", "s 1", "b 2", "b 1", "a 3", "a 1"];
        Assert.Equal(all, await Acts(new(null, null, null, null, null, null, 1)));
        Assert.Equal(all, await Acts(new(null, null, null, null, null, null, 3)));
        Assert.Equal(all, await Acts(new(null, null, null, null, null, null, 100)));
        Assert.Equal(["a 5", "b 2", "a 3"], await Acts(new("boris", null, null, null, null, null, 2)));
        Assert.Equal(["a 4", "s 1", "a 1"], await Acts(new("anna", null, null, null, null, null, 1)));
        Assert.Equal(["a 5", "a 4"], await Acts(new(null, "claim-retracted", null, null, null, null, 1)));
        Assert.Equal(["s 1"], await Acts(new(null, "source-assessed", null, null, null, null, 1)));
        Assert.Equal(["b 2", "a 3"], await Acts(new(null, "claim-asserted", null, null, null, null, 1)));
        Assert.Equal(["a 5"], await Acts(new("boris", "claim-retracted", null, null, null, null, 1)));
        Assert.Equal(["a 5", "a 4", "a 3", "a 2", "a 1"], await Acts(new(null, null, "topic/a", null, null, null, 2)));
        Assert.Equal(["a 2"], await Acts(new("anna", "source-assessed", "topic/a", null, null, null, 2)));
        Assert.Equal(["s 1", "b 2", "b 1"], await Acts(new(null, null, null, At(1), At(3), null, 2)));
        Assert.Equal(["b 2"], await Acts(new("boris", "claim-asserted", null, At(1), At(3), null, 2)));
        Assert.Equal(["a 4"], await Acts(new(null, "claim-retracted", null, At(1), At(4), null, 2)));
        Assert.Equal(["a 4"], await Acts(new(null, null, "topic/a", At(3), At(4), null, 2)));
        Assert.Empty(await Acts(new("nobody", null, null, null, null, null, 2)));
        Assert.Empty(await Acts(new(null, null, "topic/none", null, null, null, 2)));

        static DateTimeOffset At(int minute) => Noon.AddMinutes(minute);

        static StoredEvent Act(string type, int minute, string? by, string? claim = null) => new(type, At(minute), claim, "{}"u8.ToArray(), by);

        async Task<IReadOnlyList<string>> Acts(AuditQuery query)
        {
            var acts = new List<RecordedEvent>();
            while (await Audit.List(query, default) is { Count: > 0 } page)
            {
                Assert.InRange(page.Count, 1, query.Limit);
                acts.AddRange(page);
                query = query with { After = AuditPlace.Of(page[^1]) };
            }

            return acts.ConvertAll(e => $"{e.Stream[^1]} {e.Version}");
        }
    }

    [NeedyFact]
    public async Task Recorded_time_is_read_back_in_UTC()
    {
        var kyiv = new DateTimeOffset(2025, 10, 1, 12, 0, 0, TimeSpan.FromHours(3));
        await Journal.Append(new StreamAppend("a", 0, [new StoredEvent("e.v1", kyiv, null, default)], []));

        var e = Assert.Single(await Read("a"));

        Assert.Equal(kyiv, e.Event.RecordedAt);
        Assert.Equal(TimeSpan.Zero, e.Event.RecordedAt.Offset);
    }

    [NeedyFact]
    public async Task The_journal_keeps_its_own_copy_of_the_bytes()
    {
        var bytes = "before"u8.ToArray();
        await Journal.Append(new StreamAppend("a", 0, [new StoredEvent("e.v1", Noon, null, bytes)], []));

        "after!"u8.CopyTo(bytes);

        var e = Assert.Single(await Read("a"));
        Assert.Equal("before"u8, e.Event.Data.Span);
    }

    [NeedyFact]
    public async Task A_stream_that_does_not_exist_is_empty()
    {
        Assert.Empty(await Read("nothing"));
        Assert.Equal(0, await Journal.Position(default));
    }

    [NeedyFact]
    public async Task Reading_starts_after_the_given_version()
    {
        await Append("a", 0, events: 3);

        Assert.Equal([3], (await Read("a", afterVersion: 2)).Select(e => e.Version));
        Assert.Empty(await Read("a", afterVersion: 3));
        Assert.Empty(await Read("a", afterVersion: 9));
    }

    [NeedyFact]
    public async Task A_stream_longer_than_a_page_is_read_whole()
    {
        await Append("a", 0, events: StreamAppend.EventsMax);
        await Append("b", 0);
        await Append("a", StreamAppend.EventsMax, events: 501);

        var events = await Read("a");

        Assert.Equal(Enumerable.Range(1, StreamAppend.EventsMax + 501).Select(v => (long)v), events.Select(e => e.Version));
    }

    [NeedyFact]
    public async Task Appending_at_a_stale_version_is_refused_with_the_actual_one()
    {
        await Append("a", 0, events: 2);

        var stale = await Append("a", 1);
        var ahead = await Append("a", 3);
        var absent = await Append("b", 1);

        Assert.Equal(new AppendResult.Conflict(2), stale);
        Assert.Equal(new AppendResult.Conflict(2), ahead);
        Assert.Equal(new AppendResult.Conflict(0), absent);
        Assert.Equal(2, (await Read("a")).Count);
    }

    [NeedyFact]
    public async Task Of_two_appends_at_the_same_version_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Append("a", 0)));

        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(19, results.OfType<AppendResult.Conflict>().Count(c => c.ActualVersion == 1));
        Assert.Single(await Read("a"));
    }

    [NeedyFact]
    public async Task Appends_that_follow_on_from_each_other_need_not_wait()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(version => Append("a", version)));

        Assert.Equal(
            Enumerable.Range(1, 50).Select(v => (long)v),
            results.Select(r => Assert.IsType<AppendResult.Appended>(r).Version));
    }

    [NeedyFact]
    public async Task A_conflict_or_a_fault_does_not_fail_its_neighbours()
    {
        await Append("taken", 0, claim: "c1");

        var tasks = Enumerable.Range(0, 60).Select(i => (i % 3) switch
        {
            0 => Append("taken", 0),
            1 => Append("taken", 1, claim: "c1"),
            _ => Append($"free-{i}", 0),
        }).ToArray();
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.All(tasks.Where((_, i) => i % 3 == 0), t => Assert.Equal(new AppendResult.Conflict(1), t.Result));
        Assert.All(
            tasks.Where((_, i) => i % 3 == 1),
            t => Assert.IsType<InvalidOperationException>(t.Exception?.InnerException));
        Assert.All(tasks.Where((_, i) => i % 3 == 2), t => Assert.IsType<AppendResult.Appended>(t.Result));
        Assert.Single(await Read("taken"));
    }

    [NeedyFact]
    public async Task A_claim_id_is_accepted_once_per_stream()
    {
        await Append("a", 0, claim: "c1");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Append("a", 1, claim: "c1"));
        var elsewhere = await Append("b", 0, claim: "c1");
        var next = await Append("a", 1, claim: "c2");

        Assert.IsType<AppendResult.Appended>(elsewhere);
        Assert.IsType<AppendResult.Appended>(next);
    }

    [NeedyFact]
    public async Task A_refused_append_leaves_nothing_behind()
    {
        await Append("a", 0, claim: "c1");
        var twice = Enumerable.Repeat(new StoredEvent("claim-asserted.v1", Noon, "c2", default), 2).ToArray();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Journal.Append(new StreamAppend("a", 1, twice, ["s1"])));
        await Journal.Append(new StreamAppend("a", 0, [Event()], ["s1"]));

        Assert.Single(await Read("a"));
        Assert.Empty(await Lists.StreamsUsing("s1", null, 10, default));
    }

    [NeedyFact]
    public async Task An_append_beyond_the_limits_is_refused()
    {
        var big = new StoredEvent("e.v1", Noon, null, new byte[StoredEvent.DataBytesMax + 1]);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Append("", 0));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Append("a", -1));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Append("a", 0, events: StreamAppend.EventsMax + 1));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Journal.Append(new StreamAppend("a", 0, [big], [])));
    }

    [NeedyFact]
    public async Task Many_streams_are_written_at_once_and_none_loses_an_event()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(WriteTen));

        foreach (var i in Enumerable.Range(0, 40))
            Assert.Equal(Enumerable.Range(1, 10).Select(v => (long)v), (await Read($"s{i}")).Select(e => e.Version));

        async Task WriteTen(int i)
        {
            for (var version = 0; version < 10; version++)
                Assert.IsType<AppendResult.Appended>(await Append($"s{i}", version));
        }
    }

    [NeedyFact]
    public async Task A_follower_sees_every_event_once_and_in_order_while_others_write()
    {
        const int Streams = 30;
        const int Each = 20;
        var writers = Task.WhenAll(Enumerable.Range(0, Streams).Select(WriteEach));

        var (seen, patience) = (new List<RecordedEvent>(), Stopwatch.StartNew());
        while (seen.Count < Streams * Each)
        {
            var written = writers.IsCompleted;
            var after = seen.Count == 0 ? 0 : seen[^1].Position;
            var page = await Journal.ReadAll(after, 17, default).ToListAsync();
            Assert.True(page.Count <= 17);
            seen.AddRange(page);
            if (!written || page.Count > 0) continue;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"all is written, but only {seen.Count} events were seen");
            await Task.Delay(10); // others on the same server may hold a follower back for a moment
        }

        await writers;
        Assert.True(seen.Zip(seen.Skip(1)).All(pair => pair.First.Position < pair.Second.Position));
        Assert.All(
            seen.GroupBy(e => e.Stream),
            s => Assert.Equal(Enumerable.Range(1, Each).Select(v => (long)v), s.Select(e => e.Version)));
        Assert.Equal(seen[^1].Position, await Journal.Position(default));
        Assert.Equal(seen[^1].Position, await Journal.End(default));

        async Task WriteEach(int i)
        {
            await Task.Yield();
            for (var version = 0; version < Each; version++) await Append($"s{i}", version);
        }
    }

    [NeedyFact]
    public async Task The_streams_that_changed_are_named_once_each()
    {
        await Append("a", 0, events: 3);
        await Append("b", 0);
        await Append("a", 3);
        await Visible(5);

        var first = await Journal.Changed(0, 4, default);
        var rest = await Journal.Changed(first.Position, 4, default);
        var nothing = await Journal.Changed(rest.Position, 4, default);

        Assert.Equal([new("a", 3), new("b", 1)], first.Streams.OrderBy(s => s.Name));
        Assert.Equal((true, false, false), (first.More, rest.More, nothing.More));
        Assert.Equal([new("a", 4)], rest.Streams);
        Assert.Equal((await Read("a"))[^1].Position, rest.Position);
        Assert.Empty(nothing.Streams);
        Assert.Equal(rest.Position, nothing.Position);
    }

    [NeedyFact]
    public async Task News_is_told_when_it_comes_and_waited_for_no_longer_than_asked()
    {
        await Append("a", 0);
        var position = await Journal.Position(default);

        await Journal.WaitForNews(0, TimeSpan.FromMinutes(5), default);
        await Journal.WaitForNews(position, TimeSpan.FromMilliseconds(20), default);
        var waiting = Journal.WaitForNews(position, TimeSpan.FromMinutes(5), default);
        Assert.False(waiting.IsCompleted);
        await Append("a", 1);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));

        using var cancel = new CancellationTokenSource();
        var cancelled = Journal.WaitForNews(await Journal.Position(default), TimeSpan.FromMinutes(5), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [NeedyFact]
    public async Task A_head_is_replaced_by_a_newer_one_only()
    {
        var row = Row("a") with { Version = 3, Tags = ["one", "two"], Confidence = 0.25, Brief = "brief"u8.ToArray(), Whole = "whole"u8.ToArray() };
        await Append("topic/a", 0, events: 3);
        await Put(Row("a", "old"));
        await Put(row);
        await Put(Row("a", "older") with { Version = 2 });

        var read = Assert.Single((await Lists.List(Query(), default)).Rows);
        Assert.Equal(row with { Tags = read.Tags, Brief = read.Brief, Whole = default }, read);
        Assert.Equal(["one", "two"], read.Tags);
        Assert.Equal("brief"u8, read.Brief.Span);
    }

    [NeedyFact]
    public async Task A_head_is_found_while_it_shows_the_last_event()
    {
        await Append("topic/a", 0, events: 2);
        await Put(Row("a") with { Version = 2, Whole = "whole"u8.ToArray() });

        var found = await Lists.Find("topic/a", default);
        await Append("topic/a", 2);

        Assert.NotNull(found);
        Assert.Equal((2, Noon.AddDays(1)), (found.Version, found.HoldsUntil));
        Assert.Equal("whole"u8, found.Whole.Span);
        Assert.Null(await Lists.Find("topic/a", default));
        Assert.Null(await Lists.Find("topic/nobody", default));
    }

    [NeedyFact]
    public async Task The_checkpoint_moves_with_the_heads_and_can_go_back_to_the_start()
    {
        Assert.Equal(new Checkpoint(0, ""), await Lists.Checkpoint(default));

        await Lists.Write([Row("a")], new Checkpoint(7, "rules 1"), default);
        Assert.Equal(new Checkpoint(7, "rules 1"), await Lists.Checkpoint(default));

        await Lists.Restart("rules 2", default);
        Assert.Equal(new Checkpoint(0, "rules 2"), await Lists.Checkpoint(default));
        Assert.Empty((await Lists.List(Query(), default)).Rows);
        Assert.Empty((await Lists.List(Query() with { Text = "a" }, default)).Rows);
    }

    [NeedyFact]
    public async Task A_head_is_searched_by_its_words_of_today()
    {
        await Put(Row("a", "Troops in Kursk") with { Tags = ["east"] });
        await Put(Row("a", "Shells") with { Version = 2, Tags = ["west"] });

        Assert.Empty(await Ids(Query() with { Text = "troops" }));
        Assert.Empty(await Ids(Query() with { Tag = "east" }));
        Assert.Equal(["a"], await Ids(Query() with { Text = "shells", Tag = "west" }));
    }

    [NeedyFact]
    public async Task A_head_that_changes_its_category_leaves_its_list_and_two_lists_are_walked_as_one()
    {
        foreach (var (id, n) in new[] { "e", "d", "c", "b", "a" }.Select((id, n) => (id, n)))
            await Put(Row(id, $"Title {n}") with { Confidence = n / 10.0, Tags = ["x"], UpdatedAt = Noon.AddHours(n) });
        await Put(Row("b", "Title 3") with
        {
            Version = 2,
            Category = "archived",
            Confidence = 0.3,
            Tags = ["x"],
            UpdatedAt = Noon.AddHours(3)
        });
        await Put(Row("d", "Title 1") with
        {
            Version = 2,
            Category = "archived",
            Confidence = 0.1,
            Tags = ["x"],
            UpdatedAt = Noon.AddHours(1)
        });

        Assert.Equal(["a", "c", "e"], await Ids(Query()));
        Assert.Equal(["b", "d"], await Ids(Query() with { Category = "archived" }));
        foreach (var order in Enum.GetValues<RowOrder>())
        {
            foreach (var query in new[] { Query(), Query() with { Tag = "x" }, Query() with { Text = "title" } })
            {
                var (seen, next) = (new List<string>(), (string?)null);
                do
                {
                    var page = await Lists.List(query with
                    {
                        Order = order,
                        Limit = 2,
                        Besides = "archived",
                        After = next
                    }, default);
                    seen.AddRange(page.Rows.Select(row => row.Id));
                    next = page.Next;
                }
                while (next is not null);

                Assert.Equal(order == RowOrder.Title ? ["e", "d", "c", "b", "a"] : ["a", "b", "c", "d", "e"], seen);
            }
        }

        await Put(Row("b") with { Version = 3 });
        Assert.Equal(["a", "b", "c", "e"], await Ids(Query()));
    }

    [NeedyFact]
    public async Task Heads_are_listed_by_category_text_and_tag()
    {
        await Put(Row("kursk", "Troops in Kursk") with { Tags = ["dprk", "100% 'sure'"] });
        await Put(Row("moscow", "Troops in Moscow") with { Tags = ["dprk-like"] });
        await Put(Row("kcna", "KCNA") with { Category = "source", Tags = ["dprk"] });

        Assert.Equal(["kursk", "moscow"], await Ids(Query()));
        Assert.Equal(["kcna"], await Ids(Query() with { Category = "source" }));
        Assert.Equal(["kursk", "moscow"], await Ids(Query() with { Text = "TROOPS  in" }));
        Assert.Equal(["kursk"], await Ids(Query() with { Text = "kursk troops" }));
        Assert.Equal(["kursk", "moscow"], await Ids(Query() with { Text = "tro" }));
        Assert.Empty(await Ids(Query() with { Text = "oops" }));
        Assert.Equal(["kursk"], await Ids(Query() with { Text = "in, KUR!" }));
        Assert.Empty(await Ids(Query() with { Text = new string('x', 5_000) }));
        Assert.Equal(["kursk", "moscow"], await Ids(Query() with { Text = "  " }));
        Assert.Empty(await Ids(Query() with { Text = "tro%ps'" }));
        Assert.Equal(["kursk"], await Ids(Query() with { Tag = "dprk" }));
        Assert.Equal(["kursk"], await Ids(Query() with { Tag = "100% 'sure'", Text = "in" }));
        Assert.Equal(["kursk"], await Ids(Query() with { Tag = " DPRK" }));
    }

    [NeedyFact]
    public async Task Heads_are_listed_in_every_order_with_ties_by_id()
    {
        await Put(Row("d", "alpha") with { Confidence = 0.5, UpdatedAt = Noon });
        await Put(Row("c", "Beta") with { Confidence = null, UpdatedAt = Noon.AddDays(1) });
        await Put(Row("b", "ALPHA") with { Confidence = 1, UpdatedAt = Noon });
        await Put(Row("a", "Émile") with { Confidence = 0, UpdatedAt = Noon.AddTicks(1) });
        await Put(Row("e", "beta") with { Confidence = 0.5, UpdatedAt = Noon });

        Assert.Equal(["a", "b", "c", "d", "e"], await Ids(Query()));
        Assert.Equal(["b", "d", "c", "e", "a"], await Ids(Query() with { Order = RowOrder.Title }));
        Assert.Equal(["b", "d", "e", "a", "c"], await Ids(Query() with { Order = RowOrder.Confidence }));
        Assert.Equal(["c", "a", "b", "d", "e"], await Ids(Query() with { Order = RowOrder.Updated }));
    }

    [NeedyTheory]
    [InlineData(RowOrder.Id)]
    [InlineData(RowOrder.Updated)]
    [InlineData(RowOrder.Confidence)]
    [InlineData(RowOrder.Title)]
    public async Task Pages_add_up_to_the_whole_list(RowOrder order)
    {
        for (var i = 0; i < 23; i++)
        {
            await Put(Row($"t{i:00}", $"Title {i % 3}") with
            {
                Confidence = i % 4 == 0 ? null : (i % 4) / 3.0,
                UpdatedAt = Noon.AddHours(i % 5),
            });
        }

        var whole = await Ids(Query() with { Order = order });
        var pages = new List<string>();
        string? after = null;
        do
        {
            var page = await Lists.List(Query() with { Order = order, Limit = 4, After = after }, default);
            pages.AddRange(page.Rows.Select(h => h.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(23, whole.Length);
        Assert.Equal(whole, pages);
    }

    [NeedyFact]
    public async Task A_last_page_that_is_just_full_has_no_next()
    {
        await Put(Row("a"));
        await Put(Row("b"));

        Assert.Null((await Lists.List(Query() with { Limit = 2 }, default)).Next);
        Assert.NotNull((await Lists.List(Query() with { Limit = 1 }, default)).Next);
    }

    [NeedyFact]
    public async Task A_cursor_that_was_tampered_with_is_refused()
    {
        await Put(Row("a"));
        await Put(Row("b"));
        var next = (await Lists.List(Query() with { Order = RowOrder.Title, Limit = 1 }, default)).Next;

        const string Null = "bnVsbA";
        const string EmptyObject = "e30";
        var nul = Base64Url.EncodeToString("""{"Order":3,"Number":0,"Text":"a\u0000","Id":"a"}"""u8);
        var half = Base64Url.EncodeToString("""{"Order":3,"Number":0,"Text":"\ud800","Id":"a"}"""u8);
        string[] malformed = ["", "x", "not a cursor", next![..^5], $"{next}AAAA", Null, EmptyObject, nul, half];
        foreach (var cursor in malformed)
        {
            await Assert.ThrowsAsync<FormatException>(
                () => Lists.List(Query() with { Order = RowOrder.Title, After = cursor }, default));
        }

        await Assert.ThrowsAsync<FormatException>(
            () => Lists.List(Query() with { Order = RowOrder.Id, After = next }, default));
    }

    [NeedyTheory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(RowQuery.LimitMax + 1)]
    public async Task A_page_has_a_limit(int limit)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Lists.List(Query() with { Limit = limit }, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Lists.StreamsUsing("s", null, limit, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Lists.Overdue(Noon, limit, default));
    }

    [NeedyFact]
    public async Task Rows_that_no_longer_hold_are_told_the_longest_overdue_first()
    {
        foreach (var (stream, hours) in new[] { ("a", 3), ("b", 1), ("c", 2), ("d", 4) }) await Put(Row(stream) with { HoldsUntil = Noon.AddHours(hours) });

        Assert.Empty(await Lists.Overdue(Noon, 10, default));
        Assert.Equal(["topic/b", "topic/c", "topic/a"], await Lists.Overdue(Noon.AddHours(3), 10, default));
        Assert.Equal(["topic/b"], await Lists.Overdue(Noon.AddHours(3), 1, default));
        await Put(Row("b") with { HoldsUntil = DateTimeOffset.MaxValue });
        Assert.Equal(["topic/c", "topic/a"], await Lists.Overdue(Noon.AddHours(3), 10, default));
    }

    [NeedyFact]
    public async Task The_streams_that_use_a_source_are_paged_by_name()
    {
        foreach (var stream in new[] { "b", "a", "d", "c" })
            await Journal.Append(new StreamAppend(stream, 0, [Event()], ["nis", $"only-{stream}"]));
        await Journal.Append(new StreamAppend("a", 1, [Event()], ["nis", "nis"]));

        Assert.Equal(["a", "b", "c"], await Lists.StreamsUsing("nis", null, 3, default));
        Assert.Equal(["d"], await Lists.StreamsUsing("nis", "c", 3, default));
        Assert.Empty(await Lists.StreamsUsing("nis", "d", 3, default));
        Assert.Equal(["c"], await Lists.StreamsUsing("only-c", null, 3, default));
        Assert.Empty(await Lists.StreamsUsing("nobody", null, 3, default));
    }

    [NeedyFact]
    public async Task A_snapshot_is_replaced()
    {
        Assert.Null(await Snapshots.Read("a", default));

        await Snapshots.Write(new Snapshot("a", 10, "rules-1", "ten"u8.ToArray()));
        await Snapshots.Write(new Snapshot("a", 5, "rules-2", "five"u8.ToArray()));
        await Snapshots.Write(new Snapshot("b", 1, "rules-2", default));

        var read = await Snapshots.Read("a", default);
        Assert.NotNull(read);
        Assert.Equal(("a", 5, "rules-2"), (read.Stream, read.Version, read.Stamp));
        Assert.Equal("five"u8, read.Data.Span);
        Assert.Equal(0, (await Snapshots.Read("b", default))?.Data.Length);
    }

    [NeedyFact]
    public async Task A_cancelled_read_stops()
    {
        await Append("a", 0, events: StreamAppend.EventsMax);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var e in Journal.ReadStream("a", 0, cancel.Token).WithCancellation(cancel.Token))
            {
                if (e.Version == 3) await cancel.CancelAsync();
            }
        });
    }

    protected async Task<List<RecordedEvent>> Read(string stream, long afterVersion = 0) =>
        await Journal.ReadStream(stream, afterVersion, default).ToListAsync();

    protected Task<AppendResult> Append(string stream, long version, int events = 1, string? claim = null) =>
        Journal.Append(new StreamAppend(stream, version, [.. Enumerable.Repeat(Event(claim), events)], []));

    /// <summary>Waits until so many events can be followed: others on the same server may hold a follower back for a moment.</summary>
    protected async Task<IReadOnlyList<RecordedEvent>> Visible(int events)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            var seen = await Journal.ReadAll(0, int.MaxValue, default).ToListAsync();
            if (seen.Count >= events) return seen;
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"{seen.Count} of {events} events can be followed");
        }
    }

    protected static StoredEvent Event(string? claim = null) =>
        new("claim-asserted.v1", Noon, claim, Encoding.UTF8.GetBytes($"claim {claim}"));

    private static SummaryRow Row(string id, string? title = null) =>
        new($"topic/{id}", 1, "topic", id, title ?? $"Title of {id}", title ?? id, [], null, Noon, Noon.AddDays(1), default, default, "rules 1");

    private static RowQuery Query() => new("topic", null, null, RowOrder.Id, 100, null);

    private Task Put(SummaryRow row) => Lists.Write([row], new Checkpoint(1, "rules 1"), default);

    private async Task<string[]> Ids(RowQuery query) => [.. (await Lists.List(query, default)).Rows.Select(h => h.Id)];

    private static void AssertSame(StoredEvent expected, StoredEvent actual)
    {
        Assert.Equal(expected with { Data = actual.Data }, actual);
        Assert.Equal(expected.Data.Span, actual.Data.Span);
    }
}
