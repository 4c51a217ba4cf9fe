using System.Text;
using System.Text.Json.Nodes;
using Analysis.Api.Claims;
using Analysis.Api.Http;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Analysis.Api.Tests;

/// <summary>What callers see of faults that they did not cause.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_fault_of_ours_is_logged_once_and_tells_the_caller_nothing()
    {
        var (status, body, log) = await Fail(new InvalidOperationException("the secret"));

        Assert.Equal((500, "/problems/internal"), (status, body["type"]!.GetValue<string>()));
        Assert.DoesNotContain("secret", body.ToJsonString());
        Assert.Equal(1, log.Errors);
    }

    [Theory]
    [InlineData(typeof(BusyException), "busy")]
    [InlineData(typeof(ConcurrencyException), "busy")]
    public async Task Being_busy_is_503_and_says_when_to_come_back(Type fault, string type)
    {
        var (status, body, log) = await Fail((Exception)Activator.CreateInstance(fault, "full")!);

        Assert.Equal((503, $"/problems/{type}"), (status, body["type"]!.GetValue<string>()));
        Assert.Equal(0, log.Errors);
    }

    [Theory]
    [InlineData(3, "/problems/unknown-topic", 4)]
    [InlineData(int.MaxValue, "/problems/busy", 10)]
    public async Task A_line_is_tried_again_while_its_topic_is_busy(int busyTimes, string outcome, int attempts)
    {
        var sources = new BusySources(busyTimes);
        var handler = new SubmitClaimsHandler(sources, new Ids(), new Settings());
        var line = new Line(1, Encoding.UTF8.GetBytes(Samples.Claim("t", "c1")));

        var outcomes = await (await handler.Handle(new SubmitClaims(new[] { line }.ToAsyncEnumerable(), false),
            CancellationToken.None)).Value.Lines.ToListAsync();

        Assert.Equal(outcome, Assert.Single(outcomes).Problem!.Type);
        Assert.Equal(attempts, sources.Attempts);
    }

    [Fact]
    public async Task A_batch_that_nobody_listens_to_ends_with_what_is_under_way()
    {
        var sources = new BusySources(int.MaxValue);
        var handler = new SubmitClaimsHandler(sources, new Ids(), new Settings { LinesInFlightMax = 4 });
        var lines = Enumerable.Range(1, 1_000).Select(i => new Line(i, "{}"u8.ToArray())).ToAsyncEnumerable();

        var outcomes = (await handler.Handle(new SubmitClaims(lines, false), CancellationToken.None)).Value.Lines;
        var first = await outcomes.FirstAsync();

        Assert.Equal((1, "rejected"), (first.Line, first.Result));
    }

    private static async Task<(int Status, JsonNode Body, CountingLog Log)> Fail(Exception fault)
    {
        var log = new CountingLog();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };

        await new ProblemBoundary(_ => throw fault, log).InvokeAsync(context);

        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal(context.Response.StatusCode == 503, context.Response.Headers.RetryAfter == "1");
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!, log);
    }

    /// <summary>Every word is an id.</summary>
    private sealed class Ids : ISourceNames
    {
        public ValueTask<Named> Find(string word, CancellationToken cancellationToken) => new(new Named.One(new(word), null));

        public ValueTask<Named> FindOrOpen(string word, Writer? by, CancellationToken cancellationToken) => Find(word, cancellationToken);

        public Task<Rejection.AliasTaken?> Taken(SourceId source, IReadOnlyList<string> aliases, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }

    private sealed class BusySources(int busyTimes) : ISources
    {
        public Task<SourceClaims?> Claims(SourceId source, SourcePlace? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask Prepare(Claim claim, TopicDefinition? defineAs, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public int Attempts { get; private set; }

        public Task<(bool Changed, bool Created)> Assess(SourceProfile profile, Writer? by,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Rejection?> Merge(SourceId source, SourceId into, string reason, Writer? by, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Rejection?> Split(SourceId source, string reason, Writer? by, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Reply> Receive(TopicId topic, IReadOnlyList<TopicEvent.Received> facts, Writer? by,
            CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<ReferenceEntry<SourceProfile>?> Find(SourceId source, CancellationToken cancellationToken) => default;

        public Task<(SourceOutcomes Outcomes, int Topics, bool Complete)> Outcomes(SourceId source, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Reply> Submit(Claim claim, TopicDefinition? defineAs, ReplyWith with, Writer? by, CancellationToken cancellationToken) =>
            ++Attempts <= busyTimes
                ? throw new BusyException("full")
                : Task.FromResult<Reply>(new Reply.Refused(new Rejection.UnknownTopic(claim.Topic)));
    }

    private sealed class CountingLog : ILogger<ProblemBoundary>
    {
        public int Errors { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Errors += logLevel >= LogLevel.Error ? 1 : 0;
    }
}
