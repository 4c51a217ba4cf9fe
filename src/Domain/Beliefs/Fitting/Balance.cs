using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// What a family learns of how often its labels are true, for the prior (<see cref="LabelFrame"/>). Two labels, where
/// it learns its balance: the sum of its topics' posteriors. More: the sum over its topics of the share of voices that
/// name each label, which does not feed on what is believed.
/// </summary>
internal static class Balance
{
    private const double Together = 0.4;

    public static FamilyKnowledge Of(Family family, IReadOnlyList<TopicHeard> topics, Func<TopicHeard, WeightedClaim[]> weighed, FamilyKnowledge knowledge)
    {
        if (family.Labels is not { } labels || (labels.Count == 2 && !family.LearnsBalance)) return knowledge;
        var (sums, n) = (new long[labels.Count], 0);
        foreach (var topic in topics)
        {
            var shares = labels.Count > 2 ? Shares(labels, topic)
                : topic.AnswerLabel is { } answer ? [.. labels.Select(l => l == answer ? 1.0 : 0)]
                : Posterior(topic, weighed(topic), knowledge);
            if (shares is null) continue;
            n++;
            for (var v = 0; v < sums.Length; v++) sums[v] += FixedPoint.Of(shares[v]);
        }

        return knowledge with { Balance = [.. sums], BalanceTopics = n };
    }

    private static double[]? Posterior(TopicHeard topic, WeightedClaim[] claims, FamilyKnowledge knowledge)
    {
        if (claims.Length == 0) return null;
        var frame = LabelFrame.Of(topic.Labels!, knowledge, claims);
        return new Tempered(frame, new Odds(knowledge, frame.Answers, frame.IsOpen), claims, Together).Posterior();
    }

    private static double[]? Shares(ValueList<string> labels, TopicHeard topic)
    {
        var said = topic.Claims.Select(c => (c.Claim.Origin, Said: (Said.Label)c.Claim.Said))
            .Where(c => c.Said.Form == LabelForm.Is).Select(c => (c.Origin, c.Said.Name)).Distinct().ToList();
        return said.Count == 0 ? null : [.. labels.Select(l => said.Count(s => s.Name == l) / (double)said.Count)];
    }
}
