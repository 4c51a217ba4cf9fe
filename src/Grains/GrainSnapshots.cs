using Analysis.Engine.Snapshots;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Analysis.Grains;

/// <summary>Topics' snapshots in Orleans' grain storage: a cache, and never needed, so a topic is loaded without when it cannot be read.</summary>
internal sealed class GrainSnapshots(IGrainStorage storage, ILogger<GrainSnapshots> log) : ISnapshots
{
    private const string StateName = "snapshot";
    private const string GrainType = "topic";

    public async Task<Snapshot?> Read(string stream, CancellationToken ct)
    {
        try
        {
            return await Stored(stream) is { RecordExists: true, State: { } kept } ? new Snapshot(stream, kept.Version, kept.Stamp, kept.Data) : null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.SnapshotNotRead(stream, fault);
            return null;
        }
    }

    public async Task Write(Snapshot snapshot)
    {
        var stored = await Stored(snapshot.Stream); // for its ETag: another silo may have written it
        stored.State = new State(snapshot.Version, snapshot.Stamp, snapshot.Data.ToArray());
        await storage.WriteStateAsync(StateName, IdOf(snapshot.Stream), stored);
    }

    public async Task Forget(string stream)
    {
        var stored = await Stored(stream);
        if (stored.RecordExists) await storage.ClearStateAsync(StateName, IdOf(stream), stored);
    }

    private async Task<GrainState<State>> Stored(string stream)
    {
        var stored = new GrainState<State>();
        await storage.ReadStateAsync(StateName, IdOf(stream), stored);
        return stored;
    }

    private static GrainId IdOf(string stream) => GrainId.Create(GrainType, stream);

    /// <summary>What is stored, in Orleans' own binary form.</summary>
    [GenerateSerializer]
    [Alias("analysis.snapshot")]
    internal sealed record State([property: Id(0)] long Version, [property: Id(1)] string Stamp, [property: Id(2)] byte[] Data);
}
