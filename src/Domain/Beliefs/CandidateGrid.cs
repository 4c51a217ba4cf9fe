using System.Numerics;

namespace Analysis.Domain.Beliefs;

/// <summary>A value that the truth may have: where, how blurred, and its prior mass.</summary>
internal readonly record struct Candidate(double Y, double Bandwidth, double Mass);

/// <summary>
/// Chooses the candidate values of a topic, at most <see cref="Rules.CandidatesMax"/>: all that are proposed while they are few, else the
/// lowest in each cell of a grid of step h/2 * 2^k with the smallest k that leaves few enough. Cells are nested, so the
/// result is a function of the set of proposals; adding or removing one costs O(log n).
/// </summary>
internal sealed class CandidateGrid(double tolerance)
{
    private const long Middle = 1L << 61; // keeps cell numbers positive, so that a shift is a coarser cell

    private readonly double _step = tolerance / 2;
    private readonly Dictionary<double, SortedDictionary<(double Bandwidth, double Mass), int>> _proposed = [];
    private readonly SortedSet<(long Cell, double Y)> _places = [];
    private readonly int[] _parted = new int[64]; // neighbours whose cells differ up to level k and no further
    private readonly List<double> _touched = []; // since the last choice
    private int _level = -1;

    /// <summary>Proposes a value, from the next <see cref="Choose"/> on.</summary>
    public void Add(Candidate candidate)
    {
        if (!_proposed.TryGetValue(candidate.Y, out var widths)) _proposed.Add(candidate.Y, widths = []);
        var key = (candidate.Bandwidth, candidate.Mass);
        widths[key] = widths.GetValueOrDefault(key) + 1;
        if (widths[key] > 1) return;
        _touched.Add(candidate.Y);
        if (widths.Count > 1) return;
        var place = Place(candidate.Y);
        var (below, above) = Neighbours(place);
        if (below is { } under && above is { } over) Part(under, over, -1);
        if (below is { } b) Part(b, place, 1);
        if (above is { } a) Part(place, a, 1);
        _places.Add(place);
    }

    /// <summary>Withdraws a proposal, from the next <see cref="Choose"/> on.</summary>
    public void Remove(Candidate candidate)
    {
        var widths = _proposed[candidate.Y];
        var key = (candidate.Bandwidth, candidate.Mass);
        if (--widths[key] > 0) return;
        _touched.Add(candidate.Y);
        widths.Remove(key);
        if (widths.Count > 0) return;
        _proposed.Remove(candidate.Y);
        var place = Place(candidate.Y);
        _places.Remove(place);
        var (below, above) = Neighbours(place);
        if (below is { } b) Part(b, place, -1);
        if (above is { } a) Part(place, a, -1);
        if (below is { } under && above is { } over) Part(under, over, 1);
    }

    /// <summary>Chooses among what is proposed now, by value; false, with nothing written, when that cannot have changed the choice.</summary>
    public bool Choose(List<Candidate> chosen)
    {
        if (_touched.Count == 0) return false;
        var level = Level();
        var stays = level >= 0 && level == _level && !_touched.Exists(LeadsItsCell);
        _touched.Clear();
        if (stays) return false;
        _level = level;
        chosen.Clear();
        if (level >= 0) ChooseLowestOfCells(chosen);
        else chosen.AddRange(_places.Select(p => Narrowest(p.Y)));
        return true;
    }

    private (long Cell, double Y) Place(double y) => ((long)Math.Clamp(Math.Floor(y / _step), -1e17, 1e17) + Middle, y);

    private ((long Cell, double Y)? Below, (long Cell, double Y)? Above) Neighbours((long Cell, double Y) place)
    {
        if (_places.Count == 0) return (null, null);
        var (min, max) = (_places.Min, _places.Max);
        (long, double)? below = min.CompareTo(place) < 0 ? _places.GetViewBetween(min, (place.Cell, Math.BitDecrement(place.Y))).Max : null;
        (long, double)? above = max.CompareTo(place) > 0 ? _places.GetViewBetween((place.Cell, Math.BitIncrement(place.Y)), max).Min : null;
        return (below, above);
    }

    private void Part((long Cell, double Y) lower, (long Cell, double Y) upper, int change)
    {
        var differs = (ulong)(lower.Cell ^ upper.Cell);
        if (differs != 0) _parted[BitOperations.Log2(differs)] += change;
    }

    private int Level()
    {
        if (_places.Count <= Rules.CandidatesMax) return -1;
        var cells = 1;
        for (var k = _parted.Length - 1; k >= 0; k--)
        {
            cells += _parted[k];
            if (cells > Rules.CandidatesMax) return k + 1;
        }

        return 0;
    }

    private void ChooseLowestOfCells(List<Candidate> chosen)
    {
        for (var next = _places.Min; ;)
        {
            chosen.Add(Narrowest(next.Y));
            var nextCell = (((next.Cell >> _level) + 1) << _level, double.NegativeInfinity);
            if (_places.Max.CompareTo(nextCell) < 0) return;
            next = _places.GetViewBetween(nextCell, _places.Max).Min;
        }
    }

    /// <summary>Whether a value is, or was until now, the lowest of its cell.</summary>
    private bool LeadsItsCell(double y)
    {
        var place = Place(y);
        var start = ((place.Cell >> _level) << _level, double.NegativeInfinity);
        var lowest = _places.GetViewBetween(start, place).Min;
        return lowest == default || lowest == place; // default: there is none
    }

    private Candidate Narrowest(double y)
    {
        var (bandwidth, mass) = _proposed[y].Keys.First();
        return new Candidate(y, bandwidth, mass);
    }
}
