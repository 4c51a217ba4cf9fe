using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Analysis.Api.Alerts;

/// <summary>Section <c>Mail</c> of the configuration: the server that mail is handed to.</summary>
public sealed class MailSettings
{
    public const string Section = "Mail";

    /// <summary>The server's name. Default none: then no alert can be sent by mail.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Default 587.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Whom mail comes from; required with a server.</summary>
    public string? From { get; set; }

    /// <summary>As whom to log in. Default none: nobody logs in.</summary>
    public string? UserName { get; set; }

    /// <summary>With which password.</summary>
    public string? Password { get; set; }

    /// <summary><c>starttls</c> (the default), <c>tls</c> from the first byte, or <c>none</c>.</summary>
    [AllowedValues("starttls", "tls", "none")]
    public string Security { get; set; } = "starttls";

    internal SecureSocketOptions Socket => Security switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>Reads the section, and checks it.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of range, or not what it should be; the message
    /// names it.</exception>
    internal static MailSettings Read(IConfiguration configuration)
    {
        var settings = configuration.ReadSection(Section, new MailSettingsValidator());
        return settings.Host is null || MailboxAddress.TryParse(settings.From, out _) ? settings
            : throw new OptionsValidationException(Section, typeof(MailSettings),
                [$"{Section}:{nameof(From)} must be a mail address"]);
    }
}

[OptionsValidator]
internal sealed partial class MailSettingsValidator : IValidateOptions<MailSettings>;
