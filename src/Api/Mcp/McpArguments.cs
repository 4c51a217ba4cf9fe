using System.Globalization;
using System.Text.Json;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;

namespace Analysis.Api.Mcp;

/// <summary>
/// What a tool was called with; each fault is noted with the argument's name, and so is an argument that no tool asked
/// for.
/// </summary>
internal sealed class McpArguments(IDictionary<string, JsonElement>? arguments)
{
    private readonly HashSet<string> _known = [];

    public FaultList Faults { get; } = new();

    public TopicId Topic() => Text("topic", required: true) is { } topic ? Parameters.Topic(topic, Faults) : default;

    /// <summary>Only of what was recorded, or reported, by then; about then.</summary>
    public Lens Lens() => Parameters.Lens(Text("asOf"), Text("reportedBy"), Text("validAt"), version: null, Faults);

    public int Limit() => Parameters.Limit(Whole("limit"), Faults);

    public string? Text(string name, bool required = false)
    {
        if (Find(name) is not { } value)
        {
            if (required) Faults.AtParameter(name, "is required");
            return null;
        }

        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Faults.AtParameter(name, "must be a text");
        return null;
    }

    /// <summary>An object or a list, as JSON.</summary>
    public JsonElement? Json(string name, JsonValueKind kind, bool required)
    {
        if (Find(name) is not { } value)
        {
            if (required) Faults.AtParameter(name, "is required");
            return null;
        }

        if (value.ValueKind == kind) return value;
        Faults.AtParameter(name, kind == JsonValueKind.Array ? "must be a list" : "must be an object");
        return null;
    }

    /// <summary>Once all were read: notes those that are left.</summary>
    public bool AreFine()
    {
        foreach (var name in arguments?.Keys.Where(name => !_known.Contains(name)) ?? []) Faults.AtParameter(name,
            "is not an argument here");
        return !Faults.Any;
    }

    private string? Whole(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var number)) return number.ToString(CultureInfo.InvariantCulture);
        return "no whole number";
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return arguments is not null && arguments.TryGetValue(name, out var value) && value.ValueKind !=
            JsonValueKind.Null ? value : null;
    }
}
