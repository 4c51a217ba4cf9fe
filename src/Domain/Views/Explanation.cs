using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Views;

/// <summary>
/// What a view rests on, whole: from the model's terms and the sums of all origins its numbers can be computed again (docs/model.md, Why).
/// Sums are whole numbers in units of 2^-20, so the parts add up exactly.
/// </summary>
/// <param name="View">What is explained.</param>
/// <param name="Basis">What the sums are over, and how the belief follows from them; null when nothing counts.</param>
/// <param name="Sums">Of all origins.</param>
/// <param name="Existence">Of quantities: the same of whether there is anything to count; null where the view says nothing of it.</param>
/// <param name="Origins">Of some, the strongest first: what each adds.</param>
/// <param name="Rest">Of the origins that are not among them.</param>
/// <param name="Next">How many come before those of the next page; null on the last.</param>
public sealed record Explanation(View View, Basis? Basis, Sums Sums, Terms? Existence, ValueList<OriginShare> Origins, Sums Rest, int? Next);

/// <summary>What a belief follows from.</summary>
/// <param name="Basis">What the sums are over.</param>
/// <param name="Sums">Of all origins.</param>
public sealed record Terms(Basis Basis, Sums Sums);

/// <summary>Evidence by label or candidate value, in units of 2^-20 nats.</summary>
/// <param name="Evidence">S: one number for each label or candidate; of a rating sum w, sum w x and sum w x^2 / 2^16.</param>
/// <param name="Newcomers">The same of newcomers, who are tempered apart; empty for ratings.</param>
/// <param name="Misses">Numbers: sum of ln(1 - a r) at each candidate, in units of 2^-40; empty for other kinds.</param>
public sealed record Sums(ValueList<long> Evidence, ValueList<long> Newcomers, ValueList<long> Misses)
{
    /// <summary>The same with those of <paramref name="other"/> taken away.</summary>
    public Sums Less(Sums other) => new(
        [.. Evidence.Zip(other.Evidence, (a, b) => a - b)], [.. Newcomers.Zip(other.Newcomers, (a, b) => a - b)], [.. Misses.Zip(other.Misses, (a, b) => a - b)]);
}

/// <summary>What one origin adds.</summary>
/// <param name="Origin">Whose voice it is.</param>
/// <param name="Claims">The claims that speak for it, one for each thing that it says: it adds the floor of the mean of theirs.</param>
/// <param name="Sums">What it adds to each sum.</param>
/// <param name="Existence">What it adds to those of existence; null where the view says nothing of that.</param>
/// <param name="Without">The view in brief without anything of it.</param>
public sealed record OriginShare(string Origin, ValueList<ClaimId> Claims, Sums Sums, Sums? Existence, View Without);

/// <summary>What sums are over, and how the belief follows from them.</summary>
public abstract record Basis
{
    private Basis()
    {
    }

    /// <summary>
    /// <c>P[v] = (1-eps) softmax(ln prior[v] + (tau S[v] + tau_new S_new[v]) / 2^20) + eps prior[v]</c>; where any label may be claimed, the last prior is that of all others together, whose S is 0.
    /// </summary>
    /// <param name="Names">The labels, in the order of the sums.</param>
    /// <param name="Prior">Of each label, and of all others together.</param>
    /// <param name="Tempering">tau and tau_new.</param>
    /// <param name="MassOnPrior">eps.</param>
    public sealed record Labels(ValueList<string> Names, ValueList<double> Prior, Tempering Tempering, double MassOnPrior) : Basis;

    /// <summary>
    /// <c>P[c] ~ exp((tau S[c] + tau_new S_new[c]) / 2^20) mass_c</c>; the estimate is the lower median candidate by the estimate's tempering, the intervals are those of
    /// <c>(1-e) sum_c P[c] Laplace(y_c, bandwidth_c) + e Miss</c>, with <c>e = max(floor, exp(tau misses / 2^40))</c> at the estimate.
    /// </summary>
    /// <param name="Candidates">By value, on the model's scale, in the order of the sums.</param>
    /// <param name="Logarithmic">Whether that scale is y = ln(x + 1).</param>
    /// <param name="EstimateTempering">tau and tau_new with rho = .2, for the estimate and e.</param>
    /// <param name="Tempering">The same with rho = .5, for the intervals.</param>
    /// <param name="MissFloor">e is at least this.</param>
    /// <param name="MissScale">H, in units of the model's scale.</param>
    /// <param name="Miss">The shape of a miss.</param>
    /// <param name="WidthFactor">g, by which the intervals are stretched about the estimate.</param>
    public sealed record Numbers(
        ValueList<CandidateValue> Candidates, bool Logarithmic, Tempering EstimateTempering, Tempering Tempering, double MissFloor, double MissScale, MissShape Miss, double WidthFactor) : Basis;

    /// <summary>
    /// <c>mean = low + (sum w x / sum w) step</c>, interval = <c>mean +- t sqrt(s^2 (1 + rho (n-1)) / sum w) g</c>, both within the scale, with
    /// <c>s^2 = (k sigma^2 + sum w (x step + low - mean)^2) / (k + n)</c> and t Student's of k + n degrees of freedom.
    /// </summary>
    /// <param name="Low">The lower end of the scale.</param>
    /// <param name="High">The upper end.</param>
    /// <param name="Step">The unit of x: a 2^-16th of the scale.</param>
    /// <param name="Variance">sigma^2: how far a single voice is expected to lie from the truth.</param>
    /// <param name="VarianceCount">k: how many voices that is worth.</param>
    /// <param name="Origins">n.</param>
    /// <param name="DesignEffect">rho.</param>
    /// <param name="WidthFactor">g.</param>
    public sealed record Rating(double Low, double High, double Step, double Variance, double VarianceCount, int Origins, double DesignEffect, double WidthFactor) : Basis;
}

/// <summary>A value that the truth may have, on the model's scale: how blurred it is, and its prior mass.</summary>
public sealed record CandidateValue(double Y, double Bandwidth, double Mass);
