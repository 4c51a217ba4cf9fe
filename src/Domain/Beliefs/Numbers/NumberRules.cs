namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>The constants of the law for numbers. Lengths are multiples of the tolerance h, unless it is said otherwise.</summary>
internal static class NumberRules
{
    // One statement.
    public const double Farthest = 100; // h: beyond it distance counts by its logarithm
    public const int NewcomersUncontradicted = 10; // newcomers that count where nobody proven gives a figure
    public const double HitLeast = 0.02;
    public const double HitMost = 0.98;
    public const double NonsenseOfSource = 0.3;     // of what the accuracy lacks
    public const double NonsenseOfWords = 0.1;      // of what the certainty lacks
    public const double NonsenseReach = 100;        // nonsense lies anywhere within so much
    public const double MissBelow = 4.2;
    public const double MissAbove = 7.8;            // what is revised is revised upward more often than down
    public const double MissOfInterest = 3.6;       // on the side that a party gains from
    public const double MarginTail = 2.302585;      // ln 10: a margin holds 90 % of its own statement
    public const double BoundEdge = 0.5;
    public const double BoundEdgeOfMiss = 2;
    public const double BoundFlat = 3;
    public const double BoundDecay = 6;
    public const double BoundDecayOfMiss = 12;
    public const double BoundTail = 30;
    public const double BoundTailShare = 0.3;
    public const double RangeEdge = 0.5;
    public const double RangeEdgeShare = 0.05;      // of its length
    public const double GrowthHalf = 3;             // growth by which a figure counts half as a bound
    public const double DenialDepth = 0.98;
    public const double AdmissionHit = 0.92;
    public const double AdmissionNonsense = 0.02;
    public const double AdmissionNear = 1;
    public const double AdmissionFar = 10;
    public static readonly double[] HitScales = [0.2, 1, 4];
    public static readonly (double Weight, double Scale)[] MissAnywhere = [(0.4, 2.4), (0.3, 10), (0.3, 40)];

    // Floors that a figure tops.
    public const double TopLikely = 0.5;
    public const double TopAccuracyStep = 0.1001;   // a grade, and the rounding of one

    // Dates, in days.
    public const double ToTheDay = 2;
    public const double ToTheMinute = 0.005;
    public const double MinutePrecision = 0.01;
    public const double DayPrecision = 0.5;
    public const double DayMiss = 30;
    public const double MinuteMiss = 0.02;
    public const double DateMissLeast = 6;          // in h
    public const double DateMissBelow = 0.7;        // of the scale of misses
    public const double DateMissAbove = 1.3;

    // All statements together.
    public const double Dependence = 0.5;           // rho
    public const int NewcomersShare = 3;            // newcomers weigh as one in so many of the others
    public const double OutsideScale = 10;
    public const double AwayScale = 30;
    public const double Blur = 0.35;
    public static readonly (double Mass, double Blur) Wide = (0.9, 1.64);
    public static readonly (double Mass, double Blur) Narrow = (0.5, 0.67);

    // The answer.
    public const double CurrentGrowth = 5;
    public const double ZoneReach = 4;
    public const double ZoneScales = 2;
    public const double ZoneShare = 0.5;
    public const double Lead = 0.5;
    public const double LeadOfObservers = 0.8;
    public const double WeightStep = 1e-6;
    public const double RangeLeads = 6;             // the median of ranges leads where no figure lies so near it
    public const double SecondApart = 3;
    public const double SecondReach = 2;
    public const double SecondShare = 0.6;
    public const double BoundShare = 0.5;
    public const double FitLeast = 0.05;
    public const double GrowthFits = 3;             // times the growth
    public const double DisputedFrom = 0.5;

    // Confidence.
    public const double BoundNear = 0.8;
    public const double BoundFar = 0.3;
    public const double BoundScale = 10;

    // Candidates.
    public const int CandidatesMax = 128;
    public const int KinksMax = 80;
    public const int ProposersMax = 24;
    public const int MeshWeighedMax = 256;
    public const double MeshMass = 1e-4;
    public const double MeshFirst = 0.35;           // of a kink's own scale
    public const double MeshRatio = 1.6;
    public const double MeshWide = 2;
    public const double MeshStep = 1.25;
    public const double MeshFinest = 0.07;
    public const double CandidatesApart = 0.02;
}
