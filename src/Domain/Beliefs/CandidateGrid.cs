using System.Numerics;

namespace Analysis.Domain.Beliefs;

/// <summary>A value that the truth may have.</summary>
/// <param name="Y">Where, on the family's scale.</param>
/// <param name="Bandwidth">How blurred.</param>
/// <param name="Mass">Its prior mass.</param>
/// <param name="IsFigure">Whether somebody gives this very figure, in place of a bound or a range that ends here.</param>
public readonly record struct Candidate(double Y, double Bandwidth, double Mass, bool IsFigure = false);

/// <summary>
/// Chooses the candidate values of a topic, at most <see cref="Rules.CandidatesMax"/>: all that are proposed while they are few, else the
/// lowest in each cell of a grid of step h/2 * 2^k with the smallest k that leaves few enough. Cells are nested, so the
/// result is a function of the set of proposals; adding or removing one costs O(log n).
/// </summary>
internal sealed class CandidateGrid(double tolerance)
{
    private const long Middle = 1L << 61; // keeps cell numbers positive, so that a shift is a coarser cell
    private const int StepsMax = 8; // from cell to cell, before looking further is the cheaper
    private const int TouchedMax = 64; // beyond, choosing anew is the cheaper

    private readonly double _step = tolerance / 2;
    private readonly Ordered<Proposal> _proposed = new();
    private readonly int[] _parted = new int[64]; // neighbours whose cells differ up to level k and no further
    private readonly List<double> _touched = []; // since the last choice; the first of them
    private int _values;
    private int _level = -1;

    /// <summary>Proposes a value, from the next <see cref="Choose"/> on.</summary>
    public void Add(Candidate candidate)
    {
        var proposal = new Proposal(Cell(candidate.Y), candidate, 1);
        var at = _proposed.Find(proposal);
        if (_proposed.Holds(at) && _proposed[at].CompareTo(proposal) == 0)
        {
            _proposed[at].Times++;
            return;
        }

        Touch(candidate.Y);
        Join(at, proposal, 1);
        _proposed.Insert(at, proposal);
    }

    /// <summary>Withdraws a proposal, from the next <see cref="Choose"/> on.</summary>
    public void Remove(Candidate candidate)
    {
        var proposal = new Proposal(Cell(candidate.Y), candidate, 1);
        var at = _proposed.Find(proposal);
        if (--_proposed[at].Times > 0) return;
        Touch(candidate.Y);
        _proposed.RemoveAt(at);
        Join(_proposed.Find(proposal), proposal, -1);
    }

    /// <summary>Chooses among what is proposed now, by value; false, with nothing written, when that cannot have changed the choice.</summary>
    public bool Choose(List<Candidate> chosen)
    {
        if (_touched.Count == 0) return false;
        var level = Level();
        var stays = level >= 0 && level == _level && _touched.Count < TouchedMax && !_touched.Exists(LeadsItsCell);
        _touched.Clear();
        if (stays) return false;
        _level = level;
        chosen.Clear();
        for (var at = default(Ordered<Proposal>.Place); _proposed.Holds(at);)
        {
            var lowest = _proposed[at];
            chosen.Add(lowest.Candidate); // of one value the narrowest
            at = level >= 0 ? CellAfter(at, lowest.Cell) : ValueAfter(at, lowest.Candidate.Y);
        }

        return true;
    }

    private void Touch(double y)
    {
        if (_touched.Count < TouchedMax) _touched.Add(y);
    }

    private long Cell(double y) => (long)Math.Clamp(Math.Floor(y / _step), -1e17, 1e17) + Middle;

    /// <summary>Accounts for a value that comes, or is gone, between those before and from <paramref name="at"/> on.</summary>
    private void Join(Ordered<Proposal>.Place at, Proposal proposal, int change)
    {
        Proposal? below = _proposed.Before(at) is { } before ? _proposed[before] : null;
        Proposal? above = _proposed.Holds(at) ? _proposed[at] : null;
        if (below?.Candidate.Y == proposal.Candidate.Y || above?.Candidate.Y == proposal.Candidate.Y) return;
        _values += change;
        if (below is { } under && above is { } over) Part(under, over, -change);
        if (below is { } b) Part(b, proposal, change);
        if (above is { } a) Part(proposal, a, change);
    }

    private void Part(Proposal lower, Proposal upper, int change)
    {
        var differs = (ulong)(lower.Cell ^ upper.Cell);
        if (differs != 0) _parted[BitOperations.Log2(differs)] += change;
    }

    private int Level()
    {
        if (_values <= Rules.CandidatesMax) return -1;
        var cells = 1;
        for (var k = _parted.Length - 1; k >= 0; k--)
        {
            cells += _parted[k];
            if (cells > Rules.CandidatesMax) return k + 1;
        }

        return 0;
    }

    /// <summary>All that is proposed, in order, and the level of the last choice.</summary>
    public (Proposal[] Proposals, int Level) Digest() => (_proposed.ToArray(), _level);

    /// <summary>Goes on from a digest that was made after a choice; nothing may have been proposed here yet.</summary>
    public void Resume(ReadOnlySpan<Proposal> proposals, int level)
    {
        _proposed.Fill(proposals);
        _level = level;
        for (var i = 0; i < proposals.Length; i++)
        {
            if (i > 0 && proposals[i].Candidate.Y == proposals[i - 1].Candidate.Y) continue;
            _values++;
            if (i > 0) Part(proposals[i - 1], proposals[i], 1);
        }
    }

    private Ordered<Proposal>.Place ValueAfter(Ordered<Proposal>.Place at, double y)
    {
        do at = _proposed.After(at);
        while (_proposed.Holds(at) && _proposed[at].Candidate.Y == y);
        return at;
    }

    private Ordered<Proposal>.Place CellAfter(Ordered<Proposal>.Place at, long cell)
    {
        var next = ((cell >> _level) + 1) << _level;
        for (var steps = 0; steps < StepsMax; steps++)
        {
            at = _proposed.After(at);
            if (!_proposed.Holds(at) || _proposed[at].Cell >= next) return at;
        }

        return _proposed.Find(Proposal.Beginning(next));
    }

    /// <summary>Whether a value is, or was until now, the lowest of its cell.</summary>
    private bool LeadsItsCell(double y)
    {
        var lowest = _proposed.Find(Proposal.Beginning((Cell(y) >> _level) << _level));
        return !_proposed.Holds(lowest) || _proposed[lowest].Candidate.Y >= y;
    }
}

/// <summary>A candidate that was proposed, in order of value, then of width and mass, figures first.</summary>
/// <param name="Cell">The cell of the finest grid that it lies in.</param>
/// <param name="Candidate">What was proposed.</param>
/// <param name="Times">How often.</param>
public record struct Proposal(long Cell, Candidate Candidate, int Times) : IComparable<Proposal>
{
    /// <summary>What comes before everything in a cell.</summary>
    public static Proposal Beginning(long cell) => new(cell, new(double.NegativeInfinity, 0, 0), 0);

    /// <inheritdoc/>
    public readonly int CompareTo(Proposal other)
    {
        var order = Cell.CompareTo(other.Cell);
        if (order == 0) order = Candidate.Y.CompareTo(other.Candidate.Y);
        if (order == 0) order = Candidate.Bandwidth.CompareTo(other.Candidate.Bandwidth);
        if (order == 0) order = Candidate.Mass.CompareTo(other.Candidate.Mass);
        return order == 0 ? other.Candidate.IsFigure.CompareTo(Candidate.IsFigure) : order;
    }
}
