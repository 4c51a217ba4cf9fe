namespace Analysis.Reading;

/// <summary>Reads claims from a text. What it finds are proposals: a person says which of them are posted.</summary>
public interface IArticleReader
{
    /// <summary>The claims that the text seems to make.</summary>
    Task<ArticleReading> Read(ArticleText article, CancellationToken cancellationToken);
}
