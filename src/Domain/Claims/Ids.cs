using System.Buffers;

namespace Analysis.Domain.Claims;

/// <summary>Names a topic. 1 to 128 characters of <c>A-Z a-z 0-9 . _ : @ -</c>, beginning with a letter or digit.</summary>
public readonly record struct TopicId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names a claim within its topic; chosen by the client, so that a retry is harmless. Same form as <see cref="TopicId"/>.</summary>
public readonly record struct ClaimId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names anyone in an attribution chain. Same form as <see cref="TopicId"/>.</summary>
public readonly record struct SourceId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The one form that all ids share: safe in a path, a file name and a log line.</summary>
public static class IdForm
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 128 characters of A-Z a-z 0-9 . _ : @ -, beginning with a letter or digit";

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@-");

    /// <summary>Whether <paramref name="text"/> can be an id.</summary>
    public static bool Fits(string? text) =>
        text is { Length: >= 1 and <= 128 } && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(Characters);
}
