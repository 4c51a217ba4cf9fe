using Analysis.Engine.Lists;

namespace Analysis.Api;

/// <summary>Lists that hold what was written before they were asked for.</summary>
internal static class RowLists
{
    /// <summary>Null when the query's cursor is not one that this list gave.</summary>
    public static async Task<RowPage?> Page(this IReadModel readModel, ILists lists, RowQuery query, CancellationToken cancellationToken)
    {
        await lists.CatchUp(cancellationToken);
        try
        {
            return await readModel.List(query, cancellationToken);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
