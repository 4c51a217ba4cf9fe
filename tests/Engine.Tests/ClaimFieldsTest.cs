using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Snapshots;

namespace Analysis.Engine.Tests;

/// <summary>Each field of a claim in turn, through what is stored. tests/Api.Tests has the same over HTTP, tests/Cluster.Tests between silos.</summary>
public sealed class ClaimFieldsTest
{
    public static TheoryData<string> Names => [.. ClaimFields.All.Select(f => f.Name)];

    [Fact]
    public void Every_property_of_a_claim_has_a_row()
    {
        var properties = typeof(Claim).GetProperties().Where(p => p.CanWrite).Select(p => p.Name);

        Assert.Equal(properties.Order(StringComparer.OrdinalIgnoreCase),
            ClaimFields.All.Select(f => f.Name).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_field_survives_the_event_codec_and_the_snapshot(string field)
    {
        var (before, changed) = (Testing.Reports.EveryField, Testing.Reports.Changed(field));

        var stored = EventCodec.Encode(new TopicEvent.ClaimAsserted(changed), default);
        var decoded = ((TopicEvent.ClaimAsserted)EventCodec.Decode(new RecordedEvent(1, "topic/t", 1, stored)).Event).Claim;
        var facts = new TopicFacts(Testing.Reports.Troops("t"), null, 2, default, [], [],
            [new(before, 1, default), new(changed, 2, default)], [], []);
        var unpacked = SnapshotCodec.Decode("topic/t", SnapshotCodec.Encode(facts)).Claims.Select(c => c.Claim);

        Assert.NotEqual(before, changed);
        Assert.Equal(changed, decoded);
        Assert.Equal([before, changed], unpacked);
    }
}
