namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>An interval on the y scale, both ends in it.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, not below the lower one.</param>
public readonly record struct NumberInterval(double Low, double High);

/// <summary>What the belief says of one claim.</summary>
/// <param name="Fits">Whether it agrees with the answer; see <see cref="Answer"/>.</param>
/// <param name="Weight">w: accuracy times certainty, without any interest; .92 for an admission.</param>
/// <param name="Closeness">b: how far confidence in the answer may build on it, in [0, 1]; see <see cref="NumberBelief.Of"/>.</param>
public readonly record struct ClaimInBelief(bool Fits, double Weight, double Closeness);

/// <summary>
/// What is believed of a number. All values are on the family's y scale. A function of the set of claims: their order does not change a bit.
/// Immutable, safe to share.
/// </summary>
public sealed class NumberBelief
{
    private readonly KernelSet _voices;
    private readonly Sums _sums;
    private readonly Posterior _posterior;
    private readonly Answer _answer;
    private readonly bool[]? _isLate;
    private readonly Lazy<Parts> _parts;
    private readonly ClaimInBelief?[] _of; // by kernel, of claims that are not late

    internal NumberBelief(KernelSet voices, Sums sums, Posterior posterior, Answer answer, bool[]? isLate, NumberInterval interval50, NumberInterval interval90)
    {
        (_voices, _sums, _posterior, _answer, _isLate) = (voices, sums, posterior, answer, isLate);
        (Interval50, Interval90) = (interval50, interval90);
        _of = new ClaimInBelief?[voices.Kernels.Length];
        _parts = new(() => new Parts(voices, sums, posterior, answer.At));
    }

    /// <summary>The estimate: a figure that somebody gave, or the median of ranges; null where only bounds speak, or nothing that is current.</summary>
    public double? Estimate => _answer.Estimate;

    /// <summary>Whether the estimate is a figure that somebody gave.</summary>
    public bool EstimateIsGiven => _answer.IsGiven;

    /// <summary>Without an estimate: the highest floor that is likely and carried; null without one.</summary>
    public double? LowerBound => _answer.Lower;

    /// <summary>Without an estimate: the lowest ceiling that is likely; null without one.</summary>
    public double? UpperBound => _answer.Upper;

    /// <summary>The value that the truth lies below with probability 1/2.</summary>
    public double Median => _answer.Median;

    /// <summary>Where the truth lies with probability 1/2; holds the estimate.</summary>
    public NumberInterval Interval50 { get; }

    /// <summary>Where the truth lies with probability .9; holds the estimate. Of bounds alone it ends at the bound.</summary>
    public NumberInterval Interval90 { get; }

    /// <summary>The figure to be named beside the estimate, 3h or more from it; null where none comes near it.</summary>
    public double? Second => _answer.Second;

    /// <summary>The mass within 2h of the best figure 3h or more from the estimate over the estimate's own, at least 0; 0 without such a figure.</summary>
    public double SecondShare => _answer.SecondShare;

    /// <summary>The share of weight that misses the answer, in [0, 1].</summary>
    public double Disagreement => _answer.Disagreement;

    /// <summary>Whether half of the weight misses, or a second figure has more than .6 of the estimate's mass.</summary>
    public bool IsDisputed => _answer.IsDisputed;

    /// <summary>Where claims are judged to fit: the estimate, else the lower bound, else the median.</summary>
    public double At => _answer.At;

    /// <summary>h as it was taken; of dates it follows from their precision.</summary>
    public double Tolerance => _voices.Tolerance;

    /// <summary>
    /// What the belief says of a claim.
    /// <code>
    /// closeness   1 for a figure or range that is current (phi below 1/2), max(.3, .8 exp(-|answer - value| / 10h)) for bounds and older ones,
    ///             0 for what misses the answer and for denials
    /// </code>
    /// </summary>
    /// <param name="claim">The claim's place in the list that was believed.</param>
    public ClaimInBelief Of(int claim)
    {
        var i = _voices.KernelOf[claim];
        var isLate = _isLate is not null && _isLate[claim];
        if (!isLate && _of[i] is { } known) return known;
        var kernel = _voices.Kernels[i];
        var fits = _answer.Fits(kernel, isLate);
        var of = new ClaimInBelief(fits, kernel.Weight, fits ? Closeness(kernel) : 0);
        if (!isLate) _of[i] = of;
        return of;
    }

    /// <summary>
    /// How much a claim speaks for the answer, in nats; below 0 against it: <c>tau (e(answer) - mean of e over the posterior) / m</c>. Summed over all
    /// claims, with the prior's own part, it is the answer's ln density less its mean. The first call costs O(kernels x candidates), any other O(1).
    /// </summary>
    /// <param name="claim">The claim's place in the list that was believed.</param>
    public double PartOf(int claim) => _parts.Value[_voices.KernelOf[claim]];

    /// <summary>The mass below a value, in [0, 1].</summary>
    public double Below(double y) => _posterior.Below(y);

    /// <summary>The value that the truth lies below with this probability, in (0, 1); without the common error and the calibration of the intervals.</summary>
    public double Quantile(double probability) => _posterior.Quantile(probability);

    /// <summary>What the belief was reckoned from. Costs O(kernels x candidates) once it is read.</summary>
    public NumberExplanation Explain() => new(_voices, _sums, _posterior);

    private double Closeness(Kernel kernel)
    {
        if (kernel.IsDenied) return 0;
        if (kernel.Phi < 0.5 && kernel.Kind is KernelKind.Figure or KernelKind.Range && !kernel.StandsForCount) return 1;
        var apart = Math.Abs(At - kernel.Mode) / (NumberRules.BoundScale * Tolerance);
        return Math.Max(NumberRules.BoundFar, NumberRules.BoundNear * Real.Exp(-apart));
    }

    /// <summary>The part of one voice of each kernel.</summary>
    private sealed class Parts
    {
        private readonly double[] _parts;

        public Parts(KernelSet voices, Sums sums, Posterior posterior, double at)
        {
            var values = Real.Filled(posterior.Values);
            var row = new double[values.Length];
            var shares = posterior.Shares();
            _parts = Array.ConvertAll(voices.Kernels, kernel =>
            {
                kernel.Evidence(values, row);
                var mean = 0.0;
                for (var i = 0; i < shares.Length; i++) mean += shares[i] * row[i];
                return sums.Factor(kernel) * (kernel.Evidence(at) - mean);
            });
        }

        public double this[int kernel] => _parts[kernel];
    }
}
