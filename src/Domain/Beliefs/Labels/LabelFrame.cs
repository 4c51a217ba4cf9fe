namespace Analysis.Domain.Beliefs.Labels;

/// <summary>
/// The answers of a topic, and with what each is expected before anybody speaks:
/// <code>
/// two labels, in a family that learns its balance:   pi[v] = (50 + T[v]) / (100 + n)                 T: sum of posteriors over n topics
/// more:                                              pi[v] ~ min(1/K, 2 (s[v] + 1) / (n + K))        s: sum over n topics of the share of voices that name v
/// open sets:                                         1 for each label that is named, 2 for something else
/// </code>
/// No label is expected more than twice as often as it is said: else one that hardly anybody names takes the credit of all.
/// </summary>
internal sealed class LabelFrame
{
    private readonly Dictionary<string, int>? _places;

    private LabelFrame(LabelSettings settings, IReadOnlyList<string> names, double[] prior)
    {
        (Settings, Names, Prior) = (settings, names, prior);
        if (names.Count > 8) _places = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
    }

    public LabelSettings Settings { get; }

    /// <summary>Fixed sets: in their order. Open sets: those that are named, ordinally.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>pi of each, then of something else on open sets. Sums to 1.</summary>
    public double[] Prior { get; }

    public bool IsOpen => Settings.Labels is null;

    /// <summary>K of the equations.</summary>
    public int Answers => IsOpen ? LabelRules.OpenLabels : Names.Count;

    /// <summary>Whether neighbours lend one another.</summary>
    public bool HasNeighbours => Settings is { Ordered: true, Cumulative: false, Labels: not null };

    /// <summary>Whether earlier stages lend to later ones.</summary>
    public bool HasStages => Settings is { Ordered: true, Cumulative: true, Labels.Count: > 2 };

    public static LabelFrame Of(LabelSettings settings, FamilyKnowledge knowledge, IReadOnlyList<WeightedClaim> claims)
    {
        if (settings.Labels is { } labels) return new(settings, labels, Expected(labels.Count, knowledge));
        var named = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < claims.Count; i++) named.Add(((Said.Label)claims[i].Said).Name);
        var prior = new double[named.Count + 1];
        Array.Fill(prior, 1.0 / (named.Count + LabelRules.UnseenWeight));
        prior[^1] = (double)LabelRules.UnseenWeight / (named.Count + LabelRules.UnseenWeight);
        return new(settings, [.. named], prior);
    }

    /// <summary>A fixed set of which each label is expected with the prior given.</summary>
    public static LabelFrame Of(LabelSettings settings, double[] prior) => new(settings, settings.Labels!, prior);

    /// <summary>The place of a label; -1 when it is none of the topic's.</summary>
    public int PlaceOf(string label)
    {
        if (_places is not null) return _places.GetValueOrDefault(label, -1);
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], label, StringComparison.Ordinal)) return i;
        }

        return -1;
    }

    private static double[] Expected(int K, FamilyKnowledge knowledge)
    {
        var pi = new double[K];
        Array.Fill(pi, 1.0 / K);
        if (knowledge.Balance is not { } balance || balance.Count != K || knowledge.BalanceTopics == 0) return pi;
        var n = knowledge.BalanceTopics;
        for (var v = 0; v < K; v++)
        {
            var s = FixedPoint.ToDouble(balance[v]);
            pi[v] = K == 2
                ? ((LabelRules.BalanceStrength / K) + s) / (LabelRules.BalanceStrength + n)
                : Math.Min(1.0 / K, LabelRules.ShareBound * (s + 1) / (n + K));
        }

        var all = pi.Sum();
        for (var v = 0; v < K; v++) pi[v] /= all;
        return pi;
    }
}
