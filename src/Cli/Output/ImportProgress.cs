using System.Diagnostics;
using Spectre.Console;

namespace Analysis.Cli.Output;

/// <summary>
/// How far an import is, with rate and remaining time: a bar on a terminal, elsewhere a line now and then. It is on the
/// error stream, since the output is the result.
/// </summary>
/// <param name="bytes">How much there is; 0 where nobody knows.</param>
internal sealed class ImportProgress(Screen screen, long bytes)
{
    private static readonly TimeSpan LinePeriod = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _skipped;
    private long _done;
    private long _records;
    private TimeSpan _lineAt = LinePeriod;
    private ProgressTask? _bar;

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Does the work, and shows meanwhile how far it is.</summary>
    public Task Show(Func<Task> work)
    {
        if (!Screen.IsWatched) return work();
        return screen.Error.Progress()
            .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context =>
            {
                _bar = context.AddTask("importing", maxValue: Math.Max(1, bytes));
                _bar.IsIndeterminate = bytes == 0;
                return work();
            });
    }

    /// <summary>So much was done before, by an import that was interrupted.</summary>
    public void Skip(long length) => _skipped += length;

    /// <summary>So much is done besides.</summary>
    public void Add(long length, long records)
    {
        _done += length;
        _records += records;
        if (_bar is not null)
        {
            _bar.Value = _skipped + _done;
            _bar.Description = Words();
        }
        else if (_watch.Elapsed >= _lineAt)
        {
            _lineAt = _watch.Elapsed + LinePeriod;
            screen.News(Words());
        }
    }

    private string Words()
    {
        var seconds = Math.Max(_watch.Elapsed.TotalSeconds, 0.001);
        var words = $"{_records:N0} lines, {_records / seconds:N0} a second";
        if (bytes == 0) return words;
        var remaining = TimeSpan.FromSeconds(Math.Max(0, bytes - _skipped - _done) * seconds / Math.Max(1, _done));
        return $"{(_skipped + _done) / (double)bytes:0 %}, {words}, {remaining:h\\:mm\\:ss} to go";
    }
}
