using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Succession;

/// <summary>Dates: the last report of an origin stands; a plan does not replace what has come about.</summary>
public sealed class DateSuccessionTest
{
    [Fact]
    public void A_new_date_replaces_the_old()
    {
        var story = Story.Of(Planned, Say.Date("c1", "2026-03-01", "post>nis", "2025-06-01").As(ClaimStatus.Planned),
            Say.Date("c2", "2026-05-01", "post>nis", "2025-06-20").As(ClaimStatus.Planned));

        Assert.Equal((Standing.Superseded, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal("2026-05-01", Assert.IsType<Belief.Date>(story.View().Belief).Edtf);
    }

    [Fact]
    public void What_has_come_about_is_not_replaced_by_a_plan()
    {
        var topic = Ask.When().Accepting(Enum.GetValues<ClaimStatus>());
        var story = Story.Of(topic, Say.Date("c1", "2025-06-01", "post>nis", "2025-06-02"),
            Say.Date("c2", "2026-05-01", "post>nis", "2025-06-20").As(ClaimStatus.Planned));

        Assert.Equal((Standing.Implied, "c1 of the same origin says that it has come about"), (story.Entry("c2").Standing, story.Entry("c2").Reason));
        Assert.Equal("2025-06-01", Assert.IsType<Belief.Date>(story.View().Belief).Edtf);
    }

    private static TopicDefinition Planned => Ask.When().Accepting(ClaimStatus.Planned);
}
