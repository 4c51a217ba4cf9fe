using System.Runtime.InteropServices;

namespace Analysis.Domain.Beliefs;

/// <summary>
/// The testimonies on one topic and their sums. One testimony leads each (origin, assertion); an origin that asserts m
/// different things contributes the floor of the sum of its leads divided by m. All sums are whole numbers, so the result is a function of
/// the set of testimonies, whatever the order in which they came and went. Setting or removing one costs the length of a
/// sum (labels, or candidate values), not the number of testimonies. Not thread-safe.
/// </summary>
internal abstract class Evidence
{
    private const int OnStackMax = 512;

    private readonly Dictionary<string, Origin> _origins = new(StringComparer.Ordinal);
    private long[] _totals = [];
    private long[] _spare = [];
    private int _width;
    private Func<string, IEnumerable<Testimony>>? _recall; // what an origin at rest has said

    /// <summary>What the family has learned; testimonies set from now on are weighed by it.</summary>
    public FamilyKnowledge Knowledge { get; set; } = FamilyKnowledge.Nothing;

    /// <summary>n: how many origins speak.</summary>
    public int Origins => _origins.Count;

    /// <summary>None yet, as the claims of a family are weighed.</summary>
    public static Evidence Of(Family family) => family.Kind switch
    {
        FamilyKind.Labels => new LabelEvidence(family),
        FamilyKind.Numbers => new NumberEvidence(family),
        _ => new RatingEvidence(family),
    };

    /// <summary>How many testimonies.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them lead: the (origin, assertion) pairs.</summary>
    public int Leads { get; private set; }

    /// <summary>The sums; their layout is the subclass's.</summary>
    protected Span<long> Totals => _totals.AsSpan(0, _width);

    /// <summary>Whether there is the testimony of this id, origin and assertion.</summary>
    public bool Contains(Testimony testimony) => Find(testimony.Origin)?.Find(testimony) is not null;

    public bool HasOrigin(string origin) => _origins.ContainsKey(origin);

    /// <summary>Whether this testimony is the one that speaks for its origin and what it asserts.</summary>
    public bool IsLead(Testimony testimony) => Find(testimony.Origin)?.LeadOf(testimony.Assertion)?.Testimony.Id == testimony.Id;

    /// <summary>Adds a testimony; its id must be new.</summary>
    public void Add(Testimony testimony)
    {
        Admit(testimony.Assertion);
        Enter(testimony);
    }

    /// <summary>Puts a testimony in the place of one of the same origin and assertion.</summary>
    public void Replace(Testimony testimony)
    {
        Admit(testimony.Assertion); // before the old one goes: what both need keeps its place
        Remove(testimony);
        Enter(testimony);
    }

    /// <summary>Adds a testimony to whose assertion there was room made before; its id must be new.</summary>
    public void Enter(Testimony testimony)
    {
        Count++;
        Change(OriginOf(testimony), Weigh(testimony), joins: true);
    }

    /// <summary>Removes the testimony of this id, origin and assertion, if it is there.</summary>
    public void Remove(Testimony testimony)
    {
        if (Find(testimony.Origin) is not { } origin || origin.Find(testimony) is not { } member) return;
        Count--;
        Change(origin, member, joins: false);
        if (origin.Count == 0) _origins.Remove(testimony.Origin);
        Dismiss(testimony.Assertion);
    }

    /// <summary>Makes room for what is about to be said (new labels, new candidate values): of many testimonies at once, so that no sum is computed twice.</summary>
    public virtual void Admit(params ReadOnlySpan<Assertion> assertions)
    {
    }

    /// <summary>Lays the sums out for what is said now, where that was put off.</summary>
    protected virtual void Settle()
    {
    }

    /// <summary>Gives up the room of what is no longer said.</summary>
    protected virtual void Dismiss(Assertion assertion)
    {
    }

    /// <summary>Hears that other testimonies lead for an origin, or none any more.</summary>
    protected virtual void Changed(Origin origin)
    {
    }

    /// <summary>ln(1 - .55 w): what a testimony adds to the confidence in what it supports.</summary>
    protected static long SupportOf(Testimony testimony, double weight) => FixedPoint.Of(Math.Log(1 - (Rules.OriginShare * weight * testimony.Footing)));

    /// <summary>Fixes what the testimony carries, from its reliability as it is now.</summary>
    protected abstract Member Weigh(Testimony testimony);

    /// <summary>Writes what a lead contributes to each sum.</summary>
    protected abstract void Contribute(Member lead, Span<long> sums);

    /// <summary>Lays the sums out anew, all zero.</summary>
    /// <returns>The old ones, good until the next call.</returns>
    protected ReadOnlySpan<long> Arrange(int width)
    {
        var old = Totals;
        if (_spare.Length < width) _spare = new long[Math.Max(width, 2 * _spare.Length)];
        (_totals, _spare, _width) = (_spare, _totals, width);
        Totals.Clear();
        foreach (var origin in _origins.Values) origin.Sum = null;
        return old;
    }

    /// <summary>Computes every sum anew, after their layout has changed.</summary>
    protected void Recount(int width)
    {
        Arrange(width);
        var share = new long[width];
        foreach (var origin in _origins.Values)
        {
            Share(origin, share);
            Add(share, origin.Count, 1);
        }
    }

    /// <summary>Weighs every testimony anew, after what they were weighed against has changed.</summary>
    public void Reweigh() => Reweigh([.. _origins.Values.SelectMany(o => o.All).Select(m => m.Testimony)]);

    /// <summary>Replaces every testimony by one of the same id, origin and assertion, weighed anew: at less cost than one by one.</summary>
    public virtual void Reweigh(IReadOnlyList<Testimony> testimonies)
    {
        foreach (var origin in _origins.Values) origin.Clear();
        foreach (var testimony in testimonies) OriginOf(testimony).Add(Weigh(testimony));
        foreach (var origin in _origins.Values) Changed(origin);
        Recount(_width);
    }

    /// <summary>A copy of the sums, as they are with all that was said.</summary>
    public long[] Sums()
    {
        Settle();
        return Totals.ToArray();
    }

    /// <summary>Each origin, the weight of its strongest testimony, and those that lead its assertions.</summary>
    public IEnumerable<(string Origin, long Weight, IEnumerable<string> Leads)> Voices()
    {
        Wake();
        return _origins.Select(o => (o.Key, o.Value.Leads.Max(l => l.Weight), o.Value.Leads.Select(l => l.Testimony.Id)));
    }

    /// <summary>What <paramref name="origin"/> contributes to each sum; zeros when it does not speak here.</summary>
    public long[] ShareOf(string origin)
    {
        Settle();
        var share = new long[_width];
        if (Find(origin) is not { } found) return share;
        Share(found, share);
        for (var i = 0; i < share.Length; i++) share[i] = FixedPoint.FloorDivide(share[i], found.Count);
        return share;
    }

    /// <summary>What one testimony adds of its origin's share, up to rounding: nothing unless it leads.</summary>
    public long[] PartOf(Testimony testimony)
    {
        Settle();
        var part = new long[_width];
        if (!IsLead(testimony)) return part;
        var origin = _origins[testimony.Origin];
        Contribute(origin.LeadOf(testimony.Assertion)!, part);
        var m = origin.Count;
        for (var i = 0; i < part.Length; i++) part[i] /= m;
        return part;
    }

    /// <summary>Makes one origin's testimonies known again, if it is at rest: before anything changes that they were weighed by.</summary>
    public void Wake(string origin) => Find(origin);

    /// <summary>The same of all.</summary>
    public void Wake()
    {
        if (_recall is null) return;
        foreach (var origin in _origins.Keys) Find(origin);
    }

    /// <summary>What it takes to go on from here without the testimonies: they come to rest as of <paramref name="voices"/>.</summary>
    public virtual EvidenceDigest Digest(IReadOnlyList<string> voices)
    {
        Settle();
        return new EvidenceDigest
        {
            Totals = Totals.ToArray(), Testimonies = Count, Leads = Leads,
            Assertions = [.. voices.Select(v => _origins.TryGetValue(v, out var origin) ? origin.Count : 0)],
        };
    }

    /// <summary>Goes on from a digest; nothing may have been said here yet.</summary>
    /// <param name="digest">Made of evidence of the same family and knowledge.</param>
    /// <param name="voices">The same as for <see cref="Digest"/>.</param>
    /// <param name="recall">What an origin said, weighed by what holds when it is asked.</param>
    public virtual void Resume(EvidenceDigest digest, IReadOnlyList<string> voices, Func<string, IEnumerable<Testimony>> recall)
    {
        (_totals, _width, Count, Leads, _recall) = (digest.Totals, digest.Totals.Length, digest.Testimonies, digest.Leads, recall);
        _origins.EnsureCapacity(voices.Count);
        var at = 0;
        foreach (var (i, voice) in voices.Index())
        {
            if (digest.Assertions[i] == 0) continue;
            var origin = new Origin(digest.Assertions[i], at);
            _origins.Add(voice, origin);
            Changed(origin);
            at += digest.Assertions[i];
        }
    }

    /// <summary>An origin as it is; null when it does not speak here.</summary>
    protected Origin? OriginAt(string name) => _origins.GetValueOrDefault(name);

    private Origin? Find(string name)
    {
        if (!_origins.TryGetValue(name, out var origin) || !origin.IsAtRest) return origin;
        origin.Wake();
        foreach (var testimony in _recall!(name)) origin.Add(Weigh(testimony));
        Changed(origin);
        return origin;
    }

    private Origin OriginOf(Testimony testimony)
    {
        if (Find(testimony.Origin) is not { } origin) _origins.Add(testimony.Origin, origin = new Origin());
        return origin;
    }

    private void Change(Origin origin, Member member, bool joins)
    {
        var lead = origin.LeadOf(member.Testimony.Assertion);
        if (lead is not null && (joins ? !member.Beats(lead) : member != lead))
        {
            origin.Change(member, joins);
            return; // the same one speaks for it
        }

        var share = _width <= OnStackMax ? stackalloc long[_width] : new long[_width];
        if (origin.Count > 0)
        {
            Share(origin, share);
            Add(share, origin.Count, -1);
        }

        Leads -= origin.Count;
        origin.Change(member, joins);
        Leads += origin.Count;
        Changed(origin);
        if (origin.Count == 0) return;

        if (origin.Sum is { } sum)
        {
            Adjust(sum, lead, -1, share);
            Adjust(sum, origin.LeadOf(member.Testimony.Assertion), 1, share);
        }

        Share(origin, share);
        Add(share, origin.Count, 1);
    }

    private void Add(ReadOnlySpan<long> share, int m, int sign)
    {
        var totals = Totals;
        for (var i = 0; i < totals.Length; i++) totals[i] += sign * FixedPoint.FloorDivide(share[i], m);
    }

    private void Adjust(long[] sum, Member? lead, int sign, Span<long> scratch)
    {
        if (lead is null) return;
        scratch.Clear();
        Contribute(lead, scratch);
        for (var i = 0; i < scratch.Length; i++) sum[i] += sign * scratch[i];
    }

    /// <summary>The undivided sum of an origin's leads; kept only for origins that assert several things.</summary>
    private void Share(Origin origin, Span<long> into)
    {
        if (origin.OnlyLead is { } lead)
        {
            origin.Sum = null;
            into.Clear();
            Contribute(lead, into);
            return;
        }

        if (origin.Sum is null)
        {
            origin.Sum = new long[_width];
            foreach (var one in origin.Leads) Adjust(origin.Sum, one, 1, into);
        }

        origin.Sum.CopyTo(into);
    }

    /// <summary>A testimony and what it carries: w, by which leads are chosen, what it adds to confidence, and for labels the evidence per label.</summary>
    protected internal sealed class Member(Testimony testimony, long weight, long support, long[] evidence)
    {
        public Testimony Testimony => testimony;

        public long Weight => weight;

        public long Support => support;

        public long[] Evidence => evidence;

        public bool Beats(Member other) =>
            weight != other.Weight ? weight > other.Weight : string.CompareOrdinal(testimony.Id, other.Testimony.Id) > 0;
    }

    /// <summary>One origin's testimonies, by what they assert: as a rule one thing.</summary>
    protected internal sealed class Origin
    {
        private Group _only;
        private Dictionary<Assertion, Group>? _groups; // of several
        private int _atRest;

        public Origin()
        {
        }

        /// <summary>At rest: so many leads, the first of them at <paramref name="at"/> among those of all.</summary>
        public Origin(int leads, int at) => (_atRest, LeadsAt) = (leads, at);

        /// <summary>Whether its testimonies are not known, only what they come to.</summary>
        public bool IsAtRest => _atRest > 0;

        /// <summary>Of one at rest, where its leads begin.</summary>
        public int LeadsAt { get; }

        /// <summary>For whoever keeps what origins say in a list: its place there; -1 when it is not there.</summary>
        public int Place { get; set; } = -1;

        /// <summary>m: how many different things it asserts.</summary>
        public int Count => IsAtRest ? _atRest : _groups?.Count ?? (_only.IsEmpty ? 0 : 1);

        /// <summary>The strongest testimony of each assertion.</summary>
        public IEnumerable<Member> Leads => Groups.Select(g => g.Lead);

        public IEnumerable<Member> All => Groups.SelectMany(g => g.All);

        /// <summary>Null unless it asserts one thing.</summary>
        public Member? OnlyLead => _groups is null ? _only.Lead : null;

        public long[]? Sum { get; set; }

        private IEnumerable<Group> Groups => _groups is not null ? _groups.Values : _only.IsEmpty ? [] : [_only];

        public Member? LeadOf(Assertion assertion) => GroupOf(assertion).Lead;

        public Member? Find(Testimony testimony) => GroupOf(testimony.Assertion).Find(testimony.Id);

        /// <summary>Its testimonies are about to be added again.</summary>
        public void Wake() => _atRest = 0;

        /// <summary>The same of one that is not at rest.</summary>
        public void Clear() => (_only, _groups) = (default, null);

        public void Change(Member member, bool joins)
        {
            if (joins) Add(member);
            else Remove(member);
        }

        public void Add(Member member)
        {
            var assertion = member.Testimony.Assertion;
            if (_groups is null && !_only.IsEmpty && _only.Lead.Testimony.Assertion != assertion)
            {
                _groups = new() { [_only.Lead.Testimony.Assertion] = _only };
                _only = default;
            }

            if (_groups is null) _only.Add(member);
            else CollectionsMarshal.GetValueRefOrAddDefault(_groups, assertion, out _).Add(member);
        }

        private void Remove(Member member)
        {
            if (_groups is null)
            {
                _only.Remove(member);
                return;
            }

            ref var group = ref CollectionsMarshal.GetValueRefOrNullRef(_groups, member.Testimony.Assertion);
            group.Remove(member);
            if (!group.IsEmpty) return;
            _groups.Remove(member.Testimony.Assertion);
            if (_groups.Count == 1) (_only, _groups) = (_groups.Values.First(), null);
        }

        private Group GroupOf(Assertion assertion) =>
            _groups is not null ? _groups.GetValueOrDefault(assertion) : !_only.IsEmpty && _only.Lead.Testimony.Assertion == assertion ? _only : default;
    }

    /// <summary>Testimonies of one origin that assert the same thing; as a rule one.</summary>
    private struct Group
    {
        private Dictionary<string, Member>? _others;

        public Member Lead { get; private set; }

        public readonly bool IsEmpty => Lead is null;

        public readonly IEnumerable<Member> All => _others is null ? [Lead] : _others.Values.Prepend(Lead);

        public readonly Member? Find(string id) => Lead?.Testimony.Id == id ? Lead : _others?.GetValueOrDefault(id);

        public void Add(Member member)
        {
            if (IsEmpty)
            {
                Lead = member;
                return;
            }

            var (lead, other) = member.Beats(Lead) ? (member, Lead) : (Lead, member);
            _others ??= new(StringComparer.Ordinal);
            _others.Add(other.Testimony.Id, other);
            Lead = lead;
        }

        public void Remove(Member member)
        {
            if (member != Lead)
            {
                _others!.Remove(member.Testimony.Id);
                return;
            }

            Lead = _others is { Count: > 0 } ? _others.Values.Aggregate((best, next) => next.Beats(best) ? next : best) : null!;
            if (!IsEmpty) _others!.Remove(Lead.Testimony.Id);
        }
    }
}
