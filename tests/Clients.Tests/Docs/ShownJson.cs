using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Analysis.Clients.Tests.Docs;

/// <summary>
/// JSON as a page shows it: <c>...</c> is any value, among members any members, among items any items; and what breaks
/// off behind it may be anything.
/// </summary>
internal sealed class ShownJson
{
    private static readonly Node Left = new(NodeKind.Left);

    private readonly string _text;
    private int _at;

    private ShownJson(string text) => _text = text;

    private enum NodeKind
    {
        Left,
        Scalar,
        Object,
        Array,
    }

    /// <summary>What is not as it is shown, and where; null where all is. There may be several values.</summary>
    public static string? Difference(string shown, string answer)
    {
        var expected = new ShownJson(shown).Values();
        var actual = new List<JsonNode?>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(answer), new() { AllowMultipleValues = true });
        try
        {
            while (reader.Read()) actual.Add(JsonNode.Parse(ref reader));
        }
        catch (JsonException)
        {
            return $"the answer is no JSON: {answer}";
        }

        return Items(expected, actual, "") is { } difference ? $"{difference}, in {answer}" : null;
    }

    private static string? Difference(Node shown, JsonNode? actual, string at) => (shown.Kind, actual) switch
    {
        (NodeKind.Left, _) => null,
        (NodeKind.Object, JsonObject o) => Members(shown, o, at),
        (NodeKind.Array, JsonArray a) => Items(shown.Items, [.. a], at),
        (NodeKind.Scalar, null or JsonValue) => Scalar(shown.Value, actual, at),
        _ => $"{at} is {actual?.ToJsonString() ?? "null"}",
    };

    private static string? Members(Node shown, JsonObject actual, string at)
    {
        foreach (var (name, value) in shown.Members)
        {
            if (!actual.TryGetPropertyValue(name, out var member)) return $"{at}/{name} is not there";
            if (Difference(value, member, $"{at}/{name}") is { } difference) return difference;
        }

        return shown.IsOpen || actual.FirstOrDefault(m => !shown.Members.ContainsKey(m.Key)).Key is not { } more ? null
            : $"{at}/{more} is there as well";
    }

    /// <summary>Those from a place on, each as it is shown.</summary>
    private static string? Items(List<Node> shown, List<JsonNode?> actual, string at, int place = 0)
    {
        if (shown is []) return place == actual.Count ? null : $"{at} has {actual.Count - place} items more";
        if (shown[0].Kind == NodeKind.Left)
        {
            var difference = (string?)null;
            for (var next = place; next <= actual.Count; next++)
            {
                if (Items(shown[1..], actual, at, next) is not { } worse) return null;
                difference ??= worse;
            }

            return difference;
        }

        if (place == actual.Count) return $"{at} has {shown.Count} items less";
        return Difference(shown[0], actual[place], $"{at}/{place}") ?? Items(shown[1..], actual, at, place + 1);
    }

    private static string? Scalar(JsonNode? shown, JsonNode? actual, string at)
    {
        var isSame = shown?.GetValueKind() == JsonValueKind.String && actual?.GetValueKind() == JsonValueKind.String
            ? Shown.IsText(shown.GetValue<string>(), actual.GetValue<string>())
            : JsonNode.DeepEquals(shown, actual);
        return isSame ? null : $"{at} is {actual?.ToJsonString() ?? "null"}, not {shown?.ToJsonString() ?? "null"}";
    }

    private List<Node> Values()
    {
        var values = new List<Node>();
        while (Peek() is not null) values.Add(Value());
        return values;
    }

    private Node Value()
    {
        switch (Peek())
        {
            case '{':
                return Object();
            case '[':
                return Array();
            case '.':
                _at += Shown.Left.Length;
                return Left;
            case '"':
                return new Node(NodeKind.Scalar, JsonNode.Parse(Quoted()));
            default:
                var begin = _at;
                while (_at < _text.Length && !",]} \n".Contains(_text[_at])) _at++;
                return new Node(NodeKind.Scalar, JsonNode.Parse(_text[begin.._at]));
        }
    }

    private Node Object()
    {
        var (members, isOpen) = (new Dictionary<string, Node>(), false);
        _at++;
        while (!Ends('}'))
        {
            if (Peek() == '.')
            {
                Value();
                isOpen = true;
            }
            else
            {
                var name = JsonNode.Parse(Quoted())!.GetValue<string>();
                Expect(':');
                members.Add(name, Value());
            }
        }

        return new Node(NodeKind.Object) { Members = members, IsOpen = isOpen };
    }

    private Node Array()
    {
        var items = new List<Node>();
        _at++;
        while (!Ends(']')) items.Add(Value());
        return new Node(NodeKind.Array) { Items = items };
    }

    /// <summary>Passes over a comma; what breaks off ends here.</summary>
    private bool Ends(char bracket)
    {
        if (Peek() == ',') _at++;
        if (Peek() is not { } next) return true;
        if (next == bracket) _at++;
        return next == bracket;
    }

    private string Quoted()
    {
        var begin = _at;
        Expect('"');
        while (_text[_at] != '"') _at += _text[_at] == '\\' ? 2 : 1;
        return _text[begin..++_at];
    }

    private void Expect(char character)
    {
        if (Peek() != character) throw new FormatException(string.Create(CultureInfo.InvariantCulture,
            $"What is shown has no {character} at {_at}: {_text}"));
        _at++;
    }

    private char? Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at < _text.Length ? _text[_at] : null;
    }

    private sealed record Node(NodeKind Kind, JsonNode? Value = null)
    {
        public IReadOnlyDictionary<string, Node> Members { get; init; } = new Dictionary<string, Node>();

        public List<Node> Items { get; init; } = [];

        public bool IsOpen { get; init; }
    }
}
