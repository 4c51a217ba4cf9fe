using Analysis.Domain.Beliefs;
using Analysis.Domain.Folding.Origin;
using Analysis.Domain.Folding.Time;

namespace Analysis.Domain.Folding.Conclusions;

/// <summary>
/// What the claims that speak to one question come to at one valid time: stages 4 to 6, computed when somebody looks, from what stands. Rendering
/// reads it; nothing here is kept up.
/// </summary>
internal abstract class Conclusion(Timeslice slice, IReadOnlyList<TimedClaim> claims, IReadOnlyList<WeightedClaim> weighed)
{
    /// <summary>What stands, and why the rest does not.</summary>
    public Timeslice Slice => slice;

    /// <summary>What was weighed, claims of one origin one after another.</summary>
    public IReadOnlyList<TimedClaim> Claims => claims;

    /// <summary>The same as the belief sees them.</summary>
    public IReadOnlyList<WeightedClaim> Weighed => weighed;

    /// <summary>Whether anything counts.</summary>
    public virtual bool HasEvidence => claims.Count > 0;

    /// <summary>As of when the answer holds: up to when the newest statement speaks that fits it; null where time does not matter.</summary>
    public abstract DateTimeOffset? AsOf { get; }

    /// <summary>In [0, 1]: how much of what counts speaks against the answer.</summary>
    public abstract double Disagreement { get; }

    /// <summary>Whether the answer is disputed.</summary>
    public virtual bool IsDisputed => Disagreement >= DisputedFrom;

    /// <summary>Quantities: the probability that there is anything to count; null where nobody speaks of it.</summary>
    public virtual double? Existence => null;

    /// <summary>Whether somebody says that there is nothing to count.</summary>
    public virtual bool IsExistenceDenied => false;

    /// <summary>Whether the claim at a place supports the answer.</summary>
    public abstract bool Supports(int claim);

    /// <summary>How far confidence builds on the claim at a place: accuracy times certainty times closeness, in [0, 1].</summary>
    public abstract double SupportOf(int claim);

    /// <summary>Whether that counts once for all such claims together: they say that there is something, not how much.</summary>
    public virtual bool SupportsFaintly(int claim) => false;

    /// <summary>Its part of what the answer follows from; negative when it speaks against. docs/model.md gives the unit of each kind.</summary>
    public abstract double PartOf(int claim);

    /// <summary>Whether the claim at a place says anything either way.</summary>
    public virtual bool Informs(int claim) => true;

    /// <summary>Whether the claim at a place says how much, or when, and is part of a density.</summary>
    public virtual bool IsSized(int claim) => false;

    private const double DisputedFrom = 0.5;
    private const double OriginShare = 0.55; // what one perfectly reliable origin adds to confidence

    private Dictionary<Succession.ScopedClaim, int>? _places;
    private (int Named, bool Unknown)? _origins;

    /// <summary>The place of a claim among those weighed; -1 when it is not.</summary>
    public int PlaceOf(Succession.ScopedClaim claim)
    {
        if (_places is null)
        {
            _places = new(claims.Count);
            for (var i = 0; i < claims.Count; i++) _places.TryAdd(claims[i].Lead, i);
        }

        return _places.GetValueOrDefault(claim, -1);
    }

    /// <summary>
    /// <c>1 - prod over supporting origins (1 - .55 s)</c>, s an origin's strongest support; what supports only faintly counts once together.
    /// </summary>
    public double Support()
    {
        var (doubt, faint, unknown) = (1.0, 0.0, 0.0);
        for (var i = 0; i < claims.Count;)
        {
            var (origin, strongest) = (claims[i].Origin, 0.0);
            for (; i < claims.Count && claims[i].Origin == origin; i++)
            {
                if (SupportsFaintly(i)) faint = Math.Max(faint, SupportOf(i));
                else strongest = Math.Max(strongest, SupportOf(i));
            }

            if (origin == Lineage.Unknown) unknown = Math.Max(unknown, strongest);
            else doubt *= 1 - (OriginShare * strongest);
        }

        return 1 - (doubt * (1 - (OriginShare * unknown)) * (1 - (OriginShare * faint)));
    }

    /// <summary>Origins whose word counts and says anything, each once, and whether what is of unknown lineage is among them.</summary>
    public (int Named, bool Unknown) Origins() => _origins ??= CountOrigins();

    private (int Named, bool Unknown) CountOrigins()
    {
        var (named, unknown, last) = (0, false, "");
        for (var i = 0; i < claims.Count; i++)
        {
            if (!Informs(i)) continue;
            if (claims[i].Origin == Lineage.Unknown) unknown = true;
            else if (claims[i].Origin != last) named++;
            last = claims[i].Origin;
        }

        return (named, unknown);
    }

    /// <summary>The strongest claim that supports the answer: its words and its dates speak for it; null when none does.</summary>
    public int? Leading()
    {
        var (best, most) = (default(int?), 0.0);
        for (var i = 0; i < claims.Count; i++)
        {
            if (!Supports(i)) continue;
            var support = SupportOf(i);
            if (best is not { } b || support > most || (support == most && string.CompareOrdinal(weighed[i].Id, weighed[b].Id) < 0))
            {
                (best, most) = (i, support);
            }
        }

        return best;
    }

    /// <summary>The places of the claims that weigh most, at most so many, the heaviest first; ids decide ties.</summary>
    public List<int> Heaviest(int max, Func<int, bool>? where = null)
    {
        var (heaviest, order) = (new List<int>(max + 1), Comparer<int>.Create(Compare));
        for (var i = 0; i < claims.Count; i++)
        {
            if (where?.Invoke(i) == false || (heaviest.Count == max && Compare(i, heaviest[^1]) > 0)) continue;
            heaviest.Insert(~heaviest.BinarySearch(i, order), i);
            if (heaviest.Count > max) heaviest.RemoveAt(max);
        }

        return heaviest;

        int Compare(int a, int b)
        {
            var lighter = WeightOf(b).CompareTo(WeightOf(a));
            return lighter == 0 ? string.CompareOrdinal(weighed[a].Id, weighed[b].Id) : lighter;
        }
    }

    /// <summary>Accuracy times certainty times what still bears on the time asked about.</summary>
    public double WeightOf(int claim) => weighed[claim].Weight * weighed[claim].Kept;
}

/// <summary>Nothing counts.</summary>
internal sealed class NoConclusion(Timeslice slice) : Conclusion(slice, [], [])
{
    public override DateTimeOffset? AsOf => null;

    public override double Disagreement => 0;

    public override bool Supports(int claim) => false;

    public override double SupportOf(int claim) => 0;

    public override double PartOf(int claim) => 0;
}
