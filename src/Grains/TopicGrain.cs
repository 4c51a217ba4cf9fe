using System.Diagnostics;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Analysis.Grains;

/// <summary>
/// Hosts a topic's actor, as <see cref="EmbeddedTopics"/> does. Requests may interleave: the mailbox takes one turn at a time, puts
/// commands that wait together into one append, and shows readers what is durable while an append is under way.
/// </summary>
[Reentrant]
[RandomPlacement] // what is spread evenly from the start need not be moved
internal sealed class TopicGrain : Grain, ITopicGrain
{
    private readonly TopicId _topic;
    private readonly TopicMailbox _mailbox;
    private readonly ActiveTopics _active;

    public TopicGrain(
        IJournal journal, ISnapshots snapshots, IReadModel readModel, IViewRenderer renderer, TimeProvider clock, ActiveTopics active, ILogger<TopicGrain> log)
    {
        _topic = new TopicId(this.GetPrimaryKeyString());
        _mailbox = new TopicMailbox(new TopicActor(_topic, journal, snapshots, readModel, renderer, clock), clock, log);
        _active = active;
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _active.Add(_topic, _mailbox);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _active.Remove(_topic, _mailbox);
        _mailbox.Close(leavesSnapshot: reason.ReasonCode == DeactivationReasonCode.ActivationIdle);
        await _mailbox.Completion.WaitAsync(cancellationToken);
    }

    public async Task<Reply> Execute(TopicCommand command, ReplyWith with)
    {
        if (!_mailbox.TryExecute(command, with, out var reply)) throw Deactivated();
        if (await reply is Reply.Refused { Rejection: Rejection.UnknownTopic }) DeactivateOnIdle();
        return await reply;
    }

    public async Task<Representation?> Show(CancellationToken cancellationToken) =>
        _mailbox.Shown is { } shown ? shown.Representation : await Ask(actor => actor.Show(cancellationToken));

    public async Task<Representation?> ShowAfter(long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        var shown = await _mailbox.ReadAfter(after, patience, cancellationToken);
        if (shown is null && _mailbox.IsClosed) throw Deactivated();
        if (shown is null) DeactivateOnIdle();
        return shown?.Reading.View.Version is { } version && version <= after ? new Representation(default, version, "") : shown?.Representation; // the caller has it
    }

    public async Task<TopicReading?> Read(CancellationToken cancellationToken) =>
        (_mailbox.Shown ?? await Ask(actor => actor.Read(cancellationToken)))?.Reading;

    public Task<Forwarding?> Forwarding(CancellationToken cancellationToken) =>
        Ask(actor => actor.Forwarding(cancellationToken));

    public Task<SummaryRow?> Row(CancellationToken cancellationToken) => Ask(actor => actor.Row(cancellationToken));

    public Task<LedgerEntry[]?> Ledger(long afterVersion, int limit, bool without, CancellationToken cancellationToken) =>
        Ask(actor => actor.Ask(fold => fold.Ledger(afterVersion, limit, without).ToArray(), cancellationToken));

    public async Task<LedgerEntry?> Entry(ClaimId claim, CancellationToken cancellationToken) =>
        (await Ask(actor => actor.Ask(fold => new[] { fold.Entry(claim) }, cancellationToken)))?[0];

    private async Task<T?> Ask<T>(Func<TopicActor, Task<T?>> question)
        where T : class
    {
        if (!_mailbox.TryAsk(question, out var answer)) throw Deactivated();
        if (await answer is null && !_mailbox.IsLoaded) DeactivateOnIdle(); // asking for what is not there costs no memory
        return await answer;
    }

    /// <summary>The runtime delivers nothing to a grain that has been deactivated.</summary>
    private UnreachableException Deactivated() => new($"Topic {_topic} was asked after it was deactivated.");
}
