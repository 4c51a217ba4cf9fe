using System.Text;
using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Api.Sources;
using Analysis.Api.Topics;
using Analysis.Domain.Claims;
using MediatR;

namespace Analysis.Api;

/// <summary>
/// Loads <c>samples/demo</c> through the use cases that HTTP goes through. What is there already stays as it is, so
/// loading it again changes nothing, and a desk's own grades and redefinitions survive.
/// </summary>
internal static class Demo
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples", "demo");

    public static async Task Load(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(Demo));
        var mediator = app.Services.GetRequiredService<IMediator>();
        var stopping = app.Lifetime.ApplicationStopping;
        var program = Roles.Holder(Role.Editor, nameof(Demo).ToLowerInvariant(), nameof(Demo)); // nobody's key, where keys are asked for
        app.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = program };

        await LoadFile(log, "sources", async (id, json) =>
        {
            if ((await mediator.Send(new GetSource(new SourceId(id)), stopping)).Problem is null) return (Known: true, null);
            return (Known: false, (await mediator.Send(new AssessSource(new SourceId(id), json), stopping)).Problem);
        });
        await LoadFile(log, "topics", async (id, json) =>
        {
            var answer = await mediator.Send(new DefineTopic(new TopicId(id), json, IfVersion: 0), stopping);
            if (answer.Problem is not { } problem) return (Known: !answer.Value.Created, null);
            return problem.Status == StatusCodes.Status412PreconditionFailed ? (Known: true, null) : (Known: false, problem);
        });
        await LoadFile(log, "claims", async (_, json) =>
        {
            var answer = await mediator.Send(new SubmitClaim(json, DefineUnknown: false), stopping);
            return answer.Problem is { } problem ? (Known: false, problem) : (Known: answer.Value.Result == "duplicate", null);
        });

        Console.WriteLine(Invitation(app.Urls.First()));
    }

    private static async Task LoadFile(
        ILogger log, string what, Func<string, ReadOnlyMemory<byte>, Task<(bool Known, Problem? Problem)>> load)
    {
        var file = Path.Combine(Folder, $"{what}.jsonl");
        var (count, known) = (0, 0);
        foreach (var (index, line) in (await File.ReadAllLinesAsync(file)).Index())
        {
            var json = Encoding.UTF8.GetBytes(line);
            using var parsed = JsonDocument.Parse(json);
            var (wasKnown, problem) = await load(parsed.RootElement.GetProperty("id").GetString() ?? "", json);
            if (problem is not null) log.DemoRefused(index + 1, file, problem.Detail);
            else if (wasKnown) known++;
            else count++;
        }

        log.DemoLoaded(count, what, known);
    }

    private static string Invitation(string url) => $"""

        The demo is loaded: see {url}/ in a browser. {url}/v1/topics lists it. Try

          curl -s '{url}/v1/topics/dprk-killed?pretty'
          curl -s '{url}/v1/topics/dprk-troops-first-wave?reportedBy=2024-10-20&pretty'
          curl -s '{url}/v1/topics/dprk-weapons-to-russia/claims?limit=5&pretty'

        """;
}
