using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Posts one claim.</summary>
internal static class PostVerb
{
    private const string StandardInput = "-";

    /// <summary>Options that are members of the claim, texts as they are.</summary>
    private static readonly (string Member, Option<string> Option)[] Texts =
    [
        ("unit", Options.Text("--unit", "unit", "Of a number; default: that of the topic")),
        ("validTime", Options.Text("--valid-time", "dates", "When it holds, in EDTF: 2025-08, 2025-07/.., ../2025-08")),
        ("reportedTime", Options.Text("--reported-time", "date", "When it was published")),
        ("words", Options.Text("--words", "text", "The words behind a number: \"thousands\"")),
        ("quote", Options.Text("--quote", "text", "The sentence that says so")),
        ("url", Options.Text("--url", "url", "Where it stands")),
        ("article", Options.Text("--article", "name", "In which article")),
        ("note", Options.Text("--note", "text", "What the desk has to say about it")),
        ("corrects", Options.Text("--corrects", "claim", "The claim that it replaces")),
    ];

    public static Command Create()
    {
        var topic = new Argument<string>(
            "topic")
        { Description = "The topic's id; or - to read the claim as JSON from the standard input" };
        var value = new Argument<string>("value") { Description = ValueText.Forms, Arity = ArgumentArity.ZeroOrOne };
        var id = Options.Text("--id", "id",
            "The claim's id; default: one made of what it says, so that saying it twice is harmless");
        var chain = new Option<string[]>("--attribution", "-a")
        {
            Description = "The chain from the publisher to the origin: -a my-desk un-panel, or -a 'my-desk > un-panel'",
            HelpName = "source",
            AllowMultipleArgumentsPerToken = true,
        };
        var status = Options.Text("--status", "status",
            "How far along the report puts it: planned, expected, possible, ongoing, occurred or cumulative");
        status.CompletionSources.Add("planned", "expected", "possible", "ongoing", "occurred", "cumulative");
        var denies = new Option<bool>("--denies") { Description = "The report denies it" };
        var hedges = Options.Texts("--hedge", "words",
            "The report's own: reportedly, likely, could; may be given again");
        var low = new Option<double?>("--low")
        {
            Description = "The low end beside a best number",
            HelpName = "number"
        };
        var high = new Option<double?>("--high")
        {
            Description = "The high end beside a best number",
            HelpName = "number"
        };
        var credibility = new Option<int?>("--credibility") { Description = "Admiralty, 1 to 6", HelpName = "1-6" };
        var qualifiers = Options.Pairs("--qualifier", "name=value", "May be given again");
        var entry = new Option<bool>("--entry") { Description = "What it corrects was a mistake of entry" };
        var define = Define();
        var verb = new Command("post", "Post one claim, by options or as JSON from the standard input")
            { topic, value, id, chain, status, denies, hedges, low, high, credibility, qualifiers, entry, define };
        foreach (var (_, option) in Texts) verb.Options.Add(option);
        return Session.Runs(verb, async session =>
        {
            var arguments = session.Arguments;
            var named = arguments.GetRequiredValue(topic);
            var json = named == StandardInput ? await Console.In.ReadToEndAsync(session.Stopping)
                : Json.Write(await Claim());
            return await session.Show<Outcome>(
                session.Server.Post(Query.Path("claims").With(("define", arguments.GetValue(define) ? "auto" : null)),
                    json, session.Stopping),
                outcome => Outcomes.Show(session.Screen, outcome));

            async Task<JsonObject> Claim()
            {
                var text = arguments.GetValue(value)
                    ?? throw new UsageException($"post takes the topic and its value: {ValueText.Forms}");
                var (kind, unit) = await Kind(session, named, text, arguments.GetValue(define));
                var claim = new JsonObject { ["topic"] = named, ["value"] = ValueText.Read(text, kind) };
                if (arguments.GetValue(low) is { } from) claim["value"]!["low"] = from; // set above
                if (arguments.GetValue(high) is { } to) claim["value"]!["high"] = to;
                if (unit is not null) claim["unit"] = unit;
                if (arguments.GetValue(status) is { } given) claim["status"] = given;
                if (arguments.GetValue(denies)) claim["stance"] = "denies";
                if (arguments.GetValue(credibility) is { } number) claim["credibility"] = number;
                if (arguments.GetValue(entry)) claim["entry"] = true;
                if (Links(arguments.GetValue(chain)) is { Count: > 0 } links) claim["attribution"] = links;
                if (arguments.GetValue(hedges) is { Length: > 0 } hedging) claim["hedges"] = new JsonArray(
                    [.. hedging]);
                if (arguments.GetValue(qualifiers) is { Length: > 0 }) claim["qualifiers"] = new JsonObject(
                    arguments.Pairs(qualifiers).Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Value)));
                foreach (var (member, option) in Texts)
                {
                    if (arguments.GetValue(option) is { } said) claim[member] = said;
                }

                claim["id"] = arguments.GetValue(id) ?? IdOf(claim);
                return claim;
            }
        });
    }

    public static Option<bool> Define() =>
        new("--define") { Description = "Open an unknown topic, of the kind that the claim's value has" };

    /// <summary>The kind of a topic, and the unit of its numbers.</summary>
    public static async Task<(string Kind, string? Unit)> Kind(Session session, string id, string value,
        bool mayBeUnknown)
    {
        try
        {
            var topic = Json.Read<Topic>(await session.Server.Get(Query.Path("topics", id), session.Stopping));
            return (topic.Kind, topic.Unit);
        }
        catch (RefusedException refused) when (mayBeUnknown && refused.Problem.Type == "/problems/unknown-topic")
        {
            return (ValueText.Kind(value)
                ?? throw new UsageException($"{value} does not tell the kind of the topic: post it as JSON"), null);
        }
    }

    private static JsonArray Links(string[]? chain) =>
        new([.. (chain ?? []).SelectMany(c =>
            c.Split('>', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]);

    /// <summary>The same for the same claim, wherever it is typed.</summary>
    private static string IdOf(JsonObject claim) =>
        $"cli-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(claim))))[..16]}";
}

/// <summary>What became of something that was done to a topic.</summary>
internal static class Outcomes
{
    public static void Show(Screen screen, Outcome outcome)
    {
        screen.Facts(
            ("claim", outcome.Claim), ("topic", outcome.Topic), ("result", outcome.Result),
            ("standing", outcome.Standing), ("reason", outcome.Reason), ("warnings",
                string.Join('\n',
                    (outcome.Warnings ?? []).Select(w =>
                        $"{w.Pointer} {w.Reason}{(w.Nearest is null ? "" : $" Nearest: {w.Nearest}.")}"))));
        if (outcome.View is { } view) screen.Line(view.Statement);
    }
}
