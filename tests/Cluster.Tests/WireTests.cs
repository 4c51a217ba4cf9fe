using System.Text;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Analysis.Grains;
using Analysis.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Analysis.Cluster.Tests;

/// <summary>What travels between silos.</summary>
public sealed class WireTests
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer(serializer => serializer.AddWire()).BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void Types_are_called_as_in_earlier_releases_whatever_folder_they_stand_in()
    {
        Assert.Contains("Analysis.Engine.Reply+Unchanged,Analysis.Engine", Sent<Reply>(new Reply.Unchanged(null, null)));
        Assert.Contains("Analysis.Engine.StreamHead,Analysis.Engine",
            Sent(new SummaryRow("topic/t", 1, "topic", "t", "T", "t", [], null, default, default, default, default,
            "")));
        Assert.Contains("Analysis.Engine.BusyException,Analysis.Engine", Sent<Exception>(new BusyException("full")));
        Assert.Contains("Analysis.Domain.Claims.ClaimId,Analysis.Domain", Sent<object>(new ClaimId("c1")));
    }

    [Fact]
    public void What_was_sent_under_the_old_names_arrives()
    {
        Assert.Equal(new Reply.Unchanged(null, null), Serializer.Deserialize<Reply>(Serializer.SerializeToArray<Reply>(new Reply.Unchanged(null, null))));
        Assert.Equal("full",
            Assert.IsType<BusyException>(
            Serializer.Deserialize<Exception>(
            Serializer.SerializeToArray<Exception>(new BusyException("full")))).Message);
    }

    public static TheoryData<string> Names => [.. ClaimFields.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_field_of_a_claim_survives_between_silos(string field)
    {
        var command = (TopicCommand.AssertClaim)Reports.Assert(Reports.Changed(field));

        var arrived = Serializer.Deserialize<TopicCommand>(Serializer.SerializeToArray<TopicCommand>(command));

        Assert.Equal(command.Claim, Assert.IsType<TopicCommand.AssertClaim>(arrived).Claim);
    }

    public static TheoryData<string> Acts => [.. Commands.Keys];

    private static readonly Dictionary<string, TopicCommand> Commands = new()
    {
        ["a retraction"] = new TopicCommand.RetractClaim(new("c1"), "misread", new SourceId("desk"), Edtf.Parse("2025-11-16")),
        ["a restoration"] = new TopicCommand.RestoreClaim(new("c1"), "wrong row", null, Edtf.Parse("2025-11-17")),
        ["an erasure"] = new TopicCommand.EraseClaim(new("c1"), ["note", "quote"], "asked for"),
        ["an answer"] = new TopicCommand.Resolve(new Resolution(new ClaimValue.Range(10, 20), "inquest", null,
        Edtf.Parse("2025-12-01"), Edtf.Parse("2025-06"))),
        ["an annulment"] = new TopicCommand.Annul(new Annulment("not played", new SourceId("league"), Edtf.Parse("2025-12-01"))),
        ["an archiving"] = new TopicCommand.Archive("opened twice", new SourceId("desk"), Edtf.Parse("2025-12-02")),
        ["a move"] = new TopicCommand.MoveClaim(new("c1"), new("t2"), "wrong row", null, Edtf.Parse("2025-12-02"), 7),
        ["a redirect"] = new TopicCommand.Redirect(new("t2"), "one question", new SourceId("desk"), null, 7),
        ["facts of another topic"] = new TopicCommand.Receive(
            [
                new(new("t2"), DateTimeOffset.UnixEpoch, new Writer("Maria"),
                    new TopicEvent.ClaimAsserted(Reports.Changed("value"))),
                new(new("t2"), DateTimeOffset.UnixEpoch, null,
                    new TopicEvent.ClaimRetracted(new("c1"), "misread", null, Edtf.Parse("2025-11-16"))),
            ],
            [SourceProfile.Unknown(new("office"))]),
        ["a withdrawal"] = new TopicCommand.WithdrawResolution("wrong topic", new SourceId("desk"), Edtf.Parse("2025-12-02")),
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public void What_is_done_to_claims_and_questions_survives_between_silos(string act)
    {
        var arrived = Serializer.Deserialize<TopicCommand>(Serializer.SerializeToArray(Commands[act]));

        Assert.Equal(Commands[act], arrived);
    }

    private static string Sent<T>(T what) => Encoding.UTF8.GetString(Serializer.SerializeToArray(what));
}
