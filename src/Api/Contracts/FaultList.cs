using System.ComponentModel;

namespace Analysis.Api.Contracts;

/// <summary>One thing wrong with a request.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) to the field in the body; empty for the body itself, left out when the fault is elsewhere.</param>
/// <param name="Parameter">The parameter at fault, of the path, the query or a header; left out when the fault is in the body.</param>
/// <param name="Detail">What is wrong, in words that follow the field's name.</param>
public sealed record Fault(string? Pointer, string? Parameter, string Detail)
{
    [Description("In a table, the column of that name, counted from 1; left out when it has none.")]
    public int? Column { get; init; }
}

/// <summary>Everything wrong with one request, so that one answer names it all.</summary>
internal sealed class FaultList
{
    private readonly List<Fault> _faults = [];

    public bool Any => _faults.Count > 0;

    /// <summary>Whether more faults would go unlisted, so that nobody need work out where they are.</summary>
    public bool IsFull => _faults.Count >= Limits.FaultsMax;

    public IReadOnlyList<Fault> Faults => _faults;

    public void AtField(string pointer, string detail) => Add(new Fault(pointer, null, detail));

    public void AtParameter(string name, string detail) => Add(new Fault(null, name, detail));

    private void Add(Fault fault)
    {
        if (!IsFull) _faults.Add(fault);
    }
}
