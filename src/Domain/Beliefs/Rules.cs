namespace Analysis.Domain.Beliefs;

/// <summary>
/// Every constant of the belief model. Those that have changed since the model was first written are kept by revision, so that
/// an old view can be computed again; a change of any other, or of an equation, is a new revision too. Every view carries
/// the revision it was computed with. docs/model.md says where each constant comes from.
/// </summary>
public sealed record Rules
{
    // Numbers.
    internal const double NumberDesignEffect = 0.5;
    internal const double MissFloor = 0.02;             // mass outside all candidates, at least
    internal const int CandidatesMax = 64;
    internal static readonly double[] HitScales = [0.2, 1, 4];
    internal const double MissUp = 1.3;                 // counts are revised upward more often than down
    internal const double MissDown = 0.7;

    // Categories and propositions.
    internal const double BalanceStrength = 100;        // pseudo-counts of the even prior on a family's class balance
    internal const double EvidenceCap = 4;              // nats that one claim can carry
    internal const int UnseenLabels = 2;                // open sets: labels assumed possible besides the claimed ones
    internal const double LabelDesignEffect = 0.4;      // rho, until a family's claims or resolutions say otherwise
    internal static readonly double[] DesignEffectGrid = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2];

    // Ratings.
    internal const double RatingPriorCount = 10;
    internal const double RatingVarianceCount = 6;
    internal const double RatingWeightMax = 3;

    // Confidence: what one perfectly reliable origin contributes.
    internal const double OriginShare = 0.55;
    internal const double BoundNear = 0.8;              // a bound says less than a figure, even at its own value
    internal const double BoundFar = 0.3;
    internal const double UndatedFooting = 0.75;        // nobody can say what an undated report followed or preceded

    private Rules()
    {
    }

    /// <summary>The first revision, of fixed strengths and six rounds of refinement.</summary>
    public static Rules First { get; } = new()
    {
        Revision = "1", MassOnPrior = 0.04, ConfusionStrength = 10, CreditDesignEffect = 0, RefinementsMax = 6, EstimateDesignEffect = NumberDesignEffect,
    };

    /// <summary>The second: learned strengths, rounds as long as they help, newcomers bounded.</summary>
    public static Rules Second { get; } = First with
    {
        Revision = "2",
        MassOnPrior = 0.02,
        ConfusionStrength = 5,
        CreditDesignEffect = 0.1,
        RefinementsMax = 30,
        LearnsDesignEffect = true,
        BoundsNewcomers = true,
        EstimateDesignEffect = 0.2,
    };

    /// <summary>What this program computes unless it is asked for another revision: surer where many agree.</summary>
    public static Rules Current { get; } = Second with { Revision = "3", MassOnPrior = 0.01, CreditDesignEffect = 0.15, NarrowsWithAgreement = true, MissLeast = 0.05 };

    /// <summary>All that can be asked for, oldest first.</summary>
    public static ValueList<Rules> All { get; } = new(First, Second, Current);

    /// <summary>The name that views carry.</summary>
    public required string Revision { get; init; }

    /// <summary>eps: the share of a posterior that stays on the prior; never certain beyond this.</summary>
    internal double MassOnPrior { get; private init; }

    /// <summary>Pseudo-counts of the one-coin prior on a row of a source's confusion counts.</summary>
    internal double ConfusionStrength { get; private init; }

    /// <summary>rho of the posterior that claims are credited by: agreement of many is not quite as many proofs.</summary>
    internal double CreditDesignEffect { get; private init; }

    /// <summary>Rounds of a refinement without regard to how well they predict.</summary>
    internal static int RefinementsMin => 6;

    /// <summary>Rounds of a refinement; after <see cref="RefinementsMin"/> it goes on only as long as it predicts better.</summary>
    internal int RefinementsMax { get; private init; }

    /// <summary>Whether rho follows from how far the errors of different origins on one topic go together.</summary>
    internal bool LearnsDesignEffect { get; private init; }

    /// <summary>Whether any number of newcomers weighs as a third of the others; see <see cref="Tempering"/>.</summary>
    internal bool BoundsNewcomers { get; private init; }

    /// <summary>Numbers: rho of the posterior whose median is the estimate; its interval allows for more dependence.</summary>
    internal double EstimateDesignEffect { get; private init; }

    /// <summary>Numbers: whether an interval is the narrower, the more figures agree: nearer to the value, and less mass outside all that was said.</summary>
    internal bool NarrowsWithAgreement { get; private init; }

    /// <summary>Numbers: what a claim is worth at least where it misses a figure that others give, however far: no camp is ruled out for lying far away.</summary>
    internal double MissLeast { get; private init; }

    /// <summary>The revision of that name; null when there is none.</summary>
    public static Rules? Of(string revision) => All.FirstOrDefault(r => r.Revision == revision);
}
