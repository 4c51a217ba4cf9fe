using System.Text;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Lists;

namespace Analysis.Testing;

/// <summary>Topics and claims for suites that care about hosts and journals rather than about belief.</summary>
public static class Reports
{
    public static TopicDefinition Troops(string topic) =>
        new() { Id = new(topic), Title = $"Troops, {topic}", Kind = TopicKind.Quantity, Unit = "persons", Dynamics = Dynamics.Cumulative };

    public static Claim Count(string topic, string id, double best, string origin = "ministry", string on = "2025-06-30") => new()
    {
        Id = new(id), Topic = new(topic), Value = new ClaimValue.Quantity(best, null, null), Unit = "persons", Status = ClaimStatus.Occurred,
        Attribution = [new("outlet"), new(origin)], ReportedTime = Edtf.Parse(on),
    };

    public static TopicCommand Assert(Claim claim) => new TopicCommand.AssertClaim(claim, [], null);

    /// <summary>The bytes are no concern of these suites: a view's sentence stands for it.</summary>
    public sealed class Plain : IViewRenderer
    {
        public string Form => "plain";

        public Representation Whole(TopicReading reading) => Restore(Encoding.UTF8.GetBytes(reading.View.Statement), reading.View.Version);

        public ReadOnlyMemory<byte> Brief(TopicReading reading) => ReadOnlyMemory<byte>.Empty;

        public Representation Restore(ReadOnlyMemory<byte> json, long version) => new(json, version, $"\"{version}\"");
    }
}
