using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Analysis.Acceptance.Tests;

/// <summary>
/// What a desk posts and what must come of it, from a file of <c>cases</c>. <c>sources</c>, <c>families</c> and <c>topics</c> are bodies to PUT,
/// by id; a step is <c>{"claim": body}</c> or <c>{"post" | "put": path below /v1, "body"}</c>, with <c>"as"</c> to give its answer a name: then it
/// may be refused, and <c>http</c> is its status. A check asks <c>{"get": path below /v1}</c> or <c>{"of": name}</c> for a <c>"field"</c> (a|b: the
/// first that is there) and says what holds of it, or has <c>"anyOf"</c>: checks of which one must hold.
/// </summary>
internal sealed partial class DeskCase
{
    private static readonly string[] Ids = ["topic", "publisher", "source", "family", "attribution[]", "sources[]"];

    private readonly JsonObject _json;

    private DeskCase(string file)
    {
        File = Path.GetFileNameWithoutExtension(file);
        _json = Object(JsonNode.Parse(System.IO.File.ReadAllText(file)));
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Checks = [.. Array("checks").Select(c => new DeskCheck(this, Object(c), Count(DeskCheck.Ask(Object(c)))))];

        int Count(string asked) => seen[asked] = seen.GetValueOrDefault(asked) + 1;
    }

    public static IReadOnlyList<DeskCase> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "cases"), "*.json").Order(StringComparer.Ordinal).Select(f => new DeskCase(f))];

    /// <summary>The name of the file, without its ending: a number and what the case is about.</summary>
    public string File { get; }

    public string Kind => Text("kind");

    /// <summary>What an editor would expect.</summary>
    public string Right => Text("right");

    public IReadOnlyList<DeskCheck> Checks { get; }

    /// <summary>What is sent, in order. A topic without a family has one of its own, so that no other case moves its sources.</summary>
    public IEnumerable<DeskStep> Steps()
    {
        foreach (var what in new[] { "sources", "families", "topics" })
        {
            if (_json[what] is not JsonObject bodies) continue;
            foreach (var (id, body) in bodies) yield return new(HttpMethod.Put, $"{what}/{id}", InAFamily(what, Object(body)), null);
        }

        foreach (var step in Array("steps").Select(Object))
        {
            var name = (string?)step["as"];
            if (step["claim"] is JsonObject claim) yield return new(HttpMethod.Post, "claims", claim, name);
            else if ((string?)step["put"] is { } put) yield return new(HttpMethod.Put, put, InAFamily(put.Split('/')[0], Object(step["body"])), name);
            else yield return new(HttpMethod.Post, (string)step["post"]!, Object(step["body"]), name); // a step is one of the three
        }
    }

    /// <summary>The same with ids that no other case has, and with times relative to now: {now-2m}, {today+1d}, {year}; {mark} is this case's mark.</summary>
    public static JsonNode? Made(JsonNode? node, DateTimeOffset now, string mark, string key = "") => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(key == "grades" ? Own(p.Key, mark) : p.Key, Made(p.Value, now, mark, p.Key)))),
        JsonArray a => new JsonArray([.. a.Select(x => Made(x, now, mark, key + "[]"))]),
        JsonValue v when v.GetValueKind() == JsonValueKind.String =>
            Ids.Contains(key) ? Own(Filled(v.GetValue<string>(), now, mark), mark) : Filled(v.GetValue<string>(), now, mark),
        _ => node?.DeepClone(),
    };

    /// <summary>A path below /v1 likewise, escaped.</summary>
    public static string MadePath(string path, DateTimeOffset now, string mark) =>
        Unescaped()
            .Replace(Named()
            .Replace(Filled(path, now, mark), m => $"{m.Groups[1].Value}/{Own(m.Groups[2].Value, mark)}"), m =>
            Uri.EscapeDataString(m.Value));

    public static string Filled(string text, DateTimeOffset now, string mark) => Relative().Replace(text.Replace("{mark}", mark), m =>
    {
        var by = m.Groups[2].Success ? int.Parse(m.Groups[2].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var at = now + (m.Groups[3].Value switch { "m" => TimeSpan.FromMinutes(by), "h" => TimeSpan.FromHours(by), _ => TimeSpan.FromDays(by) });
        return at.ToString(m.Groups[1].Value switch { "now" => "yyyy-MM-ddTHH:mm:ssZ", "today" => "yyyy-MM-dd", _ => "yyyy" }, CultureInfo.InvariantCulture);
    });

    public override string ToString() => File;

    private static JsonObject InAFamily(string what, JsonObject body)
    {
        var copy = Object(body.DeepClone());
        if (what == "topics" && copy["family"] is null) copy["family"] = copy["kind"]?.DeepClone();
        return copy;
    }

    private static string Own(string id, string mark) => $"{id}-{mark}";

    private static JsonObject Object(JsonNode? node) =>
        node as JsonObject ?? throw new InvalidDataException($"An object, not {node?.ToJsonString() ?? "null"}.");

    private JsonArray Array(string name) => _json[name] as JsonArray ?? throw new InvalidDataException($"{File} has no {name}.");

    private string Text(string name) => (string?)_json[name] ?? throw new InvalidDataException($"{File} has no {name}.");

    [GeneratedRegex(@"\{(now|today|year)(?:([+-]\d+)([mhd]))?\}")]
    private static partial Regex Relative();

    [GeneratedRegex("^(topics|sources|families)/([^/?]+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"[^A-Za-z0-9_.~/?=&:%,-]+")]
    private static partial Regex Unescaped();
}

/// <summary>One request of a case.</summary>
/// <param name="Name">What its answer is called; null when it must be taken.</param>
internal sealed record DeskStep(HttpMethod Method, string Path, JsonObject Body, string? Name);

/// <summary>One thing that must hold after the steps of a case: a row of the theory, by its name.</summary>
public sealed class DeskCheck : IXunitSerializable
{
    private DeskCase? _case;
    private JsonObject? _json;
    private string _name = "";

    /// <summary>xunit reads a row that it has written through it.</summary>
    public DeskCheck()
    {
    }

    internal DeskCheck(DeskCase of, JsonObject json, int time) =>
        (_case, _json, _name) = (of, json, $"{of.File}: {Ask(json)}{(time > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({time})") : "")}");

    internal JsonObject Json => _json ?? throw new InvalidOperationException($"no check is called '{_name}'");

    internal DeskCase Case => _case ?? throw new InvalidOperationException($"no check is called '{_name}'");

    /// <summary>What is right here.</summary>
    internal string Right => (string?)Json["why"] is { } why ? $"{Case.Right} ({why})" : Case.Right;

    public void Serialize(IXunitSerializationInfo info) => info.AddValue("name", _name);

    public void Deserialize(IXunitSerializationInfo info)
    {
        _name = info.GetValue<string>("name");
        var found = DeskCase.All.SelectMany(c => c.Checks).SingleOrDefault(c => c._name == _name);
        (_case, _json) = (found?._case, found?._json);
    }

    /// <summary>The case and what is asked; the same from run to run.</summary>
    public override string ToString() => _name;

    internal static string Ask(JsonObject check) => check["anyOf"] is JsonArray any
        ? string.Join(" or ", any.Select(x => Ask((JsonObject)x!))) // checks are objects
        : $"{(string?)check["get"] ?? (string?)check["of"]} {(string?)check["field"]} {string.Join(' ', check.Where(p => p.Key is not ("get" or "of" or "field" or "why")).Select(p => $"{p.Key} {Spoken(p.Value)}"))}";

    private static string Spoken(JsonNode? value) => value?.ToJsonString(Readable) ?? "null";

    internal static JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
