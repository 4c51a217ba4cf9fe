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

    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Origin> _origins = new(StringComparer.Ordinal);
    private long[] _totals = [];
    private long[] _spare = [];
    private int _width;
    private Func<string, IEnumerable<Testimony>>? _recall; // what an origin at rest has said
    private int _atRest; // testimonies

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
    public int Count => _members.Count + _atRest;

    /// <summary>How many of them lead: the (origin, assertion) pairs.</summary>
    public int Leads { get; private set; }

    /// <summary>The sums; their layout is the subclass's.</summary>
    protected Span<long> Totals => _totals.AsSpan(0, _width);

    public bool Contains(string id) => _members.ContainsKey(id);

    public bool HasOrigin(string origin) => _origins.ContainsKey(origin);

    /// <summary>Whether this testimony of an origin is the one that speaks for it and what it asserts.</summary>
    public bool IsLead(string origin, string id) => Find(origin) is { } found && ReferenceEquals(found.LeadOf(_members[id].Testimony.Assertion), _members[id]);

    /// <summary>Adds a testimony, or replaces the one of the same id.</summary>
    public void Set(Testimony testimony)
    {
        Admit(testimony.Assertion); // before the old one goes: what both need keeps its place
        Remove(testimony.Id);
        Enter(testimony);
    }

    /// <summary>Adds a testimony to whose assertion there was room made before; its id must be new.</summary>
    public void Enter(Testimony testimony)
    {
        var member = Weigh(testimony);
        _members.Add(testimony.Id, member);
        Change(OriginOf(testimony), member, joins: true);
    }

    public bool Remove(string id)
    {
        if (!_members.Remove(id, out var member)) return false;
        var origin = _origins[member.Testimony.Origin]; // awake, since its member is known
        Change(origin, member, joins: false);
        if (origin.Count == 0) _origins.Remove(member.Testimony.Origin);
        Dismiss(member.Testimony.Assertion);
        return true;
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
    public void Reweigh() => Reweigh([.. _members.Values.Select(m => m.Testimony)]);

    /// <summary>Replaces every testimony by one of the same id, origin and assertion, weighed anew: at less cost than one by one.</summary>
    public virtual void Reweigh(IReadOnlyList<Testimony> testimonies)
    {
        _origins.Clear();
        foreach (var testimony in testimonies)
        {
            var member = Weigh(testimony);
            _members[testimony.Id] = member;
            OriginOf(testimony).Add(member);
        }

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
        if (!IsLead(testimony.Origin, testimony.Id)) return part;
        Contribute(_members[testimony.Id], part);
        var m = _origins[testimony.Origin].Count;
        for (var i = 0; i < part.Length; i++) part[i] /= m;
        return part;
    }

    /// <summary>Makes one origin's testimonies known again, if it is at rest: before anything changes that they were weighed by.</summary>
    public void Wake(string origin) => Find(origin);

    /// <summary>The same of all.</summary>
    public void Wake()
    {
        if (_atRest == 0) return;
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
        (_totals, _width, _atRest, Leads, _recall) = (digest.Totals, digest.Totals.Length, digest.Testimonies, digest.Leads, recall);
        _origins.EnsureCapacity(voices.Count);
        var at = 0;
        foreach (var (i, voice) in voices.Index())
        {
            if (digest.Assertions[i] == 0) continue;
            _origins.Add(voice, new Origin(digest.Assertions[i], at));
            at += digest.Assertions[i];
        }
    }

    /// <summary>An origin as it is; null when it does not speak here.</summary>
    protected Origin? OriginAt(string name) => _origins.GetValueOrDefault(name);

    /// <summary>Each origin that speaks; some may be at rest.</summary>
    protected Dictionary<string, Origin>.ValueCollection AllOrigins => _origins.Values;

    private Origin? Find(string name)
    {
        if (!_origins.TryGetValue(name, out var origin) || !origin.IsAtRest) return origin;
        origin.Wake();
        foreach (var testimony in _recall!(name))
        {
            var member = Weigh(testimony);
            _members.Add(testimony.Id, member);
            origin.Add(member);
            _atRest--;
        }

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
        if (lead is not null && (joins ? !member.Beats(lead) : !ReferenceEquals(member, lead)))
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

    /// <summary>A testimony and what it carries: w, by which leads are chosen, and for labels the evidence per label.</summary>
    protected internal sealed record Member(Testimony Testimony, long Weight, long[] Evidence)
    {
        public bool Beats(Member other) =>
            Weight != other.Weight ? Weight > other.Weight : string.CompareOrdinal(Testimony.Id, other.Testimony.Id) > 0;
    }

    /// <summary>One origin's testimonies, by what they assert: as a rule one thing.</summary>
    protected internal sealed class Origin
    {
        private Group? _only;
        private Dictionary<Assertion, Group>? _groups; // of several; null as long as there was but one
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

        /// <summary>m: how many different things it asserts.</summary>
        public int Count => IsAtRest ? _atRest : _groups?.Count ?? (_only is null ? 0 : 1);

        public IReadOnlyCollection<Member> Leads => _groups is null ? _only is null ? [] : [_only.Lead] : [.. _groups.Values.Select(g => g.Lead)];

        /// <summary>Null unless it asserts one thing.</summary>
        public Member? OnlyLead => _groups is null ? _only?.Lead : _groups.Count == 1 ? _groups.Values.First().Lead : null;

        public long[]? Sum { get; set; }

        public Member? LeadOf(Assertion assertion) => Find(assertion)?.Lead;

        /// <summary>Its testimonies are about to be added again.</summary>
        public void Wake() => _atRest = 0;

        public void Change(Member member, bool joins)
        {
            if (joins) Add(member);
            else Remove(member);
        }

        public void Add(Member member)
        {
            if (Find(member.Testimony.Assertion) is { } group)
            {
                group.Add(member);
            }
            else if (Count == 0 && _groups is null)
            {
                _only = new Group(member);
            }
            else
            {
                _groups ??= new() { [_only!.Lead.Testimony.Assertion] = _only };
                _groups.Add(member.Testimony.Assertion, new Group(member));
            }
        }

        private void Remove(Member member)
        {
            if (Find(member.Testimony.Assertion)!.Remove(member)) return;
            _only = null;
            _groups?.Remove(member.Testimony.Assertion);
        }

        private Group? Find(Assertion assertion) =>
            _groups is not null ? _groups.GetValueOrDefault(assertion) : _only?.Lead.Testimony.Assertion == assertion ? _only : null;
    }

    /// <summary>Testimonies of one origin that assert the same thing, at least one.</summary>
    private sealed class Group(Member first)
    {
        private HashSet<Member>? _others;

        public Member Lead { get; private set; } = first;

        public void Add(Member member)
        {
            var (lead, other) = member.Beats(Lead) ? (member, Lead) : (Lead, member);
            _others ??= new(ReferenceEqualityComparer.Instance);
            _others.Add(other);
            Lead = lead;
        }

        /// <summary>False when it is the last.</summary>
        public bool Remove(Member member)
        {
            if (_others is not { Count: > 0 }) return false;
            if (_others.Remove(member)) return true;
            Lead = _others.Aggregate((best, next) => next.Beats(best) ? next : best);
            return _others.Remove(Lead);
        }
    }
}
