using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Weight;

/// <summary>Stage 5: how much is each statement worth? Accuracy of its source, certainty of its words, interest, growth and age.</summary>
internal sealed class Weighing
{
    private const double UndatedFooting = 0.75; // nobody can say what an undated report followed or preceded

    private readonly TopicState _state;
    private readonly TopicDefinition _topic;
    private readonly Family _family;
    private readonly Interests _interests;

    public Weighing(TopicState state, Family family, IReadOnlyList<TimedClaim> claims)
    {
        (_state, _topic, _family) = (state, state.Topic!, family);
        _interests = new Interests(_topic, family, claims);
    }

    /// <summary>What is held about a source here: its grade, and what it has earned in the topic's family.</summary>
    public static Reliability ReliabilityOf(TopicState state, SourceId source)
    {
        var profile = state.Known(source);
        var prior = Reliability.Of(profile?.Grade ?? Grade.F, state.Topic!.Sources == Voices.Observers);
        return profile is { Records.Count: > 0 } && profile.RecordIn(state.FamilyKey) is { } record ? prior.With(record) : prior;
    }

    /// <param name="claim">What stands.</param>
    /// <param name="asOf">Counts that never fall: as of when, and how they grow; null for others.</param>
    public WeightedClaim Of(TimedClaim claim, (DateTimeOffset Time, Growth Growth)? asOf = null)
    {
        var lead = claim.Lead;
        var reliability = ReliabilityOf(_state, lead.Lineage.Source);
        var (accuracy, certainty) = (reliability.Accuracy, lead.Certainty);
        var (stake, weighedAccuracy, weighedCertainty) = _interests.Weigh(claim, accuracy, certainty);
        var growth = asOf is var (_, pace) ? pace.Since(claim.Horizon) : 0;
        if (growth > 0 && !_family.Logarithmic) growth = Math.Abs(claim.Number.Value) * (Math.Exp(growth) - 1);
        var isLater = asOf is { } at && claim.Horizon > at.Time;
        return new WeightedClaim
        {
            Id = lead.Id, Origin = claim.Origin, Said = claim.Said, Reliability = reliability,
            Accuracy = weighedAccuracy, Certainty = weighedCertainty, Plain = (accuracy, certainty), Stake = stake,
            IsNewcomer = reliability.IsNewcomer && (claim.Said is Said.Label || _topic.Sources == Voices.Reporters),
            Among = claim.Among, Kept = claim.Kept, Horizon = Saying.Days(claim.Horizon),
            GrowthUp = isLater ? 0 : growth, GrowthDown = isLater ? growth : 0,
            SoFar = lead.SoFar,
            StandsForCount = claim.Said is Said.Number { Form: NumberForm.AtLeast } && lead.Claim.Qualified("derivedFrom") is not null,
            Footing = _topic.Sources == Voices.Reporters && lead.IsUndated ? UndatedFooting : 1,
        };
    }
}
