using System.Text.Json;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Testing;

namespace Analysis.Api.Tests;

/// <summary>Each field of a claim in turn, out and in again.</summary>
public sealed class ClaimFieldsTests
{
    public static TheoryData<string> Names => [.. ClaimFields.All.Where(f => !f.IsOurs).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_field_survives_the_wire_out_and_in(string field)
    {
        var changed = Reports.Changed(field);
        var entry = new LedgerEntry { Claim = changed, Version = 1, RecordedAt = default, Standing = Standing.Counted, Reason = "", Voice = "" };

        var sent = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(LedgerEntryJson.Of(entry),
            ApiJson.Wire.LedgerEntryJson)).RootElement.GetProperty("claim");
        var read = ClaimIntake.Read(JsonSerializer.SerializeToUtf8Bytes(sent));

        Assert.Null(read.Claim.Problem);
        Assert.Equal(changed, read.Claim.Value);
        // in the order of the rows
        Assert.Equal(ClaimFields.All.Select(f => f.Name).Where(name => sent.TryGetProperty(name, out _)),
            sent.EnumerateObject().Select(p => p.Name));
    }
}
