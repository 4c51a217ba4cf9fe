using System.Diagnostics;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Reference;

namespace Analysis.Api.Claims;

/// <summary>
/// Finds out whom the sources of a claim or topic name, which may be written as ids or as people write names.
/// </summary>
internal static class ChainNames
{
    /// <summary>The claim with the ids of its sources, of which those whom nobody knows are opened.</summary>
    public static ValueTask<Answer<Claim>> WithSources(this ISourceNames names, Claim claim, Writer? by,
        CancellationToken cancellationToken) =>
        Resolve(claim, "claim", "", word => names.FindOrOpen(word, by, cancellationToken));

    /// <summary>The same of a claim that is only supposed; opens nobody.</summary>
    /// <param name="names">Who is called what.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="pointer">Where it stands in the supposition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ValueTask<Answer<Claim>> WithSupposedSources(this ISourceNames names, Claim claim, string pointer,
        CancellationToken cancellationToken) =>
        Resolve(claim, "supposition", pointer, word => names.Find(word, cancellationToken));

    /// <summary>
    /// The definition with the ids of those who have an interest, of whom those whom nobody knows are opened.
    /// </summary>
    public static async ValueTask<Answer<TopicDefinition>> WithSources(
        this ISourceNames names, TopicDefinition topic, Writer? by, CancellationToken cancellationToken)
    {
        if (topic.Interests.Count == 0) return topic;
        var (faults, interests) = (new FaultList(), new List<Interest>());
        foreach (var (i, interest) in topic.Interests.Index())
        {
            var named = await names.FindOrOpen(interest.Source.Value, by, cancellationToken);
            var source = named is Named.One one ? one.Source : Unclear(interest.Source, named, $"/interests/{i}/source", faults);
            interests.Add(interest with { Source = source });
        }

        return faults.Any ? Problems.Invalid("topic", faults.Faults) : topic with { Interests = [.. interests] };
    }

    private static async ValueTask<Answer<Claim>> Resolve(Claim claim, string subject, string pointer,
        Func<string, ValueTask<Named>> find)
    {
        var faults = new FaultList();
        SourceId? publisher = claim.Publisher is { } written ? await One(written, pointer, null, faults, find) : null;
        SourceId[]? renamed = null; // most claims come with ids
        for (var i = 0; i < claim.Attribution?.Count; i++)
        {
            var source = await One(claim.Attribution[i], pointer, i, faults, find);
            if (source != claim.Attribution[i]) (renamed ??= [.. claim.Attribution])[i] = source;
        }

        var chain = renamed ?? (IReadOnlyList<SourceId>?)claim.Attribution;
        if (chain is not null && !faults.Any) CheckChain(publisher, chain, $"{pointer}/attribution", faults);
        if (faults.Any) return Problems.Invalid(subject, faults.Faults);
        return publisher == claim.Publisher && renamed is null ? claim
            : claim with { Publisher = publisher, Attribution = renamed is null ? claim.Attribution : new(renamed) };
    }

    private static void CheckChain(SourceId? publisher, IReadOnlyList<SourceId> chain, string pointer, FaultList faults)
    {
        if (publisher is not null && chain[0] != publisher) faults.AtField(pointer, "must begin with the publisher");
        for (var i = 1; i < chain.Count; i++) // a chain is short: comparing all with all is quicker than a set
        {
            for (var before = 0; before < i; before++)
            {
                if (chain[before] != chain[i]) continue;
                faults.AtField(pointer, "must not name a source twice");
                return;
            }
        }
    }

    /// <param name="word">The publisher, or a link.</param>
    /// <param name="claim">Where the claim stands.</param>
    /// <param name="link">Which link; null for the publisher.</param>
    /// <param name="faults">Where it is noted that it names several.</param>
    /// <param name="find">Whom a word names.</param>
    private static async ValueTask<SourceId> One(SourceId word, string claim, int? link, FaultList faults,
        Func<string, ValueTask<Named>> find)
    {
        var named = await find(word.Value);
        return named is Named.One { Source: var source } ? source
            : Unclear(word, named, link is null ? $"{claim}/publisher" : $"{claim}/attribution/{link}", faults);
    }

    private static SourceId Unclear(SourceId word, Named named, string pointer, FaultList faults)
    {
        if (named is not Named.Several { Sources: var sources }) throw new UnreachableException();
        faults.AtField(pointer, $"names several sources, {string.Join(" and ", sources)}: give the id of one");
        return word;
    }
}
