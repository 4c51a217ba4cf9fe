using System.CommandLine;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Shows what would be believed under other assumptions.</summary>
internal static class WhatIfVerb
{
    public static Command Create()
    {
        var topic = Options.Topic;
        var lens = new Lens();
        var sources = Options.Texts("--without-source", "source",
            "Suppose that nothing of it had been taken in; may be given again");
        var claims = Options.Texts("--without-claim", "claim", "Nor this claim; may be given again");
        var grades = Options.Pairs("--grade", "source=grade", "Suppose another grade, A to F; may be given again");
        var merges = Options.Pairs("--merge", "source=source",
            "Suppose that the one were the other; may be given again");
        var splits = Options.Texts("--split", "source", "Suppose that it were merged into nobody; may be given again");
        var body = new Option<bool>(
            "--body")
        { Description = "Read the whole supposition as JSON from the standard input instead" };
        var verb = lens.AddTo(new Command("what-if",
            "Show what would be believed under other assumptions; stores nothing") { topic, sources, claims, grades,
                merges, splits, body });
        return Session.Runs(verb, async session =>
        {
            var arguments = session.Arguments;
            var json = arguments.GetValue(body) ? await Console.In.ReadToEndAsync(session.Stopping)
                : Json.Write(Supposed());
            return await session.Show<Supposition>(
                session.Server.Post(Query.Path("topics", arguments.GetRequiredValue(topic),
                    "what-if").With(lens.Query(arguments)), json, session.Stopping),
                answer => Show(session.Screen, answer));

            JsonObject Supposed()
            {
                var (supposed, without) = (new JsonObject(), new JsonObject());
                if (arguments.GetValue(sources) is { Length: > 0 } silent) without["sources"] = new JsonArray(
                    [.. silent]);
                if (arguments.GetValue(claims) is { Length: > 0 } gone) without["claims"] = new JsonArray([.. gone]);
                if (without.Count > 0) supposed["without"] = without;
                if (arguments.GetValue(grades) is { Length: > 0 }) supposed["grades"] = Object(arguments.Pairs(grades));
                if (arguments.GetValue(merges) is { Length: > 0 }) supposed["merge"] = Object(arguments.Pairs(merges));
                if (arguments.GetValue(splits) is { Length: > 0 } split) supposed["split"] = new JsonArray([.. split]);
                return supposed;
            }
        });
    }

    private static JsonObject Object(IEnumerable<(string Name, string Value)> pairs) =>
        new(pairs.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Value)));

    private static void Show(Screen screen, Supposition answer)
    {
        screen.Facts(("actual", answer.Actual.Statement), ("supposed", answer.Supposed.Statement));
        if (answer.Difference.Count == 0) screen.Line("Nothing would change.");
        else screen.Table(
            ["what", ">actual", ">supposed", ">by"],
            answer.Difference.Where(d => d.Pointer != "/statement")
                .Select(d =>
                    new[] { d.Pointer[1..], Words.Json(d.Actual), Words.Json(d.Supposed), d.By is { } by
                        ? by.ToString("+#,0.####;-#,0.####") : "" }));
    }
}
