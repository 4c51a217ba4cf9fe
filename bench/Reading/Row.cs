namespace Analysis.ReadingBench;

/// <summary>What was found of an article's claims, and what was proposed.</summary>
internal sealed record Row(int Claims, int Found, int Hedged, int Proposed, int Wrong, double Ms)
{
    public static Row operator +(Row a, Row b) =>
        new(a.Claims + b.Claims, a.Found + b.Found, a.Hedged + b.Hedged, a.Proposed + b.Proposed, a.Wrong + b.Wrong,
            a.Ms + b.Ms);
}
