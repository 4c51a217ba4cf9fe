using Analysis.Engine.Journal;

namespace Analysis.Journals;

/// <summary>
/// An <see cref="AuditQuery"/> as SQL. Where the planner knows nothing of how rare a writer or an act is, what the index of choice does not
/// serve is kept from it.
/// </summary>
internal sealed class AuditSql
{
    private readonly Func<int, string> _parameter;
    private readonly List<object> _values = [];
    private readonly List<string> _conditions = [];

    /// <param name="query">What is asked for.</param>
    /// <param name="columns">Those of an event.</param>
    /// <param name="parameter">How the n-th parameter, from 0, is called.</param>
    /// <param name="hide">Keeps a column from the planner's choice of an index.</param>
    public AuditSql(AuditQuery query, string columns, Func<int, string> parameter, Func<string, string> hide)
    {
        _parameter = parameter;
        var isRare = query.Act is not null and not Commonest;
        var (byStream, byWriter, byAct) = (query.Stream is not null, query is { Stream: null, By: not null }, query is { Stream: null, By: null } && isRare);
        // of a rare act all are found, and then sorted
        var (time, place) = byStream || byAct ? (hide("recorded_at"), hide("position")) : ("recorded_at", "position");
        if (query.Stream is { } stream) When($"stream = {Value(stream)}");
        if (query.By is { } writer) When($"{(byWriter ? "written_by" : hide("written_by"))} = {Value(writer)}");
        if (query.Act is { } act)
        {
            var type = byAct ? "type" : hide("type");
            When($"{type} > {Value(act + ".v")} AND {type} < {Value(act + ".w")}");
            if (isRare) When("claim_id IS NULL");
        }

        if (query.From is { } from) When($"{time} >= {Value(from.UtcTicks)}");
        if (query.To is { } to) When($"{time} < {Value(to.UtcTicks)}");
        if (query.After is { } after)
        {
            When(byStream
                ? $"version < {Value(after.Version)}"
                : $"({time}, {place}) < ({Value(after.At.UtcTicks)}, {Value(after.Position)})");
        }

        if (!byStream)
        {
            var told = string.Join(" OR ",
                TopicStream.Told.Select(
                name => $"({hide("type")} > {Value(name + ".v")} AND {hide("type")} < {Value(name + ".w")})"));
            When($"NOT ({hide("stream")} >= 'topic/' AND {hide("stream")} < 'topic0' AND ({told}))");
        }

        var order = byStream ? "version DESC" : $"{time} DESC, {place} DESC";
        Text = $"SELECT {columns} FROM event WHERE {string.Join(" AND ", _conditions)} ORDER BY {order} "
            + $"LIMIT {Value(query.Limit)}";
    }

    /// <summary>The statement.</summary>
    public string Text { get; }

    /// <summary>The values of its parameters, in order.</summary>
    public object[] Values => [.. _values];

    /// <summary>Most events are claims, and the index of acts leaves them out.</summary>
    private const string Commonest = "claim-asserted";

    private void When(string condition) => _conditions.Add(condition);

    private string Value(object value)
    {
        _values.Add(value);
        return _parameter(_values.Count - 1);
    }
}
