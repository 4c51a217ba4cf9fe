using System.Net.Http.Headers;
using System.Text.Json;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;

namespace Analysis.Api.Alerts;

/// <summary>A message as Slack's incoming webhooks take it, and what imitates them.</summary>
internal sealed class SlackSender(OutboundHttp http, AlertTexts texts, TimeProvider clock) : IAlertSender
{
    /// <summary>Slack takes 3,000 characters in a block.</summary>
    private const int TextLengthMax = 2_900;

    private static readonly MediaTypeHeaderValue Type = new("application/json", "utf-8");

    public AlertChannel Channel => AlertChannel.Slack;

    public int TogetherMax => 1;

    public async Task<SendOutcome> Send(Alert alert, IReadOnlyList<AlertChange> changes,
        CancellationToken cancellationToken)
    {
        var change = changes[0];
        var message = MessageOf(alert, change, await texts.Statement(change, cancellationToken), texts.LinkTo(change));
        using var request = new HttpRequestMessage(HttpMethod.Post, alert.Target.Url)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message, ApiJson.Wire.SlackMessageJson))
            {
                Headers = { ContentType = Type },
            },
        };
        return await http.Send(request, clock, cancellationToken);
    }

    private static SlackMessageJson MessageOf(Alert alert, AlertChange change, string? statement, string? link)
    {
        var (summary, about) = (Escaped(change.Summary), Escaped(alert.Title ?? alert.Id));
        var said = statement is null ? summary : $"*{summary}*\n{Escaped(statement)}";
        var place = link is null ? Escaped(change.Topic.Value) : $"<{link}|{Escaped(change.Topic.Value)}>";
        return new SlackMessageJson(summary,
        [
            new SlackBlockJson("section", new SlackTextJson("mrkdwn", said.Length > TextLengthMax
                ? said[..TextLengthMax] : said), null),
            new SlackBlockJson("context", null, [new SlackTextJson("mrkdwn", $"{place} · {about} · {change.Id}")]),
        ]);
    }

    /// <summary>The three characters by which Slack knows links and mentions.</summary>
    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
