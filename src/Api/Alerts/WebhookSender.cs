using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;

namespace Analysis.Api.Alerts;

/// <summary>A CloudEvent in structured form, signed as Standard Webhooks has it.</summary>
internal sealed class WebhookSender(OutboundHttp http, AlertTexts texts, TimeProvider clock) : IAlertSender
{
    private static readonly MediaTypeHeaderValue Type = new("application/cloudevents+json", "utf-8");

    public AlertChannel Channel => AlertChannel.Webhook;

    public int TogetherMax => 1;

    public async Task<SendOutcome> Send(Alert alert, IReadOnlyList<AlertChange> changes,
        CancellationToken cancellationToken)
    {
        var change = changes[0];
        var json = AlertEventJson.Of(change, await texts.Statement(change, cancellationToken), texts.LinkTo(change));
        var body = JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.AlertEventJson);
        var time = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, alert.Target.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = Type } },
            Headers =
            {
                { StandardWebhooks.IdHeader, change.Id },
                { StandardWebhooks.TimeHeader, time.ToString(CultureInfo.InvariantCulture) },
                { StandardWebhooks.SignatureHeader,
                StandardWebhooks.Sign(alert.Target.Secret ?? "", change.Id, time, body) },
            },
        };
        return await http.Send(request, clock, cancellationToken);
    }
}
