using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Analysis.Engine;

/// <summary>What the engine and its journals tell whoever measures them: instruments and spans of one name. While nobody does, they cost next to nothing.</summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Analysis";

    private static readonly Meter Meter = new(Name);

    /// <summary>Turns, loads and commits as spans.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Transactions of the journal's writer, in seconds.</summary>
    public static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>("analysis.journal.commit.duration", "s", "How long transactions of the journal's writer take");

    /// <summary>Appends in a transaction of the journal's writer.</summary>
    public static Histogram<int> CommitAppends { get; } = Meter.CreateHistogram<int>("analysis.journal.commit.appends", "{append}", "How many appends share a transaction");

    internal static Counter<long> Commands { get; } = Meter.CreateCounter<long>("analysis.commands", "{command}", "Commands carried out by topics, by outcome: done, unchanged, refused");

    internal static Counter<long> Conflicts { get; } = Meter.CreateCounter<long>("analysis.conflicts", "{append}", "Appends that came too late because somebody else had written to the stream");

    internal static UpDownCounter<long> ActiveTopics { get; } = Meter.CreateUpDownCounter<long>("analysis.topics.active", "{topic}", "Topics that are active in this process");

    internal static UpDownCounter<long> Followers { get; } = Meter.CreateUpDownCounter<long>("analysis.changes.followers", "{follower}", "Who follows the feed of changes in this process");

    internal static Counter<long> SnapshotsDamaged { get; } = Meter.CreateCounter<long>("analysis.snapshots.damaged", "{snapshot}", "Snapshots passed over because their bytes are not those that were written");

    internal static Histogram<double> LoadDuration { get; } = Meter.CreateHistogram<double>("analysis.topic.load.duration", "s", "How long topics take to be loaded from the journal");

    internal static Histogram<double> ProjectionDuration { get; } = Meter.CreateHistogram<double>("analysis.lists.round.duration", "s", "How long the lists take to follow the journal to its end");
}
