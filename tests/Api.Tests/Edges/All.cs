using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Api.Access;
using Analysis.Api.Alerts;
using Analysis.Api.Articles;
using Analysis.Api.Changes;
using Analysis.Api.Charts;
using Analysis.Api.Contracts;
using Analysis.Api.Drafts;
using Analysis.Api.Readings;
using Analysis.Api.Stix;
using Analysis.Api.Tables;
using Analysis.Api.Topics;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Rendering;
using Analysis.Domain.Topics;
using Analysis.Engine.Articles;
using Analysis.Engine.Changes;
using Analysis.Engine.Drafts;
using Analysis.Engine.Exchange;
using Analysis.Engine.Journal;
using Analysis.Engine.Text;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using Analysis.Journals;
using Max = Analysis.Api.Contracts.Limits;

namespace Analysis.Api.Tests.Edges;

/// <summary>Every limit, in the order of docs/limits.md, with what meets it.</summary>
internal static class All
{
    private const string Characters = "characters";
    private const string Flips = """[{"condition": "answerFlips"}]""";
    private const string TooLarge = "413 `body-too-large`";
    private const string TooLong = "413 `line-too-long` of the line";
    private const string Busy = "503 `busy`";
    private const string Chart = $"/v1/topics/{EdgeServer.Count}/chart.svg";
    private const string Timeline = $"/v1/topics/{EdgeServer.Count}/timeline";
    private const string Columns = "id,topic,value,status,publisher";
    private const int DayMinutes = 24 * 60;

    private static readonly Settings Defaults = new();
    private static readonly AlertSettings AlertDefaults = new();

    private static int _next;

    public static IReadOnlyList<Limit> Limits { get; } =
    [
        // Requests
        Limit.Most("a body that is read whole", Defaults.BodyBytesMax, "bytes", TooLarge,
            (server, n) => Send(server, HttpMethod.Put, $"/v1/topics/{Next()}", Padded(Topic("quantity"), n)),
            Set(nameof(Settings.BodyBytesMax))),
        Limit.Most("a claim by itself", Defaults.ClaimBytesMax, "bytes", TooLarge,
            (server, n) => Send(server, HttpMethod.Post, "/v1/claims", Padded(Claim(), n)),
            Set(nameof(Settings.ClaimBytesMax))),
        Limit.Most("a claim as a line", Defaults.ClaimBytesMax, "bytes", TooLong,
            (server, n) => server.PostLines("/v1/claims", Padded(Claim(), n)), Set(nameof(Settings.ClaimBytesMax))),
        Limit.Most("a claim as a line of a table", Defaults.ClaimBytesMax, "bytes", TooLong,
            (server, n) => Table(server, $"{Columns},qualifier.q\n{Filled($"{Row()},", n)}"),
            Set(nameof(Settings.ClaimBytesMax))),
        Limit.Most("columns of a table", ClaimTable.ColumnsMax, "", "400 `invalid-header`",
            (server, n) => Table(server, $"{Columns}{Qualifiers(n - 5)}\n{Row()}{new string(',', (int)n - 5)}")),
        Limit.Most("a line of an import", ExchangeFormat.LineBytesMax, "bytes",
            "400 `invalid-export-line` of the line", Import),
        Limit.Most("how deep JSON nests", Max.JsonDepthMax, "levels", "400 `malformed-json`",
            (server, n) => server.Post("/v1/claims", Text(n, '[') + Text(n, ']')))
            with { TypeWithin = "invalid-claim" },
        Limit.Between("`limit` of a list", 1, Max.PageMax, "", At("parameter", "limit"),
            (server, n) => server.Get($"/v1/topics?limit={n}")),
        Limit.Most("`q` of a list, `by` of the audit, `tag`", Max.TextLengthMax, Characters, At("parameter", "q"),
            (server, n) => server.Get($"/v1/topics?q={Text(n)}")),
        Limit.Between("`points` of a timeline", PastTopics.TimelinePointsMin, PastTopics.TimelinePointsMax, "",
            At("parameter", "points"), (server, n) => server.Get($"{Timeline}?points={n}")),
        Limit.Most("`topics` of timelines", GetTimelines.TopicsMax, "", At("parameter", "topics"),
            (server, n) => server.Get($"/v1/timelines?topics={string.Join(',', Enumerable.Range(0, (int)n).Select(i => $"t{i}"))}")),
        Limit.Between("`width` of a picture", ChartStyle.WidthMin, ChartStyle.WidthMax, "pixels",
            At("parameter", "width"), (server, n) => server.Get($"{Chart}?width={n}")),
        Limit.Between("`height` of a picture", ChartStyle.HeightMin, ChartStyle.HeightMax, "pixels",
            At("parameter", "height"), (server, n) => server.Get($"{Chart}?height={n}")),
        Limit.Elsewhere("`Prefer: wait`", Defaults.WaitSecondsMax, "seconds",
            "it waits so long; `Preference-Applied` says so", "Api.Tests/TopicTests.cs",
            "A_poll_is_held_until_the_view_changes", Set(nameof(Settings.WaitSecondsMax))),
        Limit.Elsewhere("faults that one answer names", Max.FaultsMax, "", "the first are named",
            "Api.Tests/BadInputTests.cs", "The_list_of_faults_has_an_end"),
        Limit.Quiet("lines of a batch under way at a time", Defaults.LinesInFlightMax, "",
            "the server reads on when some are done", Set(nameof(Settings.LinesInFlightMax))),
        Limit.Quiet("outcomes of a batch that wait to be read", ApiHost.UnreadBytesMax, "bytes",
            "the server reads on when some are read"),

        // Names, numbers, dates
        OfClaim("an id", Max.IdLengthMax, Characters, "id", n => Quoted(Next().PadRight((int)n, 'x'))),
        OfClaim("the name of a source in a claim", SourceName.LengthMax, Characters, "publisher", Words),
        OfClaim("a number", Max.NumberMax, "", "value", n => $$"""{"kind": "quantity", "best": {{Plain(n)}}}""",
            place: "/value/best"),
        Limit.Between("a stated probability", 0, 1, "", At("claim", "/value/probability"),
            (server, n) => Claim(server, "value",
                $$"""{"kind": "proposition", "holds": true, "probability": {{Plain(n)}}}""", EdgeServer.Assertion),
            step: 0.001),
        OfClaim("digits of a year after `Y`", Math.Ceiling(Math.Log10(Instant.YearMax)), "", "validTime",
            n => Quoted($"Y-{Text(n, '9')}")),
        OfTopic("a half-life", Max.DaysMax, "days", "halfLife", n => Quoted($"P{n}D")),

        // Topics
        OfTopic("a topic's title", Max.TitleLengthMax, Characters, "title", Words),
        OfTopic("a topic's question", Max.ReasonLengthMax, Characters, "question", Words),
        OfTopic("a topic's scope", Max.ReasonLengthMax, Characters, "scope", Words),
        OfTopic("a topic's unit", Max.TextLengthMax, Characters, "unit", Words),
        OfTopic("a topic's conversions", Max.ConversionsMax, "units", "conversions",
            n => Map(n, i => $"\"unit {i}\": {i}")),
        Limit.Between("a topic's categories", 2, Max.CategoriesMax, "labels", At("topic", "/categories"),
            (server, n) => Topic(server, "categories", List(n, i => Quoted($"label {i}")))),
        OfTopic("a label of these", Max.TextLengthMax, Characters, "categories", n => $"""["one", {Words(n)}]""",
            place: "/categories/1"),
        OfTopic("a topic's interests", Max.InterestsMax, "", "interests",
            n => List(n, i => $$"""{"source": "source-{{i}}", "favours": "low"}""")),
        OfTopic("a topic's tags", Max.TagsMax, "", "tags", n => List(n, i => Quoted($"tag {i}"))),
        OfTopic("a tag", Max.TextLengthMax, Characters, "tags", n => $"[{Words(n)}]", place: "/tags/0"),
        Limit.Most("labels that are claimed where any may be", TopicDecider.LabelsMax, "", At("claim", "/value/name"),
            Labels),
        Limit.Unmet("claims of a topic", TopicDecider.ClaimsMax, "", "409 `topic-full`",
            "so many take minutes and gigabytes"),
        Limit.Elsewhere("retractions of a topic that wait for their claims", TopicDecider.WaitingMax, "",
            "409 `too-many-waiting`", "Domain.Tests/Topics/TopicDeciderTest.cs",
            "So_many_retractions_wait_and_no_more"),
        Limit.Elsewhere("claims that a renaming or merging brings along", TopicTransfers.ClaimsMax, "",
            "409 `too-many-to-move`", "Api.Tests/Edges/LimitTests.cs",
            nameof(LimitTests.A_topic_of_too_many_claims_is_not_renamed)),
        Limit.Most("a reason", Max.ReasonLengthMax, Characters, At("retraction", "/reason"),
            (server, n) => Retract(server, $$"""{"reason": {{Words(n)}}}""")),
        Limit.Most("how far ahead of the clock an act is dated", DayMinutes, "minutes",
            At("retraction", "/reportedTime"),
            (server, n) => Retract(server, $$"""{"reason": "misread", "reportedTime": "{{FromNow(n - 0.5)}}"}""")),

        // Claims
        OfClaim("a claim's unit, words, article", LengthOf("unit"), Characters, "words", Words),
        OfClaim("a claim's quote, note", LengthOf("quote"), Characters, "quote", Words),
        OfClaim("a claim's url", LengthOf("url"), Characters, "url", Words),
        OfClaim("a label that it names", Max.TextLengthMax, Characters, "value",
            n => $$"""{"kind": "category", "name": {{Words(n)}}}""", EdgeServer.Label, "/value/name"),
        OfClaim("a claim's attribution", Field<SourcesField>("attribution").CountMax, "links", "attribution",
            n => List(n, i => Quoted(i == 0 ? "outlet" : $"source-{i}"))),
        OfClaim("a claim's hedges", Field<TextsField>("hedges").CountMax, "", "hedges",
            n => List(n, i => Quoted($"hedge {i}"))),
        OfClaim("a hedge", Max.TextLengthMax, Characters, "hedges", n => $"[{Words(n)}]", place: "/hedges/0"),
        Limit.Between("a claim's credibility", Field<NumberField>("credibility").Min,
            Field<NumberField>("credibility").Max, "", At("claim", "/credibility"),
            (server, n) => Claim(server, "credibility", Plain(n))),
        OfClaim("a claim's qualifiers", Max.QualifiersMax, "", "qualifiers", n => Map(n, i => $"\"q{i}\": true")),
        OfClaim("the name of a qualifier", Max.TextLengthMax, Characters, "qualifiers",
            n => $$"""{{{Words(n)}}: true}""", place: "/qualifiers/..."),
        OfClaim("the texts of a qualifier", Max.QualifierTextsMax, "", "qualifiers",
            n => $$"""{"q": {{List(n, i => Quoted($"text {i}"))}}}""", place: "/qualifiers/q"),
        OfClaim("one of these texts", Max.LongTextLengthMax, Characters, "qualifiers",
            n => $$"""{"q": {{Words(n)}}}""", place: "/qualifiers/q"),

        // Sources and families
        OfSource("a source's name", Max.TitleLengthMax, Characters, "name", Words),
        OfSource("a source's kind", Max.TextLengthMax, Characters, "kind", Words),
        OfSource("a source's aliases", Max.AliasesMax, "", "aliases", n => List(n, i => Quoted($"alias {i}"))),
        OfSource("an alias", SourceName.LengthMax, Characters, "aliases", n => $"[{Quoted(Text(n, 'a'))}]",
            place: "/aliases/0"),
        OfFamily("a tolerance, as a share", 1, "", "shares", "\"kind\": \"quantity\"", 0.001),
        OfFamily("a tolerance, in units", Max.NumberMax, "", "units",
            "\"kind\": \"quantity\", \"scale\": \"linear\""),
        OfFamily("a tolerance, in days", Max.DaysMax, "days", "days", "\"kind\": \"date\""),
        Limit.Quiet("topics whose answers a source's outcomes are gathered from",
            Engine.Reference.Sources.OutcomeTopicsMax, "", "`complete` is false"),
        Limit.Quiet("topics that one page of a source's claims looks at", Engine.Reference.Sources.ClaimTopicsMax, "",
            "`next` goes on"),

        // Suppositions, articles and drafts
        OfSupposition("sources that a what-if leaves out", "/without/sources",
            n => $$"""{"without": {"sources": {{List(n, i => Quoted($"source-{i}"))}} } }"""),
        OfSupposition("claims that it leaves out", "/without/claims",
            n => $$"""{"without": {"claims": {{List(n, i => Quoted($"c{i}"))}} } }"""),
        OfSupposition("grades that it supposes", "/grades",
            n => $$"""{"grades": {{Map(n, i => $"\"source-{i}\": \"B\"")}}}"""),
        OfSupposition("claims that it supposes", "/claims",
            n => $$"""{"claims": {{List(n, i => Samples.Claim(EdgeServer.Many, $"new-{i}"))}}}"""),
        Limit.Most("a text that is read", TextJson.LengthMax, Characters, At("text", "/text"),
            (server, n) => server.Post("/v1/readings", $$"""{"text": {{Words(n)}}}""")),
        OfArticle("an article's text", Article.TextLengthMax, "text", Words),
        OfArticle("its title", Max.TitleLengthMax, "title", Words),
        OfArticle("its publisher", SourceName.LengthMax, "publisher", Words),
        OfArticle("its address", ArticleDefinitionJson.UrlLengthMax, "url",
            n => Quoted("https://example.org/".PadRight((int)n, 'x'))),
        Limit.Unmet("articles", IArticles.ArticlesMax, "", "409 `too-many-articles`",
            "so many take minutes, each being on the disk before the next is sent"),
        OfProposal("claims that are proposed at once", ProposalJson.ClaimsMax, "", "/claims",
            n => $$"""{"claims": {{List(n, i => """{"topic": "count"}""")}}}"""),
        OfProposal("a claim that is proposed", Draft.ClaimBytesMax, "bytes", "/claims/0",
            n => $$"""{"claims": [{"id":"{{Text(n - """{"id":""}""".Length)}}"}]}"""),
        OfProposal("the proposer of drafts", Max.TextLengthMax, Characters, "/proposer",
            n => $$"""{"claims": [{}], "proposer": {{Words(n)}}}"""),
        OfProposal("why they are proposed", Max.ReasonLengthMax, Characters, "/why",
            n => $$"""{"claims": [{}], "why": {{Words(n)}}}"""),
        Limit.Most("drafts that are accepted, or supposed, at once", DraftChoiceJson.DraftsMax, "", At("choice", "/drafts"),
            (server, n) => server.Post("/v1/drafts/what-if", $$"""{"drafts": {{List(n, i => Quoted($"draft-{i}"))}}}""")),
        Limit.Elsewhere("drafts in the tray", IDrafts.DraftsMax, "", "409 `too-many-drafts`",
            "Testing/DraftsConformance.cs", "A_full_tray_takes_all_or_nothing"),

        // Alerts
        Limit.Most("alerts", AlertDefaults.AlertsMax, "", "409 `too-many-alerts`", Alerts,
            $"`Alerts:{nameof(AlertSettings.AlertsMax)}`"),
        OfAlert("an alert's title", Max.TitleLengthMax, Characters, "title", Words),
        OfAlert("an alert's topics", AlertDefinitionJson.TopicsMax, "", "topics",
            n => List(n, i => Quoted($"topic-{i}"))),
        OfAlert("an alert's tags", Max.TagsMax, "", "tags", n => List(n, i => Quoted($"tag {i}"))),
        OfAlert("an alert's search", Max.TextLengthMax, Characters, "q", Words),
        OfAlert("an alert's conditions", AlertDefinitionJson.RulesMax, "", "when",
            n => List(n, i => $$"""{"condition": "above", "value": {{i}}}""")),
        OfAlert("the address that an alert is sent to", AlertDefinitionJson.UrlLengthMax, Characters, "to",
            n => $$"""{"kind": "webhook", "url": "{{"https://example.org/".PadRight((int)n, 'x')}}"}""", "/to/url"),
        Limit.Between("bytes of the key in its secret", StandardWebhooks.KeyBytesMin, StandardWebhooks.KeyBytesMax, "",
            At("alert", "/to/secret"), (server, n) => Alert(server, "to",
                $$"""{"kind": "webhook", "url": "https://example.org/", "secret": "{{Secret(n)}}"}""")),
        OfAlert("an alert's mail addresses", AlertDefinitionJson.AddressesMax, "", "to",
            n => $$"""{"kind": "mail", "addresses": {{List(n, i => Quoted($"desk{i}@example.org"))}}}""",
            "/to/addresses"),
        Limit.Between("how long mail gathers changes", AlertDefinitionJson.EveryMin.TotalSeconds,
            AlertDefinitionJson.EveryMax.TotalSeconds, "seconds", At("alert", "/to/every"),
            (server, n) => Alert(server, "to",
                $$"""{"kind": "mail", "addresses": ["desk@example.org"], "every": "PT{{n}}S"}""")),
        Limit.Quiet("entries of an alert's log", AlertDefaults.LogMax, "", "the oldest are forgotten",
            $"`Alerts:{nameof(AlertSettings.LogMax)}`"),
        Limit.Quiet("how long these are kept", AlertDefaults.LogDays, "days", "they are forgotten",
            $"`Alerts:{nameof(AlertSettings.LogDays)}`"),
        Limit.Quiet("attempts to deliver", AlertDefaults.AttemptsMax, "", "it is `dead`",
            $"`Alerts:{nameof(AlertSettings.AttemptsMax)}`"),
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
        Limit.Elsewhere("how far back a stream goes on", FollowChangesHandler.BehindMax, "events",
            "it begins with `reset`", "Api.Tests/ChangeTests.cs",
            "A_cursor_of_another_journal_or_from_too_long_ago_is_reset"),
        Limit.Quiet("silence of a stream", Defaults.HeartbeatSeconds, "seconds", "a `heartbeat` comes",
            Set(nameof(Settings.HeartbeatSeconds))),
        Limit.Elsewhere("requests that wait for one topic", TopicMailbox.WaitingMax, "", Busy,
            "Engine.Tests/EmbeddedTopicsTests.cs", "A_full_queue_is_refused_as_busy_and_what_waits_is_answered"),
        Limit.Elsewhere("appends that wait for the journal", GroupCommit.WaitingMax, "", Busy,
            "Journals.Tests/GroupCommitTests.cs", "A_full_queue_is_busy"),
        Limit.Quiet("questions about the past under way at a time", PastTopics.FoldsMax, "", "the others wait"),
        Limit.Unmet("such questions that wait", PastTopics.WaitingMax, "", Busy,
            "260 folds that stand still at once cannot be had over HTTP"),

        // What is shown
        Limit.Quiet("points of a timeline between its turns", PastTopics.BetweenMax, "",
            "there are fewer, and none where there are more turns"),
        Limit.Quiet("facts of a topic in which what moved it is looked for", ListMovesHandler.StepsMax, "",
            "the last are looked through"),
        Limit.Quiet("topics of the record", GetTrackRecord.TopicsMax, "", "it is of those that were answered last"),
        Limit.Quiet("claims beside a timeline and in a picture", GetTimelineHandler.ClaimsMax, "",
            "the first are shown"),
        Limit.Quiet("claims of a STIX bundle", GetStixHandler.ClaimsMax, "", "the first are shown"),
        Limit.Quiet("notices of a view", Notices.Max, "", "the first are shown"),
    ];

    private static Limit OfTopic(string of, double most, string unit, string field, Func<double, string> value,
        string? place = null) =>
        Limit.Most(of, most, unit, At("topic", place ?? $"/{field}"), (server, n) => Topic(server, field, value(n)));

    private static Limit OfClaim(string of, double most, string unit, string field, Func<double, string> value,
        string topic = EdgeServer.Count, string? place = null) => Limit.Most(of, most, unit,
            At("claim", place ?? $"/{field}"), (server, n) => Claim(server, field, value(n), topic));

    private static Limit OfSource(string of, double most, string unit, string field, Func<double, string> value,
        string? place = null) => Limit.Most(of, most, unit, At("source", place ?? $"/{field}"),
            (server, n) => server.Put("/v1/sources/edge", $$"""{"{{field}}": {{value(n)}}}"""));

    private static Limit OfFamily(string of, double most, string unit, string family, string terms, double step = 1) =>
        Limit.Most(of, most, unit, At("family", "/tolerance"), (server, n) =>
            server.Put($"/v1/families/{family}", $$"""{{{terms}}, "tolerance": {{Plain(n)}}}"""), step: step);

    private static Limit OfSupposition(string of, string place, Func<double, string> json) =>
        Limit.Most(of, Max.SupposedMax, "", At("supposition", place),
            (server, n) => server.Post($"/v1/topics/{EdgeServer.Many}/what-if", json(n)));

    private static Limit OfProposal(string of, double most, string unit, string place, Func<double, string> json) =>
        Limit.Most(of, most, unit, At("proposal", place), (server, n) => server.Post("/v1/drafts", json(n)));

    private static Limit OfArticle(string of, double most, string field, Func<double, string> value) =>
        Limit.Most(of, most, Characters, At("article", $"/{field}"), (server, n) => server.Post("/v1/articles",
            $$"""{"{{field}}": {{value(n)}}{{(field == "text" ? "" : ", \"text\": \"x\"")}}}"""));

    private static Limit OfAlert(string of, double most, string unit, string field, Func<double, string> value,
        string? place = null) =>
        Limit.Most(of, most, unit, At("alert", place ?? $"/{field}"), (server, n) => Alert(server, field, value(n)));

    private static string At(string subject, string place) => $"400 `invalid-{subject}` at `{place}`";

    private static string Set(string name) => $"`{name}`";

    private static string Next() => $"n{Interlocked.Increment(ref _next)}";

    private static string Text(double length, char of = 'x') => new(of, (int)length);

    private static string Words(double length) => Quoted(Text(length));

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

    private static string Row() => $"{Next()},{EdgeServer.Count},5,occurred,outlet";

    private static string Qualifiers(double count) =>
        string.Concat(Enumerable.Range(1, (int)count).Select(i => $",qualifier.q{i}"));

    private static string Secret(double bytes) => $"whsec_{Convert.ToBase64String(new byte[(int)bytes])}";

    private static string FromNow(double minutes) =>
        DateTime.UtcNow.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static T Field<T>(string name)
        where T : ClaimField => (T)ClaimFields.All.Single(f => f.Name == name);

    private static int LengthOf(string name) => Field<TextField>(name).LengthMax;

    private static string Topic(string kind) => $$"""{"title": "A topic", "kind": "{{kind}}"}""";

    private static string Claim() => Samples.Claim(EdgeServer.Count, Next());

    private static Task<Answer> Topic(ApiServer server, string field, string value)
    {
        var topic = JsonNode.Parse(Topic(field is "categories" ? "category" : "quantity"))!.AsObject();
        if (field is "conversions") topic["unit"] = "persons";
        if (field is "halfLife") topic["dynamics"] = "changing";
        topic[field] = JsonNode.Parse(value);
        return server.Put($"/v1/topics/{Next()}", topic.ToJsonString());
    }

    private static Task<Answer> Claim(ApiServer server, string field, string value, string topic = EdgeServer.Count)
    {
        var claim = JsonNode.Parse(Samples.Claim(topic, Next(), more: ""))!.AsObject();
        claim[field] = JsonNode.Parse(value);
        return server.Post("/v1/claims", claim.ToJsonString());
    }

    private static Task<Answer> Retract(ApiServer server, string json) =>
        server.Post($"/v1/topics/{EdgeServer.Count}/claims/{Next()}/retraction", json);

    private static Task<Answer> Alert(ApiServer server, string field, string value, string id = "edge")
    {
        var alert = JsonNode.Parse($$"""{"topics": ["{{EdgeServer.Count}}"], "when": {{Flips}}}""")!.AsObject();
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
        return await server.PostLines("/v1/import",
            $"{lines[0]}\n{Padded(lines[1], length)}\n" + """{"end":true,"events":1}""");
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
