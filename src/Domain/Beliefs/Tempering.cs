namespace Analysis.Domain.Beliefs;

/// <summary>
/// By what the sums of many origins are multiplied, since voices that agree are not quite as many proofs. A newcomer is nobody's acquaintance
/// (ungraded) and has been marked on fewer than three claims; any number of newcomers weighs as a third of the others, or as one:
/// <code>
/// n' = min(n_new, max(1, n_old / 3))  (all of them where nobody else speaks);   n = n_old + n'
/// tau = 1 / (1 + rho (n-1));   of newcomers tau n' / n_new
/// </code>
/// So numbers alone, however large, move the log-odds by no more than n' newcomers would.
/// </summary>
/// <param name="Proven">tau.</param>
/// <param name="Newcomers">What newcomers' evidence is multiplied by.</param>
public readonly record struct Tempering(double Proven, double Newcomers)
{
    private const double NewcomersPerOther = 1.0 / 3;

    internal static Tempering Of(double origins, double newcomers, double designEffect)
    {
        var others = origins - newcomers;
        var counted = others <= 0 ? newcomers : Math.Min(newcomers, Math.Max(1, others * NewcomersPerOther));
        var tau = 1 / (1 + (designEffect * Math.Max(others + counted - 1, 0)));
        return new(tau, newcomers > 0 ? tau * (counted / newcomers) : tau);
    }

    /// <summary>What the sums come to, in nats.</summary>
    internal double Of(long proven, long newcomers) => (Proven * FixedPoint.ToDouble(proven)) + (Newcomers * FixedPoint.ToDouble(newcomers));
}
