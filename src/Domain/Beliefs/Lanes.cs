using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs;

/// <summary>
/// Numbers four at a time. The runtime computes e^x and ln x of a vector in code of its own, not in the machine's C library, as
/// <see cref="Math"/> does.
/// </summary>
internal static class Lanes
{
    /// <summary>So many numbers in whole vectors of four.</summary>
    public static int Room(int numbers) => (numbers + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;

    /// <summary>Puts e^x in the place of each x.</summary>
    public static void Exp(Span<double> numbers)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(numbers);
        foreach (ref var four in vectors) four = Vector256.Exp(four);
        foreach (ref var x in numbers[(vectors.Length * Vector256<double>.Count)..]) x = Vector256.Exp(Vector256.Create(x)).ToScalar();
    }
}
