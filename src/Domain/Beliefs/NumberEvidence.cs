using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Analysis.Domain.Beliefs;

/// <summary>
/// Evidence on a number. Each claim either hits, within the tolerance h, or misses. For a claim [lo, hi] at distance d from y:
/// <code>
/// point     kappa = mean_s exp(-d/(hs))/(2hs) / k0,  k0 = mean_s 1/(2hs),  s in {.2, 1, 4};   mu0 = 1/(pi H k0)
/// interval  kappa = exp(-d/h);   mu0 = .5 if unbounded else min(.5, (1 + width/(2h)) / (pi H k0))
/// mu        = mu0 / (1 + (d/H)^2)   (Cauchy)   or   mu0 exp(-d/H)   (skewed Laplace)
/// LL(y)     = ln(a kappa + (1-a) mu),  a = clamp(acc c, .02, .98);   denial ln((1-a) + a (1-kappa));   at a figure that somebody gives max(mu, .05)
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
    private readonly List<Lead> _alone = []; // of the origins that assert one thing
    private readonly List<Origin> _aloneBy = []; // whose those are
    private readonly HashSet<Origin> _several = []; // those that assert more
    private Lead[] _atRest = []; // what the origins at rest assert

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
        var (kappa, mu) = Kernel(Vector256.Create(claim.Low), Vector256.Create(claim.High), Vector256.Create(y), ShapeOf(claim.Low, claim.High));
        return (kappa.ToScalar(), mu.ToScalar());
    }

    /// <summary>The same over the posterior without anything of one origin.</summary>
    public (double Kappa, double Mu) KernelWithout(string origin, Assertion.Interval claim)
    {
        var P = PosteriorWithout(origin);
        var (kappa, mu) = (0.0, 0.0);
        for (var i = 0; i < P.Length; i++)
        {
            if (P[i] <= 1e-9) continue;
            var (hits, misses) = Kernel(claim, Candidates[i].Y);
            kappa += P[i] * hits;
            mu += P[i] * misses;
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

    /// <summary>Whether a claim rather hits than misses a truth at y, whatever its weight.</summary>
    public bool Agrees(Assertion.Interval claim, double y)
    {
        var (kappa, mu) = Kernel(claim, y);
        return Agrees(kappa, mu, claim.Denied);
    }

    private static bool Agrees(double kappa, double mu, bool isDenied) => isDenied ? kappa < 0.5 : kappa >= mu;

    /// <summary>With what a figure adds to the support of those that agree with it; a bound bears on each as far as that is near.</summary>
    protected override Member Weigh(Testimony testimony)
    {
        var weight = FixedPoint.Of(testimony.Weight);
        return new(testimony, weight, SupportOf(testimony, FixedPoint.ToDouble(weight)), []);
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

    /// <inheritdoc/>
    public override EvidenceDigest Digest(IReadOnlyList<string> voices)
    {
        Wake();
        var digest = base.Digest(voices);
        var (proposals, level) = _grid.Digest();
        var figures = voices.Select(OriginAt).OfType<Origin>().SelectMany(origin => origin.Leads).Select(LeadOf);
        return digest with { Figures = [.. figures], Proposals = proposals, Level = level, Candidates = [.. _candidates] };
    }

    /// <inheritdoc/>
    public override void Resume(EvidenceDigest digest, IReadOnlyList<string> voices, Func<string, IEnumerable<Testimony>> recall)
    {
        _grid.Resume(digest.Proposals, digest.Level);
        (_candidates, _atRest) = ([.. digest.Candidates], digest.Figures);
        base.Resume(digest, voices, recall);
    }

    protected override void Changed(Origin origin)
    {
        var isAlone = origin.Count == 1;
        if (origin.Count > 1) _several.Add(origin);
        else _several.Remove(origin);
        if (isAlone && origin.Place < 0)
        {
            origin.Place = _alone.Count;
            _alone.Add(default);
            _aloneBy.Add(origin);
        }

        if (isAlone) _alone[origin.Place] = origin.IsAtRest ? _atRest[origin.LeadsAt] : LeadOf(origin.OnlyLead!);
        if (isAlone || origin.Place < 0) return;
        (_alone[origin.Place], _aloneBy[origin.Place]) = (_alone[^1], _aloneBy[^1]);
        _aloneBy[origin.Place].Place = origin.Place;
        _alone.RemoveAt(_alone.Count - 1);
        _aloneBy.RemoveAt(_aloneBy.Count - 1);
        origin.Place = -1;
    }

    protected override void Contribute(Member lead, Span<long> sums) => Contribute(LeadOf(lead), CollectionsMarshal.AsSpan(_candidates), sums);

    private Lead LeadOf(Member lead)
    {
        var (low, high, denied) = (Assertion.Interval)lead.Testimony.Assertion;
        return new(low, high, denied, lead.Weight, lead.Support, lead.Testimony.Footing, family.Rules.BoundsNewcomers && lead.Testimony.Reliability.IsNewcomer);
    }

    /// <summary>Adds what a lead contributes at some candidates, so many times.</summary>
    private void Contribute(in Lead lead, ReadOnlySpan<Candidate> at, Span<long> sums, int times = 1)
    {
        var (low, high, a, shape) = (Vector256.Create(lead.Low), Vector256.Create(lead.High), Vector256.Create(lead.Share), ShapeOf(lead.Low, lead.High));
        var last = at.Length - 1;
        for (var i = 0; i <= last; i += Vector256<double>.Count)
        {
            var y = Vector256.Create(at[i].Y, at[Math.Min(i + 1, last)].Y, at[Math.Min(i + 2, last)].Y, at[Math.Min(i + 3, last)].Y);
            var (kappa, mu) = Kernel(low, high, y, shape);
            var least = Vector256.Create(Least(at[i]), Least(at[Math.Min(i + 1, last)]), Least(at[Math.Min(i + 2, last)]), Least(at[Math.Min(i + 3, last)]));
            var (evidence, misses) = Weigh(a, kappa, mu, least, lead.Denied);
            for (var lane = 0; lane < Vector256<double>.Count && i + lane <= last; lane++)
                Tally(lead, kappa[lane], mu[lane], evidence[lane], misses[lane], y[lane], sums.Slice((i + lane) * Planes, Planes), times);
        }
    }

    /// <summary>The same of many leads at one candidate: figures four at a time.</summary>
    private void Contribute(ReadOnlySpan<Lead> leads, Candidate at, Span<long> sum)
    {
        var (y, least, shape) = (Vector256.Create(at.Y), Vector256.Create(Least(at)), ShapeOf(0, 0));
        Span<int> four = stackalloc int[Vector256<double>.Count];
        Span<double> figures = stackalloc double[Vector256<double>.Count];
        Span<double> shares = stackalloc double[Vector256<double>.Count];
        var filled = 0;
        for (var i = 0; i < leads.Length; i++)
        {
            ref readonly var lead = ref leads[i];
            if (lead.Low == lead.High && !lead.Denied) (four[filled], figures[filled], shares[filled], filled) = (i, lead.Low, lead.Share, filled + 1);
            else Contribute(lead, [at], sum);
            if (filled < four.Length && (filled == 0 || i < leads.Length - 1)) continue;
            var (x, a) = (Vector256.Create<double>(figures), Vector256.Create<double>(shares));
            var (kappa, mu) = Kernel(x, x, y, shape);
            var (evidence, misses) = Weigh(a, kappa, mu, least, isDenied: false);
            for (var lane = 0; lane < filled; lane++) Tally(leads[four[lane]], kappa[lane], mu[lane], evidence[lane], misses[lane], at.Y, sum, times: 1);
            filled = 0;
        }
    }

    /// <summary>LL, and ln(1 - a r).</summary>
    private static (Vector256<double> Evidence, Vector256<double> Misses) Weigh(
        Vector256<double> a, Vector256<double> kappa, Vector256<double> mu, Vector256<double> least, bool isDenied)
    {
        var hit = isDenied ? a * (Vector256<double>.One - kappa) : a * kappa;
        var likelihood = isDenied ? hit + (Vector256<double>.One - a) : hit + ((Vector256<double>.One - a) * mu);
        var evidence = isDenied ? likelihood : hit + ((Vector256<double>.One - a) * Vector256.Max(mu, least));
        return (Vector256.Log(evidence), Vector256.Log(Vector256<double>.One - (a * (hit / likelihood))));
    }

    /// <summary>What a claim is worth at least where it misses: distance alone rules out nothing that somebody says.</summary>
    private double Least(in Candidate candidate) => candidate.IsFigure ? family.Rules.MissLeast : 0;

    private void Tally(in Lead lead, double kappa, double mu, double evidence, double miss, double y, Span<long> sum, int times)
    {
        sum[lead.IsNewcomer ? NewcomersPlane : 0] += times * FixedPoint.Of(evidence);
        if (lead.IsNewcomer) sum[NewcomersPlane + 1] += times * (long)FixedPoint.One;
        if (!lead.Denied) sum[1] += times * (long)Math.Round(miss * MissUnit, MidpointRounding.ToEven);
        var agrees = Agrees(kappa, mu, lead.Denied);
        if (agrees) sum[2] += times * (lead.IsBound ? FixedPoint.Of(Math.Log(1 - (Rules.OriginShare * FixedPoint.ToDouble(lead.Weight) * lead.Footing * Bearing(lead, y)))) : lead.Support);
        sum[agrees ? 3 : 4] += times * lead.Weight;
        if (agrees && lead.Low == lead.High && !lead.Denied) sum[FiguresPlane] += times * lead.Weight;
    }

    /// <summary>kappa and mu, four at a time.</summary>
    private (Vector256<double> Kappa, Vector256<double> Mu) Kernel(Vector256<double> low, Vector256<double> high, Vector256<double> y, in Shape shape)
    {
        var d = Vector256.Max(Vector256.Max(low - y, y - high), Vector256<double>.Zero);
        var kappa = Vector256<double>.Zero;
        foreach (var (reach, breadth) in shape.Hits) kappa += Vector256.Exp(-Vector256.Min(d / reach, Vector256.Create(700.0))) / breadth; // an underflow in one lane would round the others otherwise
        var far = Vector256.Min(d / _missScale, Vector256.Create(600.0)); // further than this nothing is the more unlikely, and ln 0 would not be a number
        var mu = family.Miss == MissShape.Cauchy ? Vector256.Create(shape.Mu0) / (Vector256<double>.One + (far * far)) : shape.Mu0 * Vector256.Exp(-far);
        return (kappa / shape.Peak, mu);
    }

    private Shape ShapeOf(double low, double high)
    {
        var ofMisses = Math.PI * _missScale * _k0;
        if (low == high) return new(_hits, _hits.Length * _k0, 1 / ofMisses);
        return new(_edge, 1, double.IsInfinity(low) || double.IsInfinity(high) ? 0.5 : Math.Min(0.5, (1 + ((high - low) / (2 * _h))) / ofMisses));
    }

    /// <summary>
    /// How far a bound bears on a figure that it agrees with: .8 at its own value, falling to .3 far from it ("at least one" says little
    /// for six hundred).
    /// </summary>
    private double Bearing(in Lead claim, double y)
    {
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
            into[0] = new(claim.Low, _h, 1, IsFigure: true);
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
            if (known < _spare.Count && _spare[known].Y == _candidates[i].Y && _spare[known].IsFigure == _candidates[i].IsFigure)
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
        foreach (var origin in _several)
        {
            sums.Clear();
            if (origin.IsAtRest) foreach (var lead in _atRest.AsSpan(origin.LeadsAt, origin.Count)) Contribute(lead, candidates, sums);
            else foreach (var lead in origin.Leads) Contribute(LeadOf(lead), candidates, sums);
            AddAt(places, sums, origin.Count);
        }

        sums.Clear();
        if (candidates.Length < WorthCounting)
        {
            for (var i = 0; i < candidates.Length; i++) Contribute(CollectionsMarshal.AsSpan(_alone), candidates[i], sums.Slice(i * Planes, Planes));
        }
        else
        {
            foreach (var (lead, times) in _alone.CountBy(lead => lead)) Contribute(lead, candidates, sums, times);
        }

        AddAt(places, sums, m: 1);
    }

    private void AddAt(ReadOnlySpan<int> places, ReadOnlySpan<long> sums, int m)
    {
        var totals = Totals;
        for (var i = 0; i < sums.Length; i++) totals[(places[i / Planes] * Planes) + (i % Planes)] += FixedPoint.FloorDivide(sums[i], m);
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

    /// <summary>How a hit falls off, at which scales, and how likely a miss is where it is likeliest.</summary>
    private readonly record struct Shape((double Reach, double Breadth)[] Hits, double Peak, double Mu0);
}

/// <summary>What a testimony that leads says of a number, and how it counts.</summary>
/// <param name="Low">The lower end, on the family's scale.</param>
/// <param name="High">The upper end.</param>
/// <param name="Denied">Whether it denies the interval.</param>
/// <param name="Weight">acc * c.</param>
/// <param name="Support">ln(1 - .55 w), of a figure.</param>
/// <param name="Footing">As of its testimony.</param>
/// <param name="IsNewcomer">Whether it is tempered apart.</param>
public readonly record struct Lead(double Low, double High, bool Denied, long Weight, long Support, double Footing, bool IsNewcomer)
{
    internal bool IsBound => double.IsInfinity(Low) || double.IsInfinity(High);

    /// <summary>a.</summary>
    internal double Share => Math.Clamp(FixedPoint.ToDouble(Weight), 0.02, 0.98);
}
