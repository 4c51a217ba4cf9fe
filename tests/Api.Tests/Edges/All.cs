using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Api.Access;
using Analysis.Api.Alerts;
using Analysis.Api.Changes;
using Analysis.Api.Charts;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Api.Drafts;
using Analysis.Api.Stix;
using Analysis.Api.Tables;
using Analysis.Api.Topics;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Rendering;
using Analysis.Domain.Topics;
using Analysis.Engine.Changes;
using Analysis.Engine.Drafts;
using Analysis.Engine.Exchange;
using Analysis.Engine.Journal;
using Analysis.Engine.Text;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using Analysis.Journals;

namespace Analysis.Api.Tests.Edges;

/// <summary>Every limit, in the order of docs/limits.md, with what meets it.</summary>
internal static class All
{
    private const string Characters = "characters";
    private const string TooLarge = "413 `body-too-large`";
    private const string TooLong = "413 `line-too-long` of the line";
    private const string Busy = "503 `busy`";
    private const int DayMinutes = 24 * 60;

    private static readonly Settings Defaults = new();
    private static readonly AlertSettings AlertDefaults = new();

    private static int _next;

    public static IReadOnlyList<Limit> Limits { get; } =
    [
        // Requests
        Limit.Most("a body that is read whole", Defaults.BodyBytesMax, "bytes", TooLarge, (server, n) =>
            Send(server, HttpMethod.Put, $"/v1/topics/{Next()}", Padded(Topic(), n)), Set(nameof(Settings.BodyBytesMax))),
        Limit.Most("a claim by itself", Defaults.ClaimBytesMax, "bytes", TooLarge, (server, n) =>
            Send(server, HttpMethod.Post, "/v1/claims", Padded(Claim(), n)), Set(nameof(Settings.ClaimBytesMax))),
        Limit.Most("a claim as a line", Defaults.ClaimBytesMax, "bytes", TooLong, (server, n) =>
            server.PostLines("/v1/claims", Padded(Claim(), n)), Set(nameof(Settings.ClaimBytesMax))),
        Limit.Most("a claim as a line of a table", Defaults.ClaimBytesMax, "bytes", TooLong, (server, n) =>
            Table(server, $"id,topic,value,status,publisher,qualifier.q\n{Filled($"{Next()},{EdgeServer.Count},5,occurred,outlet,", n)}"),
            Set(nameof(Settings.ClaimBytesMax))),
        Limit.Most("columns of a table", ClaimTable.ColumnsMax, "", "400 `invalid-header`", (server, n) => Table(server,
            $"id,topic,value,status,publisher{Columns(n - 5)}\n{Next()},{EdgeServer.Count},5,occurred,outlet{new string(',', (int)n - 5)}")),
        Limit.Most("a line of an import", ExchangeFormat.LineBytesMax, "bytes", "400 `invalid-export-line` of the line", Import),
        Limit.Most("how deep JSON nests", Contracts.Limits.JsonDepthMax, "levels", "400 `malformed-json`", (server, n) =>
            server.Post("/v1/claims", new string('[', (int)n) + new string(']', (int)n)))
            with { TypeWithin = "invalid-claim" },
        Limit.Between("`limit` of a list", 1, Contracts.Limits.PageMax, "", "400 `invalid-parameter` at `limit`", (server, n) =>
            server.Get($"/v1/topics?limit={n}")),
        Limit.Most("`q` of a list, `by` of the audit, `tag`", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-parameter` at `q`",
            (server, n) => server.Get($"/v1/topics?q={Text(n)}")),
        Limit.Between("`points` of a timeline", PastTopics.TimelinePointsMin, PastTopics.TimelinePointsMax, "",
            "400 `invalid-parameter` at `points`", (server, n) => server.Get($"/v1/topics/{EdgeServer.Count}/timeline?points={n}")),
        Limit.Between("`width` of a picture", ChartStyle.WidthMin, ChartStyle.WidthMax, "pixels",
            "400 `invalid-parameter` at `width`", (server, n) => server.Get($"/v1/topics/{EdgeServer.Count}/chart.svg?width={n}")),
        Limit.Between("`height` of a picture", ChartStyle.HeightMin, ChartStyle.HeightMax, "pixels",
            "400 `invalid-parameter` at `height`", (server, n) => server.Get($"/v1/topics/{EdgeServer.Count}/chart.svg?height={n}")),
        Limit.Quiet("`Prefer: wait`", Defaults.WaitSecondsMax, "seconds", "it waits so long; `Preference-Applied` says so",
            Set(nameof(Settings.WaitSecondsMax))),
        Limit.Quiet("faults that one answer names", Contracts.Limits.FaultsMax, "", "the first are named"),
        Limit.Quiet("lines of a batch under way at a time", Defaults.LinesInFlightMax, "", "the server reads on when some are done",
            Set(nameof(Settings.LinesInFlightMax))),
        Limit.Quiet("outcomes of a batch that wait to be read", ApiHost.UnreadBytesMax, "bytes", "the server reads on when some are read"),

        // Names and numbers
        Limit.Most("an id", Contracts.Limits.IdLengthMax, Characters, "400 `invalid-claim` at `/id`", (server, n) =>
            Claim(server, "id", Quoted(Next().PadRight((int)n, 'x')))),
        Limit.Most("the name of a source in a claim", SourceName.LengthMax, Characters, "400 `invalid-claim` at `/publisher`", (server, n) =>
            Claim(server, "publisher", Quoted(Text(n)))),
        Limit.Most("a number", Contracts.Limits.NumberMax, "", "400 `invalid-claim` at `/value/best`", (server, n) =>
            Claim(server, "value", $$"""{"kind": "quantity", "best": {{Plain(n)}}}""")),
        Limit.Between("a stated probability", 0, 1, "", "400 `invalid-claim` at `/value/probability`", (server, n) =>
            Claim(server, "value", $$"""{"kind": "proposition", "holds": true, "probability": {{Plain(n)}}}""", EdgeServer.Assertion),
            step: 0.001),
        Limit.Most("digits of a year after `Y`", Math.Ceiling(Math.Log10(Instant.YearMax)), "", "400 `invalid-claim` at `/validTime`", (server, n) =>
            Claim(server, "validTime", Quoted($"Y-{new string('9', (int)n)}"))),
        Limit.Most("a half-life", Contracts.Limits.DaysMax, "days",
            "400 `invalid-topic` at `/halfLife`", (server, n) => Topic(server, "halfLife", Quoted($"P{n}D"))),

        // Topics
        Limit.Most("a topic's title", Contracts.Limits.TitleLengthMax, Characters, "400 `invalid-topic` at `/title`", (server, n) =>
            Topic(server, "title", Quoted(Text(n)))),
        Limit.Most("a topic's question", Contracts.Limits.ReasonLengthMax, Characters, "400 `invalid-topic` at `/question`", (server, n) =>
            Topic(server, "question", Quoted(Text(n)))),
        Limit.Most("a topic's scope", Contracts.Limits.ReasonLengthMax, Characters, "400 `invalid-topic` at `/scope`", (server, n) =>
            Topic(server, "scope", Quoted(Text(n)))),
        Limit.Most("a topic's unit", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-topic` at `/unit`", (server, n) =>
            Topic(server, "unit", Quoted(Text(n)))),
        Limit.Most("a topic's conversions", Contracts.Limits.ConversionsMax, "units", "400 `invalid-topic` at `/conversions`", (server, n) =>
            Topic(server, "conversions", Map(n, i => $"\"unit {i}\": {i}"))),
        Limit.Between("a topic's categories", 2, Contracts.Limits.CategoriesMax, "labels", "400 `invalid-topic` at `/categories`", (server, n) =>
            Topic(server, "categories", List(n, i => Quoted($"label {i}")), "category")),
        Limit.Most("a label of these", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-topic` at `/categories/1`", (server, n) =>
            Topic(server, "categories", $"""["one", {Quoted(Text(n))}]""", "category")),
        Limit.Most("a topic's interests", Contracts.Limits.InterestsMax, "", "400 `invalid-topic` at `/interests`", (server, n) =>
            Topic(server, "interests", List(n, i => $$"""{"source": "source-{{i}}", "favours": "low"}"""))),
        Limit.Most("a topic's tags", Contracts.Limits.TagsMax, "", "400 `invalid-topic` at `/tags`", (server, n) =>
            Topic(server, "tags", List(n, i => Quoted($"tag {i}")))),
        Limit.Most("a tag", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-topic` at `/tags/0`", (server, n) =>
            Topic(server, "tags", $"[{Quoted(Text(n))}]")),
        Limit.Most("labels that are claimed where any may be", TopicDecider.LabelsMax, "", "400 `invalid-claim` at `/value/name`", Labels),
        Limit.Unmet("claims of a topic", TopicDecider.ClaimsMax, "", "409 `topic-full`", "so many take minutes and gigabytes"),
        Limit.Elsewhere("retractions of a topic that wait for their claims", TopicDecider.WaitingMax, "", "409 `too-many-waiting`",
            "Domain.Tests/Topics/TopicDeciderTest.cs", "So_many_retractions_wait_and_no_more"),
        Limit.Elsewhere("claims that a renaming or merging brings along", TopicTransfers.ClaimsMax, "", "409 `too-many-to-move`",
            "Api.Tests/Edges/LimitTests.cs", nameof(LimitTests.A_topic_of_too_many_claims_is_not_renamed)),
        Limit.Most("a reason", Contracts.Limits.ReasonLengthMax, Characters, "400 `invalid-retraction` at `/reason`", (server, n) =>
            server.Post($"/v1/topics/{EdgeServer.Count}/claims/{Next()}/retraction", $$"""{"reason": {{Quoted(Text(n))}}}""")),
        Limit.Most("how far ahead of the clock an act is dated", DayMinutes, "minutes", "400 `invalid-retraction` at `/reportedTime`", (server, n) =>
            server.Post($"/v1/topics/{EdgeServer.Count}/claims/{Next()}/retraction",
                $$"""{"reason": "misread", "reportedTime": "{{DateTime.UtcNow.AddMinutes(n - 0.5):yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""")),

        // Claims
        Limit.Most("a claim's unit, words, article", LengthOf("unit"), Characters, "400 `invalid-claim` at `/words`", (server, n) =>
            Claim(server, "words", Quoted(Text(n)))),
        Limit.Most("a claim's quote, note", LengthOf("quote"), Characters, "400 `invalid-claim` at `/quote`", (server, n) =>
            Claim(server, "quote", Quoted(Text(n)))),
        Limit.Most("a claim's url", LengthOf("url"), Characters, "400 `invalid-claim` at `/url`", (server, n) =>
            Claim(server, "url", Quoted(Text(n)))),
        Limit.Most("a label that it names", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-claim` at `/value/name`", (server, n) =>
            Claim(server, "value", $$"""{"kind": "category", "name": {{Quoted(Text(n))}}}""", EdgeServer.Label)),
        Limit.Most("a claim's attribution", Field<SourcesField>("attribution").CountMax, "links", "400 `invalid-claim` at `/attribution`", (server, n) =>
            Claim(server, "attribution", $"""["outlet"{string.Concat(Enumerable.Range(1, (int)n - 1).Select(i => $", \"source-{i}\""))}]""")),
        Limit.Most("a claim's hedges", Field<TextsField>("hedges").CountMax, "", "400 `invalid-claim` at `/hedges`", (server, n) =>
            Claim(server, "hedges", List(n, i => Quoted($"hedge {i}")))),
        Limit.Most("a hedge", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-claim` at `/hedges/0`", (server, n) =>
            Claim(server, "hedges", $"[{Quoted(Text(n))}]")),
        Limit.Between("a claim's credibility", Field<NumberField>("credibility").Min, Field<NumberField>("credibility").Max, "",
            "400 `invalid-claim` at `/credibility`", (server, n) => Claim(server, "credibility", Plain(n))),
        Limit.Most("a claim's qualifiers", Contracts.Limits.QualifiersMax, "", "400 `invalid-claim` at `/qualifiers`", (server, n) =>
            Claim(server, "qualifiers", Map(n, i => $"\"q{i}\": true"))),
        Limit.Most("the name of a qualifier", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-claim` at `/qualifiers/...`", (server, n) =>
            Claim(server, "qualifiers", $$"""{{{Quoted(Text(n))}}: true}""")),
        Limit.Most("the texts of a qualifier", Contracts.Limits.QualifierTextsMax, "", "400 `invalid-claim` at `/qualifiers/q`", (server, n) =>
            Claim(server, "qualifiers", $$"""{"q": {{List(n, i => Quoted($"text {i}"))}}}""")),
        Limit.Most("one of these texts", Contracts.Limits.LongTextLengthMax, Characters, "400 `invalid-claim` at `/qualifiers/q`", (server, n) =>
            Claim(server, "qualifiers", $$"""{"q": {{Quoted(Text(n))}}}""")),

        // Sources and families
        Limit.Most("a source's name", Contracts.Limits.TitleLengthMax, Characters, "400 `invalid-source` at `/name`", (server, n) =>
            Source(server, $$"""{"name": {{Quoted(Text(n, 'n'))}}}""")),
        Limit.Most("a source's kind", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-source` at `/kind`", (server, n) =>
            Source(server, $$"""{"kind": {{Quoted(Text(n))}}}""")),
        Limit.Most("a source's aliases", Contracts.Limits.AliasesMax, "", "400 `invalid-source` at `/aliases`", (server, n) =>
            Source(server, $$"""{"aliases": {{List(n, i => Quoted($"alias {i}"))}}}""")),
        Limit.Most("an alias", SourceName.LengthMax, Characters, "400 `invalid-source` at `/aliases/0`", (server, n) =>
            Source(server, $$"""{"aliases": [{{Quoted(Text(n, 'a'))}}]}""")),
        Limit.Most("a tolerance, as a share", 1, "", "400 `invalid-family` at `/tolerance`", (server, n) =>
            server.Put("/v1/families/shares", $$"""{"kind": "quantity", "tolerance": {{Plain(n)}}}"""), step: 0.001),
        Limit.Most("a tolerance, in units", Contracts.Limits.NumberMax, "", "400 `invalid-family` at `/tolerance`", (server, n) =>
            server.Put("/v1/families/units", $$"""{"kind": "quantity", "scale": "linear", "tolerance": {{Plain(n)}}}""")),
        Limit.Most("a tolerance, in days", Contracts.Limits.DaysMax, "days", "400 `invalid-family` at `/tolerance`", (server, n) =>
            server.Put("/v1/families/days", $$"""{"kind": "date", "tolerance": {{Plain(n)}}}""")),
        Limit.Quiet("topics whose answers a source's outcomes are gathered from", Engine.Reference.Sources.OutcomeTopicsMax, "",
            "`complete` is false"),
        Limit.Quiet("topics that one page of a source's claims looks at", Engine.Reference.Sources.ClaimTopicsMax, "", "`next` goes on"),

        // What if, drafts
        Limit.Most("sources that a what-if leaves out", Contracts.Limits.SupposedMax, "", "400 `invalid-supposition` at `/without/sources`",
            (server, n) => Suppose(server, $$"""{"without": {"sources": {{List(n, i => Quoted($"source-{i}"))}} } }""")),
        Limit.Most("claims that it leaves out", Contracts.Limits.SupposedMax, "", "400 `invalid-supposition` at `/without/claims`", (server, n) =>
            Suppose(server, $$"""{"without": {"claims": {{List(n, i => Quoted($"c{i}"))}} } }""")),
        Limit.Most("grades that it supposes", Contracts.Limits.SupposedMax, "", "400 `invalid-supposition` at `/grades`", (server, n) =>
            Suppose(server, $$"""{"grades": {{Map(n, i => $"\"source-{i}\": \"B\"")}}}""")),
        Limit.Most("claims that it supposes", Contracts.Limits.SupposedMax, "", "400 `invalid-supposition` at `/claims`", (server, n) =>
            Suppose(server, $$"""{"claims": {{List(n, i => Samples.Claim(EdgeServer.Many, $"new-{i}"))}}}""")),
        Limit.Most("claims that are proposed at once", ProposalJson.ClaimsMax, "", "400 `invalid-proposal` at `/claims`", (server, n) =>
            server.Post("/v1/drafts", $$"""{"claims": {{List(n, i => """{"topic": "count"}""")}}}""")),
        Limit.Most("a claim that is proposed", Draft.ClaimBytesMax, "bytes", "400 `invalid-proposal` at `/claims/0`", (server, n) =>
            server.Post("/v1/drafts", $$"""{"claims": [{"id":"{{Text(n - """{"id":""}""".Length)}}"}]}""")),
        Limit.Most("the proposer of drafts", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-proposal` at `/proposer`", (server, n) =>
            server.Post("/v1/drafts", $$"""{"claims": [{}], "proposer": {{Quoted(Text(n))}}}""")),
        Limit.Most("why they are proposed", Contracts.Limits.ReasonLengthMax, Characters, "400 `invalid-proposal` at `/why`", (server, n) =>
            server.Post("/v1/drafts", $$"""{"claims": [{}], "why": {{Quoted(Text(n))}}}""")),
        Limit.Elsewhere("drafts in the tray", IDrafts.DraftsMax, "", "409 `too-many-drafts`",
            "Testing/DraftsConformance.cs", "A_full_tray_takes_all_or_nothing"),

        // Alerts
        Limit.Most("alerts", AlertDefaults.AlertsMax, "", "409 `too-many-alerts`", Alerts, $"`Alerts:{nameof(AlertSettings.AlertsMax)}`"),
        Limit.Most("an alert's title", Contracts.Limits.TitleLengthMax, Characters, "400 `invalid-alert` at `/title`", (server, n) =>
            Alert(server, "title", Quoted(Text(n)))),
        Limit.Most("an alert's topics", AlertDefinitionJson.TopicsMax, "", "400 `invalid-alert` at `/topics`", (server, n) =>
            Alert(server, "topics", List(n, i => Quoted($"topic-{i}")))),
        Limit.Most("an alert's tags", Contracts.Limits.TagsMax, "", "400 `invalid-alert` at `/tags`", (server, n) =>
            Alert(server, "tags", List(n, i => Quoted($"tag {i}")))),
        Limit.Most("an alert's search", Contracts.Limits.TextLengthMax, Characters, "400 `invalid-alert` at `/q`", (server, n) =>
            Alert(server, "q", Quoted(Text(n)))),
        Limit.Most("an alert's conditions", AlertDefinitionJson.RulesMax, "", "400 `invalid-alert` at `/when`", (server, n) =>
            Alert(server, "when", List(n, i => $$"""{"condition": "above", "value": {{i}}}"""))),
        Limit.Most("the address that an alert is sent to", AlertDefinitionJson.UrlLengthMax, Characters, "400 `invalid-alert` at `/to/url`", (server, n) =>
            Alert(server, "to", $$"""{"kind": "webhook", "url": "{{"https://example.org/".PadRight((int)n, 'x')}}"}""")),
        Limit.Between("bytes of the key in its secret", StandardWebhooks.KeyBytesMin, StandardWebhooks.KeyBytesMax, "",
            "400 `invalid-alert` at `/to/secret`", (server, n) => Alert(server, "to",
                $$"""{"kind": "webhook", "url": "https://example.org/", "secret": "whsec_{{Convert.ToBase64String(new byte[(int)n])}}"}""")),
        Limit.Most("an alert's mail addresses", AlertDefinitionJson.AddressesMax, "", "400 `invalid-alert` at `/to/addresses`", (server, n) =>
            Alert(server, "to", $$"""{"kind": "mail", "addresses": {{List(n, i => Quoted($"desk{i}@example.org"))}}}""")),
        Limit.Between("how long mail gathers changes", AlertDefinitionJson.EveryMin.TotalSeconds, AlertDefinitionJson.EveryMax.TotalSeconds,
            "seconds", "400 `invalid-alert` at `/to/every`", (server, n) =>
            Alert(server, "to", $$"""{"kind": "mail", "addresses": ["desk@example.org"], "every": "PT{{n}}S"}""")),
        Limit.Quiet("entries of an alert's log", AlertDefaults.LogMax, "", "the oldest are forgotten", $"`Alerts:{nameof(AlertSettings.LogMax)}`"),
        Limit.Quiet("how long these are kept", AlertDefaults.LogDays, "days", "they are forgotten", $"`Alerts:{nameof(AlertSettings.LogDays)}`"),
        Limit.Quiet("attempts to deliver", AlertDefaults.AttemptsMax, "", "it is `dead`", $"`Alerts:{nameof(AlertSettings.AttemptsMax)}`"),
        Limit.Quiet("entries of a feed", GetFeedHandler.EntriesMax, "", "the newest are shown"),

        // Access
        Limit.Elsewhere("keys", ApiKeys.KeysMax, "", "the first hold; the log names the others",
            "Api.Tests/KeyTests.cs", "There_are_at_most_256_keys_and_the_first_hold"),
        Limit.Elsewhere("a key, at least", ApiKeys.CharactersMin, Characters, "the entry is refused; the log names it",
            "Api.Tests/KeyTests.cs", "A_line_that_is_wrong_is_refused_and_named_and_the_others_hold"),
        Limit.Elsewhere("attempts of an address that fail, at once and a minute", Defaults.FailedAttemptsPerMinute, "",
            "429 `too-many-attempts`", "Api.Tests/KeyTests.cs",
            "Failed_attempts_are_logged_and_slowed_down_and_keys_that_are_known_there_are_not",
            Set(nameof(Settings.FailedAttemptsPerMinute))),
        Limit.Elsewhere("the name of a token's bearer", Writer.LengthMax, Characters, "401 `unauthorized`",
            "Api.Tests/TokenTests.cs", "Another_token_opens_nothing"),

        // What is under way
        Limit.Elsewhere("streams of changes in a process", ChangeFeed.FollowersMax, "", Busy,
            "Api.Tests/ChangeTests.cs", "There_is_room_for_a_thousand_and_who_leaves_makes_room"),
        Limit.Elsewhere("how far back a stream goes on", FollowChangesHandler.BehindMax, "events", "it begins with `reset`",
            "Api.Tests/ChangeTests.cs", "A_cursor_of_another_journal_or_from_too_long_ago_is_reset"),
        Limit.Quiet("silence of a stream", Defaults.HeartbeatSeconds, "seconds", "a `heartbeat` comes",
            Set(nameof(Settings.HeartbeatSeconds))),
        Limit.Elsewhere("requests that wait for one topic", TopicMailbox.WaitingMax, "", Busy,
            "Engine.Tests/EmbeddedTopicsTests.cs", "A_full_queue_is_refused_as_busy_and_what_waits_is_answered"),
        Limit.Elsewhere("appends that wait for the journal", GroupCommit.WaitingMax, "", Busy,
            "Journals.Tests/GroupCommitTests.cs", "A_full_queue_is_busy"),
        Limit.Quiet("questions about the past under way at a time", PastTopics.FoldsMax, "", "the others wait"),
        Limit.Quiet("such questions that wait", PastTopics.WaitingMax, "", "they are refused as busy"),

        // What is shown
        Limit.Quiet("claims beside a timeline and in a picture", GetTimelineHandler.ClaimsMax, "", "the first are shown"),
        Limit.Quiet("claims of a STIX bundle", GetStixHandler.ClaimsMax, "", "the first are shown"),
        Limit.Quiet("notices of a view", Notices.Max, "", "the first are shown"),
    ];

    private static string Set(string name) => $"`{name}`";

    private static string Next() => $"n{Interlocked.Increment(ref _next)}";

    private static string Text(double length, char of = 'x') => new(of, (int)length);

    private static string Quoted(string text) => $"\"{text}\"";

    private static string Plain(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string List(double count, Func<int, string> item) =>
        $"[{string.Join(", ", Enumerable.Range(1, (int)count).Select(i => item(i - 1)))}]";

    private static string Map(double count, Func<int, string> member) =>
        $"{{{string.Join(", ", Enumerable.Range(1, (int)count).Select(member))}}}";

    private static string Padded(string text, double length) => text.PadRight((int)length);

    /// <summary>With texts apart by semicolons.</summary>
    private static string Filled(string text, double length) =>
        text + string.Concat(Enumerable.Range(1, (int)length - text.Length).Select(i => i % 4_000 == 0 ? ';' : 'x'));

    private static string Columns(double count) => string.Concat(Enumerable.Range(1, (int)count).Select(i => $",qualifier.q{i}"));

    private static T Field<T>(string name)
        where T : ClaimField => (T)ClaimFields.All.Single(f => f.Name == name);

    private static int LengthOf(string name) => Field<TextField>(name).LengthMax;

    private static string Topic(string kind = "quantity") => $$"""{"title": "A topic", "kind": "{{kind}}"}""";

    private static string Claim() => Samples.Claim(EdgeServer.Count, Next());

    private static Task<Answer> Topic(ApiServer server, string field, string value, string kind = "quantity")
    {
        var topic = JsonNode.Parse(Topic(kind))!.AsObject();
        topic[field] = JsonNode.Parse(value);
        if (field is "halfLife") topic["dynamics"] = "changing";
        if (field is "conversions") topic["unit"] = "persons";
        return server.Put($"/v1/topics/{Next()}", topic.ToJsonString());
    }

    private static Task<Answer> Claim(ApiServer server, string field, string value, string topic = EdgeServer.Count)
    {
        var claim = JsonNode.Parse(Samples.Claim(topic, Next(), more: ""))!.AsObject();
        claim[field] = JsonNode.Parse(value);
        return server.Post("/v1/claims", claim.ToJsonString());
    }

    private static Task<Answer> Source(ApiServer server, string json) => server.Put("/v1/sources/edge", json);

    private static Task<Answer> Suppose(ApiServer server, string json) => server.Post($"/v1/topics/{EdgeServer.Many}/what-if", json);

    private static Task<Answer> Alert(ApiServer server, string field, string value, string id = "edge")
    {
        var alert = JsonNode.Parse("""{"topics": ["count"], "when": [{"condition": "answerFlips"}]}""")!.AsObject();
        alert[field] = JsonNode.Parse(value);
        return server.Put($"/v1/alerts/{id}", alert.ToJsonString());
    }

    /// <summary>The answer to the last of so many.</summary>
    private static async Task<Answer> Alerts(ApiServer server, double count)
    {
        for (var i = 1; i < count; i++) await Define(i);
        return await Define((int)count);

        Task<Answer> Define(int i) => Alert(server, "title", Quoted($"{i}"), i == 1 ? "edge" : $"edge-{i}");
    }

    /// <summary>So many labels on a topic of their own.</summary>
    private static async Task<Answer> Labels(ApiServer server, double count)
    {
        var topic = Next();
        await server.Put($"/v1/topics/{topic}", Topic("category"));
        return await server.PostLines("/v1/claims", string.Concat(Enumerable.Range(1, (int)count).Select(i =>
            Samples.Claim(topic, $"c{i}", $$"""{"kind": "category", "name": "label {{i}}"}""", more: "") + "\n")));
    }

    private static Task<Answer> Table(ApiServer server, string text) =>
        server.Send(HttpMethod.Post, "/v1/claims", new StringContent(text, Encoding.UTF8, "text/csv"));

    /// <summary>What is there already, in a line of so many bytes.</summary>
    private static async Task<Answer> Import(ApiServer server, double length)
    {
        var lines = (await server.Get($"/v1/export?topic={EdgeServer.Count}")).Body.Split('\n');
        return await server.PostLines("/v1/import", $"{lines[0]}\n{Padded(lines[1], length)}\n" + """{"end":true,"events":1}""");
    }

    /// <summary>A body of which the server may not want all.</summary>
    private static async Task<Answer> Send(ApiServer server, HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = ApiServer.Json(json) };
        request.Headers.ExpectContinue = true;
        using var response = await server.Http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.MediaType, response.Headers, response.Content.Headers);
    }
}
