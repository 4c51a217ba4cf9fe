using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>What is said at once of a claim that does not count, or not as its sender may think.</summary>
internal static class Warnings
{
    /// <param name="state">The topic's facts.</param>
    /// <param name="facts">The claim.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="contradiction">What it would replace and may not, or the other way round; null as a rule.</param>
    /// <returns>Why it does not count first; null as a rule.</returns>
    public static ValueList<ClaimWarning>? Of(TopicState state, ClaimFacts facts, Judgement outcome, string? contradiction)
    {
        var (topic, claim) = (state.Topic!, facts.Claim);
        List<ClaimWarning>? warnings = null;
        if (outcome.Cause is { } cause) Add(new(PointerOf(cause, claim), cause, Sentence(outcome.Reason), NearestTo(topic, claim, cause)));
        if (outcome.Claim?.Remark is { } remark) Add(new("/value", WarningCode.Fall, Sentence(remark)));
        if (contradiction is not null) Add(new(claim.Corrects is null ? "/id" : "/corrects", WarningCode.Contradiction, Sentence(contradiction)));
        if (Derivation.IsOfItself(claim, state)) Add(new("/qualifiers/derivedFrom", WarningCode.Loop, "The claim is computed from itself."));
        foreach (var (i, word) in (claim.Hedges ?? []).Index())
        {
            if (HedgeWords.Find(word) is not null) continue;
            Add(new($"/hedges/{i}", WarningCode.UnknownHedge, $"The hedge \"{word}\" is not in the table: it counts as slight.",
                Nearest.To(word, HedgeWords.Known)));
        }

        return warnings is null ? null : [.. warnings];

        void Add(ClaimWarning warning) => (warnings ??= []).Add(warning);
    }

    private static string PointerOf(WarningCode cause, Claim claim) => cause switch
    {
        WarningCode.UnknownUnit or WarningCode.MissingUnit => "/unit",
        WarningCode.UnknownLabel => "/value/name",
        WarningCode.OtherKind => "/value/kind",
        WarningCode.OtherStatus or WarningCode.Outlook => "/status",
        WarningCode.OutsideScale => "/value/best",
        WarningCode.Denial => "/stance",
        WarningCode.OutsideScope => "/qualifiers/scopeMatch",
        WarningCode.Undated => "/value/edtf",
        WarningCode.LaterTime => claim.ValidTime is null ? "/reportedTime" : "/validTime",
        WarningCode.Lapsed => claim.Value is ClaimValue.Date ? "/value/edtf" : claim.ValidTime is null ? "/reportedTime" : "/validTime",
        WarningCode.FallenBase => "/qualifiers/derivedFrom",
        WarningCode.AfterResolution or WarningCode.Embargoed => "/reportedTime",
        _ => "/id",
    };

    private static string? NearestTo(TopicDefinition topic, Claim claim, WarningCode cause) => (cause, claim.Value) switch
    {
        (WarningCode.MissingUnit, _) => topic.Unit,
        (WarningCode.UnknownUnit, _) => Nearest.To(claim.Unit!, Units.KnownTo(topic)), // without a unit it would be missing
        (WarningCode.UnknownLabel, ClaimValue.Category label) => Nearest.To(label.Name, topic.Categories!), // of an open set no label is unknown
        (WarningCode.OtherStatus, _) => Nearest.To(Placing.Word(claim.Status), topic.Accepts.Select(Placing.Word)),
        _ => null,
    };

    /// <summary>A reason that a person gave may be empty.</summary>
    private static string Sentence(string reason) =>
        reason.Length == 0 ? reason : $"{char.ToUpperInvariant(reason[0])}{reason[1..].TrimEnd('.', '?')}{(reason.EndsWith('?') ? "?" : ".")}";
}
