using System.Text.RegularExpressions;

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
public static partial class IdForm
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 128 characters of A-Z a-z 0-9 . _ : @ -, beginning with a letter or digit";

    /// <summary>Whether <paramref name="text"/> can be an id.</summary>
    public static bool Fits(string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
