using System.Diagnostics;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>What is done to topics themselves: put away, led elsewhere, and what passes from one to another.</summary>
public static partial class TopicDecider
{
    private static Decision File(TopicState state, TopicId topic, TopicCommand command, DateTimeOffset now) =>
        command switch
        {
            TopicCommand.Archive archive => Archive(state, new(archive.Reason, archive.By, archive.ReportedTime), now),
            TopicCommand.Restore restore =>
                Restore(state, topic, new(restore.Reason, restore.By, restore.ReportedTime), now),
            TopicCommand.MoveClaim move => Move(state, move, now),
            TopicCommand.Receive receive => Receive(state, topic, receive),
            TopicCommand.Redirect redirect when state.Version != redirect.IfVersion =>
                Refuse(new Rejection.VersionMismatch(redirect.IfVersion, state.Version)),
            TopicCommand.Redirect redirect =>
                Act(new TopicEvent.Redirected(redirect.To, redirect.Reason, redirect.By, redirect.ReportedTime), now),
            TopicCommand.WithdrawRedirect withdraw =>
                state.Filing.LastOrDefault(act => act.Event is TopicEvent.Redirected or TopicEvent.RedirectWithdrawn)?.Event as TopicEvent.RedirectWithdrawn
                == Withdrawn(withdraw)
                    ? new Decision.Unchanged() : Refuse(new Rejection.NotRedirected(topic)),
            _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
        };

    /// <summary>A topic that goes on elsewhere takes nothing in; it may be led back.</summary>
    private static Decision WhileRedirected(TopicState state, TopicId topic, TopicCommand command, DateTimeOffset now)
    {
        var redirect = state.Redirect!;
        return command switch
        {
            TopicCommand.Redirect { To: var to } again when to == redirect.To =>
                redirect == new TopicEvent.Redirected(to, again.Reason, again.By, again.ReportedTime)
                    ? new Decision.Unchanged() : Refuse(new Rejection.Redirected(topic, to)),
            TopicCommand.WithdrawRedirect withdraw => Act(Withdrawn(withdraw), now),
            TopicCommand.EraseClaim { IsCopy: true } erase => Erase(state, erase),
            TopicCommand.Continue next when next.From == redirect.To =>
                Unless([.. Opening(state, next.Definition, next.Family), new TopicEvent.Continued(next.From)]),
            _ => Refuse(new Rejection.Redirected(topic, redirect.To)),
        };
    }

    private static TopicEvent.RedirectWithdrawn Withdrawn(TopicCommand.WithdrawRedirect withdraw) =>
        new(withdraw.Reason, withdraw.By, withdraw.ReportedTime);

    private static Decision Continue(TopicState state, TopicId topic, TopicCommand.Continue next) =>
        state.Definition is null
            ? Unless([.. Opening(state, next.Definition, next.Family), new TopicEvent.Continued(next.From)])
        : state.Formerly == next.From ? Unless(Opening(state, next.Definition, next.Family)) // a part of it may have come before
        : Refuse(new Rejection.TopicExists(topic));

    private static Decision Archive(TopicState state, TopicEvent.Archived fact, DateTimeOffset now) =>
        state.Archived == fact ? new Decision.Unchanged() : Act(fact, now);

    private static Decision Restore(TopicState state, TopicId topic, TopicEvent.Restored fact, DateTimeOffset now) =>
        state.Archived is not null ? Act(fact, now)
        : state.Filing.LastOrDefault(act => act.Event is TopicEvent.Restored)?.Event as TopicEvent.Restored == fact
            ? new Decision.Unchanged()
        : Refuse(new Rejection.NotArchived(topic));

    private static Decision Move(TopicState state, TopicCommand.MoveClaim move, DateTimeOffset now)
    {
        if (!state.Claims.TryGetValue(move.Claim, out var facts)) return Refuse(new Rejection.UnknownClaim(move.Claim));
        var fact = new TopicEvent.ClaimMoved(move.Claim, move.To, move.Reason, move.By, move.ReportedTime);
        if (facts.Moved is { } gone) return gone == fact ? new Decision.Unchanged()
            : Refuse(new Rejection.ClaimMoved(move.Claim, gone.To));
        return facts.LastVersion == move.IfVersion ? Act(fact, now)
            : Refuse(new Rejection.VersionMismatch(move.IfVersion, facts.LastVersion));
    }

    private static Decision Receive(TopicState state, TopicId topic, TopicCommand.Receive receive)
    {
        var (facts, claims, labels) = (new List<TopicEvent>(), new HashSet<ClaimId>(),
            new HashSet<string>(StringComparer.Ordinal));
        foreach (var received in receive.Facts)
        {
            switch (received.Fact)
            {
                case TopicEvent.ClaimAsserted { Claim: var claim }:
                    state.Claims.TryGetValue(claim.Id, out var known);
                    if (known is not null && Erased(known.Claim, claim) is { } erased)
                        facts.Add(erased); // elsewhere, while it was on its way here
                    else if (known is not null && known.Claim != claim)
                        return Refuse(new Rejection.ClaimIdTaken(claim.Id, known.Version));
                    if (known is { Departure: null } || !claims.Add(claim.Id)) continue;
                    if (state.Claims.Count + claims.Count > ClaimsMax)
                        return Refuse(new Rejection.TopicFull(ClaimsMax));
                    if (NewLabel(state, state.Definition!, claim) is { } label && labels.Add(label)
                        && state.LabelCount + labels.Count > LabelsMax)
                        return Refuse(new Rejection.Invalid("/to",
                            $"has {LabelsMax} labels already, and claim {claim.Id} brings another"));
                    break;
                case TopicEvent.ClaimRetracted { Claim: var id } when IsDone(id, received):
                case TopicEvent.ClaimRestored { Claim: var restored } when IsDone(restored, received):
                    continue;
                case TopicEvent.ClaimRetracted { Claim: var id } when !Fits(id):
                    return Refuse(new Rejection.TooManyWaiting(WaitingMax));
                case TopicEvent.ClaimMoved moved when moved.To == topic || state.MovedTo(moved.Claim) is not null:
                    continue;
                case TopicEvent.Resolved or TopicEvent.Annulled or TopicEvent.ResolutionWithdrawn
                    when state.Settling.Any(act => act.At == received.At && act.Event == received.Fact):
                    continue;
            }

            facts.Add(received);
        }

        if (facts.Count == 0) return new Decision.Unchanged();
        if (state.Archived is { } archived) return Refuse(new Rejection.TopicArchived(topic, archived.Reason));
        var key = state.FamilyKey;
        return Unless([
            .. receive.Sources.Select(p => Here(p, key)).Where(p => IsNews(state, p))
                .Select(p => new TopicEvent.SourceAssessed(p)), .. facts]);

        static TopicEvent.ClaimErased? Erased(Claim here, Claim there) =>
            here != there && there.Erased is { } fields && ClaimTexts.Without(here, fields) == there
                ? new TopicEvent.ClaimErased(here.Id, fields, "erased where it came from") : null;

        bool IsDone(ClaimId claim, TopicEvent.Received received) =>
            state.ActsOn(claim)?.Has(received.Fact, received.At) == true;

        bool Fits(ClaimId claim) => claims.Contains(claim) || state.Claims.ContainsKey(claim)
            || state.Waiting.Count + facts.Count < WaitingMax;
    }
}
