using System.Net;
using Analysis.Api.Access;
using Analysis.Testing;

namespace Analysis.Api.Tests;

public sealed class FailedAttemptsTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));
    private readonly FailedAttempts _attempts;

    public FailedAttemptsTests() => _attempts = new FailedAttempts(new Settings { FailedAttemptsPerMinute = 6 }, _clock);

    [Fact]
    public void An_address_may_fail_so_often_at_once_and_then_once_in_ten_seconds()
    {
        for (var n = 0; n < 6; n++) Assert.Equal(TimeSpan.Zero, _attempts.Note(Here));
        Assert.Equal(TimeSpan.FromSeconds(10), _attempts.Note(Here));

        _clock.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), _attempts.Note(Here));
        _clock.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.Zero, _attempts.Note(Here));
        Assert.Equal(TimeSpan.FromSeconds(10), _attempts.Note(Here));

        _clock.Pass(TimeSpan.FromMinutes(1));
        for (var n = 0; n < 6; n++) Assert.Equal(TimeSpan.Zero, _attempts.Note(Here));
    }

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.2", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData(null, false)]
    public void Each_address_counts_for_itself(string? other, bool isSame)
    {
        for (var n = 0; n < 6; n++) _attempts.Note(Here);

        Assert.Equal(isSame, _attempts.Note(other is null ? null : IPAddress.Parse(other)) > TimeSpan.Zero);
    }

    [Fact]
    public void A_network_of_IPv6_counts_as_one()
    {
        for (var n = 0; n < 6; n++) _attempts.Note(IPAddress.Parse($"2001:db8::{n}"));

        Assert.True(_attempts.Note(IPAddress.Parse("2001:db8::ffff:1")) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, _attempts.Note(IPAddress.Parse("2001:db8:0:1::1")));
    }

    [Fact]
    public void A_key_that_has_opened_from_there_before_still_does()
    {
        using var known = new KeyHolder(Role.Reader, "r", 1);
        using var another = new KeyHolder(Role.Reader, "r", 2);
        Assert.Equal(TimeSpan.Zero, _attempts.Admit(Here, known));
        for (var n = 0; n < 6; n++) _attempts.Note(Here);

        Assert.Equal(TimeSpan.Zero, _attempts.Admit(Here, known));
        Assert.Equal(TimeSpan.FromSeconds(10), _attempts.Admit(Here, another));
        Assert.Equal(TimeSpan.Zero, _attempts.Admit(IPAddress.Loopback, another));
    }
}
