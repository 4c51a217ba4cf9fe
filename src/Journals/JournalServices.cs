using Analysis.Engine.Alerts;
using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analysis.Journals;

/// <summary>Registers one journal under its ports.</summary>
public static class JournalServices
{
    /// <summary>The embedded journal in a folder. It is opened when first asked for, and fails then if it cannot be.</summary>
    public static IServiceCollection AddSqliteJournal(this IServiceCollection services, string folder) =>
        services.AddPorts(p => SqliteJournal.Open(folder, p.GetRequiredService<ILogger<SqliteJournal>>()))
            .AddSingleton<IDrafts>(p => p.GetRequiredService<SqliteJournal>())
            .AddSingleton<IArticles>(p => p.GetRequiredService<SqliteJournal>());

    /// <summary>The journal on PostgreSQL, by an Npgsql connection string. Opened when first asked for, like the embedded one.</summary>
    public static IServiceCollection AddPostgresJournal(this IServiceCollection services, string connection) =>
        services.AddPorts(p => PostgresJournal.Open(connection, p.GetRequiredService<ILogger<PostgresJournal>>()))
            .AddSingleton<IDrafts>(p => p.GetRequiredService<PostgresJournal>())
            .AddSingleton<IArticles>(p => p.GetRequiredService<PostgresJournal>());

    /// <summary>A journal that forgets everything when the process ends.</summary>
    public static IServiceCollection AddMemoryJournal(this IServiceCollection services) =>
        services.AddPorts(_ => new MemoryJournal()).AddSingleton<MemoryDrafts>()
            .AddSingleton<IDrafts>(p => p.GetRequiredService<MemoryDrafts>())
            .AddSingleton<IArticles>(p => p.GetRequiredService<MemoryDrafts>());

    private static IServiceCollection AddPorts<T>(this IServiceCollection services, Func<IServiceProvider, T> open)
        where T : class, IJournal, IAudit, IRedactions, ISnapshots, IReadModel, IAlertStore =>
        services
            .AddSingleton(open)
            .AddSingleton<IJournal>(p => p.GetRequiredService<T>())
            .AddSingleton<IAudit>(p => p.GetRequiredService<T>())
            .AddSingleton<IRedactions>(p => p.GetRequiredService<T>())
            .AddSingleton<ISnapshots>(p => p.GetRequiredService<T>())
            .AddSingleton<IReadModel>(p => p.GetRequiredService<T>())
            .AddSingleton<IAlertStore>(p => p.GetRequiredService<T>());
}
