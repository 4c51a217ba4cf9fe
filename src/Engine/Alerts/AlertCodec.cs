using System.Text.Json;
using System.Text.Json.Serialization;
using Analysis.Domain.Claims;

namespace Analysis.Engine.Alerts;

/// <summary>The bytes in which stores keep alerts, what they saw and what they told. These names are on disk.</summary>
public static partial class AlertCodec
{
    /// <summary>What the definition says; its version, position and time stand beside it.</summary>
    public static byte[] Encode(Alert alert) => JsonSerializer.SerializeToUtf8Bytes(
        new AlertV1(alert.Title, [.. alert.Topics.Select(t => t.Value)], [.. alert.Tags], alert.Text,
            [.. alert.Rules.Select(RuleV1.Of)],
            new(Name(alert.Target.Channel), alert.Target.Url, alert.Target.Secret, alert.Target.Addresses?.ToArray(),
                alert.Target.Every?.Ticks),
            alert.By),
        AlertForms.Default.AlertV1);

    /// <summary>The alert again.</summary>
    public static Alert Decode(string id, long version, long since, DateTimeOffset changedAt, ReadOnlySpan<byte> data)
    {
        var stored = Read(data, AlertForms.Default.AlertV1);
        var to = stored.To;
        return new Alert
        {
            Id = id,
            Version = version,
            Since = since,
            ChangedAt = changedAt,
            Title = stored.Title,
            Topics = [.. stored.Topics.Select(t => new TopicId(t))],
            Tags = stored.Tags,
            Text = stored.Text,
            Rules = [.. stored.Rules.Select(r => r.ToRule())],
            Target = new AlertTarget(Parse<AlertChannel>(to.Channel), to.Url, to.Secret, to.Addresses,
                to.Every is { } every ? TimeSpan.FromTicks(every) : null),
            By = stored.By,
        };
    }

    /// <summary>What was seen.</summary>
    public static byte[] Encode(AlertState state) => JsonSerializer.SerializeToUtf8Bytes(
        new StateV1(state.Last, state.ToldLow, state.ToldHigh, state.IsFirst), AlertForms.Default.StateV1);

    /// <summary>The same again.</summary>
    public static AlertState DecodeState(ReadOnlySpan<byte> data)
    {
        var stored = Read(data, AlertForms.Default.StateV1);
        return new AlertState(stored.Last, stored.ToldLow, stored.ToldHigh, stored.IsFirst);
    }

    /// <summary>What is told; its id, alert and time stand beside it.</summary>
    public static byte[] Encode(AlertChange change) => JsonSerializer.SerializeToUtf8Bytes(
        new ChangeV1(
            change.Topic.Value, change.Title, [.. change.Tags], change.Rule is { } rule ? RuleV1.Of(rule) : null,
            change.Claim?.Value, change.Before, change.After),
        AlertForms.Default.ChangeV1);

    /// <summary>The change again.</summary>
    public static AlertChange DecodeChange(string id, string alert, DateTimeOffset at, ReadOnlySpan<byte> data)
    {
        var stored = Read(data, AlertForms.Default.ChangeV1);
        return new AlertChange(id, alert, new TopicId(stored.Topic), stored.Title, stored.Tags, at,
            stored.Rule?.ToRule(),
            stored.Claim is { } claim ? new ClaimId(claim) : null, stored.Before, stored.After);
    }

    private static T Read<T>(ReadOnlySpan<byte> data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form) =>
        JsonSerializer.Deserialize(data, form) ?? throw new InvalidDataException($"{typeof(T).Name} is null");

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static T Parse<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name, ignoreCase: true);

    internal sealed record AlertV1(
        string? Title, string[] Topics, string[] Tags, string? Text, RuleV1[] Rules, TargetV1 To, string? By);

    internal sealed record TargetV1(string Channel, string? Url, string? Secret, string[]? Addresses, long? Every);

    internal sealed record StateV1(ViewFacts Last, double? ToldLow, double? ToldHigh, bool IsFirst);

    internal sealed record ChangeV1(
        string Topic, string Title, string[] Tags, RuleV1? Rule, string? Claim, ViewFacts Before, ViewFacts After);

    internal sealed record RuleV1(string Condition, double? Value, string? Label)
    {
        public static RuleV1 Of(AlertRule rule) => new(Name(rule.Condition), rule.Value, rule.Label);

        public AlertRule ToRule() => new(Parse<AlertCondition>(Condition), Value, Label);
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(AlertV1))]
    [JsonSerializable(typeof(StateV1))]
    [JsonSerializable(typeof(ChangeV1))]
    private sealed partial class AlertForms : JsonSerializerContext;
}
