using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Views;

/// <summary>What a view rests on, whole: from the basis and what each origin adds, its numbers can be computed again (docs/model.md, Why).</summary>
/// <param name="View">What is explained.</param>
/// <param name="Basis">What the belief follows from; null when nothing counts.</param>
/// <param name="Origins">Of some, the strongest first: what each adds.</param>
/// <param name="Next">How many come before those of the next page; null on the last.</param>
public sealed record Explanation(View View, Basis? Basis, ValueList<OriginShare> Origins, int? Next);

/// <summary>What one origin adds.</summary>
/// <param name="Origin">Whose voice it is.</param>
/// <param name="Claims">What each of its claims that count adds.</param>
/// <param name="Without">The view in brief without anything of it.</param>
public sealed record OriginShare(string Origin, ValueList<ClaimShare> Claims, View Without);

/// <summary>What one claim adds.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Accuracy">Of its source, interest included, in (0, 1).</param>
/// <param name="Certainty">Of the claim, interest included, in [0, 1].</param>
/// <param name="Kept">The share that still bears on the time asked about, in [0, 1].</param>
/// <param name="Among">m: it counts one m-th.</param>
/// <param name="Adds">Labels: x, in units of one. Numbers: its part of the log density at the answer, less its mean, in
/// nats. Ratings: its share of the weight.</param>
/// <param name="To">Labels: the label that it speaks about; null for other kinds, and when it adds nothing.</param>
/// <param name="Does">Labels: to which sum of that label, or of those before or after it, it adds; null where <paramref name="To"/> is.</param>
/// <param name="Also">Labels: what an admission that rules others out adds to the label itself; 0 as a rule.</param>
/// <param name="Factor">Numbers: what its evidence is multiplied by before it is added; 1 for other kinds.</param>
/// <param name="Evidence">Numbers: e at each candidate, in nats; empty for other kinds.</param>
public sealed record ClaimShare(
    ClaimId Claim, double Accuracy, double Certainty, double Kept, int Among, double Adds, string? To,
        LabelEffect? Does, double Also, double Factor, ValueList<double> Evidence);

/// <summary>What a belief follows from.</summary>
public abstract record Basis
{
    private Basis()
    {
    }

    /// <summary>
    /// <c>w = prior ((1 + for) (1 + T) / ((1 + against) (1 + T + unlikely)))^(1/c)</c>, <c>P = .99 w / sum w + .01 prior</c>; T is the sum of for - lent over
    /// the other labels.
    /// </summary>
    /// <param name="Each">Each label; of an open set the last is everything else, and of dates the first is that none stands.</param>
    /// <param name="Exponent">c.</param>
    public sealed record Labels(ValueList<LabelWeight> Each, double Exponent) : Basis;

    /// <summary><c>ln P(y) = sum of factor times evidence over all claims + prior(y)</c>, straight lines between candidates.</summary>
    /// <param name="Candidates">In the order of the claims' evidence.</param>
    /// <param name="Logarithmic">Whether y = ln(x + 1).</param>
    /// <param name="Tolerance">h, in units of y.</param>
    /// <param name="Figures">tau_F: what each of the figures that agree is worth.</param>
    /// <param name="Bounds">tau_B, of bounds.</param>
    /// <param name="Denials">tau_D, of denials.</param>
    public sealed record Numbers(ValueList<CandidateValue> Candidates, bool Logarithmic, double Tolerance,
        double Figures, double Bounds, double Denials) : Basis;

    /// <summary>A weighted mean on a scale, and how far single voices lie from the answer.</summary>
    /// <param name="Low">The lower end of the scale.</param>
    /// <param name="High">The upper end.</param>
    /// <param name="Spread">sigma, in the scale's unit.</param>
    /// <param name="Effective">How many independent voices they are worth.</param>
    public sealed record Rating(double Low, double High, double Spread, double Effective) : Basis;
}

/// <summary>A label, what speaks for it and against it, and what it comes to.</summary>
/// <param name="Label">Null for everything else of an open set.</param>
/// <param name="Probability">P, in [0, 1].</param>
/// <param name="Prior">What it was expected with.</param>
/// <param name="For">X: the sum of what speaks for it, as far as it counts.</param>
/// <param name="Newcomers">What newcomers say for it, before it is bounded.</param>
/// <param name="Against">Y.</param>
/// <param name="Lent">What of X neighbours or earlier stages in order lend.</param>
/// <param name="Unlikely">E: how much less likely than others it is to be confused with what is said.</param>
public sealed record LabelWeight(string? Label, double Probability, double Prior, double For, double Newcomers, double Against, double Lent, double Unlikely);

/// <summary>A value that the truth may have, on the model's scale, and ln of the belief's density there.</summary>
public sealed record CandidateValue(double Y, double LogDensity);
