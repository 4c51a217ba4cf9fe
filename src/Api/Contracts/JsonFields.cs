using System.Text.Json;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Api.Contracts;

/// <summary>
/// The fields of one JSON object, taken one by one by whoever knows what should be there. Strict: a field has one type,
/// null is not a value, a name occurs once, and what nobody took is unknown. It goes on after a fault, to find them all.
/// </summary>
internal sealed class JsonFields
{
    /// <summary>So many names are each compared with those before; with more, that would cost their square, and a set is kept.</summary>
    private const int FewNames = 64;

    private readonly JsonTable _table;
    private readonly int _object;
    private readonly int _first;
    private readonly int _end;
    private int _likely;

    /// <summary>The fields of the object in this row.</summary>
    public JsonFields(JsonTable table, int row)
    {
        (_table, _object, _first, _end) = (table, row, row + 1, table.After(row));
        _likely = _first;
        RefuseBadNames();
    }

    public void Fault(string name, string detail) => _table.Fault(_object, name, detail);

    /// <summary>Of the fields that were not taken yet.</summary>
    public IReadOnlyCollection<string> Names => NamesBefore(_end);

    public bool Has(string name) => Find(name) is { } field && !_table.IsTaken(field);

    public string? Text(string name, int lengthMax, bool required = false) => Take(name, required)?.AsText(lengthMax);

    /// <summary>A text by which something is called, in one form however it is written.</summary>
    public string? Name(string name, int lengthMax, bool required = false) => Take(name, required)?.AsName(lengthMax);

    /// <summary>An id of a source, or a name.</summary>
    public string? Source(string name, bool required = false) => Take(name, required)?.AsSource();

    public string? Id(string name, bool required = false) => Take(name, required)?.AsId();

    /// <summary>The id, if it can be read as one, taken or not; notes nothing.</summary>
    public string? PeekId(string name) => Find(name) is { } field && ValueOf(field).TryId(out var id) ? id : null;

    public double? Number(string name, bool required = false) => Take(name, required)?.AsNumber();

    public int? WholeNumber(string name, int min, int max) => Take(name)?.AsWholeNumber(min, max);

    public bool? Flag(string name, bool required = false) => Take(name, required)?.AsFlag();

    public T? Word<T>(string name, Words<T> words, bool required = false)
        where T : struct, Enum =>
        Take(name, required)?.AsWord(words);

    /// <summary>The place of the word among all.</summary>
    public int? Word(string name, IReadOnlyList<string> words, bool required) => Take(name, required)?.AsWord(words);

    public Edtf? Date(string name, bool required = false) => Take(name, required)?.AsDate();

    public Period? Period(string name)
    {
        if (Text(name, lengthMax: 32) is not { } text) return null;
        if (IsoPeriod.TryParse(text) is { } period) return period;
        Fault(name, "is not an ISO 8601 duration above zero and up to a century, such as P90D");
        return null;
    }

    /// <summary>A number of days, or an ISO 8601 duration.</summary>
    public double? Days(string name) =>
        Find(name) is { } field && ValueOf(field).Kind == JsonTokenType.String ? Period(name)?.Length.TotalDays : Number(name);

    /// <summary>Names of usual length.</summary>
    public string[]? NamesOf(string name, int countMax) =>
        Take(name)?.AsItems(countMax, static item => item.AsName(Limits.TextLengthMax));

    /// <summary>Ids of sources, or names.</summary>
    public string[]? SourcesOf(string name, int countMax) =>
        Take(name)?.AsItems(countMax, static item => item.AsSource());

    public string[]? Ids(string name, int countMax) => Take(name)?.AsItems(countMax, static item => item.AsId());

    /// <summary>Some of these words, at least one.</summary>
    public string[]? Choice(string name, IReadOnlyList<string> words)
    {
        var chosen = Take(name, required: true)?
            .AsItems(words.Count, item => item.AsWord(words) is { } at ? words[at] : null);
        if (chosen is []) Fault(name, "must name at least one");
        return chosen;
    }

    public T[]? WordList<T>(string name, int countMax, Words<T> words)
        where T : struct, Enum =>
        Take(name)?.AsItems(countMax, item => item.AsWord(words)) is { } items ? Array.ConvertAll(items, word => word ?? default) : null; // none is null

    public JsonFields? Object(string name, bool required = false) => Take(name, required)?.AsObject();

    public JsonFields[]? Objects(string name, int countMax) => Take(name)?.AsItems(countMax, static item => item.AsObject());

    /// <summary>Takes the field when it is there and null.</summary>
    public bool TakeNull(string name)
    {
        if (Find(name) is not { } field || ValueOf(field).Kind != JsonTokenType.Null) return false;
        _table.Take(field);
        return true;
    }

    /// <summary>Passes over a field, whatever it holds.</summary>
    public void Skip(string name) => Take(name);

    /// <summary>Takes every field that is left: for objects whose names the client chooses.</summary>
    public List<(string Name, JsonDatum Value)> TakeRest()
    {
        var rest = new List<(string, JsonDatum)>();
        for (var name = _first; name < _end; name = _table.After(name))
        {
            if (_table.IsTaken(name) || !_table.TryText(name, out var text)) continue;
            rest.Add((text, ValueOf(name)));
            _table.Take(name);
        }

        return rest;
    }

    /// <summary>Call it last: notes every field that was not taken.</summary>
    public void Done()
    {
        for (var name = _first; name < _end; name = _table.After(name))
        {
            if (!_table.IsTaken(name)) ValueOf(name).Fault("is not a field of this object");
        }
    }

    private void RefuseBadNames()
    {
        var (count, seen) = (0, (HashSet<string>?)null);
        for (var name = _first; name < _end; name = _table.After(name), count++)
        {
            if (count == FewNames) seen = [.. NamesBefore(name)];
            if (!_table.IsText(name)) _table.Fault(_object, "has a field whose name is not Unicode text");
            else if (seen is null ? IsRepeated(name) : !_table.TryText(name, out var text) || !seen.Add(text)) ValueOf(name).Fault("is given twice");
            else continue;
            _table.Refuse(name);
        }
    }

    private bool IsRepeated(int name)
    {
        for (var before = _first; before < name; before = _table.After(before))
        {
            if (_table.IsSame(before, name)) return true;
        }

        return false;
    }

    private List<string> NamesBefore(int end)
    {
        var names = new List<string>();
        for (var name = _first; name < end; name = _table.After(name))
        {
            if (!_table.IsTaken(name) && _table.TryText(name, out var text)) names.Add(text);
        }

        return names;
    }

    private JsonDatum? Take(string name, bool required = false)
    {
        if (Find(name) is { } field && !_table.IsTaken(field))
        {
            _table.Take(field);
            return ValueOf(field);
        }

        if (required) Fault(name, "is required");
        return null;
    }

    /// <summary>The search starts after the field found last, since most clients keep to our order.</summary>
    private int? Find(string name)
    {
        if ((Find(name, _likely, _end) ?? Find(name, _first, _likely)) is not { } found) return null;
        _likely = _table.After(found);
        return found;
    }

    private int? Find(string name, int from, int to)
    {
        for (var field = from; field < to; field = _table.After(field))
        {
            if (_table.Is(field, name)) return field;
        }

        return null;
    }

    private JsonDatum ValueOf(int name) => new(_table, name + 1);
}
