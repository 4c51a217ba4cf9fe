using System.Text;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Bench.Http;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;

namespace Analysis.Bench.Stores;

/// <summary>The topics and claims of <see cref="ClaimText"/>, as the engine takes them.</summary>
internal static class Claims
{
    /// <summary>Read beforehand, so that reading is not measured.</summary>
    private static readonly Claim[] Samples = [.. Enumerable.Range(0, ClaimText.Samples).Select(n => ClaimIntake.Read(ClaimText.Of("sample", n)).Claim.Value)];

    private static readonly TopicDefinition Topic =
        JsonBody.Read(Encoding.UTF8.GetBytes(ClaimText.Topic), "topic", (fields, faults) => TopicJson.Read(fields, faults, new TopicId("sample"))).Value;

    public static Claim Of(string topic, long n) => Samples[n % Samples.Length] with { Id = new ClaimId($"c{n}"), Topic = new TopicId(topic) };

    public static TopicDefinition Definition(string topic) => Topic with { Id = new TopicId(topic) };

    /// <summary>The n-th claim as the journal keeps it.</summary>
    public static StoredEvent Stored(string topic, long n) => EventCodec.Encode(new TopicEvent.ClaimAsserted(Of(topic, n)), DateTimeOffset.UtcNow);
}
