using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Folding.Succession;

/// <summary>
/// Which figures named origins have given, and who gave each first: a figure of unknown lineage that equals one of them is a copy (S3). O(1) a claim;
/// taking back the first that gave a figure makes the next question cost O(claims) once.
/// </summary>
/// <param name="one">What one comes to on the family's scale: that there is something is nobody's figure.</param>
/// <param name="claims">All that were added and not removed, whatever they say.</param>
internal sealed class FigureIndex(double one, IReadOnlyCollection<ScopedClaim> claims)
{
    /// <summary>From what on a figure can be a copy.</summary>
    public double One { get; } = one + 1e-9;

    private readonly Dictionary<long, List<Given>> _cells = [];
    private bool _isStale;

    public void Add(ScopedClaim claim)
    {
        if (!_isStale && CanBeCopied(claim)) Enter(claim, claim.Number.Value);
    }

    public void Remove(ScopedClaim claim)
    {
        if (_isStale || !CanBeCopied(claim)) return;
        var value = claim.Number.Value;
        _isStale = _cells[CellOf(value)].Exists(g => g.Value == value && g.First == claim);
    }

    /// <summary>Of the named origins that had given nearly this value by then, the claim of the first; null when nobody had.</summary>
    public ScopedClaim? Source(double value, DateTimeOffset by)
    {
        if (_isStale)
        {
            _cells.Clear();
            foreach (var claim in claims.Where(CanBeCopied)) Enter(claim, claim.Number.Value);
            _isStale = false;
        }

        ScopedClaim? first = null;
        for (var cell = CellOf(value) - 1; cell <= CellOf(value) + 1; cell++)
        {
            foreach (var given in _cells.GetValueOrDefault(cell) ?? [])
            {
                if (Math.Abs(given.Value - value) < NumberSuccession.Same && given.First.Reported <= by
                    && (first is null || IsBefore(given.First, first)))
                {
                    first = given.First;
                }
            }
        }

        return first;
    }

    private static bool CanBeCopied(ScopedClaim claim) =>
        !claim.Lineage.IsUnknown && claim.Said is Said.Number { Form: NumberForm.Figure or NumberForm.AtLeast };

    private void Enter(ScopedClaim claim, double value)
    {
        var key = CellOf(value);
        if (!_cells.TryGetValue(key, out var cell)) _cells.Add(key, cell = new(1));
        var at = cell.FindIndex(g => g.Value == value);
        if (at < 0) cell.Add(new Given(value, claim));
        else if (IsBefore(claim, cell[at].First)) cell[at] = new Given(value, claim);
    }

    private static bool IsBefore(ScopedClaim a, ScopedClaim b) => NumberSuccession.ByReport.Compare(a, b) < 0;

    private static long CellOf(double value) => (long)Math.Floor(Math.Clamp(value / NumberSuccession.Same, long.MinValue / 2.0, long.MaxValue / 2.0));

    private readonly record struct Given(double Value, ScopedClaim First);
}
