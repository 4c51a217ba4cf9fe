using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs;

/// <summary>
/// Evidence on a number. Each claim either hits, within the tolerance h, or misses. For a claim [lo, hi] at distance d from y:
/// <code>
/// point     kappa = mean_s exp(-d/(hs))/(2hs) / k0,  k0 = mean_s 1/(2hs),  s in {.2, 1, 4};   mu0 = 1/(pi H k0)
/// interval  kappa = exp(-d/h);   mu0 = .5 if unbounded else min(.5, (1 + width/(2h)) / (pi H k0))
/// mu        = mu0 / (1 + (d/H)^2)   (Cauchy)   or   mu0 exp(-d/H)   (skewed Laplace)
/// LL(y)     = ln(a kappa + (1-a) mu),  a = clamp(acc c, .02, .98);   denial ln((1-a) + a (1-kappa))
/// </code>
/// S sums LL at each candidate, one voice per origin; <c>P[c] ~ exp(tau S[c]) mass_c</c>, <c>tau = 1/(1 + .5 (n-1))</c>. A candidate is blurred by
/// <c>b_c = bandwidth_c / sqrt(m / (1 + .2 (m-1)))</c>, m the weight of the figures that agree with it, at least 1.
/// </summary>
internal sealed class NumberEvidence(Family family) : Evidence
{
    internal const int Planes = 8; // per candidate: S, miss, support, weight that agrees, weight that does not, S of newcomers, how many those are, weight of agreeing figures
    internal const int NewcomersPlane = 5;
    private const int FiguresPlane = 7;
    private const double MissUnit = 1L << 40; // the miss mass is read to 1e-6, so its sum is kept finer than the others

    private const int ProposalsMax = 5; // of one claim
    private const int WorthCounting = 16; // candidates, from which on to sum once what many origins say alike saves more than counting them costs

    private static readonly (double K, double Thinning)[] BeyondBound = [.. new[] { 0.05, 0.15, 0.4, 1.0 }.Select(k => (k, Math.Exp(-4 * k)))];
    private static readonly double[] AlongRange = [0, 0.25, 0.5, 0.75, 1];

    private readonly CandidateGrid _grid = new(family.Tolerance);
    private readonly double _h = family.Tolerance;
    private readonly double _missScale = family.MissScale * family.Tolerance;
    private readonly double _k0 = Rules.HitScales.Average(s => 1 / (2 * family.Tolerance * s));
    private readonly (double Reach, double Breadth)[] _hits = [.. Rules.HitScales.Select(s => (family.Tolerance * s, 2 * family.Tolerance * s))];
    private readonly (double Reach, double Breadth)[] _edge = [(family.Tolerance, 1)];
    private List<Candidate> _candidates = []; // those that the sums are over; the grid may have others until the next Settle
    private List<Candidate> _spare = [];

    public Family Family => family;

    /// <summary>H, the distance at which a miss lands.</summary>
    public double MissScale => _missScale;

    /// <summary>Ordered by value.</summary>
    public ReadOnlySpan<Candidate> Candidates
    {
        get
        {
            Settle();
            return CollectionsMarshal.AsSpan(_candidates);
        }
    }

    /// <summary>sum over groups of ln(1 - a r), r the probability that a claim hits if the truth is this candidate. At most 0.</summary>
    public double Miss(int candidate) => Totals[(candidate * Planes) + 1] / MissUnit;

    /// <summary>sum over the origins that agree of ln(1 - .55 w): what confidence is made of. At most 0.</summary>
    public double Support(int candidate) => FixedPoint.ToDouble(Totals[(candidate * Planes) + 2]);

    /// <summary>The share of origin weight whose claim does not miss this candidate, in [0, 1]; 1 when nothing speaks.</summary>
    public double Agreement(int candidate)
    {
        var (agrees, misses) = (Totals[(candidate * Planes) + 3], Totals[(candidate * Planes) + 4]);
        return agrees + misses == 0 ? 1 : (double)agrees / (agrees + misses);
    }

    /// <summary>b: by how much a candidate is blurred. The centre of several figures is nearer the truth than each of them; ranges and bounds have none.</summary>
    public double Bandwidth(int candidate)
    {
        var alone = Candidates[candidate].Bandwidth;
        if (!family.Rules.NarrowsWithAgreement) return alone;
        var figures = Math.Max(FixedPoint.ToDouble(Totals[(candidate * Planes) + FiguresPlane]), 1);
        return alone / Math.Sqrt(figures / (1 + (family.Rules.EstimateDesignEffect * (figures - 1))));
    }

    /// <summary>P over the candidates.</summary>
    public double[] Posterior() => Posterior(Tempering);

    /// <summary>The same, tempered as for choosing the estimate.</summary>
    public double[] SharperPosterior() => Posterior(SharperTempering);

    /// <summary>tau, for what the intervals are of.</summary>
    public Tempering Tempering => Temper(Rules.NumberDesignEffect);

    /// <summary>tau of the posterior whose median is the estimate.</summary>
    public Tempering SharperTempering => Temper(family.Rules.EstimateDesignEffect);

    /// <summary>The same without anything of one origin, not tempered.</summary>
    public double[] PosteriorWithout(string origin)
    {
        Settle();
        var sums = ShareOf(origin);
        for (var i = 0; i < sums.Length; i++) sums[i] = Totals[i] - sums[i];
        return Posterior(sums, Beliefs.Tempering.Of(HasOrigin(origin) ? Origins - 1 : Origins, NewcomersIn(sums), designEffect: 0));
    }

    private double[] Posterior(Tempering tempering)
    {
        Settle();
        return Posterior(Totals, tempering);
    }

    private Tempering Temper(double designEffect)
    {
        Settle();
        return Beliefs.Tempering.Of(Origins, NewcomersIn(Totals), designEffect);
    }

    private static double NewcomersIn(ReadOnlySpan<long> sums) => sums.IsEmpty ? 0 : FixedPoint.ToDouble(sums[NewcomersPlane + 1]);

    /// <summary>How well a claim fits a truth at y: the hit level kappa in [0, 1] and the miss level mu.</summary>
    public (double Kappa, double Mu) Kernel(Assertion.Interval claim, double y)
    {
        Span<double> kappa = stackalloc double[Vector256<double>.Count];
        Span<double> mu = stackalloc double[Vector256<double>.Count];
        Kernel(claim, [new(y, 0, 0)], kappa, mu);
        return (kappa[0], mu[0]);
    }

    /// <summary>The same over the posterior without anything of one origin.</summary>
    public (double Kappa, double Mu) KernelWithout(string origin, Assertion.Interval claim)
    {
        var P = PosteriorWithout(origin);
        var room = Lanes.Room(P.Length);
        Span<double> kappas = stackalloc double[room];
        Span<double> mus = stackalloc double[room];
        Kernel(claim, Candidates, kappas, mus);
        var (kappa, mu) = (0.0, 0.0);
        for (var i = 0; i < P.Length; i++)
        {
            if (P[i] <= 1e-9) continue;
            kappa += P[i] * kappas[i];
            mu += P[i] * mus[i];
        }

        return (kappa, mu);
    }

    /// <summary>r: the probability that a claim hits, were the truth y.</summary>
    public double Hit(Testimony testimony, double y)
    {
        var claim = (Assertion.Interval)testimony.Assertion;
        var a = Math.Clamp(testimony.Weight, 0.02, 0.98);
        var (kappa, mu) = Kernel(claim, y);
        if (claim.Denied) (kappa, mu) = (1 - kappa, 0.5);
        return a * kappa / ((a * kappa) + ((1 - a) * mu));
    }

    /// <summary>With what a figure adds to the support of those that agree with it; a bound bears on each as far as that is near.</summary>
    protected override Member Weigh(Testimony testimony)
    {
        var weight = FixedPoint.Of(testimony.Weight);
        return new(testimony, weight, [FixedPoint.Of(Math.Log(1 - (Rules.OriginShare * FixedPoint.ToDouble(weight) * testimony.Footing)))]);
    }

    public override void Admit(params ReadOnlySpan<Assertion> assertions)
    {
        Span<Candidate> proposals = stackalloc Candidate[ProposalsMax];
        foreach (var assertion in assertions)
        {
            foreach (var candidate in proposals[..Propose((Assertion.Interval)assertion, proposals)]) _grid.Add(candidate);
        }
    }

    protected override void Dismiss(Assertion assertion)
    {
        Span<Candidate> proposals = stackalloc Candidate[ProposalsMax];
        foreach (var candidate in proposals[..Propose((Assertion.Interval)assertion, proposals)]) _grid.Remove(candidate);
    }

    protected override void Contribute(Member lead, Span<long> sums) => Contribute(lead, CollectionsMarshal.AsSpan(_candidates), sums);

    private void Contribute(Member lead, ReadOnlySpan<Candidate> at, Span<long> sums)
    {
        var claim = (Assertion.Interval)lead.Testimony.Assertion;
        var w = FixedPoint.ToDouble(lead.Weight);
        var a = Math.Clamp(w, 0.02, 0.98);
        var share = Rules.OriginShare * w * lead.Testimony.Footing;
        var newcomer = family.Rules.BoundsNewcomers && lead.Testimony.Reliability.IsNewcomer;
        var room = Lanes.Room(at.Length);
        Span<double> kappas = stackalloc double[room];
        Span<double> mus = stackalloc double[room];
        Span<double> evidence = stackalloc double[room];
        Span<double> misses = stackalloc double[room];
        Kernel(claim, at, kappas, mus);
        for (var i = 0; i < room; i += Vector256<double>.Count)
        {
            var (kappa, mu) = (Vector256.Create<double>(kappas[i..]), Vector256.Create<double>(mus[i..]));
            var hit = claim.Denied ? a * (Vector256<double>.One - kappa) : a * kappa;
            var likelihood = claim.Denied ? hit + Vector256.Create(1 - a) : hit + ((1 - a) * mu);
            Vector256.Log(likelihood).CopyTo(evidence[i..]);
            Vector256.Log(Vector256<double>.One - (a * (hit / likelihood))).CopyTo(misses[i..]);
        }

        for (var i = 0; i < at.Length; i++)
        {
            var sum = sums.Slice(i * Planes, Planes);
            sum[newcomer ? NewcomersPlane : 0] += FixedPoint.Of(evidence[i]);
            if (newcomer) sum[NewcomersPlane + 1] += FixedPoint.One;
            if (!claim.Denied) sum[1] += (long)Math.Round(misses[i] * MissUnit, MidpointRounding.ToEven);
            var agrees = claim.Denied ? kappas[i] < 0.5 : kappas[i] >= mus[i]; // likelier a hit than a miss, whatever its weight
            if (agrees) sum[2] += claim.IsBound ? FixedPoint.Of(Math.Log(1 - (share * Bearing(claim, at[i].Y)))) : lead.Evidence[0];
            sum[agrees ? 3 : 4] += lead.Weight;
            if (agrees && claim is { IsPoint: true, Denied: false }) sum[FiguresPlane] += lead.Weight;
        }
    }

    /// <summary>The same at each candidate, four at a time, into lists of whole vectors.</summary>
    private void Kernel(Assertion.Interval claim, ReadOnlySpan<Candidate> at, Span<double> kappas, Span<double> mus)
    {
        var hits = claim.IsPoint ? _hits : _edge;
        var peak = claim.IsPoint ? _hits.Length * _k0 : 1;
        var mu0 = claim.IsPoint ? 1 / (Math.PI * _missScale * _k0)
            : claim.IsBound ? 0.5
            : Math.Min(0.5, (1 + ((claim.High - claim.Low) / (2 * _h))) / (Math.PI * _missScale * _k0));
        var last = at.Length - 1;
        for (var i = 0; i <= last; i += Vector256<double>.Count)
        {
            var y = Vector256.Create(at[i].Y, at[Math.Min(i + 1, last)].Y, at[Math.Min(i + 2, last)].Y, at[Math.Min(i + 3, last)].Y);
            var outside = Vector256.Max(Vector256.Create(claim.Low) - y, y - Vector256.Create(claim.High));
            var d = Vector256.Max(outside, Vector256<double>.Zero);
            var kappa = Vector256<double>.Zero;
            foreach (var (reach, breadth) in hits) kappa += Vector256.Exp(-d / reach) / breadth;
            (kappa / peak).CopyTo(kappas[i..]);

            var far = Vector256.Min(d / _missScale, Vector256.Create(600.0)); // further than this nothing is the more unlikely, and ln 0 would not be a number
            var mu = family.Miss == MissShape.Cauchy ? Vector256.Create(mu0) / (Vector256<double>.One + (far * far)) : mu0 * Vector256.Exp(-far);
            mu.CopyTo(mus[i..]);
        }
    }

    /// <summary>
    /// How far a claim bears on a figure that it agrees with: a figure wholly; a bound .8 at its own value, falling to .3 far from it
    /// ("at least one" says little for six hundred).
    /// </summary>
    private double Bearing(Assertion.Interval claim, double y)
    {
        if (!claim.IsBound) return 1;
        var bound = double.IsInfinity(claim.High) ? claim.Low : claim.High;
        return Rules.BoundFar + ((Rules.BoundNear - Rules.BoundFar) * Math.Exp(-Math.Abs(y - bound) / _missScale));
    }

    /// <summary>
    /// The candidate values that a claim proposes: (x, h, 1) for a point; for a bound L the bound itself and thinning
    /// candidates beyond it, (L +- kH, kH/2, (kH/2h) e^-4k); for a range five even points.
    /// </summary>
    private int Propose(Assertion.Interval claim, Span<Candidate> into)
    {
        if (claim.IsPoint)
        {
            into[0] = new(claim.Low, _h, 1);
            return 1;
        }

        if (claim.IsBound)
        {
            if (double.IsInfinity(claim.Low) && double.IsInfinity(claim.High)) return 0;
            var (bound, outward) = double.IsInfinity(claim.High) ? (claim.Low, 1) : (claim.High, -1);
            into[0] = new(bound, _h, 1);
            for (var i = 0; i < BeyondBound.Length; i++)
            {
                var (k, thinning) = BeyondBound[i];
                into[i + 1] = new(bound + (outward * k * _missScale), k * _missScale / 2, k * _missScale / 2 / _h * thinning);
            }

            return BeyondBound.Length + 1;
        }

        var width = Math.Max(_h, (claim.High - claim.Low) / 8);
        for (var i = 0; i < AlongRange.Length; i++)
            into[i] = new(claim.Low + (AlongRange[i] * (claim.High - claim.Low)), width, width / _h);
        return AlongRange.Length;
    }

    /// <summary>Takes over the grid's candidates, once for all that came and went since; only those that are new are summed anew.</summary>
    /// <inheritdoc/>
    public override void Reweigh(IReadOnlyList<Testimony> testimonies)
    {
        Settle();
        base.Reweigh(testimonies);
    }

    protected override void Settle()
    {
        if (!_grid.Choose(_spare)) return;
        (_candidates, _spare) = (_spare, _candidates);
        var old = Arrange(_candidates.Count * Planes);
        var known = 0;
        var news = 0;
        Span<Candidate> fresh = stackalloc Candidate[_candidates.Count];
        Span<int> places = stackalloc int[_candidates.Count];
        for (var i = 0; i < _candidates.Count; i++)
        {
            while (known < _spare.Count && _spare[known].Y < _candidates[i].Y) known++;
            if (known < _spare.Count && _spare[known].Y == _candidates[i].Y)
            {
                old.Slice(known * Planes, Planes).CopyTo(Totals[(i * Planes)..]);
            }
            else
            {
                (fresh[news], places[news]) = (_candidates[i], i);
                news++;
            }
        }

        if (news > 0) SumUp(fresh[..news], places[..news]);
    }

    private void SumUp(ReadOnlySpan<Candidate> candidates, ReadOnlySpan<int> places)
    {
        Span<long> sums = stackalloc long[candidates.Length * Planes];
        Dictionary<(Assertion, long Weight, double Footing, bool IsNewcomer), (Member Lead, int Times)>? alike = candidates.Length < WorthCounting ? null : [];
        foreach (var origin in AllOrigins)
        {
            if (alike is not null && origin.OnlyLead is { } only)
            {
                var said = (only.Testimony.Assertion, only.Weight, only.Testimony.Footing, only.Testimony.Reliability.IsNewcomer);
                alike[said] = (only, alike.GetValueOrDefault(said).Times + 1);
                continue;
            }

            sums.Clear();
            if (origin.OnlyLead is { } lead) Contribute(lead, candidates, sums);
            else foreach (var one in origin.Leads) Contribute(one, candidates, sums);
            AddAt(places, sums, origin.Count, times: 1);
        }

        if (alike is null) return;
        foreach (var (lead, times) in alike.Values)
        {
            sums.Clear();
            Contribute(lead, candidates, sums);
            AddAt(places, sums, m: 1, times);
        }
    }

    private void AddAt(ReadOnlySpan<int> places, ReadOnlySpan<long> sums, int m, int times)
    {
        var totals = Totals;
        for (var i = 0; i < sums.Length; i++) totals[(places[i / Planes] * Planes) + (i % Planes)] += times * FixedPoint.FloorDivide(sums[i], m);
    }

    private double[] Posterior(ReadOnlySpan<long> sums, Tempering tempering)
    {
        if (sums.IsEmpty) return [];
        var P = new double[sums.Length / Planes];
        for (var i = 0; i < P.Length; i++) P[i] = tempering.Of(sums[i * Planes], sums[(i * Planes) + NewcomersPlane]);
        var top = P.Max();
        foreach (ref var p in P.AsSpan()) p -= top;
        Lanes.Exp(P);
        var z = 0.0;
        for (var i = 0; i < P.Length; i++) z += P[i] *= _candidates[i].Mass;
        for (var i = 0; i < P.Length; i++) P[i] /= z;
        return P;
    }
}
