using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Readings;

/// <summary>Section <c>Reading</c> of the configuration: a chat model that reads texts beside the rules.</summary>
public sealed class ReadingSettings
{
    public const string Section = "Reading";

    /// <summary>
    /// The address of a service that speaks as OpenAI's does, such as <c>http://localhost:11434/v1</c>. Texts that
    /// are to be read are
    /// sent there. Default none: rules read alone.
    /// </summary>
    public string? ChatUrl { get; set; }

    /// <summary>The model to ask; required with <see cref="ChatUrl"/>.</summary>
    public string? ChatModel { get; set; }

    /// <summary>The key to bring. Default none.</summary>
    public string? ChatKey { get; set; }

    /// <summary>How long it may take, in seconds; then the rules' proposals come alone. Default 30.</summary>
    [Range(1, 600)]
    public int ChatTimeoutSeconds { get; set; } = 30;

    /// <summary>Reads the section, and checks it.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    internal static ReadingSettings Read(IConfiguration configuration)
    {
        var settings = configuration.ReadSection(Section, new ReadingSettingsValidator());
        if (settings.ChatUrl is not { } url) return settings;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw Wrong(nameof(ChatUrl), "must be an address with http or https");
        return string.IsNullOrWhiteSpace(settings.ChatModel)
            ? throw Wrong(nameof(ChatModel), $"is required with {nameof(ChatUrl)}") : settings;
    }

    private static OptionsValidationException Wrong(string setting, string what) =>
        new(Section, typeof(ReadingSettings), [$"{Section}:{setting} {what}"]);
}

[OptionsValidator]
internal sealed partial class ReadingSettingsValidator : IValidateOptions<ReadingSettings>;
