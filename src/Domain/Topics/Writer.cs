using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>
/// Who writes: the name of whoever holds a key, or of whom a token speaks. 1 to <see cref="LengthMax"/> characters,
/// none a control character.
/// </summary>
public readonly record struct Writer(string Name)
{
    /// <summary>As long as the subject of a token may be (OpenID Connect Core 1.0, section 2).</summary>
    public const int LengthMax = 255;

    /// <summary>Whether a text can be a writer's name.</summary>
    public static bool Fits(string? text) => text is { Length: >= 1 and <= LengthMax } && !text.Any(char.IsControl);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Who wrote what is held about a source or a family, where a command brings that along to a topic.</summary>
/// <param name="Source">The source; null for the family.</param>
/// <param name="Writer">Who last wrote about it.</param>
public sealed record HeldBy(SourceId? Source, Writer Writer);
