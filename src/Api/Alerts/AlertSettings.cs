using System.ComponentModel.DataAnnotations;
using System.Net;
using Analysis.Engine.Alerts;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Alerts;

/// <summary>Section <c>Alerts</c> of the configuration.</summary>
public sealed class AlertSettings
{
    public const string Section = "Alerts";

    /// <summary>How many alerts there may be. Default 200.</summary>
    [Range(0, 1_000)]
    public int AlertsMax { get; set; } = 200;

    /// <summary>
    /// Networks, such as <c>10.1.0.0/16</c>, that alerts may be sent to though they are loopback, link-local, private
    /// or otherwise not public; also without TLS. Default none.
    /// </summary>
    public string[] AllowedNetworks { get; set; } = [];

    /// <summary>
    /// Where readers find the page, such as <c>https://analysis.example.org</c>, for links in what is sent. Default
    /// none: no links.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>How long one attempt may take, in seconds. Default 10.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>After how many attempts a delivery is given up. Default 10, about two days.</summary>
    [Range(1, 50)]
    public int AttemptsMax { get; set; } = 10;

    /// <summary>
    /// How long to wait after the first attempt, in seconds; the pauses after it grow in proportion. Default 5.
    /// </summary>
    [Range(0.01, 3_600)]
    public double FirstRetrySeconds { get; set; } = 5;

    /// <summary>How many deliveries are under way at a time. Default 16.</summary>
    [Range(1, 256)]
    public int InFlightMax { get; set; } = 16;

    /// <summary>How long the log of deliveries is kept, in days. Default 30.</summary>
    [Range(1, 3_650)]
    public int LogDays { get; set; } = 30;

    /// <summary>How many entries of an alert are kept, beside those that are pending. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int LogMax { get; set; } = 1_000;

    /// <summary>Reads the section, and checks it.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of range, or not what it should be; the message
    /// names it.</exception>
    internal static AlertSettings Read(IConfiguration configuration)
    {
        var settings = configuration.ReadSection(Section, new AlertSettingsValidator());
        foreach (var network in settings.AllowedNetworks)
            if (!IPNetwork.TryParse(network, out _)) throw Wrong(nameof(AllowedNetworks),
                $"{network} is not a network such as 10.1.0.0/16");
        if (settings.PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            && parsed.Scheme is "http" or "https"))
            throw Wrong(nameof(PublicUrl), "must be an address with http or https");
        return settings;
    }

    internal AlertTuning Tuning => new()
    {
        AttemptsMax = AttemptsMax,
        FirstRetry = TimeSpan.FromSeconds(FirstRetrySeconds),
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        InFlightMax = InFlightMax,
        LogFor = TimeSpan.FromDays(LogDays),
        LogMax = LogMax,
    };

    private static OptionsValidationException Wrong(string setting, string what) =>
        new(Section, typeof(AlertSettings), [$"{Section}:{setting} {what}"]);
}

[OptionsValidator]
internal sealed partial class AlertSettingsValidator : IValidateOptions<AlertSettings>;
