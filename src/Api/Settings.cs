using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Analysis.Api;

/// <summary>Section <c>Analysis</c> of the configuration; checked when the server starts.</summary>
public sealed class Settings
{
    public const string Section = "Analysis";

    /// <summary>Where the journal lives. Created when missing; relative to the working directory. Default <c>data</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>The largest body of a single claim, topic or source, in bytes. Default 1 MiB.</summary>
    [Range(1_024, 16 * 1_024 * 1_024)]
    public int BodyBytesMax { get; set; } = 1_024 * 1_024;

    /// <summary>The longest line of a batch, in bytes; the batch itself has no limit. Default 64 KiB.</summary>
    [Range(1_024, 512 * 1_024)]
    public int LineBytesMax { get; set; } = 64 * 1_024;

    /// <summary>How many lines of one batch are under way at a time. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int LinesInFlightMax { get; set; } = 1_000;

    /// <summary>The longest that <c>Prefer: wait</c> holds a request, in seconds. Default 60.</summary>
    [Range(0, 600)]
    public int WaitSecondsMax { get; set; } = 60;
}

[OptionsValidator]
internal sealed partial class SettingsValidator : IValidateOptions<Settings>;
