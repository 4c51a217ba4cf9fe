using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// e^x and ln x in the runtime's own code. <see cref="Math"/> takes them from the machine's C library, whose last bits differ from machine to
/// machine.
/// </summary>
internal static class Real
{
    public static double Exp(double x) => Vector256.Exp(Vector256.Create(x)).ToScalar();

    public static double Log(double x) => Vector256.Log(Vector256.Create(x)).ToScalar();

    /// <summary>So many numbers in whole vectors of eight.</summary>
    public static int Room(int numbers) => (numbers + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;

    /// <summary>Rising numbers, the last repeated to fill the vectors.</summary>
    public static double[] Filled(ReadOnlySpan<double> numbers)
    {
        var filled = new double[Room(numbers.Length)];
        numbers.CopyTo(filled);
        filled.AsSpan(numbers.Length).Fill(numbers.IsEmpty ? 0 : numbers[^1]);
        return filled;
    }
}
