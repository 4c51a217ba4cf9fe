using System.Diagnostics;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>What a command comes to: events, nothing, or a refusal.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>These facts follow, in order; at least one.</summary>
    public sealed record Accepted(IReadOnlyList<TopicEvent> Events) : Decision;

    /// <summary>It has been done before.</summary>
    public sealed record Unchanged : Decision;

    /// <summary>It cannot be.</summary>
    public sealed record Refused(Rejection Rejection) : Decision;
}

/// <summary>Decides commands: a pure function of a topic's facts, the command and the time.</summary>
public static partial class TopicDecider
{
    /// <summary>How many claims one topic may hold.</summary>
    public const int ClaimsMax = 2_000_000;

    /// <summary>How many different labels may be claimed where any may be.</summary>
    public const int LabelsMax = 100;

    /// <summary>For how many claims that are yet to come one topic may hold retractions.</summary>
    public const int WaitingMax = 10_000;

    /// <summary>How far ahead of our clock an act may be dated, and what has come about: somewhere it may be tomorrow.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    /// <summary>What <paramref name="command"/> comes to; the same command twice is <see cref="Decision.Unchanged"/> the second time.</summary>
    public static Decision Decide(TopicState state, TopicId topic, TopicCommand command, DateTimeOffset now) => command switch
    {
        _ when state.Redirect is not null && command is not (TopicCommand.AssessSource or TopicCommand.DefineFamily) =>
            WhileRedirected(state, topic, command, now),
        TopicCommand.Define define => Define(state, define),
        TopicCommand.Continue next => Continue(state, topic, next),
        TopicCommand.AssertClaim assert => Assert(state, assert, now),
        _ when state.Definition is null => Refuse(new Rejection.UnknownTopic(topic)),
        TopicCommand.Archive or TopicCommand.Restore or TopicCommand.MoveClaim or TopicCommand.Receive or TopicCommand.Redirect
            or TopicCommand.WithdrawRedirect => File(state, topic, command, now),
        TopicCommand.RetractClaim { Claim: var id } when state.MovedTo(id) is { } to => Refuse(new Rejection.ClaimMoved(id, to)),
        TopicCommand.RestoreClaim { Claim: var id } when state.MovedTo(id) is { } to => Refuse(new Rejection.ClaimMoved(id, to)),
        TopicCommand.EraseClaim { Claim: var id, IsCopy: false } when state.MovedTo(id) is { } to => Refuse(new Rejection.ClaimMoved(id, to)),
        TopicCommand.RetractClaim retract => Retract(state, retract, now),
        TopicCommand.RestoreClaim restore => Restore(state, restore, now),
        TopicCommand.EraseClaim erase => Erase(state, erase),
        TopicCommand.Resolve resolve => Resolve(state, resolve.Resolution, now),
        TopicCommand.Annul { Annulment: var annulment } =>
            state.Settlement?.Annulment == annulment ? new Decision.Unchanged() : Act(new TopicEvent.Annulled(annulment), now),
        TopicCommand.WithdrawResolution withdraw => Withdraw(state, new(withdraw.Reason, withdraw.By, withdraw.ReportedTime), now),
        TopicCommand.AssessSource assess => Unless([.. News(state, [.. assess.Into, assess.Profile], state.FamilyKey)]),
        TopicCommand.DefineFamily define => DefineFamily(state, Here(state.Definition, define.Family)),
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    private static Decision Define(TopicState state, TopicCommand.Define define)
    {
        var events = Opening(state, define.Definition, define.Family);
        if (state.Definition == define.Definition) return Unless(events); // also when retried at a version that it has made itself
        if (define.IfVersion is { } expected && expected != state.Version)
            return Refuse(new Rejection.VersionMismatch(expected, state.Version));
        if (define.Instead is { } seen && seen != state.Definition) return Refuse(new Rejection.DefinitionChanged());
        if (state.Definition is { } known && known.Kind != define.Definition.Kind) return Refuse(new Rejection.KindFixed(known.Kind));
        if (state.Settlement?.Resolution?.Value is ClaimValue.Category answer
            && define.Definition.Categories is { } labels && !Has(labels, answer.Name))
            return Refuse(new Rejection.Invalid("/categories", $"leave out the established answer, {answer.Name}"));
        if ((define.Family ?? FamilyDefinition.FindBuiltIn(FamilyDefinition.NameFor(define.Definition))) is { } family && family.Kind != define.Definition.Kind)
            return Refuse(new Rejection.Invalid("/family", $"is for topics of kind {family.Kind.ToString().ToLowerInvariant()}"));
        return Unless(events);
    }

    /// <summary>What a definition comes to: itself, and what is held about the family, as far as either is new.</summary>
    private static List<TopicEvent> Opening(TopicState state, TopicDefinition definition, FamilyDefinition? family)
    {
        var events = new List<TopicEvent>();
        if (state.Definition != definition) events.Add(new TopicEvent.Defined(definition));
        if (family is not null && Here(definition, family) is var here && IsNews(state, definition, here)) events.Add(new TopicEvent.FamilyDefined(here));
        return events;
    }

    private static Decision Assert(TopicState state, TopicCommand.AssertClaim assert, DateTimeOffset now)
    {
        var claim = assert.Claim;
        if ((state.Definition ?? assert.DefineAs) is not { } definition) return Refuse(new Rejection.UnknownTopic(claim.Topic));
        if (state.Claims.TryGetValue(claim.Id, out var known))
        {
            var posted = ClaimTexts.Without(claim, known.Claim.Erased ?? []); // what was erased may be anything
            if (state.ChainOf(posted).SequenceEqual(state.ChainOf(known.Claim))) // under whatever names its sources go by now
                posted = posted with { Publisher = known.Claim.Publisher, Attribution = known.Claim.Attribution };
            var isSame = known.Claim.IsSameAs(posted);
            return !isSame ? Refuse(new Rejection.ClaimIdTaken(claim.Id, known.Version))
                : known.Departure is not null ? new Decision.Unchanged() // it stands elsewhere, and the ledger says where
                : known.RetractionBy(null) is { } retracted ? Refuse(new Rejection.ClaimRetracted(claim.Topic, claim.Id, retracted.Reason))
                : new Decision.Unchanged();
        }

        if (state.Archived is { } archived) return Refuse(new Rejection.TopicArchived(claim.Topic, archived.Reason));
        if (state.Claims.Count >= ClaimsMax) return Refuse(new Rejection.TopicFull(ClaimsMax));
        if (NewLabel(state, definition, claim) is not null && state.LabelCount >= LabelsMax)
            return Refuse(new Rejection.Invalid("/value/name", $"is new, and the topic has {LabelsMax} labels already"));
        if (claim is { Entry: not null, Corrects: null }) return Refuse(new Rejection.Invalid("/entry", "is said of a correction, and corrects is not given"));
        if (CorrectsInACircle(state, claim)) return Refuse(new Rejection.Invalid("/corrects", "leads back to this claim"));
        if (Fault(definition, claim, now) is { } fault) return Refuse(fault);

        var events = state.Definition is null ? Opening(state, definition, assert.Family) : [];
        if (assert.Sources.Count > 0)
        {
            var key = state.Definition is null ? Families.Of(definition, assert.Family).Key : state.FamilyKey;
            events.AddRange(News(state, assert.Sources, key));
        }

        events.Add(new TopicEvent.ClaimAsserted(claim));
        return new Decision.Accepted(events);
    }

    /// <summary>The label that a claim is the first to name, where any may be claimed.</summary>
    private static string? NewLabel(TopicState state, TopicDefinition definition, Claim claim) =>
        definition is { Kind: TopicKind.Category, Categories: null }
            && claim.Value is ClaimValue.Category { Name: var name } && !state.HasLabel(name)
            ? Spelling.Key(name) : null;

    private static Rejection? Fault(TopicDefinition definition, Claim claim, DateTimeOffset now)
    {
        if (ReportTime.AsTakenIn(claim.ReportedTime, now) is var reported && reported > now) now = reported; // it speaks from then on
        if (!claim.LooksAhead && claim.ValidTime?.From > now + ClockSlack)
            return new Rejection.Invalid("/validTime", $"lies in the future, for what is {claim.Status.ToString().ToLowerInvariant()}");
        if (!claim.LooksAhead && claim.Stance == Stance.Asserts && claim.Value is ClaimValue.Date { Edtf.From: { } from } && from > now + ClockSlack)
            return new Rejection.Invalid("/value/edtf", $"lies in the future, for what is {claim.Status.ToString().ToLowerInvariant()}");
        return OutsideScale(definition, claim.Value);
    }

    private static bool CorrectsInACircle(TopicState state, Claim claim)
    {
        if (claim.Corrects is null) return false;
        var seen = new HashSet<ClaimId> { claim.Id };
        for (var wrong = claim.Corrects; wrong is { } id; wrong = state.Claims.TryGetValue(id, out var next) ? next.Claim.Corrects : null)
        {
            if (!seen.Add(id)) return true;
        }

        return false;
    }

    private static bool Has(ValueList<string> labels, string name) => labels.Any(label => Spelling.Same(label, name));

    private static Rejection? OutsideScale(TopicDefinition definition, ClaimValue value)
    {
        if (definition.Kind != TopicKind.Quantity) return null;
        foreach (var (pointer, number) in Numbers(value))
        {
            if (definition.Scale is { } scale && (number < scale.Low || number > scale.High))
                return new Rejection.Invalid(pointer, $"lies outside the topic's scale, {scale.Low} to {scale.High}");
            if (definition.Scale is null && number < 0) return new Rejection.Invalid(pointer, "a count is never negative");
        }

        return null;
    }

    private static IEnumerable<(string Pointer, double Number)> Numbers(ClaimValue value)
    {
        switch (value)
        {
            case ClaimValue.Quantity quantity:
                yield return ("/value/best", quantity.Best);
                if (quantity.Low is { } low) yield return ("/value/low", low);
                if (quantity.High is { } high) yield return ("/value/high", high);
                break;
            case ClaimValue.Range range:
                yield return ("/value/low", range.Low);
                yield return ("/value/high", range.High);
                break;
            case ClaimValue.Bound bound:
                yield return ("/value/value", bound.Value);
                break;
        }
    }

    /// <summary>What the claim never had is passed over; so is what was erased before.</summary>
    private static Decision Erase(TopicState state, TopicCommand.EraseClaim erase)
    {
        if (!state.Claims.TryGetValue(erase.Claim, out var facts))
            return Refuse(new Rejection.UnknownClaim(erase.Claim));
        var there = new List<string>();
        foreach (var name in erase.Fields.Distinct().Order(StringComparer.Ordinal))
        {
            if (ClaimTexts.Of(facts.Claim, name) is not { } text) continue;
            if (ClaimTexts.GivesAway(erase.Reason, text))
                return Refuse(new Rejection.Invalid("/reason", "holds words that are to be erased, and is kept"));
            there.Add(name);
        }

        return Unless(there.Count == 0, new TopicEvent.ClaimErased(erase.Claim, [.. there], erase.Reason));
    }

    private static Decision DefineFamily(TopicState state, FamilyDefinition family) =>
        Unless(!IsNews(state, state.Definition, family), new TopicEvent.FamilyDefined(family));

    private static Decision Retract(TopicState state, TopicCommand.RetractClaim retract, DateTimeOffset now)
    {
        var fact = new TopicEvent.ClaimRetracted(retract.Claim, retract.Reason, retract.By, retract.ReportedTime);
        var last = state.ActsOn(retract.Claim)?.Last(by: null);
        if (last?.Event is TopicEvent.ClaimRetracted before)
            return before == fact ? new Decision.Unchanged() : Refuse(new Rejection.AlreadyRetracted(retract.Claim));
        if (last is null && !state.Claims.ContainsKey(retract.Claim) && state.Waiting.Count >= WaitingMax)
            return Refuse(new Rejection.TooManyWaiting(WaitingMax));
        return Act(fact, now);
    }

    private static Decision Restore(TopicState state, TopicCommand.RestoreClaim restore, DateTimeOffset now)
    {
        var fact = new TopicEvent.ClaimRestored(restore.Claim, restore.Reason, restore.By, restore.ReportedTime);
        var last = state.ActsOn(restore.Claim)?.Last(by: null);
        if (last?.Event == fact) return new Decision.Unchanged();
        if (last?.Event is TopicEvent.ClaimRetracted) return Act(fact, now);
        return Refuse(last is null && !state.Claims.ContainsKey(restore.Claim)
            ? new Rejection.UnknownClaim(restore.Claim)
            : new Rejection.NotRetracted(restore.Claim));
    }

    private static Decision Act(TopicEvent act, DateTimeOffset now) =>
        FaultOf(Acts.ReportedTime(act), now) is { } fault ? Refuse(fault) : new Decision.Accepted([act]);

    /// <summary>
    /// What is wrong with the time at which something is said to have been made known; null when nothing is.
    /// </summary>
    public static Rejection? FaultOf(Edtf? reportedTime, DateTimeOffset now) =>
        reportedTime is { } reported && (reported.From ?? reported.To) > now + ClockSlack
            ? new Rejection.Invalid("/reportedTime", "lies in the future") : null;

    private static Decision Withdraw(TopicState state, TopicEvent.ResolutionWithdrawn fact, DateTimeOffset now)
    {
        if (state.Settlement is not null) return Act(fact, now);
        return state.Settling is [.., var last] && last.Event == fact ? new Decision.Unchanged() : Refuse(new Rejection.NotResolved());
    }

    private static Decision Resolve(TopicState state, Resolution resolution, DateTimeOffset now)
    {
        var definition = state.Definition!;
        if (resolution.Value is ClaimValue.Proposition { Probability: not null })
            return Refuse(new Rejection.Invalid("/value/probability", "an established answer is not a probability"));
        if (OutsideScale(definition, resolution.Value) is { } outside) return Refuse(outside);
        if (resolution.ValidTime?.From > now + ClockSlack) return Refuse(new Rejection.Invalid("/validTime", "lies in the future"));
        var fits = (definition.Kind, resolution.Value) switch
        {
            (TopicKind.Quantity, ClaimValue.Quantity or ClaimValue.Range or ClaimValue.Bound) => true,
            (TopicKind.Proposition, ClaimValue.Proposition) => true,
            (TopicKind.Category, ClaimValue.Category category) => definition.Categories is not { } labels || Has(labels, category.Name),
            (TopicKind.Date, ClaimValue.Date { Edtf: not null }) => true,
            _ => false,
        };
        if (fits && state.Settlement?.Resolution == resolution) return new Decision.Unchanged();
        return fits
            ? Act(new TopicEvent.Resolved(resolution), now)
            : Refuse(new Rejection.Invalid("/value", $"cannot be the answer to a topic of kind {definition.Kind.ToString().ToLowerInvariant()}"
                + (definition.Categories is { } c ? $" with the categories {string.Join(", ", c)}" : "")));
    }

    /// <summary>What of these profiles is new to a topic whose family has this key.</summary>
    private static IEnumerable<TopicEvent> News(TopicState state, IEnumerable<SourceProfile> profiles, string key) =>
        profiles.Select(p => Here(p, key)).Where(p => IsNews(state, p))
            .Select(p => new TopicEvent.SourceAssessed(p, p.ActAfter(state.Known(p.Source))));

    /// <summary>Whether a profile says something else than the one held, and is not older; both as far as they concern the topic.</summary>
    private static bool IsNews(TopicState state, SourceProfile profile) =>
        state.Profile(profile.Source) is var held && held != profile && held.Version <= profile.Version
        && !(profile.SaysNothing && state.Known(profile.Source) is null)
        && (held.Records.Count + profile.Records.Count == 0 || held with { Version = 0 } != profile with { Version = 0 });

    /// <summary>Whether a family is that of the topic as it is <paramref name="defined"/>, and says something else than what is held, and is not older.</summary>
    private static bool IsNews(TopicState state, TopicDefinition? defined, FamilyDefinition family) =>
        defined is not null && (family.Name, family.Kind) == (FamilyDefinition.NameFor(defined), defined.Kind)
        && (state.Family is not { } held || held.Name != family.Name
            || (held.Version <= family.Version && held != family && (held.Learned.Count + family.Learned.Count == 0 || held with { Version = 0 } != family with { Version = 0 })));

    /// <summary>
    /// What concerns a topic of just this family: neither what the source has earned in others and how else it is
    /// called, nor what others of its name have learned.
    /// </summary>
    private static SourceProfile Here(SourceProfile profile, string key) =>
        profile.Records.Count + profile.Aliases.Count == 0 ? profile
            : profile with { Records = profile.RecordIn(key) is { } record ? [record] : [], Aliases = [] };

    private static FamilyDefinition Here(TopicDefinition definition, FamilyDefinition family) =>
        family.Learned.Count == 0 ? family : family with { Learned = [.. family.Learned.Where(l => l.Key == Families.Of(definition, family).Key)] };

    private static Decision Unless(List<TopicEvent> facts) => facts.Count == 0 ? new Decision.Unchanged() : new Decision.Accepted(facts);

    private static Decision Unless(bool done, TopicEvent fact) => done ? new Decision.Unchanged() : new Decision.Accepted([fact]);

    private static Decision Refuse(Rejection rejection) => new Decision.Refused(rejection);
}
