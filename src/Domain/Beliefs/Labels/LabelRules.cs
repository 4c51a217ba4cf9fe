namespace Analysis.Domain.Beliefs.Labels;

/// <summary>The constants of the law of labels; docs/model.md says what hangs on them.</summary>
internal static class LabelRules
{
    public const double FaceValue = 4;          // odds of right to wrong at which any voice is taken at face value
    public const double MassOnPrior = 0.01;     // never certain beyond this
    public const int OpenLabels = 3;            // K of an open set, however many are named
    public const int UnseenWeight = 2;          // what "something else" weighs there, beside 1 for each label that is named
    public const int NewcomersAlone = 10;       // voices of newcomers that count where nobody proven contradicts
    public const double BalanceStrength = 100;  // pseudo-topics of the even prior of two labels
    public const double ShareBound = 2;         // no label is expected more than so many times as often as it is said
    public const double RowStrength = 5;        // pseudo-counts of the one-coin prior on a row of a source's confusion
    public const double AccuracyMin = 0.02;
    public const double AccuracyMax = 0.995;
    public const double AdmissionVouched = 19;  // an admission is worth what an A is
}
