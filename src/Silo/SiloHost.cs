using Analysis.Api;
using Analysis.Api.Access;
using Analysis.Engine.Changes;
using Analysis.Engine.Topics;
using Analysis.Grains;
using Analysis.Silo.Membership;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;
using Orleans.Storage;

namespace Analysis.Silo;

/// <summary>
/// A node of the cluster: the API of <see cref="ApiHost"/> and an Orleans silo in one process. With a connection string it joins the
/// silos that share the database; without, it is alone, and its journal is a file.
/// </summary>
public static class SiloHost
{
    private const string Npgsql = "Npgsql";

    /// <summary>How long a node that has drained may take to finish and to hand its topics over.</summary>
    private static readonly TimeSpan FinishMax = TimeSpan.FromSeconds(30);

    /// <summary>Unless configured otherwise: of what Orleans has to say at each start, an operator wants to hear what is wrong.</summary>
    private static readonly Dictionary<string, string?> Quiet = new()
    {
        ["Logging:LogLevel:Orleans"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning", // Orleans tells of every placement through it
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error", // its first look takes the age of the machine for a stall
    };

    /// <summary>Builds the node; nothing is opened yet.</summary>
    /// <param name="options">Configuration, as <c>--key=value</c>; it wins over appsettings.json and the environment.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static WebApplication Build(params string[] options)
    {
        var app = ApiHost.Build(options, (builder, settings) =>
        {
            var own = SiloSettings.Read(builder.Configuration);
            ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Quiet });
            builder.Services.AddSingleton(own);
            builder.Services.AddSingleton<IExternalScopeProvider>(new SiloScope(own.Name));
            builder.Services.AddSingleton<Drain>().AddHostedService(provider => provider.GetRequiredService<Drain>());
            builder.Services.AddHealthChecks().AddCheck<SiloHealth>("silo").AddCheck<Drain>("drain");
            builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(own.DrainSeconds) + FinishMax);
            if (settings.Journal is { } journal)
            {
                // Both before the silo: it asks for the tables, and whatever it loads is followed.
                builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<MembershipTables>(provider, journal));
                builder.Services.AddHostedService<CacheInvalidator>();
            }

            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("Microsoft.Orleans"));
            builder.Services.ConfigureOpenTelemetryTracerProvider(spans => spans.AddSource("Microsoft.Orleans.*"));
            builder.UseOrleans(silo =>
            {
                silo.AddActivityPropagation();
                if (settings.Journal is { } database) Join(silo, own, database);
                else silo.UseLocalhostClustering(own.Port, gatewayPort: 0, primarySiloEndpoint: null, own.Cluster, own.Cluster);
                silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (own.Resolve(), own.Port, 0)); // no clients but the silos themselves
                silo.Configure<SiloOptions>(o => o.SiloName = own.Name);
                if (own.Dashboard) silo.AddDashboard();
                silo.AddClusterEngine(isShared: settings.Journal is not null);
                Tune(silo, own);
            });
        });
        app.Use(app.Services.GetRequiredService<Drain>().Answer);
        if (app.Services.GetRequiredService<SiloSettings>().Dashboard) MapDashboard(app);
        return app;
    }

    private static void MapDashboard(WebApplication app)
    {
        if (app.Services.GetRequiredService<AccessControl>().IsOpen)
            throw new OptionsValidationException(SiloSettings.Section, typeof(SiloSettings),
                ["Silo:Dashboard: the dashboard asks for an admin, and nobody is asked who calls"]);
        app.MapOrleansDashboard("/dashboard").RequireAuthorization(Roles.NameOf(Role.Admin)).ExcludeFromDescription();
    }

    private static void Join(ISiloBuilder silo, SiloSettings own, string database)
    {
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (own.Cluster, own.Cluster));
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Npgsql, database));
        silo.AddAdoNetGrainStorage(GrainServices.SnapshotStorage, builder => builder.Configure<Serializer>((o, serializer) =>
            (o.Invariant, o.ConnectionString, o.GrainStorageSerializer) = (Npgsql, database, new OrleansGrainStorageSerializer(serializer))));
    }

    /// <summary>A dead silo is noticed within seconds; docs/cluster.md has what was measured.</summary>
    private static void Tune(ISiloBuilder silo, SiloSettings own)
    {
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromSeconds(own.ProbeSeconds);
            o.MaxProbeTimeout = o.ProbeTimeout; // else a silo that has been heard of lately is spared for minutes
            o.NumMissedProbesLimit = own.MissedProbes;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            o.IAmAliveTablePublishTimeout = MembershipTables.AlivePeriod;
            o.NumMissedTableIAmAliveLimit = 15; // a pause of the database, or a clock that is ahead, must not make everybody look dead
            o.DefunctSiloExpiration = TimeSpan.FromHours(1);
        });
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(15)); // a topic of a million claims takes as long to load
        silo.Configure<GrainCollectionOptions>(o => (o.CollectionAge, o.EnableActivationSheddingOnMemoryPressure) = (EmbeddedTopics.IdleLimit, true));
    }
}
