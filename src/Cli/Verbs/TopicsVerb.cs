using System.CommandLine;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Lists topics with their views in brief.</summary>
internal static class TopicsVerb
{
    public static Command Create()
    {
        var words = new Argument<string[]>(
            "words")
        {
            Description = "With each of these a word of the id, title, question or tags begins",
            Arity = ArgumentArity.ZeroOrMore
        };
        var tag = new Option<string>("--tag") { Description = "Only topics with this tag", HelpName = "tag" };
        var sort = new Option<string>(
            "--sort")
        {
            Description = "By id, updated (newest first), confidence (highest first) or title",
            HelpName = "order"
        };
        sort.AcceptOnlyFromAmong("id", "updated", "confidence", "title");
        var archived = new Option<string>(
            "--archived")
        { Description = "false (the default), true (those alone) or any", HelpName = "which" };
        archived.AcceptOnlyFromAmong("false", "true", "any");
        var limit = Options.Limit();
        return Session.Runs(new Command("topics", "List topics, with what is believed of each") { words, tag, sort,
            archived, limit }, async session =>
        {
            var arguments = session.Arguments;
            var pages = session.Pages("topics", arguments.GetValue(limit), (count, cursor) => Query.Path("topics").With(
                ("q", string.Join(' ', arguments.GetValue(words) ?? [])), ("tag", arguments.GetValue(tag)),
                ("sort", arguments.GetValue(sort)),
                ("archived", arguments.GetValue(archived)), ("limit", count), ("cursor", cursor)));
            return await session.Show<TopicPage>(pages, page => Show(session.Screen, page));
        });
    }

    private static void Show(Screen screen, TopicPage page)
    {
        if (page.Topics.Count == 0)
        {
            screen.Line("No topic is found.");
            return;
        }

        screen.Table(
            ["topic", "title", ">answer", "", "confidence", ">claims", "as of", ""],
            page.Topics.Select(t => new[]
            {
                t.Id, t.Title, t.View.Headline.Answer, t.View.Headline.Beside,
                    t.View.Confidence.Level, Words.Of(t.View.Claims),
                t.View.Newest?[..10], t.View.Disputed ? "disputed" : null,
            }));
        if (page.Next is not null) screen.Line("There are more: --limit takes a larger number.");
    }
}
