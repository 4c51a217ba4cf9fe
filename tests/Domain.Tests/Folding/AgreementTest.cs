using Analysis.Domain.Beliefs;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding;

/// <summary>
/// How near the truth is to a figure that several origins give. Grade B at certainty .9 weighs .85 x .9 = .765, so m origins weigh n = .765 m and
/// the figure is blurred by .1 / sqrt(n / (1 + .2 (n-1))).
/// </summary>
public sealed class AgreementTest
{
    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.085022)] // n = 1.53
    [InlineData(3, 0.074067)] // n = 2.295
    [InlineData(20, 0.050228)] // n = 15.3
    public void A_figure_is_the_sharper_the_more_origins_give_it(int origins, double blur) => Assert.Equal(blur, Blur(Figures(origins)), 1e-5);

    [Fact]
    public void The_interval_narrows_with_it_and_did_not_under_the_second_revision()
    {
        static (double Half, double Most) Width(int origins, string? rules)
        {
            var figure = Assert.IsType<Belief.Number>(new WhatIf { Rules = rules }.Of(Figures(origins).Fold(), Story.Now, Story.Now).Fold!.Render().Belief);
            return (Math.Log(figure.Interval50.High / figure.Interval50.Low), Math.Log(figure.Interval90.High / figure.Interval90.Low));
        }

        // A claim misses with 1 - a r = .2468 (a = .765, r = .765 / (.765 + .235 x .0509)), all three with .2468^(3/1.4) = .050 in place of .2468^(3/2) = .123.
        var (now, before) = (Width(3, "3"), Width(3, "2"));
        Assert.True(now.Half < 0.074067 / 0.1 * before.Half); // the blur is that much smaller, and less mass is outside
        Assert.InRange(now.Most / before.Most, 0.58, 0.62); // (.195 + .205) / (.307 + .363)
        Assert.True(Width(6, "3").Most < now.Most);
    }

    [Fact]
    public void Bounds_ranges_and_denials_that_agree_do_not_sharpen_it()
    {
        var story = Figures(1).Hear(Say.AtLeast("low", 500, "post>b1"), Say.Between("wide", 500, 700, "post>b2"), Say.Count("not", 5_000, "post>b3").Denied());

        Assert.Equal(0.1, Blur(story), 1e-5);
    }

    [Fact]
    public void No_number_of_newcomers_makes_it_sharper_than_five_would()
    {
        var story = Figures(1);
        for (var i = 0; i < 1_000; i++) story.Hear(Say.Count($"n{i}", 600, $"post>new-{i}"));

        Assert.InRange(Blur(story), 0.1 / Math.Sqrt(5), 0.045);
    }

    private static Story Figures(int origins)
    {
        var story = new Story(Ask.HowMany());
        for (var i = 0; i < origins; i++) story.Source($"s{i}", Grade.B).Hear(Say.Count($"c{i}", 600, $"post>s{i}"));
        return story;
    }

    private static double Blur(Story story) =>
        Assert.IsType<Basis.Numbers>(story.Fold().Explain(0, 10).Basis).Candidates.Single(c => Math.Abs(c.Y - Math.Log(601)) < 1e-9).Bandwidth;
}
