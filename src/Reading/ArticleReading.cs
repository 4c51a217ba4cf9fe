using Analysis.Domain.Claims;
using Analysis.Reading.Text;

namespace Analysis.Reading;

/// <summary>What is read.</summary>
/// <param name="Text">Plain text; a line is a paragraph.</param>
/// <param name="Published">When it was published, as far as known: what "last week" is reckoned from.</param>
/// <param name="Publisher">Who published it: the first of each claim's chain.</param>
public sealed record ArticleText(string Text, Edtf? Published, string? Publisher);

/// <summary>What was read.</summary>
/// <param name="Sentences">The sentences that were read, in their order.</param>
/// <param name="Proposals">The claims that they make, in the order of the text.</param>
/// <param name="Notices">What a person should know of it, in sentences.</param>
public sealed record ArticleReading(
    IReadOnlyList<TextSpan> Sentences, IReadOnlyList<ProposedClaim> Proposals, IReadOnlyList<string> Notices);

/// <summary>A claim that a sentence seems to make. Which topic it is about, a person says.</summary>
public sealed record ProposedClaim
{
    /// <summary>Who read it: <c>rules</c>, or the name of a model.</summary>
    public required string By { get; init; }

    /// <summary>The sentence that makes it.</summary>
    public required TextSpan Sentence { get; init; }

    /// <summary>What is stated: a number, a range, a bound or a date.</summary>
    public required ClaimValue Value { get; init; }

    /// <summary>What is counted.</summary>
    public string? Unit { get; init; }

    /// <summary>The words behind a number that was not given as one.</summary>
    public string? Words { get; init; }

    /// <summary>How far along it is said to be.</summary>
    public required ClaimStatus Status { get; init; }

    /// <summary>Whether it is asserted or denied.</summary>
    public Stance Stance { get; init; }

    /// <summary>When it holds, where the sentence says so.</summary>
    public Edtf? ValidTime { get; init; }

    /// <summary>Who said it, as the text calls them: the publisher first, the origin last; empty when neither is
    /// known.</summary>
    public IReadOnlyList<string> Attribution { get; init; } = [];

    /// <summary>The hedges, as they stand.</summary>
    public IReadOnlyList<string> Hedges { get; init; } = [];

    /// <summary>Which words each field was read from.</summary>
    public IReadOnlyList<Reason> Because { get; init; } = [];
}

/// <summary>Why a field has its value.</summary>
/// <param name="Field">The field, as a JSON pointer into the claim.</param>
/// <param name="Span">Where its words stand in the text.</param>
/// <param name="Says">The words.</param>
public sealed record Reason(string Field, TextSpan Span, string Says);
