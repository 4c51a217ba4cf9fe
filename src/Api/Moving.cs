using System.Diagnostics;
using System.Globalization;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Spectre.Console;

namespace Analysis.Api;

/// <summary>
/// The commands that run to an end: a journal is copied, lists are rendered anew. Progress is a bar on a terminal, and a line now
/// and then elsewhere. Each returns the exit code.
/// </summary>
internal static class Moving
{
    private const int NamesShownMax = 10;

    private static readonly Dictionary<CopyStep, string> Words = new()
    {
        [CopyStep.Look] = "reading the target",
        [CopyStep.Compare] = "comparing with the source",
        [CopyStep.Copy] = "copying",
        [CopyStep.ReadBack] = "reading back",
        [CopyStep.Views] = "comparing views",
    };

    public static async Task<int> Copy(JournalPlace from, JournalPlace to)
    {
        if (from.IsSameAs(to)) throw new JournalOpenException("Source and target are the same place");
        await using var source = from.OpenToRead();
        await using var target = to.Open();
        var copy = new JournalCopy(source, target, fold => ViewRenderer.Of(TopicReadings.Of(fold)).Json,
            TimeProvider.System);
        var started = Stopwatch.GetTimestamp();
        var result = await WithBars((bars, stopping) => copy.Run(new Told<CopyProgress>(step => bars.Show(Words[step.Step], step.Share, step.Count)), stopping));
        return result switch
        {
            CopyResult.Done done => await Say(
                0, $"{done.Copied} events copied, {done.Events} are there, {done.Topics} topics show the same; {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"),
            CopyResult.Refused refused => await Say(1, $"Refused: {refused.Stream}: {refused.Why}"),
            CopyResult.Different different => await Say(
                1, $"The copy differs in {different.Why}: {string.Join(", ", different.Names.Take(NamesShownMax))}{(different.Names.Count > NamesShownMax ? ", ..." : "")}"),
            null => await Say(1, "Stopped; the same command goes on where this one stopped"),
            _ => throw new UnreachableException($"Unknown result {result}."),
        };
    }

    public static async Task<int> Rebuild(string[] options)
    {
        await using var app = ApiHost.Build(["--Logging:LogLevel:Default=Warning", .. options]); // it is never started
        var settings = app.Services.GetRequiredService<Settings>();
        await new JournalPlace(settings.Journal ?? settings.DataFolder).OpenToRead().DisposeAsync(); // a place that holds none is mistyped
        var (journal, projector) = (app.Services.GetRequiredService<IJournal>(), app.Services.GetRequiredService<Projector>());
        var owed = await WithBars(async (bars, stopping) =>
        {
            var (first, last) = (0L, await journal.Position(stopping));
            await foreach (var e in journal.ReadAll(0, 1, stopping)) first = e.Position - 1;
            bars.Show("rendering", 0, null);
            var owed = await projector.Rebuild(
                new Told<long>(position => bars.Show("rendering", (double)(position - first) / Math.Max(1, last - first), null)), stopping);
            bars.Show("rendering", 1, null);
            return owed;
        });
        return owed switch
        {
            [] => await Say(0, "The lists are rendered anew"),
            null => await Say(1, "Stopped; the lists are incomplete until a server or this command has gone on"),
            _ => await Say(1, $"{owed.Count} streams could not be rendered, and are tried again by every server: {string.Join(", ", owed.Take(NamesShownMax))}"),
        };
    }

    /// <summary>Runs something that shows how far it is; null when whoever waits stopped it.</summary>
    private static async Task<T?> WithBars<T>(Func<IShow, CancellationToken, Task<T>> work)
        where T : class
    {
        using var stopping = new CancellationTokenSource();
        ConsoleCancelEventHandler stop = (_, press) =>
        {
            press.Cancel = true;
            stopping.Cancel();
        };
        Console.CancelKeyPress += stop;
        try
        {
            if (Console.IsOutputRedirected) return await work(new Lines(), stopping.Token);
            return await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context => work(new Bars(context), stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }

    private static async Task<int> Say(int code, string sentence)
    {
        await (code == 0 ? Console.Out : Console.Error).WriteLineAsync(sentence);
        return code;
    }

    /// <summary>Tells at once and on the caller's thread, in order; the framework's own would post.</summary>
    private sealed class Told<T>(Action<T> told) : IProgress<T>
    {
        public void Report(T value) => told(value);
    }

    /// <summary>Shows how far the steps are. Thread-safe.</summary>
    private interface IShow
    {
        void Show(string step, double share, long? count);
    }

    /// <summary>A line for each tenth.</summary>
    private sealed class Lines : IShow
    {
        private readonly Dictionary<string, int> _tenths = [];

        public void Show(string step, double share, long? count)
        {
            lock (_tenths)
            {
                var tenth = (int)(share * 10);
                if (tenth <= _tenths.GetValueOrDefault(step, -1)) return;
                _tenths[step] = tenth;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step}: {10 * tenth} %{(count is { } number ? $", {number:N0}" : "")}"));
            }
        }
    }

    /// <summary>One bar for each step that was begun.</summary>
    private sealed class Bars(ProgressContext context) : IShow
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Show(string step, double share, long? count)
        {
            lock (_tasks)
            {
                if (!_tasks.TryGetValue(step, out var task)) _tasks.Add(step, task = context.AddTask(step, maxValue: 1));
                if (count is { } number) task.Description = string.Create(CultureInfo.InvariantCulture, $"{step}, {number:N0}");
                task.Value = Math.Max(task.Value, share);
            }
        }
    }
}
