namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// B2: the figures that top a floor. A figure x tops floors where it is more likely right than not,
/// <code>
/// 1 - prod(1 - accuracy certainty) >= 1/2     over the figures within h of it
/// </code>
/// and its best source is no more than one step below the floor's. A count so far tops nothing, though it is among those within h.
/// </summary>
internal sealed class Tops
{
    private readonly List<(double Value, double Accuracy)> _highest = []; // falling values, rising accuracies

    /// <param name="figures">All figures that are not denied: value, accuracy, accuracy times certainty, how many say
    /// so, and whether they are counts so far.</param>
    /// <param name="tolerance">h.</param>
    public Tops(List<(double Value, double Accuracy, double Weight, int Times, bool IsSoFar)> figures, double tolerance)
    {
        figures.Sort();
        var best = new Queue(figures.Count);
        var taken = figures.Count;
        var first = figures.Count; // of those not farther above than h
        for (var i = figures.Count - 1; i >= 0; i--)
        {
            while (taken > 0 && figures[i].Value - figures[taken - 1].Value <= tolerance) best.Push(--taken, figures);
            while (figures[first - 1].Value - figures[i].Value > tolerance) first--;
            best.DropFrom(first);
            if (figures[i].IsSoFar || !MoreLikelyThanNot(figures, taken, first)) continue;
            var accuracy = figures[best.Best].Accuracy;
            if (_highest.Count == 0 || accuracy > _highest[^1].Accuracy) _highest.Add((figures[i].Value, accuracy));
        }
    }

    /// <summary>The highest figure that tops a floor of this accuracy; null without one.</summary>
    public double? Over(double accuracy)
    {
        foreach (var (value, best) in _highest)
        {
            if (best >= accuracy - NumberRules.TopAccuracyStep) return value;
        }

        return null;
    }

    private static bool MoreLikelyThanNot(List<(double Value, double Accuracy, double Weight, int Times, bool IsSoFar)> figures, int from, int to)
    {
        var doubt = 1.0;
        for (var i = from; i < to; i++)
        {
            if (figures[i].Weight <= 0) continue;
            for (var times = 0; times < figures[i].Times; times++)
            {
                doubt *= 1 - figures[i].Weight;
                if (1 - doubt >= NumberRules.TopLikely) return true;
            }
        }

        return false;
    }

    /// <summary>The most accurate of a window that moves downward.</summary>
    private sealed class Queue(int room)
    {
        private readonly int[] _items = new int[room]; // falling indices, falling accuracies
        private int _from;
        private int _to;

        public int Best => _items[_from];

        public void Push(int index, List<(double Value, double Accuracy, double Weight, int Times, bool IsSoFar)> figures)
        {
            while (_to > _from && figures[_items[_to - 1]].Accuracy <= figures[index].Accuracy) _to--;
            _items[_to++] = index;
        }

        public void DropFrom(int index)
        {
            while (_items[_from] >= index) _from++;
        }
    }
}
