using System.Runtime.Intrinsics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;

namespace Analysis.Engine.Snapshots;

/// <summary>
/// A topic's facts, and what they come to, as bytes that are quick to go on from: claims are read one by one, when they matter. A cache of a
/// fold, never the truth: bytes under another <see cref="Stamp"/> are passed over, so the form may change without ceremony, with
/// <see cref="Form"/>; and what another build of the domain, or other arithmetic, made of the facts is passed over for the facts.
/// </summary>
internal static class SnapshotCodec
{
    private const int Form = 8;

    private static readonly Guid Build = typeof(TopicFold).Module.ModuleVersionId;

    /// <summary>Of what logarithms and powers come to here: to the last digit that depends on the machine and its libraries.</summary>
    private static readonly double[] Arithmetic = [.. Enumerable.Range(1, 32).SelectMany(i => new[]
    {
        Math.Log(i / 7.0), Math.Exp(-i / 3.0), Math.Pow(i, -0.3), Vector256.Log(Vector256.Create(i / 7.0))[0], Vector256.Exp(Vector256.Create(-i / 3.0))[0],
    })];

    /// <summary>What a snapshot must carry to be used by this program.</summary>
    public static string Stamp { get; } = $"form {Form}, rules {Rules.Current.Revision}";

    /// <param name="facts">With a digest.</param>
    public static byte[] Encode(TopicFacts facts)
    {
        var digest = facts.Digest ?? throw new ArgumentException("Facts without a digest.", nameof(facts));
        var (claims, rest, writer) = (new ClaimArchive.Writer(), new SnapshotWriter(), new SnapshotWriter());
        foreach (var claim in facts.Claims) claims.Add(claim);
        Event(new TopicEvent.Defined(facts.Definition));
        Event(facts.Family is null ? null : new TopicEvent.FamilyDefined(facts.Family));
        rest.Long(facts.Version);
        rest.Long(facts.RecordedAt.UtcTicks);
        Event(facts.Resolution is null ? null : new TopicEvent.Resolved(facts.Resolution));
        rest.Long(facts.ResolvedAtVersion ?? 0);
        rest.Long(facts.ResolvedAt?.UtcTicks ?? 0);
        rest.Number(facts.Profiles.Count);
        foreach (var profile in facts.Profiles) Event(new TopicEvent.SourceAssessed(profile));
        Texts(facts.Labels);
        rest.Array<Guid>([Build]);
        rest.Array<double>(Arithmetic);
        Fold(digest);
        claims.WriteTo(writer);
        writer.Bytes(rest.Written);
        return writer.Written.ToArray();

        void Event(TopicEvent? fact)
        {
            var stored = fact is null ? null : EventCodec.Encode(fact, default);
            rest.Number(claims.Text(stored?.Type));
            if (stored is not null) rest.Bytes(stored.Data.Span);
        }

        void Texts(IEnumerable<string> texts) => rest.Array<int>([.. texts.Select(claims.Text)]);

        void Fold(FoldDigest fold)
        {
            rest.Array<long>([fold.ValidAt.UtcTicks, fold.NextChange.UtcTicks]);
            Texts(fold.Sources);
            rest.Array<int>(fold.SourceEnds);
            rest.Array<int>(fold.SourceClaims);
            Texts(fold.Corrections);
            Texts(fold.Derivations);
            Texts(fold.Undated);
            Hearing(fold.Main);
            rest.Flag(fold.Outlook is not null);
            if (fold.Outlook is not null) Hearing(fold.Outlook);
        }

        void Hearing(HearingDigest hearing)
        {
            rest.Array<int>(hearing.SpeakerOf);
            Texts(hearing.Speakers);
            Texts(hearing.Voices);
            rest.Array<int>(hearing.VoiceEnds);
            rest.Array<int>(hearing.Leaders);
            rest.Array<long>(hearing.Horizons);
            rest.Array<double>(hearing.Weights);
            rest.Bytes(hearing.Silences);
            rest.Array<int>(hearing.Deniers);
            rest.Array<int>(hearing.ByHorizon);
            rest.Array<int>(hearing.ByWeight);
            rest.Array<int>(hearing.Tallies);
            Evidence(hearing.Evidence);
            rest.Flag(hearing.Existence is not null);
            if (hearing.Existence is not null) Evidence(hearing.Existence);
        }

        void Evidence(EvidenceDigest evidence)
        {
            rest.Array<long>(evidence.Totals);
            rest.Array<int>(evidence.Assertions);
            rest.Array<int>([evidence.Testimonies, evidence.Leads, evidence.Level, evidence.Ranges]);
            rest.Array<Lead>(evidence.Figures);
            rest.Array<Proposal>(evidence.Proposals);
            rest.Array<Candidate>(evidence.Candidates);
            Texts(evidence.Claimed.Select(c => c.Label));
            rest.Array<int>([.. evidence.Claimed.Select(c => c.Claims)]);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> wrote.</exception>
    public static TopicFacts Decode(string stream, ReadOnlyMemory<byte> data)
    {
        var reader = new SnapshotReader(data);
        var claims = new ClaimArchive(reader);
        reader = new SnapshotReader(reader.Bytes());
        var definition = ((TopicEvent.Defined)Event()!).Definition;
        var family = ((TopicEvent.FamilyDefined?)Event())?.Family;
        var (version, recordedAt) = (reader.Long(), Time(reader.Long()));
        var resolution = ((TopicEvent.Resolved?)Event())?.Resolution;
        var (resolvedAtVersion, resolvedAt) = (reader.Long(), Time(reader.Long()));
        var profiles = new SourceProfile[reader.Number()];
        for (var i = 0; i < profiles.Length; i++) profiles[i] = ((TopicEvent.SourceAssessed)Event()!).Profile;
        var labels = Texts();
        var isOurs = reader.Array<Guid>()[0] == Build && reader.Array<double>().AsSpan().SequenceEqual(Arithmetic);
        return new TopicFacts(
            definition, family, version, recordedAt, resolution, resolution is null ? null : resolvedAtVersion, resolution is null ? null : resolvedAt, profiles, claims)
        {
            Labels = labels, Digest = isOurs ? Fold() : null,
        };

        TopicEvent? Event() => claims.Texts[reader.Number()] is { } type
            ? EventCodec.Decode(new RecordedEvent(0, stream, 0, new StoredEvent(type, default, null, reader.Bytes()))).Event : null;

        string[] Texts() => claims.Texts.All(reader.Array<int>());

        bool Follows() => reader.Number() == 2;

        FoldDigest Fold()
        {
            var times = reader.Array<long>();
            return new FoldDigest // its members in the order of the bytes
            {
                ValidAt = Time(times[0]), NextChange = Time(times[1]),
                Sources = Texts(), SourceEnds = reader.Array<int>(), SourceClaims = reader.Array<int>(),
                Corrections = Texts(), Derivations = Texts(), Undated = Texts(),
                Main = Hearing(), Outlook = Follows() ? Hearing() : null,
            };
        }

        HearingDigest Hearing() => new() // its members in the order of the bytes
        {
            SpeakerOf = reader.Array<int>(), Speakers = Texts(), Voices = Texts(), VoiceEnds = reader.Array<int>(),
            Leaders = reader.Array<int>(), Horizons = reader.Array<long>(), Weights = reader.Array<double>(), Silences = reader.Array<byte>(),
            Deniers = reader.Array<int>(), ByHorizon = reader.Array<int>(), ByWeight = reader.Array<int>(), Tallies = reader.Array<int>(),
            Evidence = Evidence(), Existence = Follows() ? Evidence() : null,
        };

        EvidenceDigest Evidence()
        {
            var (totals, assertions, counts) = (reader.Array<long>(), reader.Array<int>(), reader.Array<int>());
            return new EvidenceDigest // its members in the order of the bytes
            {
                Totals = totals, Assertions = assertions, Testimonies = counts[0], Leads = counts[1], Level = counts[2], Ranges = counts[3],
                Figures = reader.Array<Lead>(), Proposals = reader.Array<Proposal>(), Candidates = reader.Array<Candidate>(),
                Claimed = [.. Texts().Zip(reader.Array<int>())],
            };
        }
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
