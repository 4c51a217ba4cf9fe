using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace Analysis.Api.Charts;

/// <summary>
/// The letters of pictures, which come with the program since a server may have none: Inter, for Latin, Cyrillic and
/// Greek. Of other scripts, whatever fonts the machine has. Thread-safe.
/// </summary>
internal static class Fonts
{
    private const string Ellipsis = "…";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "page", "fonts");

    private static readonly string[] Scripts = ["latin", "latin-ext", "cyrillic", "greek"];

    private static readonly SKTypeface[] Regular = Load(400), Bold = Load(600);

    /// <summary>By letter: there are no more than Unicode has.</summary>
    private static readonly ConcurrentDictionary<(int Letter, bool Bold), SKTypeface> Faces = [];

    /// <summary>A text in pieces of one font each.</summary>
    public static IEnumerable<(SKTypeface Font, string Text)> Pieces(string text, bool bold)
    {
        var piece = new StringBuilder();
        SKTypeface? last = null;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = last is not null && Rune.IsWhiteSpace(rune) ? last : Faces.GetOrAdd((rune.Value, bold), FaceOf);
            if (last is not null && next != last)
            {
                yield return (last, piece.ToString());
                piece.Clear();
            }

            last = next;
            piece.Append(rune);
        }

        if (last is not null) yield return (last, piece.ToString());
    }

    /// <summary>How wide a text is at a size.</summary>
    public static double Width(string text, double size, bool bold = false) =>
        Pieces(text, bold).Sum(piece =>
        {
            using var font = Of(piece.Font, size);
            return (double)font.MeasureText(piece.Text);
        });

    /// <summary>A font whose letters stand where they are measured, at any scale.</summary>
    public static SKFont Of(SKTypeface face, double size) =>
        new(face, (float)size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    /// <summary>As much of a text as fits into a width, with an ellipsis where something is left out.</summary>
    public static string Fit(string text, double size, double width, bool bold = false)
    {
        if (Width(text, size, bold) <= width) return text;
        var runes = text.EnumerateRunes().ToList();
        var (fits, over) = (0, runes.Count);
        while (over - fits > 1)
        {
            var middle = (fits + over) / 2;
            if (Width(string.Concat(runes.Take(middle)) + Ellipsis, size, bold) <= width) fits = middle;
            else over = middle;
        }

        return string.Concat(runes.Take(fits)).TrimEnd() + Ellipsis;
    }

    /// <summary>A text in at most so many lines.</summary>
    public static IReadOnlyList<string> Lines(string text, double size, double width, int max, bool bold = false)
    {
        var lines = new List<string>();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length;)
        {
            var count = 1;
            while (at + count < words.Length
                && Width(string.Join(' ', words.Skip(at).Take(count + 1)), size, bold) <= width) count++;
            if (lines.Count == max - 1) count = words.Length - at;
            lines.Add(Fit(string.Join(' ', words.Skip(at).Take(count)), size, width, bold));
            at += count;
        }

        return lines;
    }

    private static SKTypeface FaceOf((int Letter, bool Bold) what)
    {
        var faces = what.Bold ? Bold : Regular;
        return Array.Find(faces, Has) ?? SKFontManager.Default.MatchCharacter(what.Letter)
            ?? faces.FirstOrDefault(SKTypeface.Default);

        bool Has(SKTypeface face)
        {
            using var font = new SKFont(face);
            return font.ContainsGlyph(what.Letter);
        }
    }

    private static SKTypeface[] Load(int weight) =>
        [.. Scripts.Select(script => Path.Combine(Folder, $"inter-{script}-{weight}-normal.woff")).Where(File.Exists)
            .Select(file => SKTypeface.FromFile(file) ?? throw new InvalidOperationException($"{file} is no font"))];
}
