using System.Text.Json;
using System.Text.Json.Serialization;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Engine.Journal;
using Analysis.Engine.Snapshots;

namespace Analysis.Engine.Fitting;

/// <summary>What one refinement is about: it comes to the same whenever it is done.</summary>
/// <param name="Id">Its own: another process may refine as much at the same time.</param>
/// <param name="Position">Of the last event of the journal that it knew of.</param>
/// <param name="Events">How many events those were.</param>
/// <param name="At">The time it takes for now.</param>
/// <param name="Topics">Its topics, each with the version at which it is heard; null for the newest.</param>
internal sealed record RefinementPlan(Guid Id, long Position, long Events, DateTimeOffset At, IReadOnlyList<(TopicId Topic, long? Version)> Topics)
{
    /// <summary>None yet.</summary>
    public static RefinementPlan Nothing { get; } = new(Guid.Empty, 0, 0, default, []);
}

/// <summary>
/// How far the refinement in progress has come, among the snapshots: its plan, and of each family the last round kept. A cache: what is lost, or was
/// written by other code, is worked out again. Costs some hundred bytes a source, and of a set of labels the square of their number.
/// </summary>
internal sealed partial class RefinementLog(ISnapshots snapshots)
{
    private const string PlanName = "refinement";

    private static readonly string Stamp = $"form 2, build {typeof(Rules).Module.ModuleVersionId}";

    /// <summary>That of the refinement which was cut short; null when none was. Another process may still be at it: it comes to the same twice.</summary>
    public async Task<RefinementPlan?> Plan(CancellationToken cancellationToken)
    {
        if (await snapshots.Read(PlanName, cancellationToken) is not { } kept || kept.Content(Stamp) is not { IsEmpty: false } content) return null;
        var plan = JsonSerializer.Deserialize(content.Span, Forms.Default.PlanV1)!;
        return new(plan.Id, kept.Version, plan.Events, plan.At, [.. plan.Topics.Select(t => (new TopicId(t.Topic), (long?)t.Version))]);
    }

    /// <summary>By family key, the last rounds kept of this refinement.</summary>
    public async Task<IReadOnlyDictionary<string, LearningStep.Round>> Rounds(RefinementPlan plan, IEnumerable<string> families, CancellationToken cancellationToken)
    {
        var rounds = new Dictionary<string, LearningStep.Round>(StringComparer.Ordinal);
        foreach (var family in families)
        {
            if ((await snapshots.Read(NameOf(family), cancellationToken))?.Content(Stamp) is not { } content) continue;
            var round = JsonSerializer.Deserialize(content.Span, Forms.Default.RoundV1)!;
            if (round.Plan != plan.Id) continue;
            rounds.Add(family, new(round.Number, round.Score, round.Family.ToDomain(), [.. round.Sources.Select(s => (new SourceId(s.Source), s.Record.ToDomain()))]));
        }

        return rounds;
    }

    /// <summary>From now on a stop costs no more than what is not kept.</summary>
    public Task Begin(RefinementPlan plan) => Write(PlanName, plan.Position,
        JsonSerializer.SerializeToUtf8Bytes(new PlanV1(plan.Id, plan.Events, plan.At, [.. plan.Topics.Select(t => new TopicV1(t.Topic.Value, t.Version ?? 0))]), Forms.Default.PlanV1));

    /// <summary>Replaces what was kept of the round's family.</summary>
    public Task Keep(RefinementPlan plan, LearningStep.Round round) => Write(NameOf(round.Family.Key), plan.Position, JsonSerializer.SerializeToUtf8Bytes(
        new RoundV1(plan.Id, round.Number, round.Score, EventCodec.KnowledgeV1.From(round.Family), [.. round.Records.Select(r => new SourceV1(r.Source.Value, EventCodec.TrackRecordV1.From(r.Record)))]),
        Forms.Default.RoundV1));

    /// <summary>Nothing is in progress.</summary>
    public Task End() => Write(PlanName, 0, []);

    private Task Write(string name, long position, byte[] data) => snapshots.Write(Snapshot.Seal(name, position, Stamp, data));

    private static string NameOf(string family) => $"{PlanName}/{family}";

    internal sealed record PlanV1(Guid Id, long Events, DateTimeOffset At, TopicV1[] Topics);

    internal sealed record TopicV1(string Topic, long Version);

    internal sealed record RoundV1(Guid Plan, int Number, double? Score, EventCodec.KnowledgeV1 Family, SourceV1[] Sources);

    internal sealed record SourceV1(string Source, EventCodec.TrackRecordV1 Record);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(PlanV1))]
    [JsonSerializable(typeof(RoundV1))]
    private sealed partial class Forms : JsonSerializerContext;
}
