using Analysis.Bench.Profile;

namespace Analysis.Bench.Stores;

/// <summary>The program on one store, beside what the store does by itself.</summary>
internal static class StoreSuite
{
    public static async Task Postgres(Plan plan, Report report)
    {
        if (Missing(report)) return;
        await using var store = await PostgresStore.Start();
        await Run(store, rival: null, plan, report);
    }

    public static async Task Sqlite(Plan plan, Report report)
    {
        await using var store = await SqliteStore.Start();
        await using var rival = Missing(report) ? null : await PostgresStore.Start();
        await Run(store, rival, plan, report);
    }

    public static async Task Profile(Plan plan, Report report)
    {
        await using (var sqlite = await SqliteStore.Start()) await ProfileSuite.Run(sqlite, plan, report);
        if (Missing(report)) return;
        await using var postgres = await PostgresStore.Start();
        await ProfileSuite.Run(postgres, plan, report);
    }

    private static async Task Run(IStore store, IStore? rival, Plan plan, Report report)
    {
        var goals = new Goals($"{store.Name}: the aims", plan.StoreRounds);
        if (plan.Has("traffic")) await Traffics.Measure(store, rival, plan, report, goals);
        if (plan.Has("large")) await LargeTopic.Measure(store, plan, report, goals);
        if (plan.Has("reload")) await Reload.Measure(store, plan, report, goals);
        if (plan.Has("known")) await KnownTopics.Measure(store, plan, report, goals);
        if (plan.Has("skew")) await Skew.Measure(store, plan, report);
        report.Add(goals.ToString());
    }

    private static bool Missing(Report report)
    {
        if (PostgresStore.IsInstalled) return false;
        report.Add("PostgreSQL is not installed here: nothing on it was measured.\n");
        return true;
    }
}
