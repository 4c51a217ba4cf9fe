using System.IO.Pipelines;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Importing;

/// <summary>How an import is done.</summary>
/// <param name="Address">Where claims go.</param>
/// <param name="Format">The form of the inputs; null to tell by name and beginning.</param>
/// <param name="BatchRecordsMax">How many records go as one request.</param>
/// <param name="Patience">How long a server that is away is waited for.</param>
/// <param name="IsAnew">Whether bookmarks are passed over.</param>
/// <param name="RejectedPath">Where rejected records go; null for beside the input.</param>
internal sealed record ImportPlan(string Address, Format? Format, int BatchRecordsMax, TimeSpan Patience, bool IsAnew,
    string? RejectedPath);

/// <summary>What became of an input.</summary>
/// <param name="ResumedAt">The place in it from which it went on, if it did.</param>
internal sealed record ImportedFile(string File, Tally Tally, string? RejectedFile, long ResumedAt);

/// <summary>Sends an input batch after batch, and notes how far it is after each.</summary>
/// <param name="news">Is told what whoever waits should know.</param>
internal sealed class Importer(Server server, ImportPlan plan, Action<string> news)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    /// <summary>Imports a file, or the standard input, of which nothing is noted.</summary>
    public async Task<ImportedFile> Import(string path, ImportProgress progress, CancellationToken stopping)
    {
        var isStandard = path == Inputs.Standard;
        var file = new FileInfo(path);
        var bookmark = isStandard || plan.IsAnew ? null : Bookmark.Find(file, server.Address);
        bookmark ??= new Bookmark(server.Address, isStandard ? 0 : file.Length, isStandard ? default
            : file.LastWriteTimeUtc, End: 0, RejectedLength: 0, new Tally());
        var resumedAt = bookmark.End;
        if (resumedAt > 0) news($"{path}: going on after {bookmark.Tally.All:N0} lines");
        progress.Skip(resumedAt);
        var rejectedPath = plan.RejectedPath ?? (isStandard ? "analysis-rejected.jsonl" : $"{path}.rejected.jsonl");
        using var rejected = new RejectedFile(rejectedPath, path, bookmark.RejectedLength);

        await using var stream = isStandard ? Console.OpenStandardInput() : file.OpenRead();
        var input = PipeReader.Create(stream);
        var format = plan.Format ?? Format.OfFile(path) ?? await Look(input, stopping);
        await using var reader = new RecordReader(input, format);
        InputRecord? header = null;
        var batch = new Batch(format, header);
        await foreach (var record in reader.Read(stopping))
        {
            if (format.HasHeader && header is null) batch = new Batch(format, header = record);
            else if (record.End > bookmark.End)
            {
                batch.Add(record);
                if (!batch.IsFull(plan.BatchRecordsMax)) continue;
                await Finish();
                batch = new Batch(format, header);
            }
        }

        if (batch.Records.Count > 0) await Finish();
        if (!isStandard) File.Delete(Bookmark.PathOf(path));
        return new ImportedFile(path, bookmark.Tally, rejected.Length > 0 ? rejectedPath : null, resumedAt);

        async Task Finish()
        {
            var (wrong, tally) = await Send(batch, stopping);
            foreach (var (record, problem) in wrong) rejected.Add(record, problem);
            rejected.Flush();
            bookmark.Tally.Add(tally);
            progress.Add(batch.Records[^1].End - bookmark.End, tally.All);
            bookmark = bookmark with { End = batch.Records[^1].End, RejectedLength = rejected.Length };
            if (!isStandard) bookmark.Save(path);
        }
    }

    private static async Task<Format> Look(PipeReader input, CancellationToken stopping)
    {
        var read = await input.ReadAsync(stopping);
        var format = Format.OfBeginning(read.Buffer.FirstSpan);
        input.AdvanceTo(read.Buffer.Start);
        return format;
    }

    /// <summary>
    /// Sends it, again while the server is away, until patience ends: what was taken in already is a duplicate then.
    /// </summary>
    private async Task<(IReadOnlyList<(InputRecord Record, Problem Problem)> Rejected, Tally Tally)> Send(Batch batch,
        CancellationToken stopping)
    {
        var (waited, pause) = (TimeSpan.Zero, PauseMin);
        while (true)
        {
            string why;
            var longer = TimeSpan.Zero;
            try
            {
                return await batch.Send(server, plan.Address, stopping);
            }
            catch (AwayException away) when (waited < plan.Patience)
            {
                why = away.Message;
            }
            catch (RefusedException refused) when (refused.Problem.IsPassing && waited < plan.Patience)
            {
                (why, longer) = (refused.Problem.Reason, refused.Problem.RetryAfter ?? TimeSpan.Zero);
            }

            if (waited == TimeSpan.Zero) news($"{why}; trying again for {plan.Patience.TotalSeconds:0} s");
            var next = longer > pause ? longer : pause;
            await Task.Delay(next, stopping);
            waited += next;
            pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, PauseMax.Ticks));
        }
    }
}
