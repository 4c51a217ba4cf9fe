using System.CommandLine;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Shows, names and grades sources.</summary>
internal static class SourceVerb
{
    /// <summary>
    /// What an assessment holds; it replaces the one before whole, so what is not named is said again.
    /// </summary>
    private static readonly string[] Assessed = ["name", "kind", "grade", "aliases"];

    public static Command Create() => new("source", "Show, list, name and grade sources") { ShowOne(), List(), Set() };

    private static Argument<string> Id => new("source") { Description = "The source's id" };

    private static Command ShowOne()
    {
        var id = Id;
        return Session.Runs(new Command("show", "Show a source with its track record") { id }, session =>
            session.Show<Source>(
            session.Server.Get(Query.Path("sources", session.Arguments.GetRequiredValue(id)), session.Stopping),
            source => Show(session.Screen, source)));
    }

    private static Command List()
    {
        var words = new Argument<string[]>("words")
        {
            Description = "Of id, name, aliases or kind",
            Arity = ArgumentArity.ZeroOrMore
        };
        var limit = Options.Limit();
        return Session.Runs(new Command("list", "List sources") { words, limit }, session => session.Show<SourcePage>(
            session.Pages("sources", session.Arguments.GetValue(limit), (count, cursor) => Query.Path("sources").With(
                ("q", string.Join(' ', session.Arguments.GetValue(words) ?? [])), ("limit", count),
                ("cursor", cursor))),
            page =>
            {
                session.Screen.Table(["source", "name", "kind", "grade", "aliases"], page.Sources.Select(s =>
                    new[] { s.Id, s.Name, s.Kind, s.Grade, string.Join(", ", s.Aliases ?? []) }));
                if (page.Next is not null) session.Screen.Line("There are more: --limit takes a larger number.");
            }));
    }

    private static Command Set()
    {
        var id = Id;
        (string Member, Option<string> Option)[] texts =
        [
            ("name", Options.Text("--name", "name",
                "What it is called; nothing at all (\"\") takes it away, here and below")),
            ("kind", Options.Text("--kind", "kind", "What it is: official, agency, ...")),
            ("grade", Options.Text("--grade", "A-F", "Its Admiralty grade")),
        ];
        var aliases = Options.Texts("--alias", "name",
            "What it is called besides, in place of those before; may be given again");
        var verb = new Command("set", "Name and grade a source; what is not given stays as it is") { id, aliases };
        foreach (var (_, option) in texts) verb.Options.Add(option);
        return Session.Runs(verb, async session =>
        {
            var arguments = session.Arguments;
            var path = Query.Path("sources", arguments.GetRequiredValue(id));
            var body = await Known(session, path);
            foreach (var (member, option) in texts)
            {
                if (arguments.GetValue(option) is not { } said) continue;
                body.Remove(member);
                if (said.Length > 0) body[member] = said;
            }

            if (arguments.GetValue(aliases) is { Length: > 0 } names) body["aliases"] = new JsonArray(
                [.. names.Where(n => n.Length > 0)]);
            return await session.Show<Source>(session.Server.Put(path, Json.Write(body), session.Stopping), source =>
                Show(session.Screen, source));
        });
    }

    private static async Task<JsonObject> Known(Session session, string path)
    {
        try
        {
            var source = Json.Read<JsonObject>(await session.Server.Get(path, session.Stopping));
            return new JsonObject(Assessed.Where(source.ContainsKey).Select(name =>
                KeyValuePair.Create(name, source[name]?.DeepClone())));
        }
        catch (RefusedException refused) when (refused.Problem.Type == "/problems/unknown-source")
        {
            return [];
        }
    }

    private static void Show(Screen screen, Source source)
    {
        screen.Facts(
            ("source", source.Id), ("name", source.Name), ("kind", source.Kind), ("grade", source.Grade),
            ("aliases", string.Join(", ", source.Aliases ?? [])), ("merged into", source.MergedInto),
            ("claims", source.Outcomes is { } o
                ? $"{o.Claims} on {o.Topics} topics: {o.Superseded} superseded, {o.Retracted} retracted, "
                    + $"{o.Corrected} corrected, {o.Lapsed} lapsed" : null),
            ("answers", source.Outcomes is { Answers: > 0 } record
                ? $"{record.Answers} established, Brier score {record.Brier:0.00}" : null));
        if (source.Learned is { Count: > 0 } learned)
            screen.Table(["family", ">right", ">90 %", ">outcomes"], learned.Select(l => new[]
            {
                l.Family, l.Accuracy is { } accuracy ? Words.Share(accuracy) : $"error {l.RelativeError:0.00}",
                l.Interval90 is [var low, var high] ? $"{Words.Share(low)} to {Words.Share(high)}" : "",
                Words.Of(l.Outcomes),
            }));
    }
}
