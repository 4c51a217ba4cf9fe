namespace Analysis.Domain.Beliefs;

/// <summary>
/// Every constant of the belief model. A change of any of them, or of an equation that uses them, is a new
/// <see cref="Revision"/>, which every view carries. docs/model.md says where each comes from.
/// </summary>
public static class Rules
{
    /// <summary>The version of the model that this program computes.</summary>
    public const string Revision = "1";

    // Categories and propositions.
    internal const double LabelDesignEffect = 0.4;      // rho, until a family's resolutions say otherwise
    internal const double MassOnPrior = 0.04;           // eps: never certain beyond this
    internal const double ConfusionStrength = 10;       // pseudo-counts of the one-coin prior on a confusion row
    internal const double BalanceStrength = 100;        // pseudo-counts of the even prior on a family's class balance
    internal const double EvidenceCap = 4;              // nats that one claim can carry
    internal const int UnseenLabels = 2;                // open sets: labels assumed possible besides the claimed ones
    internal static readonly double[] DesignEffectGrid = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2];

    // Numbers.
    internal const double NumberDesignEffect = 0.5;
    internal const double MissFloor = 0.02;             // mass outside all candidates, at least
    internal const int CandidatesMax = 64;
    internal static readonly double[] HitScales = [0.2, 1, 4];
    internal const double MissUp = 1.3;                 // counts are revised upward more often than down
    internal const double MissDown = 0.7;

    // Ratings.
    internal const double RatingPriorCount = 10;
    internal const double RatingVarianceCount = 6;
    internal const double RatingWeightMax = 3;

    // Confidence: what one perfectly reliable origin contributes.
    internal const double OriginShare = 0.55;
    internal const double BoundNear = 0.8;              // a bound says less than a figure, even at its own value
    internal const double BoundFar = 0.3;
    internal const double UndatedFooting = 0.75;        // nobody can say what an undated report followed or preceded
}
