namespace Analysis.Domain.Beliefs;

/// <summary>
/// Sums that order could disturb are integers in units of 2^-20: adding and removing commute exactly, on any machine.
/// </summary>
internal static class FixedPoint
{
    public const int One = 1 << 20;

    /// <summary>fx(x) = round-half-even(x * 2^20).</summary>
    public static long Of(double x) => double.IsFinite(x)
        ? (long)Math.Round(x * One, MidpointRounding.ToEven)
        : throw new ArithmeticException($"{x} cannot be summed.");

    public static double ToDouble(long x) => (double)x / One;

    /// <summary>The largest whole number not above dividend / divisor, for a positive divisor.</summary>
    public static long FloorDivide(long dividend, int divisor)
    {
        if (divisor == 1) return dividend;
        var (quotient, remainder) = Math.DivRem(dividend, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
