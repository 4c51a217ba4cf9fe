using System.CommandLine;

namespace Analysis.Cli.Verbs;

/// <summary>Options that several verbs have.</summary>
internal static class Options
{
    public static Argument<string> Topic => new("topic") { Description = "The topic's id" };

    public static Option<int> Limit(int usual = 50)
    {
        var limit = new Option<int>("--limit")
        {
            Description = $"At most so many; default: {usual}",
            HelpName = "count", DefaultValueFactory = _ => usual
        };
        limit.Validators.Add(result =>
        {
            if (result.Errors.Any()
                || result.GetValueOrDefault<int>() < 1) result.AddError("--limit is a whole number above 0");
        });
        return limit;
    }

    public static Option<string> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    public static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    /// <summary>An option of pairs, <c>name=value</c>.</summary>
    public static Option<string[]> Pairs(string name, string value, string description)
    {
        var pairs = Texts(name, value, description);
        pairs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t =>
                t.Value.IndexOf('=',
                    StringComparison.Ordinal) < 1)) result.AddError($"{name} is {value}, not {token.Value}");
        });
        return pairs;
    }

    public static IEnumerable<(string Name, string Value)> Pairs(this ParseResult arguments, Option<string[]> option) =>
        from pair in arguments.GetValue(option) ?? []
        let parts = pair.Split('=', 2)
        select (parts[0], parts[1]);
}

/// <summary>Through which time a topic is looked at.</summary>
internal sealed class Lens
{
    private readonly Option<string> _asOf = Options.Text("--as-of", "time",
        "What was shown then: an instant or a date, which means its end");
    private readonly Option<string> _reportedBy = Options.Text("--reported-by", "time", "What could be known then");
    private readonly Option<string> _validAt = Options.Text("--valid-at", "time", "The belief about another time");

    private IEnumerable<Option> All => [_asOf, _reportedBy, _validAt];

    public (string Name, object? Value)[] Past(ParseResult arguments) =>
        [("asOf", arguments.GetValue(_asOf)), ("reportedBy", arguments.GetValue(_reportedBy))];

    public (string Name, object? Value)[] Query(ParseResult arguments) =>
        [.. Past(arguments), ("validAt", arguments.GetValue(_validAt))];

    public Command AddTo(Command verb)
    {
        foreach (var option in All) verb.Options.Add(option);
        return verb;
    }
}
