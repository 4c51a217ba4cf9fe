namespace Analysis.Domain.Beliefs;

/// <summary>
/// The testimonies on one topic and their sums. One testimony leads each (origin, assertion); an origin that asserts m
/// different things contributes the floor of the sum of its leads divided by m. All sums are whole numbers, so the result is a function of
/// the set of testimonies, whatever the order in which they came and went. Setting or removing one costs the length of a
/// sum (labels, or candidate values), not the number of testimonies. Not thread-safe.
/// </summary>
internal abstract class Evidence
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Origin> _origins = new(StringComparer.Ordinal);
    private long[] _before = [];
    private long[] _after = [];

    /// <summary>n: how many origins speak.</summary>
    public int Origins => _origins.Count;

    /// <summary>How many testimonies.</summary>
    public int Count => _members.Count;

    /// <summary>How many of them lead: the (origin, assertion) pairs.</summary>
    public int Leads { get; private set; }

    public IEnumerable<Testimony> Testimonies => _members.Values.Select(m => m.Testimony);

    /// <summary>The sums; their layout is the subclass's.</summary>
    protected long[] Totals { get; set; } = [];

    public bool Contains(string id) => _members.ContainsKey(id);

    public Testimony Find(string id) => _members[id].Testimony;

    public bool HasOrigin(string origin) => _origins.ContainsKey(origin);

    /// <summary>Whether this testimony is the one that speaks for its origin and assertion.</summary>
    public bool IsLead(string id)
    {
        var member = _members[id];
        return ReferenceEquals(_origins[member.Testimony.Origin].Groups[member.Testimony.Assertion].Lead, member);
    }

    /// <summary>Adds a testimony, or replaces the one of the same id.</summary>
    public void Set(Testimony testimony)
    {
        Admit(testimony); // before the old one goes: what both need keeps its place
        Remove(testimony.Id);
        var member = Weigh(testimony);
        _members.Add(testimony.Id, member);
        if (!_origins.TryGetValue(testimony.Origin, out var origin)) _origins.Add(testimony.Origin, origin = new Origin());
        Change(origin, testimony.Assertion, group => group.Add(member));
    }

    /// <summary>Makes room for many testimonies at once, before <paramref name="add"/> adds them: so no sum is computed twice.</summary>
    public void LayOut(Testimony[] testimonies, Action add)
    {
        Admit(testimonies);
        add();
        Dismiss(testimonies);
    }

    public bool Remove(string id)
    {
        if (!_members.Remove(id, out var member)) return false;
        var origin = _origins[member.Testimony.Origin];
        Change(origin, member.Testimony.Assertion, group => group.Remove(member));
        if (origin.Groups.Count == 0) _origins.Remove(member.Testimony.Origin);
        Dismiss(member.Testimony);
        return true;
    }

    /// <summary>Makes room for testimonies that are about to be set (new labels, new candidate values).</summary>
    protected virtual void Admit(params ReadOnlySpan<Testimony> testimonies)
    {
    }

    /// <summary>Gives up the room of testimonies that are gone.</summary>
    protected virtual void Dismiss(params ReadOnlySpan<Testimony> testimonies)
    {
    }

    /// <summary>Fixes what the testimony carries, from its reliability as it is now.</summary>
    protected abstract Member Weigh(Testimony testimony);

    /// <summary>Writes what a lead contributes to each sum.</summary>
    protected abstract void Contribute(Member lead, Span<long> sums);

    /// <summary>Computes every sum anew, after the layout of the sums has changed.</summary>
    protected void Recount(int length)
    {
        Totals = new long[length];
        Resize(length);
        foreach (var origin in _origins.Values)
        {
            origin.Sum = null;
            Share(origin, _before);
            for (var i = 0; i < length; i++) Totals[i] += FixedPoint.FloorDivide(_before[i], origin.Groups.Count);
        }
    }

    /// <summary>Weighs every testimony anew, after what they were weighed against has changed.</summary>
    protected void Reweigh()
    {
        foreach (var origin in _origins.Values) origin.Groups.Clear();
        foreach (var testimony in _members.Values.Select(m => m.Testimony).ToList())
        {
            var member = Weigh(testimony);
            _members[testimony.Id] = member;
            _origins[testimony.Origin].Group(testimony.Assertion).Add(member);
        }

        Recount(Totals.Length);
    }

    /// <summary>What <paramref name="origin"/> contributes to each sum; zeros when it does not speak here.</summary>
    protected long[] ShareOf(string origin)
    {
        var share = new long[Totals.Length];
        if (!_origins.TryGetValue(origin, out var found)) return share;
        Share(found, share);
        for (var i = 0; i < share.Length; i++) share[i] = FixedPoint.FloorDivide(share[i], found.Groups.Count);
        return share;
    }

    /// <summary>Calls back with each origin's leads and m; for sums over a layout of its own.</summary>
    protected void ForEachOrigin(Action<IEnumerable<Member>, int> visit)
    {
        foreach (var origin in _origins.Values) visit(origin.Groups.Values.Select(g => g.Lead), origin.Groups.Count);
    }

    protected void ForgetOriginSums(int length)
    {
        Resize(length);
        foreach (var origin in _origins.Values) origin.Sum = null;
    }

    private void Change(Origin origin, Assertion assertion, Action<Group> change)
    {
        Resize(Totals.Length);
        var before = _before.AsSpan(0, Totals.Length);
        var after = _after.AsSpan(0, Totals.Length);
        var m = origin.Groups.Count;
        if (m > 0)
        {
            Share(origin, before);
            for (var i = 0; i < before.Length; i++) Totals[i] -= FixedPoint.FloorDivide(before[i], m);
        }

        Leads -= m;
        var group = origin.Group(assertion);
        var leadBefore = group.Count == 0 ? null : group.Lead;
        change(group);
        if (group.Count == 0) origin.Groups.Remove(assertion);
        var leadAfter = group.Count == 0 ? null : group.Lead;
        m = origin.Groups.Count;
        Leads += m;
        if (m == 0) return;

        if (origin.Sum is { } sum && !ReferenceEquals(leadBefore, leadAfter))
        {
            Adjust(sum, leadBefore, -1, after);
            Adjust(sum, leadAfter, 1, after);
        }

        Share(origin, after);
        for (var i = 0; i < after.Length; i++) Totals[i] += FixedPoint.FloorDivide(after[i], m);
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
        into[..Totals.Length].Clear();
        if (origin.Groups.Count == 1)
        {
            origin.Sum = null;
            Contribute(origin.Groups.Values.First().Lead, into[..Totals.Length]);
            return;
        }

        if (origin.Sum is null)
        {
            var scratch = new long[Totals.Length];
            origin.Sum = new long[Totals.Length];
            foreach (var group in origin.Groups.Values) Adjust(origin.Sum, group.Lead, 1, scratch);
        }

        origin.Sum.CopyTo(into);
    }

    private void Resize(int length)
    {
        if (_before.Length < length) (_before, _after) = (new long[length], new long[length]);
    }

    /// <summary>A testimony and what it carries: w, by which leads are chosen, and for labels the evidence per label.</summary>
    protected internal sealed record Member(Testimony Testimony, long Weight, long[] Evidence)
    {
        public bool Beats(Member other) =>
            Weight != other.Weight ? Weight > other.Weight : string.CompareOrdinal(Testimony.Id, other.Testimony.Id) > 0;
    }

    private sealed class Origin
    {
        public Dictionary<Assertion, Group> Groups { get; } = [];

        public long[]? Sum { get; set; }

        public Group Group(Assertion assertion)
        {
            if (!Groups.TryGetValue(assertion, out var group)) Groups.Add(assertion, group = new Group());
            return group;
        }
    }

    /// <summary>Testimonies of one origin that assert the same thing.</summary>
    private sealed class Group
    {
        private readonly HashSet<Member> _members = new(ReferenceEqualityComparer.Instance);
        private Member? _lead;

        public int Count => _members.Count;

        public Member Lead => _lead ??= _members.Aggregate((best, next) => next.Beats(best) ? next : best);

        public void Add(Member member)
        {
            _members.Add(member);
            if (_lead is not null && member.Beats(_lead)) _lead = member;
        }

        public void Remove(Member member)
        {
            _members.Remove(member);
            if (ReferenceEquals(_lead, member)) _lead = null;
        }
    }
}
