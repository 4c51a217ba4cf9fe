using Analysis.Domain.Topics;
using Analysis.Engine.Journal;

namespace Analysis.Engine.Snapshots;

/// <summary>
/// A topic's facts as bytes that are quicker to read than its events; a fold hears them all again. A cache, never the truth: bytes under another
/// <see cref="Stamp"/> are passed over, so the form may change without ceremony, with <see cref="Form"/>.
/// </summary>
internal static class SnapshotCodec
{
    private const int Form = 14;

    /// <summary>What a snapshot must carry to be used by this program.</summary>
    public static string Stamp { get; } = $"form {Form}";

    public static byte[] Encode(TopicFacts facts)
    {
        var (claims, rest, writer) = (new ClaimArchive.Writer(), new SnapshotWriter(), new SnapshotWriter());
        foreach (var claim in facts.Claims) claims.Add(claim);
        Event(new TopicEvent.Defined(facts.Definition));
        Event(facts.Family is null ? null : new TopicEvent.FamilyDefined(facts.Family));
        rest.Long(facts.Version);
        rest.Long(facts.RecordedAt.UtcTicks);
        rest.Number(facts.Profiles.Count);
        foreach (var profile in facts.Profiles) Event(new TopicEvent.SourceAssessed(profile));
        All(facts.Settling);
        All(facts.Waiting);
        claims.WriteTo(writer);
        writer.Bytes(rest.Written);
        return writer.Written.ToArray();

        void All(IReadOnlyCollection<Recorded> acts)
        {
            rest.Number(acts.Count);
            foreach (var act in acts)
            {
                rest.Long(act.Version);
                rest.Long(act.At.UtcTicks);
                Event(act.Event);
            }
        }

        void Event(TopicEvent? fact)
        {
            var stored = fact is null ? null : EventCodec.Encode(fact, default);
            rest.Number(claims.Text(stored?.Type));
            if (stored is not null) rest.Bytes(stored.Data.Span);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> wrote.</exception>
    public static TopicFacts Decode(string stream, ReadOnlyMemory<byte> data)
    {
        var reader = new SnapshotReader(data);
        var archive = new ClaimArchive(reader);
        reader = new SnapshotReader(reader.Bytes());
        var definition = ((TopicEvent.Defined)Event()!).Definition;
        var family = ((TopicEvent.FamilyDefined?)Event())?.Family;
        var (version, recordedAt) = (reader.Long(), Time(reader.Long()));
        var profiles = new SourceProfile[reader.Number()];
        for (var i = 0; i < profiles.Length; i++) profiles[i] = ((TopicEvent.SourceAssessed)Event()!).Profile;
        return new TopicFacts(definition, family, version, recordedAt, All(), profiles, archive.Claims, All());

        Recorded[] All()
        {
            var acts = new Recorded[reader.Number()];
            for (var i = 0; i < acts.Length; i++) acts[i] = new Recorded(reader.Long(), Time(reader.Long()), Event()!);
            return acts;
        }

        TopicEvent? Event() => archive.Texts[reader.Number()] is { } type
            ? EventCodec.Decode(new RecordedEvent(0, stream, 0, new StoredEvent(type, default, null, reader.Bytes()))).Event : null;
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
