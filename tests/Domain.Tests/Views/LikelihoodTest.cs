using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Views;

/// <summary>MODEL.md part 3: the terms of ICD 203 and the display clamp of 1 to 99 %.</summary>
public sealed class LikelihoodTest
{
    [Theory]
    [InlineData(0.01, "almost no chance")]
    [InlineData(0.049999, "almost no chance")]
    [InlineData(0.05, "very unlikely")]
    [InlineData(0.199999, "very unlikely")]
    [InlineData(0.20, "unlikely")]
    [InlineData(0.449999, "unlikely")]
    [InlineData(0.45, "roughly even chance")]
    [InlineData(0.50, "roughly even chance")]
    [InlineData(0.55, "roughly even chance")]
    [InlineData(0.550001, "likely")]
    [InlineData(0.80, "likely")]
    [InlineData(0.800001, "very likely")]
    [InlineData(0.95, "very likely")]
    [InlineData(0.950001, "almost certain")]
    [InlineData(0.99, "almost certain")]
    public void Each_probability_has_its_term(double probability, string term) => Assert.Equal(term, new Likelihood(probability).Term);

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(0.003, 0.01)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, 0.99)]
    public void Nothing_is_shown_as_impossible_or_certain(double probability, double shown) => Assert.Equal(shown, new Likelihood(probability).Probability);
}
