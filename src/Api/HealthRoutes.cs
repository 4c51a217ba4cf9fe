using System.Diagnostics.CodeAnalysis;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Engine;

namespace Analysis.Api;

/// <summary>For whoever watches over the process.</summary>
internal static class HealthRoutes
{
    public static IResult Live() => Replies.Json(new HealthJson("live"), ApiJson.Wire.HealthJson);

    [SuppressMessage("Design", "CA1031", Justification = "whatever keeps the journal from answering, it is not ready; the fault is logged")]
    public static async Task<IResult> Ready(IJournal journal, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        try
        {
            await journal.Position(cancellationToken);
            return Replies.Json(new HealthJson("ready"), ApiJson.Wire.HealthJson);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logs.CreateLogger(nameof(HealthRoutes)).JournalSilent(fault);
            return Replies.Problem(Problems.NotReady);
        }
    }
}
