using Analysis.Reading.Rules;
using Analysis.Reading.Text;

namespace Analysis.Reading;

/// <summary>
/// Reads claims from plain English text by rules: numbers with what they count, dates on which something begins or
/// ends, and that there is any at all. The same text gives the same claims.
/// </summary>
public sealed class RuleReader : IArticleReader
{
    /// <summary>What its proposals say that they were read by.</summary>
    public const string Name = "rules";

    /// <inheritdoc/>
    public Task<ArticleReading> Read(ArticleText article, CancellationToken cancellationToken) =>
        Task.FromResult(ReadAll(article, cancellationToken));

    /// <summary>The claims that the text seems to make.</summary>
    public static ArticleReading Read(ArticleText article) => ReadAll(article, CancellationToken.None);

    private static ArticleReading ReadAll(ArticleText article, CancellationToken cancellationToken)
    {
        var spans = Sentences.Of(article.Text);
        DateOnly? published = article.Published?.From is { } from ? DateOnly.FromDateTime(from.UtcDateTime) : null;
        var (dates, existence, proposals) = (new Dates(published), new Existence(), new List<ProposedClaim>());
        Speaker? lastSpeaker = null;
        var inLastSentence = 0;
        foreach (var span in spans)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sentence = new Sentence(article.Text, span);
            var hedges = Hedging.In(sentence);
            if (Verification.Of(sentence) is { } doubt) DoubtLast(proposals, inLastSentence, doubt);
            var reader = new SentenceReader(sentence, article.Publisher, dates.In(sentence), hedges, lastSpeaker);
            var before = proposals.Count;
            proposals.AddRange(reader.Claims(existence));
            if (proposals.Count > before) inLastSentence = proposals.Count - before;
            lastSpeaker = reader.LastSpeaker ?? lastSpeaker;
        }

        return new ArticleReading(spans, proposals, Notices: []);
    }

    /// <summary>"The figures could not be verified": so are those of the last sentence that had any.</summary>
    private static void DoubtLast(List<ProposedClaim> proposals, int count, Reason doubt)
    {
        for (var i = proposals.Count - count; i < proposals.Count; i++)
        {
            var claim = proposals[i];
            proposals[i] = claim with
            {
                Hedges = [.. claim.Hedges, doubt.Says],
                Because = [.. claim.Because, doubt with { Field = $"/hedges/{claim.Hedges.Count}" }],
            };
        }
    }
}
