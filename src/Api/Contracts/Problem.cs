using System.ComponentModel;

namespace Analysis.Api.Contracts;

/// <summary>Problem details, RFC 9457.</summary>
public sealed record Problem
{
    [Description("Stable: what to tell problems apart by.")]
    public required string Type { get; init; }

    [Description("The same for every problem of the type.")]
    public required string Title { get; init; }

    public required int Status { get; init; }

    [Description("What happened this time.")]
    public string? Detail { get; init; }

    [Description("Where a topic goes on: its id there.")]
    public string? To { get; init; }

    [Description("Everything wrong with the request, at most 32 items.")]
    public IReadOnlyList<Fault>? Errors { get; init; }
}
