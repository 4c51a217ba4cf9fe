namespace Analysis.Belief.Data;

/// <summary>One claim, as its file has it.</summary>
internal readonly record struct Row(string Object, string Source, string Value);

/// <summary>What is claimed in one data set, in arrival order, and what is true of some or all of its objects.</summary>
internal sealed record DataSet(string Name, IReadOnlyList<Row> Claims, IReadOnlyDictionary<string, string> Truth)
{
    /// <summary>What its <c>family.json</c> says; null where there is none.</summary>
    public FamilyFile? Stated { get; init; }
}

/// <summary>A folder or file that cannot be read as data; the message says what to mend.</summary>
public sealed class DataException(string message) : Exception(message);
