namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>What makes a claim's kernel, and nothing else: claims of equal statements are computed once and counted.</summary>
internal readonly record struct Statement(
    NumberForm Form,
    double Low,
    double High,
    double? MarginLow,
    double? MarginHigh,
    double? Precision,
    double Accuracy,
    double Certainty,
    double PlainAccuracy,
    double PlainCertainty,
    double Kept,
    double GrowthUp,
    double GrowthDown,
    int Among,
    Stake Stake,
    Traits Traits) : IComparable<Statement>
{
    /// <summary>Its origin and its times left aside, which a kernel does not depend on.</summary>
    public static Statement Of(WeightedClaim claim, Said.Number said) => new(
        said.Form, said.Low, said.High, said.MarginLow, said.MarginHigh, said.Precision, claim.Accuracy,
        claim.Certainty, claim.Plain.Accuracy, claim.Plain.Certainty,
        claim.Kept, claim.GrowthUp, claim.GrowthDown, claim.Among, claim.Stake,
        If(said.Denied, Traits.Denied) | If(claim.IsNewcomer, Traits.Newcomer)
        | If(claim.SoFar, Traits.SoFar) | If(claim.StandsForCount, Traits.StandsForCount));

    private static Traits If(bool holds, Traits trait) => holds ? trait : Traits.None;

    public double Value => Form switch
    {
        NumberForm.AtLeast => Low,
        NumberForm.AtMost => High,
        _ => (Low + High) / 2,
    };

    public bool IsFigure => Form == NumberForm.Figure;

    public bool IsDenied => (Traits & Traits.Denied) != Traits.None;

    public bool IsSoFar => (Traits & Traits.SoFar) != Traits.None;

    public bool StandsForCount => (Traits & Traits.StandsForCount) != Traits.None;

    /// <summary>Accuracy times certainty, without any interest.</summary>
    public double PlainWeight => PlainAccuracy * PlainCertainty;

    /// <summary>What it has in common with those that are nearly the same.</summary>
    public Statement Coarse(double tolerance)
    {
        double Near(double y, double step) => double.IsFinite(y) ? Math.Round(y / step) * step : y;
        double? NearOrNone(double? y) => y is { } given ? Near(given, tolerance / 20) : null;
        return this with
        {
            Low = Near(Low, tolerance / 20),
            High = Near(High, tolerance / 20),
            MarginLow = NearOrNone(MarginLow),
            MarginHigh = NearOrNone(MarginHigh),
            Accuracy = Near(Accuracy, 0.02),
            Certainty = Near(Certainty, 0.02),
            PlainAccuracy = Near(PlainAccuracy, 0.02),
            PlainCertainty = Near(PlainCertainty, 0.02),
            Kept = Near(Kept, 0.03125),
            GrowthUp = Near(GrowthUp, tolerance / 10),
            GrowthDown = Near(GrowthDown, tolerance / 10),
        };
    }

    /// <summary>By value first; any order of all fields would do, as long as it is one.</summary>
    public int CompareTo(Statement other)
    {
        var order = Low.CompareTo(other.Low);
        if (order == 0) order = High.CompareTo(other.High);
        if (order == 0) order = Form.CompareTo(other.Form);
        if (order == 0) order = Accuracy.CompareTo(other.Accuracy);
        if (order == 0) order = Certainty.CompareTo(other.Certainty);
        if (order == 0) order = PlainAccuracy.CompareTo(other.PlainAccuracy);
        if (order == 0) order = PlainCertainty.CompareTo(other.PlainCertainty);
        if (order == 0) order = GrowthUp.CompareTo(other.GrowthUp);
        if (order == 0) order = GrowthDown.CompareTo(other.GrowthDown);
        if (order == 0) order = Kept.CompareTo(other.Kept);
        if (order == 0) order = Among.CompareTo(other.Among);
        if (order == 0) order = Stake.CompareTo(other.Stake);
        if (order == 0) order = Traits.CompareTo(other.Traits);
        if (order == 0) order = Nullable.Compare(MarginLow, other.MarginLow);
        if (order == 0) order = Nullable.Compare(MarginHigh, other.MarginHigh);
        return order == 0 ? Nullable.Compare(Precision, other.Precision) : order;
    }

    public override int GetHashCode()
    {
        var hash = BitConverter.DoubleToInt64Bits(Low + 0.0) * 31 + BitConverter.DoubleToInt64Bits(High + 0.0);
        hash = (hash ^ (hash >>> 29)) * -0x40a7b892e31b1a47 + BitConverter.DoubleToInt64Bits(Accuracy);
        hash = (hash ^ (hash >>> 32)) * -0x6b2fb644ecceee15 + BitConverter.DoubleToInt64Bits(Certainty) + BitConverter.DoubleToInt64Bits(GrowthUp) * 17;
        hash = (hash ^ (hash >>> 29)) * -0x40a7b892e31b1a47 + BitConverter.DoubleToInt64Bits(Kept) + (int)Traits;
        return (int)(hash ^ (hash >>> 32));
    }
}

/// <summary>What a claim is besides its figures.</summary>
[Flags]
internal enum Traits
{
    None = 0,
    Denied = 1,
    Newcomer = 2,
    SoFar = 4,
    StandsForCount = 8,
}
