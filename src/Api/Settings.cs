using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Analysis.Api.Access;
using Microsoft.Extensions.Options;

namespace Analysis.Api;

/// <summary>Section <c>Analysis</c> of the configuration.</summary>
public sealed partial class Settings
{
    public const string Section = "Analysis";

    /// <summary>Where the journal lives. Created when missing; relative to the working directory. Default <c>data</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// An Npgsql connection string, such as <c>Host=db;Username=analysis;Database=analysis</c>: then the journal lives there, and
    /// <see cref="DataFolder"/> is not used. Default none.
    /// </summary>
    public string? Journal { get; set; }

    /// <summary>
    /// The file with the keys that requests must bring; <c>docs/api.md</c> says what stands in it. Read again when it changes.
    /// An empty or missing one lets nobody in. Default none: everybody may do everything.
    /// </summary>
    public string? ApiKeysFile { get; set; }

    /// <summary>Whose tokens are taken beside keys.</summary>
    public TokenSettings Tokens { get; set; } = new();

    /// <summary>Whether a server that asks nobody who calls may listen beyond loopback. Default no.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>How often an address may fail to say who calls, at once and then in a minute, before it has to wait. Default 10.</summary>
    [Range(1, 10_000)]
    public int FailedAttemptsPerMinute { get; set; } = 10;

    /// <summary>The largest body that is read whole, in bytes. Default 1 MiB.</summary>
    [Range(1_024, 16 * 1_024 * 1_024)]
    public int BodyBytesMax { get; set; } = 1_024 * 1_024;

    /// <summary>
    /// The largest claim, in bytes, alone or as a line; a batch has no limit. Default 64 KiB. Even with every character
    /// escaped, a claim must fit into an event.
    /// </summary>
    [Range(1_024, 128 * 1_024)]
    public int ClaimBytesMax { get; set; } = 64 * 1_024;

    /// <summary>How many lines of one batch are under way at a time. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int LinesInFlightMax { get; set; } = 1_000;

    /// <summary>The longest that <c>Prefer: wait</c> holds a request, in seconds. Default 60.</summary>
    [Range(0, 600)]
    public int WaitSecondsMax { get; set; } = 60;

    /// <summary>After how many seconds of silence a stream of changes tells that it is still there. Default 15: proxies close what is silent for a minute.</summary>
    [Range(1, 60)]
    public int HeartbeatSeconds { get; set; } = 15;

    /// <summary>Where the page is, as it was built. Default <c>page</c>, beside the program.</summary>
    public string? PageFolder { get; set; }

    /// <summary>
    /// Whether pictures of topics, with title and sentence, may be had without a key: <c>chart.svg</c> and
    /// <c>chart.png</c>, <c>/embed</c>,
    /// <c>/oembed</c>, and what a topic's page says of itself to those who show links. Default no.
    /// </summary>
    public bool PublicPictures { get; set; }

    /// <summary>
    /// The sites whose pages may frame <c>/embed</c>, as <c>frame-ancestors</c> takes them. Default none.
    /// </summary>
    public IReadOnlyList<string> FrameAncestors { get; set; } = [];

    /// <summary>
    /// Whether the texts of articles are kept. Without, only their SHA-256 is, and who reads one sends it again. Default
    /// yes.
    /// </summary>
    public bool KeepArticleTexts { get; set; } = true;

    /// <summary>
    /// Below which the ids in STIX bundles are made, so that the same thing has the same id. Two services whose topics
    /// are not the same
    /// need one each. Default one for all.
    /// </summary>
    public Guid StixNamespace { get; set; } = new("4c5a6b1e-6f0f-4d43-9a5e-2f7f3f3c1d77");

    /// <summary>Reads the section, and checks it.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of range, or not what it should be; the message names it.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var settings = configuration.ReadSection(Section, new SettingsValidator());
        settings.Tokens.Check();
        if (settings.FrameAncestors.FirstOrDefault(site => !IsSite().IsMatch(site)) is { } wrong)
        {
            throw new OptionsValidationException(Section, typeof(Settings),
                [$"FrameAncestors: '{wrong}' is no site such as https://example.org, https://*.example.org or 'self'."]);
        }

        return settings;
    }

    [GeneratedRegex(@"^(?:'self'|https?:|(?:https?://)?[A-Za-z0-9*.\-\[\]:]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex IsSite();
}

[OptionsValidator]
internal sealed partial class SettingsValidator : IValidateOptions<Settings>;
