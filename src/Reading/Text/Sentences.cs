namespace Analysis.Reading.Text;

/// <summary>
/// The sentences of a text. A line is a paragraph; of an article only paragraphs that end as a sentence does are
/// read, for
/// headings, captions and teasers do not. A text without any such line is read whole.
/// </summary>
internal static class Sentences
{
    private const int LengthMax = 1_000;
    private const string Enders = ".!?…";
    private const string Closers = "\"”’')]";
    private const string Bullets = "•-–—*·>▪";

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "cpl", "adm", "sen", "rep", "gov",
        "pres", "st", "no", "vs", "etc", "approx", "ca", "est", "inc", "ltd", "co", "corp", "jr", "sr", "fig", "al",
        "e.g", "i.e", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft",
        "rev", "hon",
    };

    public static List<TextSpan> Of(string text)
    {
        var lines = Lines(text).ToList();
        var body = lines.FindAll(line => EndsAsSentence(text, line));
        return [.. (body.Count > 0 ? body : lines).SelectMany(line => Split(text, line))];
    }

    private static IEnumerable<TextSpan> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny('\n', '\r') is var at and >= 0 ? start + at : text.Length;
            var line = Trimmed(text, new TextSpan(start, end));
            if (line.Length > 0) yield return line;
            start = end + 1;
        }
    }

    private static IEnumerable<TextSpan> Split(string text, TextSpan line)
    {
        var start = line.Start;
        for (var i = line.Start; i < line.End;)
        {
            var next = EndAt(text, line, start, i);
            if (next is not { } end)
            {
                i++;
                continue;
            }

            yield return new TextSpan(start, end);
            while (end < line.End && char.IsWhiteSpace(text[end])) end++;
            start = i = end;
        }

        if (start < line.End) yield return new TextSpan(start, line.End);
    }

    /// <summary>Where the sentence ends that began at <paramref name="start"/>; null when it does not end at
    /// <paramref name="at"/>.</summary>
    private static int? EndAt(string text, TextSpan line, int start, int at)
    {
        if (at - start >= LengthMax && !char.IsLowSurrogate(text[at])) return at; // no sentence is so long
        if (!Enders.Contains(text[at], StringComparison.Ordinal)) return null;
        var end = at + 1;
        while (end < Math.Min(line.End, start + LengthMax) && (Enders + Closers).Contains(text[end], StringComparison.Ordinal)) end++;
        return end == line.End || IsEnd(text, start, at, end, line.End) ? end : null;
    }

    /// <summary>Whether the mark at <paramref name="mark"/> ends a sentence, and is not of an abbreviation or a
    /// number.</summary>
    private static bool IsEnd(string text, int start, int mark, int next, int lineEnd)
    {
        if (!char.IsWhiteSpace(text[next])) return false;
        var after = next;
        while (after < lineEnd && char.IsWhiteSpace(text[after])) after++;
        if (after < lineEnd && char.IsLower(text[after])) return false;
        if (text[mark] != '.') return true;
        var word = mark;
        while (word > start && (char.IsLetter(text[word - 1]) || text[word - 1] == '.')) word--;
        var before = text[word..mark];
        var isInitial = before.Length == 1 && char.IsUpper(before[0]);
        return !isInitial && !Abbreviations.Contains(before) && !(before.Contains('.', StringComparison.Ordinal)
            && after < lineEnd && !char.IsUpper(text[after]));
    }

    private static bool EndsAsSentence(string text, TextSpan line)
    {
        var end = line.End;
        while (end > line.Start && Closers.Contains(text[end - 1], StringComparison.Ordinal)) end--;
        return end > line.Start && Enders.Contains(text[end - 1], StringComparison.Ordinal);
    }

    private static TextSpan Trimmed(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && (char.IsWhiteSpace(text[start]) || IsBullet(text, start, end))) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return new TextSpan(start, end);
    }

    private static bool IsBullet(string text, int at, int end) =>
        Bullets.Contains(text[at], StringComparison.Ordinal) && at + 1 < end && char.IsWhiteSpace(text[at + 1]);
}
