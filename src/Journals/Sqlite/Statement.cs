using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>A prepared statement that is run again and again on one connection, by one thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="connection">Open, and outlives the statement.</param>
    /// <param name="sql">Names its parameters <c>$0</c>, <c>$1</c> and so on, in the order in which values are given.</param>
    /// <param name="parameters">How many there are.</param>
    public Statement(SqliteConnection connection, string sql, int parameters = 0)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < parameters; i++) _command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        _command.Prepare();
    }

    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        _command.ExecuteNonQuery();
    }

    /// <summary>The integer in the first column of the first row.</summary>
    public long Number(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteScalar() is long number
            ? number
            : throw new InvalidOperationException($"no integer from: {_command.CommandText}");
    }

    /// <summary>The columns of the first row; null when there is none.</summary>
    public object[]? Row(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        if (!reader.Read()) return null;
        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return row;
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < _command.Parameters.Count; i++) _command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
