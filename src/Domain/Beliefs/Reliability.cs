namespace Analysis.Domain.Beliefs;

/// <summary>
/// How often a source is right in one family: a Beta prior from its grade, and the credit it has earned since
/// (fixed point, units of 2^-20). An argument of the model, never something it looks up.
/// </summary>
/// <param name="PriorRight">Prior pseudo-count of right claims.</param>
/// <param name="PriorWrong">Prior pseudo-count of wrong claims.</param>
public sealed record Reliability(double PriorRight, double PriorWrong)
{
    /// <summary>Earned credit for right claims.</summary>
    public long Right { get; init; }

    /// <summary>Earned credit for wrong claims.</summary>
    public long Wrong { get; init; }

    /// <summary>What of <see cref="Right"/> came from established answers, not from agreement.</summary>
    public long AnsweredRight { get; init; }

    /// <summary>The same of <see cref="Wrong"/>.</summary>
    public long AnsweredWrong { get; init; }

    /// <summary>How often it claimed label k (column) when the truth was v (row), for families with a fixed label set; null until it is known.</summary>
    public Confusion? Confusion { get; init; }

    /// <summary>Ratings: sum of squared errors in units of the residual variance, and how many.</summary>
    public long SquaredError { get; init; }

    /// <summary>Ratings: how many errors that is the sum of.</summary>
    public long Rated { get; init; }

    /// <summary>Whether somebody has graded it.</summary>
    public bool IsGraded { get; init; }

    /// <summary>Whether nobody knows it: ungraded, and marked on less than three claims' worth.</summary>
    public bool IsNewcomer => !IsGraded && Right + Wrong < MarkedMin && Rated < MarkedMin;

    private const long MarkedMin = 3 * FixedPoint.One;
    private const double RatingPriorCount = 10;

    /// <summary>acc = (a0 + A) / (a0 + b0 + A + B): the probability that a claim of this source is right, in (0, 1).</summary>
    public double Accuracy => (PriorRight + FixedPoint.ToDouble(Right)) / (PriorRight + PriorWrong + FixedPoint.ToDouble(Right + Wrong));

    /// <summary>
    /// (a0 + A_res) / (b0 + B_res): the odds of right to wrong that its grade and answers vouch for; what it earned by
    /// agreeing does not count.
    /// </summary>
    public double Vouched => (PriorRight + FixedPoint.ToDouble(AnsweredRight)) / (PriorWrong + FixedPoint.ToDouble(AnsweredWrong));

    /// <summary>Ratings: sqrt((10 + E) / (10 + N)), its typical error in units of that of all sources.</summary>
    public double RelativeError => Math.Sqrt((RatingPriorCount + FixedPoint.ToDouble(SquaredError)) / (RatingPriorCount + FixedPoint.ToDouble(Rated)));

    /// <summary>The prior of a grade, with what was earned since.</summary>
    public static Reliability Of(Grade grade, TrackRecord record) => Of(grade).With(record);

    /// <summary>The prior of an Admiralty grade. Among reporters, who pass on what others know, an ungraded one is right .66 of the time.</summary>
    public static Reliability Of(Grade grade, bool observes) => grade == Grade.F && !observes ? UngradedReporter : Of(grade);

    /// <summary>The same prior, with what was earned since.</summary>
    public Reliability With(TrackRecord record) => this with
    {
        Right = record.Right,
        Wrong = record.Wrong,
        AnsweredRight = record.AnsweredRight,
        AnsweredWrong = record.AnsweredWrong,
        Confusion = record.Confusion,
        SquaredError = record.SquaredError,
        Rated = record.Rated,
    };

    /// <summary>The prior of an Admiralty grade. A to E are expert judgement, F is fitted on public data.</summary>
    public static Reliability Of(Grade grade) => Priors[(int)grade];

    private static readonly Reliability UngradedReporter = new(3.3, 1.7);

    private static readonly Reliability[] Priors = // F comes first
    [
        new(4, 1), new(19, 1) { IsGraded = true }, new(8.5, 1.5) { IsGraded = true }, new(6, 2) { IsGraded = true }, new(4, 4) { IsGraded = true },
        new(3, 5) { IsGraded = true },
    ];
}
