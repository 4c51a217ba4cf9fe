using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Topics;

namespace Analysis.Api;

/// <summary>
/// Every problem that the API reports, in one place. The types are promises to clients; <c>docs/api.md</c> lists them
/// and changes with this file.
/// </summary>
internal static class Problems
{
    public static Problem MalformedJson(string detail) => Of(400, "malformed-json", "The body is not valid JSON", detail);

    /// <summary>The body is JSON, but not a claim, topic, source, family, resolution or act such as a retraction.</summary>
    public static Problem Invalid(string subject, IReadOnlyList<Fault> faults) =>
        Of(400, $"invalid-{subject}", $"The {subject} is not valid", Summary(faults)) with { Errors = faults };

    /// <summary>The same problem, with its faults told otherwise.</summary>
    public static Problem WithErrors(Problem problem, IReadOnlyList<Fault> faults) =>
        problem with { Errors = faults, Detail = problem.Type == "/problems/invalid-claim" ? Summary(faults) : problem.Detail };

    public static Problem InvalidParameter(IReadOnlyList<Fault> faults) =>
        Of(400, "invalid-parameter", "A parameter is not valid", Summary(faults)) with { Errors = faults };

    public static Problem InvalidParameter(string name, string detail) => InvalidParameter([new Fault(null, name, detail)]);

    public static Problem Unauthorized(string detail) => Of(401, "unauthorized", "A key or token is needed", detail);

    public static Problem Forbidden(Role needed, Role? had) => Of(403, "forbidden", "The caller may not do this",
        $"the role {Roles.NameOf(needed)} is needed; the caller's is {(had is { } role ? Roles.NameOf(role) : "none")}");

    public static Problem IssuerUnavailable { get; } =
        Of(503, "issuer-unavailable", "The issuer of tokens does not answer", "nothing was done: a token cannot be checked now; try again later");

    public static Problem TooManyAttempts { get; } = Of(429, "too-many-attempts", "Too many attempts have failed",
        "too many from this address were refused; the Retry-After header says when to try again");

    public static Problem UnknownTopic(string topic) => Of(404, "unknown-topic", "Nobody has defined the topic", $"topic {topic}");

    public static Problem UnknownTopicThen(string topic) =>
        Of(404, "unknown-topic", "Nobody has defined the topic", $"topic {topic} was not defined by then");

    /// <summary>
    /// Why a lens shows nothing of a topic: it goes on elsewhere, had another id then, or was not defined. Only then is
    /// it told apart.
    /// </summary>
    public static async Task<Problem> Unknown(ITopics topics, TopicId topic, Lens lens,
        CancellationToken cancellationToken)
    {
        if (await topics.Forwarding(topic, cancellationToken) is not { } known) return UnknownTopic(topic.Value);
        if (lens == Lens.Current) return known.To is { } next ? Redirected(topic, next) : UnknownTopic(topic.Value);
        foreach (var other in new[] { known.To, known.Formerly })
        {
            if (other is { } there && await topics.Read(there, lens, cancellationToken) is not null)
                return Redirected(topic, there);
        }

        return UnknownTopicThen(topic.Value);
    }

    /// <summary>The same of a topic as it is now.</summary>
    public static Task<Problem> Unknown(ITopics topics, TopicId topic, CancellationToken cancellationToken) =>
        Unknown(topics, topic, Lens.Current, cancellationToken);

    public static Problem Redirected(TopicId topic, TopicId to) =>
        Of(308, "topic-redirected", "The topic has another id",
        $"topic {topic} is found as {to}; the Location header says where") with
        { To = to.Value };

    public static Problem UnknownClaim(string claim) => Of(404, "unknown-claim", "The topic has no such claim", $"claim {claim}");

    public static Problem UnknownSource(string source) => Of(404, "unknown-source", "Nobody has named the source", $"source {source}");

    public static Problem UnknownDraft(string draft) =>
        Of(404, "unknown-draft", "There is no such draft", $"draft {draft}");

    public static Problem TooManyDrafts { get; } = Of(409, "too-many-drafts", "The tray is full",
        $"it holds at most {Engine.Drafts.IDrafts.DraftsMax} drafts: accept or reject some first");

    public static Problem UnknownArticle(string article) =>
        Of(404, "unknown-article", "Nobody has brought the article", $"article {article}");

    public static Problem TooManyArticles { get; } = Of(409, "too-many-articles", "There are as many articles as there may be",
        $"there may be {Engine.Articles.IArticles.ArticlesMax}: delete some first");

    public static Problem OtherText(string article) => Of(409, "other-text", "The article has another text",
        $"the text of article {article} stays what it was, so that passages keep their places: "
        + "bring the other under another id, or delete this one first");

    public static Problem UnknownFamily(string family) => Of(404, "unknown-family", "Nobody has defined the family", $"family {family}");

    public static Problem UnknownAlert(string alert) =>
        Of(404, "unknown-alert", "Nobody has defined the alert", $"alert {alert}");

    public static Problem UnknownDelivery(string delivery) =>
        Of(404, "unknown-delivery", "The alert has told no such thing, or its log has forgotten it",
            $"delivery {delivery}");

    public static Problem TooManyAlerts(int alertsMax) =>
        Of(409, "too-many-alerts", "There are as many alerts as there may be",
            $"there may be {alertsMax} (Alerts:AlertsMax)");

    public static Problem NothingToSend(string alert) =>
        Of(409, "nothing-to-send", "The alert sends nothing", $"alert {alert} has feeds alone: give it a target");

    public static Problem BodyTooLarge { get; } = Of(413, "body-too-large", "The body is too large", null);

    public static Problem LineTooLong(int bytesMax) => Of(413, "line-too-long", "The line is too long", $"a line has at most {bytesMax} bytes");

    public static Problem RecordTooLong(int bytesMax) => LineTooLong(bytesMax) with
    {
        Detail = $"a line of a table has at most {bytesMax} bytes; a quote that is opened and never closed makes one line of all that follows",
    };

    public static Problem InvalidExport(string detail) => Of(400, "invalid-export", "The body is not an export", detail);

    public static Problem InvalidExportLine(string detail) => Of(400, "invalid-export-line", "The line cannot be taken in", detail);

    public static Problem ImportConflict(string detail) => Of(409, "import-conflict", "It cannot stand beside what is here", detail);

    public static Problem InvalidHeader(IReadOnlyList<Fault> faults) =>
        Of(400, "invalid-header", "The header of the table is not valid", Summary(faults)) with { Errors = faults };

    public static Problem MalformedTable(string detail) => Of(400, "malformed-table", "The line is none of a table", detail);

    public static Problem UnsupportedMediaType(string detail) =>
        Of(415, "unsupported-media-type", "The body's media type is not supported", detail);

    public static Problem NotAcceptable { get; } =
        Of(406, "not-acceptable", "No acceptable form of the answer", "the answer is application/json");

    public static Problem NoSuchForm(string detail) => Of(501, "not-acceptable", "No such form of the answer", detail);

    public static Problem Busy { get; } = Of(503, "busy", "The server has too much to do", "nothing was done; try again later");

    public static Problem Unavailable { get; } = Of(503, "journal-unavailable", "The journal does not answer",
        "a write may or may not have happened, and repeating it is harmless; try again later");

    public static Problem TopicUnavailable { get; } = Of(503, "topic-unavailable", "The topic does not answer",
        "another silo is taking it over; a write may or may not have happened, and repeating it is harmless; try again later");

    public static Problem Stopping { get; } = Of(503, "stopping", "The server is stopping", "nothing was done; try again later");

    public static Problem NotReady(string detail) => Of(503, "not-ready", "The server is not ready", detail);

    public static Problem Internal { get; } =
        Of(500, "internal", "Something went wrong here", "the server's log says more; a write may or may not have happened, and repeating it is harmless");

    /// <summary>What a caller may cause, as the engine says it.</summary>
    /// <param name="rejection">The refusal.</param>
    /// <param name="subject">What was sent: <c>claim</c>, <c>topic</c>, ...</param>
    public static Problem Of(Rejection rejection, string subject) => rejection switch
    {
        Rejection.UnknownTopic unknown => UnknownTopic(unknown.Topic.Value),
        Rejection.UnknownClaim unknown => UnknownClaim(unknown.Claim.Value),
        Rejection.UnknownSource unknown => UnknownSource(unknown.Source.Value),
        Rejection.AlreadyMerged merged => Of(409, "already-merged", "The source is another already",
            $"source {merged.Source} was merged into {merged.Into}; POST /v1/sources/{merged.Source}/split takes that back"),
        Rejection.NotMerged own => Of(409, "not-merged", "The source is one of its own", $"source {own.Source} is not merged into another"),
        Rejection.AliasTaken alias => Of(409, "alias-taken", "An alias belongs to another source",
            $"{alias.Alias} is what source {alias.By} is called; if it is the same, merge it first") with
        {
            Errors = [new Fault($"/aliases/{alias.Index}", null, $"belongs to source {alias.By}")],
        },
        Rejection.ClaimIdTaken taken => Of(409, "claim-id-taken", "The id stands for another claim",
            $"claim {taken.Claim} was taken in at version {taken.Version} with another body"),
        Rejection.AlreadyRetracted retracted => Of(409, "already-retracted", "The claim is already retracted",
            $"claim {retracted.Claim} was retracted for another reason"),
        Rejection.ClaimRetracted retracted => Of(409, "claim-retracted", "The claim is there, and stands retracted",
            $"claim {retracted.Claim} was retracted ({retracted.Reason}); to say it again does not restore it: "
            + $"POST /v1/topics/{retracted.Topic}/claims/{retracted.Claim}/restoration with a reason does"),
        Rejection.NotRetracted standing => Of(409, "not-retracted", "The claim is not retracted", $"claim {standing.Claim} stands"),
        Rejection.NotResolved => Of(409, "not-resolved", "The question is open", "there is no answer and no annulment to withdraw"),
        Rejection.TooManyWaiting waiting => Of(409, "too-many-waiting", "Too many retractions wait for their claims",
            $"a topic keeps at most {waiting.WaitingMax}, and has no such claim yet"),
        Rejection.Redirected redirected => Redirected(redirected.Topic, redirected.To),
        Rejection.TopicArchived archived => Of(409, "topic-archived", "The topic was put away, and takes no claims",
            $"topic {archived.Topic} was archived ({archived.Reason}): POST /v1/topics/{archived.Topic}/restoration with a reason takes it out again"),
        Rejection.NotArchived stands =>
            Of(409, "not-archived", "The topic was not put away", $"topic {stands.Topic} is in the lists"),
        Rejection.NotRedirected stands =>
            Of(409, "not-merged", "The topic was not merged", $"topic {stands.Topic} stands by itself"),
        Rejection.ClaimMoved moved => Of(409, "claim-moved", "The claim stands on another topic",
            $"claim {moved.Claim} was moved to topic {moved.To}: what is done to it is done there"),
        Rejection.TopicExists exists => At("/to", Of(409, "topic-exists", "There is a topic of that id",
            $"topic {exists.Topic} is a topic of its own: POST .../merge makes two of them one")),
        Rejection.KindsDiffer differ => At("/to", Of(409, "kinds-differ", "Topics of two kinds cannot be one",
            $"one is of kind {Vocabulary.Kinds[differ.Kind]}, the other of kind {Vocabulary.Kinds[differ.Other]}")),
        Rejection.TooManyToMove many => Of(409, "too-many-to-move", "The topic has too many claims for that",
            $"at most {many.ClaimsMax} are taken to another topic"),
        Rejection.DefinitionChanged => Busy,
        Rejection.KindFixed fixedKind => Of(409, "kind-fixed", "A kind never changes",
            $"the {subject} is of kind {Vocabulary.Kinds[fixedKind.Kind]}"),
        Rejection.VersionMismatch mismatch => Of(412, "precondition-failed", "It is not as expected",
            mismatch.Actual == 0 ? $"nobody has defined the {subject}" : $"the {subject} is at version {mismatch.Actual}"),
        Rejection.TopicFull full => Of(409, "topic-full", "The topic is full", $"a topic holds at most {full.ClaimsMax} claims"),
        Rejection.Invalid invalid => Invalid(subject, [new Fault(invalid.Pointer, null, invalid.Detail)]),
        _ => throw new UnreachableException($"Unknown rejection {rejection.GetType().Name}."),
    };

    /// <summary>Whether the same request may succeed a little later.</summary>
    public static bool IsPassing(Problem problem) => problem == Busy || problem == Unavailable || problem == TopicUnavailable;

    /// <summary>What an exception is to the caller; <see cref="Internal"/> when it is none of the caller's business.</summary>
    public static Problem Of(Exception fault) => fault switch
    {
        BusyException or ConcurrencyException => Busy,
        JournalUnavailableException => Unavailable,
        TopicUnavailableException => TopicUnavailable,
        BadHttpRequestException bad => Of(bad.StatusCode),
        OperationCanceledException => Stopping, // the caller is still there, so it was not the caller who gave up
        _ => Internal,
    };

    /// <summary>The problem for a status that the server gave by itself.</summary>
    public static Problem Of(int status) => status switch
    {
        404 => Of(404, "not-found", "There is nothing here", "see /openapi/v1.json for what there is"),
        405 => Of(405, "method-not-allowed", "The method is not allowed here", "the Allow header says which are"),
        406 => NotAcceptable,
        408 => Of(408, "request-timeout", "The request took too long to arrive", null),
        413 => BodyTooLarge,
        415 => UnsupportedMediaType("a body is application/json; many claims can also come as application/x-ndjson or application/jsonl"),
        >= 500 => Internal with { Status = status },
        _ => Of(status, "bad-request", "The request is not valid HTTP", null),
    };

    private static Problem At(string pointer, Problem problem) =>
        problem with { Errors = [new Fault(pointer, null, problem.Detail ?? problem.Title)] };

    private static Problem Of(int status, string type, string title, string? detail) =>
        new() { Type = $"/problems/{type}", Title = title, Status = status, Detail = detail };

    private static string Summary(IReadOnlyList<Fault> faults)
    {
        var first = faults[0];
        var place = first.Parameter ?? (first.Pointer is "" ? "the body" : first.Pointer);
        return $"{place} {first.Detail}{(faults.Count > 1 ? $" (and {faults.Count - 1} more)" : "")}";
    }
}
