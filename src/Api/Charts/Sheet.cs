using System.Globalization;

namespace Analysis.Api.Charts;

/// <summary>A place on a sheet, in its units, from the upper left corner.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>Which end of a text stands at its place.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>What is drawn, in colours such as <c>#174a86</c>.</summary>
internal abstract record Shape
{
    private Shape()
    {
    }

    public sealed record Line(IReadOnlyList<Spot> Through, string Colour, double Width, bool Dashed = false) : Shape;

    public sealed record Area(IReadOnlyList<Spot> Around, string Colour) : Shape;

    public sealed record Dot(Spot At, double Radius, string Colour, bool Hollow = false) : Shape;

    public sealed record Text(Spot At, string Words, double Size, string Colour, Anchor Anchor = Anchor.Start,
        bool Bold = false) : Shape;
}

/// <summary>A drawing, before it is SVG or PNG.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Scale">Pixels a unit.</param>
/// <param name="Paper">The colour below everything.</param>
/// <param name="Title">What it is of.</param>
/// <param name="Description">What it shows, for who cannot see it.</param>
/// <param name="Shapes">The lowest first.</param>
internal sealed record Sheet(
    int Width, int Height, double Scale, string Paper, string Title, string Description, IReadOnlyList<Shape> Shapes);

/// <summary>The colours of the page, by day and by night.</summary>
internal sealed record Theme(
    string Paper, string Ink, string Soft, string Rule, string Belief, string Band50, string Band90, string Faded,
    string Established, IReadOnlyList<string> Lines)
{
    public static readonly Theme Light = new(
        "#fffdf9", "#1c2024", "#555c66", "#ddd6ca", "#174a86", "#9dbbe0", "#d4e1f1", "#b9b3a8", "#1c6632",
        ["#1f5fae", "#b5480e", "#1d7a46", "#8a3d9c", "#a02045", "#0f7480", "#7a5c00", "#4a4fb3"]);

    public static readonly Theme Dark = new(
        "#15181c", "#ebe8e2", "#aab1bb", "#363c44", "#86b6f7", "#2f5487", "#223652", "#5b626c", "#84d49b",
        ["#6ea8ff", "#ff9f5c", "#58c98a", "#d191e3", "#ff86a5", "#4fc6d3", "#d9b64a", "#a0a4ff"]);

    /// <summary>A colour between two.</summary>
    /// <param name="colour">The one, such as <c>#174a86</c>.</param>
    /// <param name="other">The other.</param>
    /// <param name="share">How much of the other, in [0, 1].</param>
    public static string Mixed(string colour, string other, double share)
    {
        return $"#{Part(1)}{Part(3)}{Part(5)}";

        string Part(int at) => ((int)Math.Round((Value(colour, at) * (1 - share)) + (Value(other, at) * share)))
            .ToString("x2", CultureInfo.InvariantCulture);

        static int Value(string of, int at) => int.Parse(of.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
