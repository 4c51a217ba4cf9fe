using System.Globalization;
using Analysis.Domain.Claims;

namespace Analysis.Reading.Tests;

/// <summary>Sentences as wires write them, and the claims that they make. "Today" is Monday, 30 November
/// 2026.</summary>
public sealed class RuleReaderTests
{
    private static readonly Edtf Today = Edtf.Parse("2026-11-30");

    [Theory]
    [InlineData("Rescuers pulled 12 people from the rubble.", "12 persons")]
    [InlineData("At least 45 people were killed and more than 200 wounded in the strike.", ">=45 persons", ">200 persons")]
    [InlineData("Hackers stole 2.3 million customer records.", "2300000 records")]
    [InlineData("Between 3,000 and 5,000 protesters gathered.", "3000..5000 persons")]
    [InlineData("The group numbers 400-500 fighters.", "400..500 persons")]
    [InlineData("Three or four engineering brigades were sent.", "3..4 brigades")]
    [InlineData("Officials expect 5 to 6 million visitors.", "5000000..6000000 persons")]
    [InlineData("Two hundred and fifty soldiers and twenty-five tanks crossed.", "250 persons", "25 tanks")]
    [InlineData("Some 300,000 people have fled.", "300000 persons")]
    [InlineData("Up to half a million visitors came.", "<=500000 persons")]
    [InlineData("Not more than 20 people attended.", "<=20 persons")]
    [InlineData("500 or more soldiers deserted.", ">=500 persons")]
    [InlineData("The attack killed dozens of civilians.", ">=24 persons")]
    [InlineData("It sent thousands of containers of arms.", ">=2000 containers")]
    [InlineData("It provided several million artillery shells.", "2000000..9000000 shells")]
    [InlineData("Hundreds of thousands are at risk of famine.", ">=200000 persons")]
    [InlineData("No casualties were reported.", "0 persons")]
    [InlineData("The death toll rose to 1,234 from 980 a day earlier.", "1234 persons")]
    [InlineData("The number of displaced people has reached nearly 90,000.", "90000 persons")]
    [InlineData("Police counted 3,000 marchers; organisers put the number at 20,000.", "3000 marchers", "20000 marchers")]
    [InlineData("The strike left five dead and 17 missing.", "5 persons", "17 persons")]
    [InlineData("At least 50,000 Palestinians had been killed.", ">=50000 persons")]
    [InlineData("It holds 408.6 kg of uranium.", "408.6 kg")]
    [InlineData("The loan is worth €3.5bn.", "3500000000 EUR")]
    [InlineData("It could receive up to $115 million annually.", "<=115000000 USD/year")]
    [InlineData("About 20% of the city is without power.", "20 percent")]
    [InlineData("Two ships, each carrying about 300 containers, left.", "2 ships", "300 containers/ship")]
    [InlineData("Only 15 of 120 hostages were released.", "15 persons")]
    [InlineData("The outage hit 3.4m customers, up from an earlier estimate of 2.1m.", "3400000 persons")]
    public void Numbers(string text, params string[] expected) => Assert.Equal(expected, Read(text).Select(Shown));

    [Theory]
    [InlineData("He was jailed for 34 years.")]
    [InlineData("The two countries signed a pact.")]
    [InlineData("It was one of the largest exchanges.")]
    [InlineData("The 155th brigade has F-16 jets.")]
    [InlineData("Russia invaded in 2022.")]
    [InlineData("It is unclear how many people attended.")]
    [InlineData("About 4 in 10 voters stayed at home.")]
    [InlineData("The match ended 128-110.")]
    [InlineData("The earthquake struck at 03:12 local time.")]
    [InlineData("It had been a more than three-year war.")]
    public void What_is_no_claim(string text) => Assert.Empty(Read(text));

    [Theory]
    [InlineData("North Korea has sent 1,500 soldiers.", ClaimStatus.Occurred)]
    [InlineData("Some 1,500 soldiers are already in Russia.", ClaimStatus.Ongoing)]
    [InlineData("It will send 1,500 soldiers.", ClaimStatus.Planned)]
    [InlineData("Its decision to send 1,500 soldiers was criticised.", ClaimStatus.Planned)]
    [InlineData("1,500 soldiers are expected to arrive.", ClaimStatus.Expected)]
    [InlineData("It could send 1,500 soldiers.", ClaimStatus.Possible)]
    [InlineData("So far 1,500 soldiers have been killed.", ClaimStatus.Cumulative)]
    [InlineData("On 3 May 1,500 soldiers left.", ClaimStatus.Occurred)]
    [InlineData("Up to 50 may have died, and rescuers recovered 12 bodies.", ClaimStatus.Possible, ClaimStatus.Occurred)]
    public void How_far_along(string text, params ClaimStatus[] expected) =>
        Assert.Equal(expected, Read(text).Select(c => c.Status));

    [Theory]
    [InlineData("North Korea has sent approximately 5,000 troops, according to intelligence sources.", "approximately, according to")]
    [InlineData("Reports suggest that 50 soldiers might be sent.", "suggest, might")]
    [InlineData("The minister confirmed that it is highly likely six officers died.", "confirmed, highly likely")]
    [InlineData("Rescuers recovered 12 bodies, and up to 50 people may have died.", "", "up to, may")]
    [InlineData("The agency reported 16,890 cases.", "")]
    [InlineData("The ministry said it would send 1,000 troops.", "")]
    [InlineData("The initial deployment was of 300 men.", "")]
    [InlineData("Initial reports spoke of 300 dead.", "Initial")]
    [InlineData("It sent 300 soldiers. The figure could not be independently verified.", "could not be independently verified")]
    public void Hedges(string text, params string[] expected) =>
        Assert.Equal(expected, Read(text).Select(c => string.Join(", ", c.Hedges)));

    [Theory]
    [InlineData("South Korea's minister said 12 men died.", "wire > South Korea's minister")]
    [InlineData("12 men died, according to the Institute for the Study of War (ISW).", "wire > Institute for the Study of War")]
    [InlineData("\"We lost 27 men,\" said Colonel Ivan Petrenko, commander of the unit.", "wire > Colonel Ivan Petrenko")]
    [InlineData("It may have sent 12,000 troops, Reuters reported, citing three officials.", "wire > Reuters > three officials")]
    [InlineData("A spokesman for the ministry, Ivan Petrov, told reporters on Monday that 14 drones fell.", "wire > Ivan Petrov")]
    [InlineData("Lim Eulchul, a professor in Seoul, stressed that 12 men died.", "wire > Lim Eulchul")]
    [InlineData("Reports indicate that 12 men died.", "wire > Reports")]
    [InlineData("Kim Yong-hyun spoke. He said that 12 men died.", "wire")]
    [InlineData("Kim Yong-hyun said nothing new. He added that 12 men died.", "wire > Kim Yong-hyun")]
    [InlineData("The market burned and 12 men died.", "wire")]
    public void Who_said_it(string text, string expected) =>
        Assert.Equal(expected, string.Join(" > ", Assert.Single(Read(text)).Attribution));

    [Theory]
    [InlineData("12 men died on October 3.", "2026-10-03")]
    [InlineData("12 men died on 3 December.", "2025-12-03")]
    [InlineData("12 men will leave on 3 December.", "2026-12-03")]
    [InlineData("12 men died in October last year.", "2025-10")]
    [InlineData("12 men died on Friday.", "2026-11-27")]
    [InlineData("The mayor said on Friday that 12 men died on Thursday.", "2026-11-26")]
    [InlineData("12 men died yesterday.", "2026-11-29")]
    [InlineData("12 men died last week.", "2026-11-23/2026-11-29")]
    [InlineData("12 men died two weeks ago.", "2026-11-16/2026-11-22")]
    [InlineData("12 men died earlier this month.", "2026-11")]
    [InlineData("12 men have died since 24 February 2022.", "2022-02-24/..")]
    [InlineData("12 men will leave by March.", "../2027-03")]
    [InlineData("12 men could leave in July or August.", "2027-07/2027-08")]
    [InlineData("12 men died on 2026-10-03.", "2026-10-03")]
    [InlineData("12 men may march.", null)]
    public void When_it_holds(string text, string? expected) =>
        Assert.Equal(expected, Assert.Single(Read(text)).ValidTime?.Text);

    [Theory]
    [InlineData("The intrusion began on 29 May.", "2026-05-29")]
    [InlineData("The new deployment could begin as early as next month.", "2026-12/..")]
    [InlineData("The ceasefire took effect on 21 November.", "2026-11-21")]
    public void Dates_of_what_begins(string text, string expected) =>
        Assert.Equal(expected, Assert.IsType<ClaimValue.Date>(Assert.Single(Read(text)).Value).Edtf?.Text);

    [Fact]
    public void A_date_that_cannot_be_placed_is_left_open()
    {
        var claim = Assert.Single(Read("The intrusion began earlier this month.", published: null));

        Assert.Null(Assert.IsType<ClaimValue.Date>(claim.Value).Edtf);
    }

    [Theory]
    [InlineData("The army denied that 500 soldiers had surrendered.", Stance.Denies)]
    [InlineData("There is no evidence that 500 soldiers surrendered.", Stance.Denies)]
    [InlineData("Not fewer than 500 soldiers surrendered.", Stance.Asserts)]
    public void What_is_denied(string text, Stance expected) =>
        Assert.Equal(expected, Assert.Single(Read(text)).Stance);

    [Fact]
    public void That_there_are_any_is_said_once()
    {
        var claims = Read("North Korean soldiers have arrived in Russia. More troops were sent there. It may send further units.");

        Assert.Equal([">=1 persons", ">=1 persons"], claims.Select(Shown));
        Assert.Equal([ClaimStatus.Occurred, ClaimStatus.Possible], claims.Select(c => c.Status));
    }

    [Fact]
    public void Headings_and_teasers_are_not_read_but_a_line_alone_is()
    {
        Assert.Equal(["12 persons"],
            Read("Flood kills 14 people\n12 people died in a flood.\nLakers beat 300 fans in thriller").Select(Shown));
        Assert.Equal(["14 persons"], Read("Flood kills 14 people").Select(Shown));
    }

    [Fact]
    public void Each_field_has_its_words()
    {
        const string text = "Officials say around 600 soldiers could arrive in July.";
        var claim = Assert.Single(Read(text));

        Assert.All(claim.Because, reason => Assert.Equal(reason.Says, reason.Span.Of(text)));
        Assert.Equal(
            ["/attribution/1 Officials", "/hedges/0 around", "/hedges/1 could", "/status could", "/unit soldiers",
                "/validTime in July", "/value 600"],
            claim.Because.Select(reason => $"{reason.Field} {reason.Says}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n  \n")]
    [InlineData("…?!")]
    [InlineData("$ % , ; . 5")]
    [InlineData("of of of to to and 9 and")]
    [InlineData("\ud800 12 men \udfff died.")]
    public void Any_text_is_read(string text) => Read(text);

    [Fact]
    public void A_text_without_an_end_is_read_in_a_moment()
    {
        var text = string.Concat(Enumerable.Repeat("and 12 men or the 3,000 soldiers who said that 40 ", 4_000));

        Assert.NotEmpty(Read(text));
    }

    private static IReadOnlyList<ProposedClaim> Read(string text) => Read(text, Today);

    private static IReadOnlyList<ProposedClaim> Read(string text, Edtf? published) =>
        RuleReader.Read(new ArticleText(text, published, "wire")).Proposals;

    private static string Shown(ProposedClaim claim) =>
        string.Create(CultureInfo.InvariantCulture, $"{claim.Value switch
        {
            ClaimValue.Quantity quantity => Number(quantity.Best),
            ClaimValue.Range range => $"{Number(range.Low)}..{Number(range.High)}",
            ClaimValue.Bound bound =>
                $"{(bound.Op switch { BoundOp.AtLeast => ">=", BoundOp.MoreThan => ">", BoundOp.AtMost => "<=", _ => "<" })}{Number(bound.Value)}",
            _ => $"{claim.Value}",
        }} {claim.Unit}");

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
