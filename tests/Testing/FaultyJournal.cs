using Analysis.Engine.Journal;

namespace Analysis.Testing;

/// <summary>
/// A journal that loses its connection on request, before or after an append: the two cases that a caller cannot tell
/// apart. Reads always work.
/// </summary>
public sealed class FaultyJournal(IJournal inner) : DelegatingJournal(inner)
{
    private int _failBefore;
    private int _failAfter;

    /// <summary>How many appends reached this journal, failed ones included.</summary>
    public int Appends { get; private set; }

    /// <summary>The next appends throw and write nothing.</summary>
    public void FailBefore(int appends = 1) => _failBefore = appends;

    /// <summary>The next appends are written, and throw.</summary>
    public void FailAfter(int appends = 1) => _failAfter = appends;

    public override async Task<AppendResult> Append(StreamAppend append)
    {
        Appends++;
        if (_failBefore > 0)
        {
            _failBefore--;
            throw new IOException("fault before the append");
        }

        var result = await base.Append(append);
        if (_failAfter > 0)
        {
            _failAfter--;
            throw new IOException("fault after the append");
        }

        return result;
    }
}
