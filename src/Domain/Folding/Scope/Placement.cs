using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Scope;

/// <summary>To which question a claim speaks.</summary>
internal enum Place
{
    /// <summary>To none: it stays in the ledger, with the reason.</summary>
    Nowhere,

    /// <summary>To that of the topic.</summary>
    Question,

    /// <summary>To what is to come, on a topic that asks about what is.</summary>
    Outlook,
}

/// <summary>Where a claim belongs, at any valid time, and why; of one that belongs nowhere the cause.</summary>
internal readonly record struct Placement(Place Place, Standing Standing, string Reason, WarningCode? Cause)
{
    public static Placement At(Place place) => new(place, Standing.Counted, "", null);

    public static Placement Outside(Standing standing, WarningCode cause, string reason) => new(Place.Nowhere, standing, reason, cause);
}

/// <summary>
/// Stage 1: is the claim about this question, now or ahead? A function of the topic's facts and of what had been reported; the valid time asked
/// about plays no part.
/// </summary>
/// <param name="state">The topic's facts.</param>
/// <param name="links">How its claims hang together.</param>
/// <param name="reportedBy">Only claims reported by then are seen, and nothing that was done to them later; null for all.</param>
/// <param name="now">The instant of asking: what is under embargo then is silent. Null: nothing is.</param>
internal sealed class Placing(TopicState state, ClaimLinks links, DateTimeOffset? reportedBy, DateTimeOffset? now)
{
    /// <summary>Only claims reported by then are seen; null for all.</summary>
    public DateTimeOffset? ReportedBy => reportedBy;

    /// <summary>The instant of asking.</summary>
    public DateTimeOffset? Now { get; set; } = now;

    /// <summary>What settles the question, once it can be known.</summary>
    public Settlement? Settlement => state.SettlementBy(reportedBy);

    /// <summary>Whether a claim can be known.</summary>
    public bool Sees(ClaimFacts facts) => reportedBy is not { } by || facts.KnownBy <= by;

    /// <summary>Whether a claim waits for the time for which it is dated.</summary>
    public bool IsEmbargoed(ClaimFacts facts) => facts.EmbargoedUntil > Now;

    /// <summary>
    /// Whether a claim can be known, need not wait, and stands on this topic. That it was moved is of no time: it never belonged here.
    /// </summary>
    public bool Hears(ClaimFacts facts) => facts.Departure is null && Sees(facts) && !IsEmbargoed(facts);

    /// <summary>Where a claim belongs.</summary>
    public Placement Of(ClaimFacts facts)
    {
        var (topic, claim) = (state.Topic!, facts.Claim);
        if (!Sees(facts)) return Placement.Outside(Standing.OutOfScope, WarningCode.LaterTime, "not reported yet");
        if (facts.Moved is { } moved) return Placement.Outside(Standing.Moved, WarningCode.Moved, $"moved to {moved.To}: {moved.Reason}");
        if (Withdrawal(facts) is { } withdrawn) return withdrawn;
        if (IsEmbargoed(facts))
        {
            return Placement.Outside(Standing.Embargoed, WarningCode.Embargoed,
                $"dated ahead: it counts from {facts.EmbargoedUntil:yyyy-MM-dd'T'HH:mm:ss'Z'} on");
        }
        if (FallenBase(claim) is { } fallen)
        {
            return Placement.Outside(fallen.Standing, WarningCode.FallenBase,
                $"computed from {fallen.Base}, which was {fallen.Standing.ToString().ToLowerInvariant()}");
        }
        if (Settlement is { } settlement && settlement.Closes(topic) && settlement.IsBefore(facts))
        {
            return Placement.Outside(Standing.AfterResolution, WarningCode.AfterResolution, Late(settlement));
        }
        if (Mismatch(topic, claim) is var (cause, mismatch)) return Placement.Outside(Standing.OutOfScope, cause, mismatch);
        if (topic.Accepts.Contains(claim.Status)) return Placement.At(Place.Question);
        return claim.LooksAhead
            ? Placement.At(Place.Outlook)
            : Placement.Outside(Standing.OutOfScope, WarningCode.OtherStatus,
            $"the topic asks about what is {string.Join(", ", topic.Accepts.Select(Word))}, not what is {Word(claim.Status)}");
    }

    /// <summary>Which claim it would take back and may not, or which would take it back; null where all may, or the claim is withdrawn itself.</summary>
    public string? Contradiction(ClaimFacts facts)
    {
        if (facts.Departure is not null || facts.RetractionBy(reportedBy) is not null) return null;
        if (facts.Claim.Corrects is { } id && state.Claims.TryGetValue(id, out var wrong) && Hears(wrong)
            && !Derivation.MayCorrect(state, facts.Claim, wrong.Claim))
            return $"contradicts {id} and does not replace it: neither its origin nor its publisher says so";
        foreach (var other in links.CorrectionsOf(facts.Claim.Id))
        {
            var correction = state.Claims[new ClaimId(other)];
            if (Hears(correction) && correction.RetractionBy(reportedBy) is null
                && !Derivation.MayCorrect(state, correction.Claim, facts.Claim))
                return $"contradicted by {other}, which may not replace it: neither its origin nor its publisher says so";
        }

        return null;
    }

    /// <summary>Whether a claim's date cannot be placed though it would count.</summary>
    public bool IsUnresolved(ClaimFacts facts) =>
        facts.Claim.Value is ClaimValue.Date { Edtf: null } && Hears(facts) && Withdrawal(facts) is null
            && state.Topic!.Accepts.Contains(facts.Claim.Status);

    /// <summary>A status as it is spoken of.</summary>
    public static string Word(ClaimStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>Retracted, or replaced by a correction of whoever may correct it.</summary>
    private Placement? Withdrawal(ClaimFacts facts)
    {
        if (facts.RetractionBy(reportedBy) is { } retraction) return Placement.Outside(Standing.Retracted, WarningCode.Retracted, retraction.Reason);
        foreach (var id in links.CorrectionsOf(facts.Claim.Id))
        {
            var correction = state.Claims[new ClaimId(id)];
            if (Hears(correction) && correction.RetractionBy(reportedBy) is null && Derivation.MayCorrect(state, correction.Claim, facts.Claim))
                return Placement.Outside(Standing.Corrected, WarningCode.Corrected,
                    $"corrected by {id}{(Derivation.IsOfTheSame(state, correction.Claim, facts.Claim) ? "" : ", as a mistake of entry")}");
        }

        return null;
    }

    /// <summary>A value that was computed from a claim falls with it.</summary>
    private (string Base, Standing Standing)? FallenBase(Claim claim)
    {
        foreach (var id in Derivation.BasesOf(claim, state))
        {
            if (Withdrawal(state.Claims[id]) is { } withdrawn) return (id.Value, withdrawn.Standing);
        }

        return null;
    }

    /// <summary>Why the claim does not speak to the topic whatever its status; null when it does.</summary>
    private static (WarningCode Cause, string Reason)? Mismatch(TopicDefinition topic, Claim claim)
    {
        if (claim.Qualified("scopeMatch") is QualifierValue.Text { Value: "none" })
            return (WarningCode.OutsideScope, "the desk marked it as outside the topic's scope");
        return (topic.Kind, claim.Value) switch
        {
            (TopicKind.Quantity, ClaimValue.Quantity q) when topic.Scale is { } scale && (q.Best < scale.Low || q.Best > scale.High)
                => (WarningCode.OutsideScale, $"it lies outside the topic's scale, {scale.Low} to {scale.High}"),
            (TopicKind.Quantity, ClaimValue.Quantity or ClaimValue.Range or ClaimValue.Bound) when topic.Scale is not null && claim.Stance == Stance.Denies
                => (WarningCode.Denial, "a rating that is denied says nothing of the right one"),
            (TopicKind.Quantity, ClaimValue.Quantity or ClaimValue.Range or ClaimValue.Bound) => Units.Factor(topic, claim.Unit) is not null ? null
                : claim.Unit is null
                ? (WarningCode.MissingUnit, $"it names no unit; the topic counts {topic.Unit}")
                : (WarningCode.UnknownUnit, $"it counts {claim.Unit}, the topic {topic.Unit ?? "plain numbers"}"),
            (TopicKind.Proposition, ClaimValue.Proposition) => null,
            (TopicKind.Category, ClaimValue.Category category) when Saying.LabelOf(topic, category.Name) is null =>
                (WarningCode.UnknownLabel, $"\"{category.Name}\" is not one of the topic's categories"),
            (TopicKind.Category, ClaimValue.Category) => null,
            (TopicKind.Date, ClaimValue.Date { Edtf: null }) => (WarningCode.Undated, "its date cannot be placed until the report itself is dated"),
            (TopicKind.Date, ClaimValue.Date) => null,
            _ => (WarningCode.OtherKind, $"a {KindOf(claim.Value)} does not answer a question of kind {topic.Kind.ToString().ToLowerInvariant()}"),
        };
    }

    private static string Late(Settlement settlement) =>
        (Acts.ReportedTime(settlement.Last.Event) is null ? "taken in" : "reported")
        + (settlement.Annulment is null ? " after the answer was established" : " after the question was annulled");

    private static string KindOf(ClaimValue value) => value switch
    {
        ClaimValue.Quantity => "quantity",
        ClaimValue.Range => "range",
        ClaimValue.Bound => "bound",
        ClaimValue.Proposition => "proposition",
        ClaimValue.Category => "category",
        _ => "date",
    };
}
