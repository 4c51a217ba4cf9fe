using System.Numerics;
using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs;

/// <summary>
/// e^x of many numbers at once, the same bits on every machine, whatever its C library; within .511 units in the last place.
/// After S. Nagy's exp of ARM's optimized routines, which glibc has used since 2.28 (to whose bits this agrees):
/// <code>
/// x    = k ln2/128 + r,  k whole, |r| &lt;= ln2/256
/// e^x  = 2^(k/128) (1 + r + r^2 (1/2 + r/6) + r^4 (1/24 + r/120)),  coefficients fitted
/// 2^(k/128) = 2^floor(k/128) * Power[k mod 128] * (1 + Tail[k mod 128])
/// </code>
/// </summary>
internal static class Exponential
{
    private const int Steps = 128;
    private const int StepsLog2 = 7;
    private const int MantissaBits = 52;
    private const double Far = 512; // beyond, the result may not be a normal number: rare, and left to the library
    private const double StepsPerLn2 = Steps * 1.4426950408889634;
    private const double Whole = 3 * (1L << (MantissaBits - 1)); // adding it rounds to a whole number, in the low bits

    // ln2/128 in two parts: the first times k is exact.
    private static readonly double MinusStepHigh = BitConverter.UInt64BitsToDouble(0xbf76_2e42_fefa_0000);
    private static readonly double MinusStepLow = BitConverter.UInt64BitsToDouble(0xbd0c_f79a_bc9e_3b39);

    // About 1/2, 1/6, 1/24 and 1/120.
    private static readonly double C2 = BitConverter.UInt64BitsToDouble(0x3fdf_ffff_ffff_fdbd);
    private static readonly double C3 = BitConverter.UInt64BitsToDouble(0x3fc5_5555_5555_543c);
    private static readonly double C4 = BitConverter.UInt64BitsToDouble(0x3fa5_5555_cf17_2b91);
    private static readonly double C5 = BitConverter.UInt64BitsToDouble(0x3f81_1111_67a4_d017);

    private static readonly (long[] Power, double[] Tail) Table = Tabulate();

    /// <summary>So many numbers in whole vectors of four.</summary>
    public static int Room(int numbers) => (numbers + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;

    /// <summary>Puts e^x in the place of each x.</summary>
    public static void Of(Span<double> numbers)
    {
        var i = 0;
        for (; i + Vector256<double>.Count <= numbers.Length; i += Vector256<double>.Count)
        {
            var four = numbers.Slice(i, Vector256<double>.Count);
            Of(Vector256.Create<double>(four)).CopyTo(four);
        }

        if (i == numbers.Length) return;
        Span<double> rest = stackalloc double[Vector256<double>.Count];
        numbers[i..].CopyTo(rest);
        Of(Vector256.Create<double>(rest)).CopyTo(rest);
        rest[..(numbers.Length - i)].CopyTo(numbers[i..]);
    }

    /// <summary>e^x.</summary>
    public static Vector256<double> Of(Vector256<double> x) =>
        Vector256.LessThanAll(Vector256.Abs(x), Vector256.Create(Far)) ? Near(x) : Vector256.Create(Of(x[0]), Of(x[1]), Of(x[2]), Of(x[3]));

    private static double Of(double x) => Math.Abs(x) < Far ? Near(Vector256.Create(x)).ToScalar() : Math.Exp(x);

    private static Vector256<double> Near(Vector256<double> x)
    {
        var shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(StepsPerLn2), Vector256.Create(Whole));
        var bits = shifted.AsInt64(); // the low ones are those of k
        var k = shifted - Vector256.Create(Whole);
        var r = Vector256.FusedMultiplyAdd(k, Vector256.Create(MinusStepLow), Vector256.FusedMultiplyAdd(k, Vector256.Create(MinusStepHigh), x));

        var at = bits & Vector256.Create(Steps - 1L);
        var (a, b, c, d) = ((int)at[0], (int)at[1], (int)at[2], (int)at[3]);
        var (power, tail) = Table;
        var scale = (Vector256.Create(power[a], power[b], power[c], power[d]) + (bits << (MantissaBits - StepsLog2))).AsDouble();
        var sum = Vector256.Create(tail[a], tail[b], tail[c], tail[d]) + r;

        var square = r * r;
        sum = Vector256.FusedMultiplyAdd(square, Vector256.FusedMultiplyAdd(r, Vector256.Create(C3), Vector256.Create(C2)), sum);
        sum = Vector256.FusedMultiplyAdd(square * square, Vector256.FusedMultiplyAdd(r, Vector256.Create(C5), Vector256.Create(C4)), sum);
        return Vector256.FusedMultiplyAdd(scale, sum, scale);
    }

    /// <summary>
    /// 2^(i/128) as the bits of the nearest double, less what adding k in place of floor(k/128) to the exponent brings too much, and
    /// how much of it that leaves. Reckoned in whole numbers of 240 bits: powers of the root that seven square roots give.
    /// </summary>
    private static (long[] Power, double[] Tail) Tabulate()
    {
        const int bits = 240;
        var (powers, tails) = (new long[Steps], new double[Steps]);
        var (root, exact) = (BigInteger.One << (bits + 1), BigInteger.One << bits);
        for (var i = 0; i < StepsLog2; i++) root = Root(root << bits);
        for (var i = 0; i < Steps; i++)
        {
            var mantissa = (exact + (BigInteger.One << (bits - MantissaBits - 1))) >> (bits - MantissaBits); // rounded; below 2^53
            var nearest = mantissa << (bits - MantissaBits);
            powers[i] = BitConverter.DoubleToInt64Bits((double)mantissa / (1L << MantissaBits)) - ((long)i << (MantissaBits - StepsLog2));
            tails[i] = Math.ScaleB(Nearest(((exact - nearest) << Steps) / nearest), -Steps);
            exact = (exact * root) >> bits;
        }

        return (powers, tails);
    }

    /// <summary>The whole part of a square root, by Newton's method from above.</summary>
    private static BigInteger Root(BigInteger square)
    {
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (square / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>A whole number to 53 bits, rounded; the conversion of the library cuts them off.</summary>
    private static double Nearest(BigInteger number)
    {
        var excess = (int)Math.Max(BigInteger.Abs(number).GetBitLength() - MantissaBits - 1, 0);
        return excess == 0 ? (double)number : Math.ScaleB((double)((number + (BigInteger.One << (excess - 1))) >> excess), excess);
    }
}
