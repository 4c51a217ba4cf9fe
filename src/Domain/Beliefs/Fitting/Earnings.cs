namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>What one source has earned. Sums are of whole numbers: in whatever order they came.</summary>
internal sealed class Earnings(Reliability prior, FamilyKind kind)
{
    private Reliability? _current;
    private Confusion? _confusion;
    private long _right;
    private long _wrong;
    private long _answeredRight;
    private long _answeredWrong;

    /// <summary>As it stands, not to change with what is earned later.</summary>
    public Reliability Current => _current ??= kind == FamilyKind.Ratings
        ? prior with { SquaredError = _right, Rated = _wrong }
        : prior with { Right = _right, Wrong = _wrong, AnsweredRight = _answeredRight, AnsweredWrong = _answeredWrong, Confusion = _confusion?.Copy() };

    public void Reset() => (_current, _confusion, _right, _wrong, _answeredRight, _answeredWrong) = (null, null, 0, 0, 0, 0);

    /// <summary>Holds what was earned once, in place of what is held.</summary>
    public void Recall(Reliability earned)
    {
        (_current, _confusion) = (null, earned.Confusion?.Copy());
        (_right, _wrong) = kind == FamilyKind.Ratings ? (earned.SquaredError, earned.Rated) : (earned.Right, earned.Wrong);
        (_answeredRight, _answeredWrong) = (earned.AnsweredRight, earned.AnsweredWrong);
    }

    /// <summary>Adds a mark, or with -1 takes it back.</summary>
    public void Add(in Mark mark, bool isAnswered, int sign = 1)
    {
        _current = null;
        (_right, _wrong) = (_right + (sign * mark.Right), _wrong + (sign * mark.Wrong));
        if (isAnswered) (_answeredRight, _answeredWrong) = (_answeredRight + (sign * mark.Right), _answeredWrong + (sign * mark.Wrong));
        if (mark.Claimed >= 0) (_confusion ??= new Confusion(mark.Truths!.Length)).Count(mark.Truths, mark.Claimed, sign);
    }

    /// <summary>The same without these.</summary>
    public Reliability Without(IEnumerable<Mark> marks, bool areAnswered)
    {
        var rest = new Earnings(prior, kind);
        rest.Recall(Current);
        foreach (var mark in marks) rest.Add(mark, areAnswered, -1);
        return rest.Current;
    }
}
