using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Tests.Folding;
using Analysis.Engine.Lists;

namespace Analysis.Api.Tests;

/// <summary>
/// The read model keeps views as bytes, and each row says by which rules and in which form it was made. The same histories as in PinnedTest of the domain,
/// as they go out; numbers to 12 digits, so that the last ones may differ between machines.
/// </summary>
public sealed partial class PinnedViewsTests
{
    private const string Revision = "7";
    private const string Form = "5";
    private const string Hash = "157189c98682cac8e74ba2b1a7e4f766";

    [Fact]
    public void The_bytes_of_views_are_those_of_the_rules_revision_and_of_the_form()
    {
        var renderer = new ViewRenderer();
        var text = new StringBuilder();
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var history = Histories.Random(seed);
            var reading = new TopicReading(history.Topic, history.Fold().Render());
            text.AppendLine(Encoding.UTF8.GetString(renderer.Whole(reading).Json.Span)).AppendLine(Encoding.UTF8.GetString(renderer.Brief(reading).Span));
        }

        var rounded = Fraction()
            .Replace(text.ToString(),
            x => double.Parse(x.ValueSpan, CultureInfo.InvariantCulture).ToString("G12", CultureInfo.InvariantCulture));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rounded)))[..32];

        Assert.True((Rules.Revision, renderer.Form, hash) == (Revision, Form, Hash), $"""
            The bytes of views are others than those of rules revision {Revision} in form {Form}.
            If PinnedTest of the domain fails as well, a view has changed: raise Rules.Revision in src/Domain/Beliefs/Rules.cs.
            If it does not, only the JSON has: raise ViewRenderer.Form in src/Api/ViewRenderer.cs.
            Then put the new hash here: Revision = "{Rules.Revision}", Form = "{renderer.Form}", Hash = "{hash}".
            """);
    }

    [GeneratedRegex(@"-?\d+\.\d+(?:E[+-]?\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Fraction();
}
