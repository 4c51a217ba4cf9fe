using System.Text.Json;
using CsvHelper;

namespace Analysis.Belief.Data;

/// <summary>Reads a folder of data sets: each sub-folder that holds a <c>claims.csv</c> is one, named after the folder.</summary>
internal static class DataFolder
{
    public const string ClaimsFile = "claims.csv";
    public const string TruthFile = "truth.csv";
    public const string FamilyFileName = "family.json";

    private static readonly CsvReaderOptions Csv = new() { HasHeader = false, MalformedData = CsvMalformedDataHandling.Recover, TrackLineNumbers = true };

    /// <summary>All data sets of a folder, by name.</summary>
    /// <exception cref="DataException">The folder or one of its files cannot be used.</exception>
    public static IReadOnlyList<DataSet> Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new DataException($"{folder}: no such folder");
        var sets = Directory.GetDirectories(folder).Where(d => File.Exists(Path.Combine(d, ClaimsFile))).Order(StringComparer.Ordinal).Select(ReadSet).ToList();
        return sets.Count > 0 ? sets : throw new DataException($"{folder}: no sub-folder with a {ClaimsFile}");
    }

    /// <summary>The data set in one folder.</summary>
    /// <exception cref="DataException">One of its files cannot be used.</exception>
    public static DataSet ReadSet(string folder)
    {
        var claims = Path.Combine(folder, ClaimsFile);
        var rows = Table(claims, "seq", "object_id", "source_id", "value")
            .Select(r => (Seq: Whole(claims, r.Line, r.Fields[0]), Row: new Row(r.Fields[1], r.Fields[2], r.Fields[3])))
            .OrderBy(r => r.Seq) // stable: rows of one number stay as they stand
            .Select(r => r.Row)
            .ToList();
        if (rows.Count == 0) throw new DataException($"{claims}: no claims");

        var truth = Path.Combine(folder, TruthFile);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (line, fields) in Table(truth, "object_id", "value"))
        {
            if (!known.TryAdd(fields[0], fields[1])) throw new DataException($"{truth}, line {line}: a second truth for {fields[0]}");
        }

        var set = new DataSet(new DirectoryInfo(folder).Name, rows, known) { Stated = ReadFamily(Path.Combine(folder, FamilyFileName)) };
        return rows.Exists(r => known.ContainsKey(r.Object)) ? set : throw new DataException($"{truth}: says nothing of any object that is claimed about");
    }

    private static IEnumerable<(int Line, string[] Fields)> Table(string path, params string[] columns)
    {
        if (!File.Exists(path)) throw new DataException($"{path}: no such file");
        using var csv = CsvReader.FromFile(path, Csv);
        if (!csv.Read()) throw new DataException($"{path}: empty");
        var header = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray();
        var at = columns.Select(c => Array.IndexOf(header, c)).ToArray();
        if (Array.IndexOf(at, -1) is >= 0 and var missing)
            throw new DataException($"{path}: no column {columns[missing]} among {string.Join(", ", header)}");
        while (csv.Read())
        {
            var fields = at.Select(i => i < csv.FieldCount ? csv.GetString(i).Trim() : "").ToArray();
            var line = (int)csv.LineNumber;
            if (Array.IndexOf(fields, "") is >= 0 and var empty) throw new DataException($"{path}, line {line}: no {columns[empty]}");
            yield return (line, fields);
        }
    }

    private static long Whole(string path, int line, string text) =>
        long.TryParse(text, out var number) ? number : throw new DataException($"{path}, line {line}: seq is {text}, not a whole number");

    private static FamilyFile? ReadFamily(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return FamilyFile.Parse(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw new DataException($"{path}: {e.Message}");
        }
    }
}
