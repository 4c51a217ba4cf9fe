using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Analysis.Api.Tables;

/// <summary>How values stand in cells, both ways: what is written is read as the same.</summary>
internal static partial class Cells
{
    private const char Guard = '\'';
    private const char Escape = '\\';

    /// <summary>How a chain is written.</summary>
    public const string Then = " > ";

    /// <summary>How other lists are written.</summary>
    public const string And = "; ";

    /// <summary>
    /// The text as a cell that no spreadsheet takes for a formula: one that begins as formulas do has an apostrophe
    /// before it, unless it is a number.
    /// </summary>
    public static string Guarded(string text) => IsLikeFormula(text) && !IsPlainNumber(text) ? Guard + text : text;

    /// <summary>The text of such a cell.</summary>
    public static string Unguarded(string cell) => cell is [Guard, ..] && IsLikeFormula(cell[1..]) ? cell[1..] : cell;

    public static string Of(double number, char decimalMark) =>
        number.ToString("R", CultureInfo.InvariantCulture).Replace('.', decimalMark);

    /// <summary>
    /// A number, with a decimal mark and perhaps spaces between thousands; a comma or dot there could be either, and is
    /// none.
    /// </summary>
    public static double? Number(string cell, char decimalMark)
    {
        var text = cell.Trim();
        if (!(decimalMark == ',' ? CommaNumber() : PointNumber()).IsMatch(text)) return null;
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace(decimalMark, '.').Replace('−', '-');
        var number = double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : null;
    }

    public static bool? Flag(string cell) => cell.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "YES" => true,
        "FALSE" or "NO" => false,
        _ => null,
    };

    /// <summary>
    /// A list in one cell. A separator, backslash, or space at either end that belongs to an item has a backslash
    /// before it.
    /// </summary>
    public static string Of(IEnumerable<string> items, string between)
    {
        var list = items.Select(item => Escaped(item, ends: true)).ToList();
        return string.Join(between, list);
    }

    /// <summary>
    /// The items of such a cell; the separators are <c>;</c> and, of chains, <c>&gt;</c>. Blank ones are left out.
    /// </summary>
    public static List<string> Items(string cell, bool isChain)
    {
        var (items, item, end) = (new List<string>(), new StringBuilder(), 0); // what stands before end is not trimmed
        foreach (var (letter, isEscaped) in Letters(cell))
        {
            if (isEscaped)
            {
                item.Append(letter);
                end = item.Length;
            }
            else if (letter == ';' || (isChain && letter == '>'))
            {
                Close();
            }
            else if (!char.IsWhiteSpace(letter) || item.Length > 0)
            {
                item.Append(letter);
            }
        }

        Close();
        return items;

        void Close()
        {
            while (item.Length > end && char.IsWhiteSpace(item[^1])) item.Length--;
            if (item.Length > 0) items.Add(item.ToString());
            item.Clear();
            end = 0;
        }
    }

    /// <summary>A text in a cell that may also hold a list or a flag.</summary>
    public static string Single(string text) => Flag(text) is null ? Escaped(text, ends: false) : Escape + text;

    /// <summary>A list in such a cell: it ends in a separator where it would be no list without.</summary>
    public static string Several(IReadOnlyList<string> items) =>
        items.Count > 1 ? Of(items, And) : $"{Of(items, And)};";

    /// <summary>Whether such a cell holds a list.</summary>
    public static bool IsSeveral(string cell) => Letters(cell).Contains((';', false));

    /// <summary>The text of such a cell that holds no list.</summary>
    public static string Unescaped(string cell) => string.Concat(Letters(cell).Select(letter => letter.Letter));

    /// <summary>
    /// The letters of a cell, and whether each had a backslash before it; one at the end stands for itself.
    /// </summary>
    private static IEnumerable<(char Letter, bool IsEscaped)> Letters(string cell)
    {
        var isEscaped = false;
        foreach (var letter in cell)
        {
            if (letter == Escape && !isEscaped)
            {
                isEscaped = true;
                continue;
            }

            yield return (letter, isEscaped);
            isEscaped = false;
        }

        if (isEscaped) yield return (Escape, false);
    }

    private static string Escaped(string item, bool ends)
    {
        var text = new StringBuilder(item.Length);
        for (var i = 0; i < item.Length; i++)
        {
            var isEnd = ends && (i == 0 || i == item.Length - 1) && char.IsWhiteSpace(item[i]);
            if (isEnd || item[i] is ';' or '>' or Escape) text.Append(Escape);
            text.Append(item[i]);
        }

        return text.ToString();
    }

    private static bool IsLikeFormula(string text) =>
        text.TrimStart(Guard) is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..];

    private static bool IsPlainNumber(string text) => PointNumber().IsMatch(text);

    [GeneratedRegex(
        @"^[+\-−]?([0-9]+|[0-9]{1,3}([\u0020\u00A0\u2009\u202F][0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PointNumber();

    [GeneratedRegex(
        @"^[+\-−]?([0-9]+|[0-9]{1,3}([\u0020\u00A0\u2009\u202F][0-9]{3})+)(,[0-9]+)?([eE][+-]?[0-9]{1,3})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CommaNumber();
}
