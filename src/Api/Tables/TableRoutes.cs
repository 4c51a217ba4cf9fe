using Analysis.Api.Audit;
using Analysis.Api.Changes;
using Analysis.Api.Families;
using Analysis.Api.Http;
using Analysis.Api.Sources;
using Analysis.Api.Topics;

namespace Analysis.Api.Tables;

/// <summary>
/// Every list under a path of its own as a table; what else there is to say of it stands at the list.
/// </summary>
internal static class TableRoutes
{
    public static void MapTables(this IEndpointRouteBuilder v1)
    {
        Map("/topics.csv", TopicRoutes.List);
        Map("/moves.csv", TopicRoutes.Moves);
        Map("/topics/{topic}/claims.csv", TopicRoutes.Ledger);
        Map("/topics/{topic}/history.csv", TopicRoutes.History);
        Map("/topics/{topic}/timeline.csv", TopicRoutes.Timeline);
        Map("/topics/{topic}/changes.csv", ChangeRoutes.OfTopic);
        Map("/changes.csv", ChangeRoutes.OfAll);
        Map("/audit.csv", AuditRoutes.List);
        Map("/sources.csv", SourceRoutes.List);
        Map("/sources/{source}/claims.csv", SourceRoutes.Claims);
        Map("/families.csv", FamilyRoutes.List);

        void Map(string path, Delegate list) =>
            v1.MapGet(path, list).GivesTable().Compressed().ExcludeFromDescription();
    }
}
