using System.Diagnostics.CodeAnalysis;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Engine;

namespace Analysis.Api;

/// <summary>For whoever watches over the process.</summary>
internal static class HealthRoutes
{
    /// <summary>A journal that takes longer to answer is not ready.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IResult Live() => Replies.Json(new HealthJson("live", null), ApiJson.Wire.HealthJson);

    [SuppressMessage("Design", "CA1031", Justification = "whatever keeps the journal from answering, it is not ready; the fault is logged")]
    public static async Task<IResult> Ready(ILists lists, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var lag = await lists.Lag(patience.Token); // asks the journal
            return Replies.Json(new HealthJson("ready", Math.Round(lag.TotalSeconds, 3)), ApiJson.Wire.HealthJson);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            logs.CreateLogger(nameof(HealthRoutes)).JournalSilent(fault);
            return Replies.Problem(Problems.NotReady);
        }
    }
}
