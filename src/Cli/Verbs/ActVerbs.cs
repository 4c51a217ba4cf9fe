using System.CommandLine;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;

namespace Analysis.Cli.Verbs;

/// <summary>Withdraws a claim.</summary>
internal static class RetractVerb
{
    public static Command Create()
    {
        var topic = Options.Topic;
        var claim = new Argument<string>("claim") { Description = "The claim's id" };
        var act = new ActOptions();
        return Session.Runs(act.AddTo(new Command("retract", "Withdraw a claim; it stays in the ledger") { topic,
            claim }), session => session.Show<Outcome>(
            session.Server.Post(
                Query.Path("topics", session.Arguments.GetRequiredValue(topic), "claims",
                    session.Arguments.GetRequiredValue(claim), "retraction"),
                Json.Write(act.Body(session.Arguments)), session.Stopping),
            outcome => Outcomes.Show(session.Screen, outcome)));
    }
}

/// <summary>Records the established answer.</summary>
internal static class ResolveVerb
{
    public static Command Create()
    {
        var topic = Options.Topic;
        var value = new Argument<string>("value") { Description = ValueText.Forms };
        var validTime = Options.Text("--valid-time", "dates", "For which time it is the answer, in EDTF");
        var act = new ActOptions();
        return Session.Runs(act.AddTo(new Command("resolve", "Record the established answer") { topic, value,
            validTime }), async session =>
        {
            var (id, text) = (session.Arguments.GetRequiredValue(topic), session.Arguments.GetRequiredValue(value));
            var body = act.Body(session.Arguments);
            body["value"] = ValueText.Read(text, (await PostVerb.Kind(session, id, text, mayBeUnknown: false)).Kind);
            if (session.Arguments.GetValue(validTime) is { } time) body["validTime"] = time;
            return await session.Show<Outcome>(
                session.Server.Post(Query.Path("topics", id, "resolution"), Json.Write(body), session.Stopping),
                outcome => Outcomes.Show(session.Screen, outcome));
        });
    }
}

/// <summary>What every act of a desk says besides.</summary>
internal sealed class ActOptions
{
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why; required", HelpName = "text",
        Required = true
    };
    private readonly Option<string> _by = Options.Text("--by", "name", "Who says so");
    private readonly Option<string> _reportedTime = Options.Text("--reported-time", "date", "When it was made known");

    public Command AddTo(Command verb)
    {
        foreach (var option in new[] { _reason, _by, _reportedTime }) verb.Options.Add(option);
        return verb;
    }

    public JsonObject Body(ParseResult arguments)
    {
        var body = new JsonObject { ["reason"] = arguments.GetRequiredValue(_reason) };
        if (arguments.GetValue(_by) is { } by) body["by"] = by;
        if (arguments.GetValue(_reportedTime) is { } time) body["reportedTime"] = time;
        return body;
    }
}
