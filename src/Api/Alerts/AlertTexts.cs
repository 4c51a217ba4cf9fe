using Analysis.Engine.Alerts;
using Analysis.Engine.Topics;

namespace Analysis.Api.Alerts;

/// <summary>
/// What goes with a change when it is sent. Said by the topic then, and not kept: words of it may be erased meanwhile.
/// </summary>
internal sealed class AlertTexts(ITopics topics, AlertSettings settings)
{
    /// <summary>The sentence of the view that the change led to; null when the topic shows none any more.</summary>
    public async Task<string?> Statement(AlertChange change, CancellationToken cancellationToken)
    {
        if (change.Rule is null) return null;
        var now = await topics.Read(change.Topic, Lens.Current, cancellationToken);
        if (now is null || now.View.Version == change.After.Version) return now?.View.Statement;
        return (await topics.Read(change.Topic, new Lens(Version: change.After.Version),
            cancellationToken))?.View.Statement;
    }

    /// <summary>Where the topic is shown; null when nobody has said where the page is.</summary>
    public string? LinkTo(AlertChange change) =>
        settings.PublicUrl is { } url && change.Rule is not null ? $"{url.TrimEnd('/')}/topics/{change.Topic}" : null;
}
