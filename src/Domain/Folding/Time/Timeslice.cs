using Analysis.Domain.Beliefs;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Succession;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Time;

/// <summary>A statement that stands at a valid time, as it is heard there.</summary>
/// <param name="Standing">The statement.</param>
/// <param name="Said">What it says of that time.</param>
/// <param name="Among">m: how many different things its origin says at once.</param>
internal sealed record TimedClaim(StandingClaim Standing, Said Said, int Among)
{
    // Kept here, since many steps pass over all that stands and ask for nothing else.
    public ScopedClaim Lead { get; } = Standing.Lead;

    public string Origin { get; } = Standing.Lead.Lineage.Origin;

    public DateTimeOffset Horizon { get; } = Standing.Horizon;

    /// <summary>s: the share of it that still bears on the time, in [0, 1].</summary>
    public double Kept { get; init; } = 1;

    public Said.Number Number => (Said.Number)Said;

    public Said.Label Label => (Said.Label)Said;
}

/// <summary>
/// Stage 4: what stands at one valid time, one voice an origin, in the order of speakers; and why the rest of what was said last does not.
/// </summary>
internal sealed class Timeslice
{
    private const int WaitingMax = 1_000; // in whose ledger entries the reason stands

    private readonly Dictionary<ScopedClaim, Fate> _silent = [];

    private Timeslice(DateTimeOffset at, int speakers) => (At, Claims, Chains) = (at, new(speakers), new(speakers));

    /// <summary>The valid time asked about.</summary>
    public DateTimeOffset At { get; }

    /// <summary>What stands.</summary>
    public List<TimedClaim> Claims { get; private set; }

    /// <summary>What each chain has come to, whether or not it speaks.</summary>
    public List<(SupersessionChain Chain, Stands Stands)> Chains { get; }

    public static Timeslice Of(TopicDefinition topic, Family family, Chains chains, DateTimeOffset at)
    {
        var slice = new Timeslice(at, chains.Speakers);
        foreach (var chain in chains.All) slice.Hear(topic, family, chain);
        if (topic is { Sources: Voices.Reporters, Scale: null }) slice.HearUnknown(topic, chains.Figures);
        if (topic.Kind != TopicKind.Date) slice.PutPlansAside();
        return slice;
    }

    /// <summary>Goes on with these in place of what stood.</summary>
    public void Replace(List<TimedClaim> claims) => Claims = claims;

    /// <summary>Why a statement that stands in its chain does not speak; null when it does.</summary>
    public Fate? SilenceOf(ScopedClaim claim) => _silent.GetValueOrDefault(claim);

    /// <summary>Takes a statement out, with the reason.</summary>
    public void Silence(ScopedClaim claim, Standing standing, string reason) => _silent[claim] = new Fate(standing, reason);

    /// <summary>Takes the denied figures out.</summary>
    public void PutDenialsAside(string reason)
    {
        foreach (var denial in Claims.Where(c => c.Said is Said.Number { Denied: true })) Silence(denial.Lead, Standing.OutOfScope, reason);
        Claims.RemoveAll(c => c.Said is Said.Number { Denied: true });
    }

    /// <summary>Where any fact stands, a plan moves nothing.</summary>
    private void PutPlansAside()
    {
        if (!Claims.Exists(c => !c.Lead.LooksAhead && c.Said is not Said.Number { Denied: true })
            || Claims.TrueForAll(c => !c.Lead.LooksAhead))
        {
            return;
        }
        foreach (var plan in Claims.Where(c => c.Lead.LooksAhead))
        {
            Silence(plan.Lead, Standing.OutOfScope,
                $"{Placing.Word(plan.Lead.Claim.Status)}, while it is known what is");
        }
        Claims.RemoveAll(c => c.Lead.LooksAhead);
    }

    /// <summary>Without what newer statements have outdated.</summary>
    public List<TimedClaim> Current(List<TimedClaim> aged)
    {
        foreach (var old in aged.Where(c => c.Kept < ValidTime.OutdatedBelow)) Silence(old.Lead, Standing.Superseded, "outdated by newer statements");
        return [.. aged.Where(c => c.Kept >= ValidTime.OutdatedBelow)];
    }

    private void Hear(TopicDefinition topic, Family family, SupersessionChain chain)
    {
        var count = ValidTime.IsTimeless(topic) ? chain.Said.Count : chain.CountUntil(At);
        var stands = chain.At(count);
        Chains.Add((chain, stands));
        var claims = stands.Claims;
        if (count < chain.Said.Count)
        {
            for (var i = count; i < chain.Said.Count && i < count + WaitingMax; i++)
            {
                Silence(chain.Said[i], Standing.OutOfScope, "speaks about a time after the one asked about");
            }
            claims = topic.Dynamics == Dynamics.Cumulative ? ReachBack(family, claims, chain, count) : Covering(claims, chain, count);
        }

        // Of labels, an origin's denials stand beside its assertions, and each counts whole.
        var among = topic.Kind is TopicKind.Proposition or TopicKind.Category ? 1 : claims.Length;
        foreach (var claim in claims) Claims.Add(new TimedClaim(claim, claim.Said, among));
    }

    /// <summary>
    /// S4: what its origin later put lower, it put lower for now too, step by step down to the lowest of its later
    /// figures that its next word did not take back; and with nothing earlier, that is a ceiling.
    /// </summary>
    private StandingClaim[] ReachBack(Family family, StandingClaim[] claims, SupersessionChain chain, int from)
    {
        if (claims.Length > 0 && !claims[0].Lead.IsFigure) return claims;
        var later = Enumerable.Range(from, chain.Said.Count - from).Select(i => chain.Said[i])
            .Where(c => c.IsFigure && c.Passed is null).ToList();
        var before = claims.Length > 0 ? claims[0].Lead.Number.Value : double.PositiveInfinity;
        var (lowest, value) = (default(ScopedClaim), before);
        for (var i = 0; i < later.Count; i++)
        {
            var said = later[i].Number.Value;
            if (said >= value || (double.IsFinite(before) && before - said <= family.Tolerance)) continue;
            // Not believed at once, and what follows it neither.
            if (double.IsFinite(value) && family.Logarithmic && value - said > NumberSuccession.Half) break;
            if (i + 1 < later.Count && later[i + 1].Number.Value >= before) continue; // its next word went back: a slip
            (lowest, value) = (later[i], said);
        }

        if (lowest is null) return claims;
        foreach (var claim in claims) Silence(claim.Lead, Standing.Superseded, $"later put lower by {lowest.Id} of the same origin");

        _silent.Remove(lowest);
        return [new StandingClaim(lowest)];
    }

    /// <summary>Where nothing earlier stands: what is about a time that the one asked about lies in.</summary>
    private StandingClaim[] Covering(StandingClaim[] claims, SupersessionChain chain, int from)
    {
        if (claims.Length > 0) return claims;
        var covering = Enumerable.Range(from, chain.Said.Count - from).Select(i => chain.Said[i])
            .FirstOrDefault(c => c.Claim.ValidTime is { } valid && !(valid.From > At));
        if (covering is null) return claims;
        _silent.Remove(covering);
        return [new StandingClaim(covering, At, covering.Reported)];
    }

    /// <summary>
    /// All of unknown lineage is one voice: who says what a named origin has said before is a copy of it (S3), the surest speaks for those who say the
    /// same, and each of the different things they say counts for its share.
    /// </summary>
    private void HearUnknown(TopicDefinition topic, FigureIndex? figures)
    {
        List<TimedClaim>? unknown = null;
        foreach (var claim in Claims)
        {
            if (claim.Lead.Lineage.IsUnknown) (unknown ??= []).Add(claim);
        }

        if (unknown is null) return;
        Claims.RemoveAll(c => c.Lead.Lineage.IsUnknown);
        var different = new List<TimedClaim>();
        foreach (var same in unknown.Where(c => !IsCopy(c, figures)).GroupBy(c => c.Said))
        {
            var lead = same.MinBy(c => (-c.Lead.Certainty, c.Lead.Id), Surest)!;
            different.Add(lead);
            foreach (var other in same.Where(c => c != lead))
            {
                Silence(other.Lead, Standing.Implied,
                    $"says the same as {lead.Lead.Id}: all of unknown lineage is one voice");
            }
        }

        var assertions = topic.Kind is TopicKind.Quantity or TopicKind.Date
            ? different.Count
            : different.Count(c => c.Said is Said.Label { Form: not LabelForm.Not });
        foreach (var claim in different.OrderBy(c => c.Lead.Id, StringComparer.Ordinal))
        {
            Claims.Add(claim.Said is Said.Label { Form: LabelForm.Not } ? claim : claim with { Among = claim.Among * Math.Max(assertions, 1) });
        }
    }

    private static readonly Comparer<(double, string)> Surest = Comparer<(double Doubt, string Id)>.Create((x, y) =>
        x.Doubt != y.Doubt ? x.Doubt.CompareTo(y.Doubt) : string.CompareOrdinal(x.Id, y.Id));

    private bool IsCopy(TimedClaim claim, FigureIndex? figures)
    {
        if (figures is null
            || claim.Said is not Said.Number { Form: NumberForm.Figure or NumberForm.AtLeast, Denied: false } said
            || said.Value <= figures.One)
        {
            return false;
        }
        if (figures.Source(said.Value, claim.Lead.Reported) is not { } source) return false;
        Silence(claim.Lead, Standing.Implied, $"a copy of what {source.Lineage.Origin} said in {source.Id}");
        return true;
    }
}
