using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>
/// Takes in many claims. Each is on its own: a bad line stops nothing. Lines are decided side by side, those of one topic
/// in order; the outcomes come in the order of the lines, each once it is durable.
/// </summary>
public sealed record SubmitClaims(IAsyncEnumerable<Line> Lines, bool DefineUnknown) : Act<LineOutcomes>(DefineUnknown ? Role.Editor : Role.Contributor);

/// <summary>What became of each, in order.</summary>
public sealed record LineOutcomes(IAsyncEnumerable<LineOutcomeJson> Lines);

/// <summary>A line of a batch: its number, from 1, and its bytes; null when it could not be read.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Json">A claim.</param>
/// <param name="Refused">Why it could not; null where it was too long.</param>
public sealed record Line(long Number, ReadOnlyMemory<byte>? Json, Problem? Refused = null);

internal sealed class SubmitClaimsHandler(ISources sources, ISourceNames names, Settings settings)
    : IRequestHandler<SubmitClaims, Answer<LineOutcomes>>
{
    private const int AttemptsMax = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    public Task<Answer<LineOutcomes>> Handle(SubmitClaims request, CancellationToken cancellationToken) =>
        Task.FromResult<Answer<LineOutcomes>>(new LineOutcomes(Outcomes(request, cancellationToken)));

    private async IAsyncEnumerable<LineOutcomeJson> Outcomes(
        SubmitClaims request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = Channel.CreateBounded<Task<LineOutcomeJson>>(settings.LinesInFlightMax);
        var feeding = Feed(request, underWay.Writer, stopping.Token);
        try
        {
            await foreach (var outcome in underWay.Reader.ReadAllAsync(cancellationToken)) yield return await outcome;
            await feeding;
        }
        finally
        {
            // Nothing outlives the request: whoever stops listening waits for what is under way.
            await stopping.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (underWay.Reader.TryRead(out var outcome))
                await ((Task)outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Feed(SubmitClaims request, ChannelWriter<Task<LineOutcomeJson>> underWay, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in request.Lines.WithCancellation(cancellationToken))
                await underWay.WriteAsync(await Begin(line, request, cancellationToken), cancellationToken);
        }
        finally
        {
            underWay.Complete();
        }
    }

    /// <summary>
    /// Reads the line and hands its claim over; the task ends when the claim is durable. Its sources are looked up first, so
    /// that handing it over waits for nothing and the lines reach their topics in order.
    /// </summary>
    private async ValueTask<Task<LineOutcomeJson>> Begin(Line line, SubmitClaims request, CancellationToken cancellationToken)
    {
        if (line.Refused is { } refusal) return Task.FromResult(Rejected(line, null, null, refusal));
        if (line.Json is not { } json)
            return Task.FromResult(Rejected(line, null, null, Problems.LineTooLong(settings.ClaimBytesMax)));

        var read = ClaimIntake.Read(json);
        var refused = read.Claim.Problem ?? ClaimIntake.Forbids(request.Held, read.Claim.Value);
        if (refused is not null) return Task.FromResult(Rejected(line, read.Topic, read.Id, refused));

        var (named, passing) = await Patiently(() => Prepare(read.Claim.Value, request, cancellationToken), cancellationToken);
        var problem = passing ?? named.Problem;
        return problem is null ? Submit(line, named.Value, request, cancellationToken)
            : Task.FromResult(Rejected(line, read.Topic, read.Id, problem));
    }

    private async Task<Answer<Claim>> Prepare(Claim posted, SubmitClaims request, CancellationToken cancellationToken)
    {
        var named = await names.WithSources(posted, request.Writer, cancellationToken);
        if (named.Problem is null)
            await sources.Prepare(named.Value, request.DefineUnknown ? ClaimIntake.DefinitionFor(named.Value) : null, cancellationToken);
        return named;
    }

    private async Task<LineOutcomeJson> Submit(Line line, Claim claim, SubmitClaims request, CancellationToken cancellationToken)
    {
        var (topic, id, definition) = (claim.Topic.Value, claim.Id.Value, request.DefineUnknown ? ClaimIntake.DefinitionFor(claim) : null);
        var (outcome, passing) = await Patiently(
            async () => await sources.Submit(claim, definition, ReplyWith.Nothing, request.Writer, cancellationToken) switch
            {
                Reply.Done done => LineOutcomeJson.Of(line.Number, "created", claim, done.Claim),
                Reply.Unchanged same => LineOutcomeJson.Of(line.Number, "duplicate", claim, same.Claim),
                Reply.Refused refused => Rejected(line, topic, id, Problems.Of(refused.Rejection, "claim")),
                var reply => throw new UnreachableException($"Unknown reply {reply}."),
            }, cancellationToken);
        return passing is null ? outcome : Rejected(line, topic, id, passing);
    }

    /// <summary>Tries again what fails for a reason that passes; what that is, where it does not.</summary>
    private static async Task<(T Result, Problem? Passing)> Patiently<T>(Func<Task<T>> what, CancellationToken cancellationToken)
    {
        var passing = Problems.Busy;
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            try
            {
                return (await what(), null);
            }
            catch (Exception fault) when (Problems.IsPassing(Problems.Of(fault)))
            {
                passing = Problems.Of(fault);
                await Task.Delay(FirstPause * attempt, cancellationToken);
            }
        }

        return (default!, passing); // nothing came of it, and the problem says why
    }

    private static LineOutcomeJson Rejected(Line line, string? topic, string? claim, Problem problem) =>
        new(line.Number, "rejected", topic, claim, null, null, null, null, problem);
}
