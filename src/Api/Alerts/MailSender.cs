using System.Globalization;
using System.Text;
using Analysis.Engine.Alerts;
using MailKit.Net.Smtp;
using MimeKit;

namespace Analysis.Api.Alerts;

/// <summary>A digest by mail: what an alert has to tell at a time is one message.</summary>
internal sealed class MailSender(MailSettings settings, AlertTexts texts, AlertTuning tuning, TimeProvider clock)
    : IAlertSender
{
    private const int SubjectLengthMax = 150;

    public AlertChannel Channel => AlertChannel.Mail;

    public int TogetherMax => 100;

    public async Task<SendOutcome> Send(Alert alert, IReadOnlyList<AlertChange> changes,
        CancellationToken cancellationToken)
    {
        if (settings.Host is not { } host) return new SendOutcome(SendResult.Unreachable, "Mail:Host is not set");
        using var message = await MessageOf(alert, changes, cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(tuning.Timeout);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(host, settings.Port, settings.Socket, patience.Token);
            if (settings.UserName is { } user) await client.AuthenticateAsync(user, settings.Password ?? "",
                patience.Token);
            var answer = await client.SendAsync(message, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
            return new SendOutcome(SendResult.Taken, answer);
        }
        catch (SmtpCommandException refused)
        {
            return new SendOutcome((int)refused.StatusCode >= 500 ? SendResult.Refused : SendResult.Unreachable,
                string.Create(CultureInfo.InvariantCulture, $"{(int)refused.StatusCode} {refused.Message}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome(SendResult.Unreachable, $"no answer within {tuning.Timeout.TotalSeconds:0} s");
        }
    }

    private async Task<MimeMessage> MessageOf(Alert alert, IReadOnlyList<AlertChange> changes,
        CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{change.At:yyyy-MM-dd HH:mm} UTC  {change.Summary}\r\n");
            if (await texts.Statement(change, cancellationToken) is { } statement) text.Append(
                CultureInfo.InvariantCulture, $"  {statement}\r\n");
            if (texts.LinkTo(change) is { } link) text.Append(CultureInfo.InvariantCulture, $"  {link}\r\n");
            text.Append("\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Alert {alert.Id}.\r\n");
        var subject = changes.Count == 1 ? changes[0].Summary
            : string.Create(CultureInfo.InvariantCulture, $"{alert.Title ?? alert.Id}: {changes.Count} changes");
        var message = new MimeMessage
        {
            Subject = subject.Length > SubjectLengthMax ? $"{subject[..SubjectLengthMax]}…" : subject,
            Date = clock.GetUtcNow(),
            MessageId = $"{changes[0].Id}.{changes.Count}@analysis.invalid",
            Body = new TextPart("plain") { Text = text.ToString() },
        };
        message.From.Add(MailboxAddress.Parse(settings.From!)); // checked with the server
        message.To.AddRange((alert.Target.Addresses ?? []).Select(MailboxAddress.Parse));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
