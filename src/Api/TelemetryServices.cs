using Analysis.Engine;
using OpenTelemetry;

namespace Analysis.Api;

/// <summary>Metrics, spans and logs for an OpenTelemetry collector.</summary>
internal static class TelemetryServices
{
    /// <summary>OpenTelemetry's own variable for where the collector is: where it is not set, nothing is collected.</summary>
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Sends them if a collector is configured; OpenTelemetry's other variables (OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER, ...) have their usual meaning.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[Collector])) return services;
        services.AddOpenTelemetry()
            .WithMetrics(m => m.AddMeter(Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"))
            .WithTracing(t => t.AddSource(Telemetry.Name, "Microsoft.AspNetCore", "Npgsql"))
            .WithLogging()
            .UseOtlpExporter();
        return services;
    }
}
