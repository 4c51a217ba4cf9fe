using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Analysis.Api.Alerts;
using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;
using MimeKit;

namespace Analysis.Api.Contracts;

/// <summary>Who wants to be told of what.</summary>
public record AlertDefinitionJson
{
    internal const int TopicsMax = 100;
    internal const int RulesMax = 32;
    internal const int AddressesMax = 20;
    internal const int UrlLengthMax = 2_000;

    internal static readonly TimeSpan EveryMin = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan EveryMax = TimeSpan.FromDays(7);

    [Description("When given, the same as in the path.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Id { get; init; }

    [MaxLength(Limits.TitleLengthMax)]
    public string? Title { get; init; }

    [Description("Topics by id. One of topics, tags and q is required; a topic is enough that any of them finds.")]
    [MaxLength(TopicsMax)]
    public IReadOnlyList<string>? Topics { get; init; }

    [Description("Tags in any spelling, of which a topic has one.")]
    [MaxLength(Limits.TagsMax)]
    public IReadOnlyList<string>? Tags { get; init; }

    [Description("A search, as of the list of topics.")]
    [MaxLength(Limits.TextLengthMax)]
    public string? Q { get; init; }

    [Description("The conditions, of which each tells by itself; at least one.")]
    [MaxLength(RulesMax)]
    public required IReadOnlyList<AlertRuleJson> When { get; init; }

    [Description("Where changes are sent; without it they are in the log and in feeds.")]
    public AlertTargetJson? To { get; init; }

    /// <summary>Reads a definition; null when it has a fault.</summary>
    internal static Alert? Read(JsonFields fields, string path, Alert? before, Networks networks, MailSettings mail)
    {
        if (fields.Id("id") is { } id && id != path) fields.Fault("id", "is not the id in the path");
        var title = fields.Text("title", Limits.TitleLengthMax);
        var isNamed = fields.Has("topics") || fields.Has("tags") || fields.Has("q");
        var topics = fields.Ids("topics", TopicsMax);
        var tags = fields.NamesOf("tags", Limits.TagsMax);
        var text = fields.Text("q", Limits.TextLengthMax);
        if (!isNamed || (topics is [] && tags is null or [] && text is null)) fields.Fault("topics",
            "is required, or tags or q is");
        if (!fields.Has("when")) fields.Fault("when", "is required");
        var rules = fields.Objects("when", RulesMax)?.Select(AlertRuleJson.Read).ToList();
        if (rules is []) fields.Fault("when", "must name at least one condition");
        var target = fields.Object("to") is { } to ? AlertTargetJson.Read(to, before?.Target, networks, mail)
            : new AlertTarget(AlertChannel.Feed);
        fields.Done();
        return target is null || rules is null || rules.Contains(null) ? null : new Alert
        {
            Id = path,
            Title = title,
            Topics = [.. (topics ?? []).Distinct(StringComparer.Ordinal).Select(t => new TopicId(t))],
            Tags = tags ?? [],
            Text = text,
            Rules = [.. rules.OfType<AlertRule>().DistinctBy(r => r.Key)],
            Target = target,
        };
    }

    internal static TimeSpan? EveryOf(JsonFields fields)
    {
        if (fields.Period("every") is not { } period) return null;
        if (period.Length >= EveryMin && period.Length <= EveryMax) return period.Length;
        fields.Fault("every", "must be from PT1M to P7D");
        return null;
    }
}

/// <summary>One condition.</summary>
public sealed record AlertRuleJson(
    [property: Description(
        "above, below: the estimate, or the probability, crosses value. intervalMoves: the 90 % interval no longer "
        + "overlaps the one last told. answerFlips: another answer leads. claimRetracted: a claim that counted. "
        + "newOrigin: more origins count.")]
    [property: AllowedValues("above", "below", "intervalMoves", "answerFlips", "disputeBegins", "disputeEnds",
        "claimRetracted", "goesStale",
        "newOrigin")] string Condition,
    [property: Description("Of above and below: required; of a probability from 0 to 1.")] double? Value,
    [property: Description("Of above and below on a category: whose probability.")]
    [property: MaxLength(Limits.TextLengthMax)] string? Label)
{
    internal static AlertRule? Read(JsonFields fields)
    {
        var condition = fields.Word("condition", AlertWords.Conditions, required: true);
        var isThreshold = condition is AlertCondition.Above or AlertCondition.Below;
        var value = fields.Number("value", required: isThreshold);
        var label = fields.Text("label", Limits.TextLengthMax);
        if (condition is not null && !isThreshold && value is not null) fields.Fault("value", "is for above and below");
        if (condition is not null && !isThreshold && label is not null) fields.Fault("label", "is for above and below");
        fields.Done();
        return condition is { } known ? new AlertRule(known, value, label) : null;
    }

    internal static AlertRuleJson Of(AlertRule rule) =>
        new(AlertWords.Conditions[rule.Condition], rule.Value, rule.Label);
}

/// <summary>Where changes are sent.</summary>
public sealed record AlertTargetJson(
    [property: AllowedValues("feed", "webhook", "slack", "mail")] string Kind,
    [property: Description(
        "Of webhook and slack. Shown without its query, and of slack without its path: it may hold a secret. "
        + "A definition of the same kind without it keeps the one that there is.")]
    [property: MaxLength(AlertDefinitionJson.UrlLengthMax)] string? Url,
    [property: Description(
        "Of webhook: whsec_ and the base64 of 24 to 64 bytes. Never shown. "
        + "Made by the server where it is left out, and then shown once, by the answer that the alert is created; "
        + "a definition without it keeps the one that there is.")] string? Secret,
    [property: Description("Of mail.")]
    [property: MaxLength(AlertDefinitionJson.AddressesMax)] IReadOnlyList<string>? Addresses,
    [property: Description("Of mail: how long changes are gathered, from PT1M to P7D; default P1D.")]
    [property: MaxLength(32)] string? Every)
{
    internal static AlertTarget? Read(JsonFields fields, AlertTarget? before, Networks networks, MailSettings mail)
    {
        var kind = fields.Word("kind", AlertWords.Channels, required: true);
        var isHttp = kind is AlertChannel.Webhook or AlertChannel.Slack;
        // it is never shown whole, so that who edits cannot say it again
        var kept = isHttp && before is not null && before.Channel == kind && !fields.Has("url") ? before.Url : null;
        var url = kept ?? UrlOf(fields, isHttp, networks);
        var secret = fields.Text("secret", lengthMax: 100);
        var addresses = AddressesOf(fields, kind == AlertChannel.Mail);
        var every = AlertDefinitionJson.EveryOf(fields);
        if (kind is not null && !isHttp && url is not null) fields.Fault("url", "is for webhook and slack");
        if (kind is not AlertChannel.Webhook && secret is not null) fields.Fault("secret", "is for webhook");
        if (kind is not AlertChannel.Mail && addresses is not null) fields.Fault("addresses", "is for mail");
        if (kind is not AlertChannel.Mail && every is not null) fields.Fault("every", "is for mail");
        if (kind is AlertChannel.Mail && mail.Host is null) fields.Fault("kind",
            "is not to be had: no mail server is set (Mail:Host)");
        if (secret is not null && !StandardWebhooks.IsSecret(secret)) fields.Fault("secret",
            StandardWebhooks.SecretRule);
        fields.Done();
        return kind switch
        {
            null => null,
            AlertChannel.Webhook => new(kind.Value, url, secret ?? before?.Secret ?? StandardWebhooks.NewSecret()),
            AlertChannel.Slack => new(kind.Value, url),
            AlertChannel.Mail => new(kind.Value, Addresses: addresses, Every: every ?? TimeSpan.FromDays(1)),
            _ => new(AlertChannel.Feed),
        };
    }

    internal static AlertTargetJson Of(AlertTarget target, string? secret) => new(
        AlertWords.Channels[target.Channel],
        target.Url is null ? null : Shown(new Uri(target.Url), target.Channel),
        secret,
        target.Addresses,
        target.Every is { } every ? System.Xml.XmlConvert.ToString(every) : null);

    private static string Shown(Uri url, AlertChannel channel) =>
        channel == AlertChannel.Slack ? $"{url.GetLeftPart(UriPartial.Authority)}/…"
        : url.GetLeftPart(UriPartial.Path) + (url.Query is "" ? "" : "?…");

    private static string? UrlOf(JsonFields fields, bool isRequired, Networks networks)
    {
        if (fields.Text("url", AlertDefinitionJson.UrlLengthMax, isRequired) is not { } text) return null;
        var fault = !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            ? "must be an address with https"
            : url.UserInfo is not "" ? "must not hold a name or a password"
            : url.Scheme == "http" && !networks.HasNamed
                ? "must begin with https: without TLS is for Alerts:AllowedNetworks"
            : System.Net.IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !networks.Allows(address)
                ? "is no public address, nor one of Alerts:AllowedNetworks"
            : url.IsLoopback && !networks.Allows(System.Net.IPAddress.Loopback)
                ? "is no public address, nor one of Alerts:AllowedNetworks"
            : null;
        if (fault is null) return url!.AbsoluteUri; // it is one, else there is a fault
        fields.Fault("url", fault);
        return null;
    }

    private static string[]? AddressesOf(JsonFields fields, bool isRequired)
    {
        if (!fields.Has("addresses"))
        {
            if (isRequired) fields.Fault("addresses", "is required");
            return null;
        }

        var addresses = fields.NamesOf("addresses", AlertDefinitionJson.AddressesMax);
        if (addresses is []) fields.Fault("addresses", "must name at least one");
        if (addresses?.FirstOrDefault(a => !a.Contains('@') || !MailboxAddress.TryParse(a, out _)) is { } wrong)
            fields.Fault("addresses", string.Create(CultureInfo.InvariantCulture,
                $"holds {wrong}, which is no mail address"));
        return addresses;
    }
}

/// <summary>An alert as held now.</summary>
public sealed record AlertJson(
    [property: RegularExpression(Limits.IdPattern)] string Id,
    string? Title,
    IReadOnlyList<string> Topics,
    IReadOnlyList<string> Tags,
    string? Q,
    IReadOnlyList<AlertRuleJson> When,
    AlertTargetJson To,
    [property: Description("Who defined it last.")] string? By,
    [property: Description("How often it was defined.")] long Version,
    DateTime ChangedAt,
    [property: Description("What it told last; left out when that is nothing yet.")] DeliveryJson? Last)
{
    internal static AlertJson Of(Alert alert, Delivery? last, bool showsSecret = false) => new(
        alert.Id, alert.Title, [.. alert.Topics.Select(t => t.Value)], alert.Tags, alert.Text,
            [.. alert.Rules.Select(AlertRuleJson.Of)],
        AlertTargetJson.Of(alert.Target, showsSecret ? alert.Target.Secret : null), alert.By, alert.Version,
            alert.ChangedAt.UtcDateTime,
        last is null ? null : DeliveryJson.Of(last));
}

/// <summary>All alerts by id.</summary>
public sealed record AlertListJson(IReadOnlyList<AlertJson> Alerts);

/// <summary>A change, and what became of telling it.</summary>
public sealed record DeliveryJson(
    [property: Description("Of the change; the same however often it is sent.")] string Id,
    string Alert,
    [property: Description("Left out of a test.")] string? Topic,
    [property: Description("The version of the topic that it is about; left out of a test.")] long? Version,
    [property: Description("The condition that was met, or test.")] string Condition,
    double? Value,
    string? Label,
    [property: Description("The claim that was retracted.")] string? Claim,
    [property: Description("What has changed, in one line.")] string Summary,
    [property: Description("When it was found.")] DateTime At,
    [property: Description("dead: given up, until it is replayed.")]
    [property: AllowedValues("pending", "delivered", "dead")] string Status,
    int Attempts,
    [property: Description("While it is pending: when it is sent next.")] DateTime? NextTry,
    [property: Description("When it was sent last.")] DateTime? TriedAt,
    [property: Description("What came of that.")] string? Answer)
{
    internal static DeliveryJson Of(Delivery delivery)
    {
        var change = delivery.Change;
        var isTest = change.Rule is null;
        return new(
            change.Id, change.Alert, isTest ? null : change.Topic.Value, isTest ? null : change.After.Version,
            AlertWords.ConditionOf(change), change.Rule?.Value, change.Rule?.Label, change.Claim?.Value, change.Summary,
            change.At.UtcDateTime, AlertWords.Statuses[delivery.Status], delivery.Attempts,
            delivery.Status == DeliveryStatus.Pending ? delivery.NextTry.UtcDateTime
                : null, delivery.TriedAt?.UtcDateTime, delivery.Answer);
    }
}

/// <summary>A page of the log, newest first.</summary>
public sealed record DeliveryPageJson(
    IReadOnlyList<DeliveryJson> Deliveries,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);

/// <summary>Words of alerts.</summary>
internal static class AlertWords
{
    public const string Test = "test";

    public static readonly Words<AlertCondition> Conditions = Vocabulary.CamelCase<AlertCondition>();
    public static readonly Words<AlertChannel> Channels = Vocabulary.CamelCase<AlertChannel>();
    public static readonly Words<DeliveryStatus> Statuses = Vocabulary.CamelCase<DeliveryStatus>();

    public static string ConditionOf(AlertChange change) => change.Rule is { } rule ? Conditions[rule.Condition] : Test;
}
