using Analysis.Api.Contracts;

namespace Analysis.Api.Tables;

/// <summary>How a table is written.</summary>
/// <param name="Separator">Between cells; null where the header tells.</param>
/// <param name="DecimalMark">Of numbers.</param>
internal sealed record TableForm(char? Separator, char DecimalMark)
{
    private static readonly (string Word, char Separator)[] Separators =
        [("comma", ','), ("semicolon", ';'), ("tab", '\t'), (",", ','), (";", ';'), ("\t", '\t')];

    /// <summary>From the parameters of a request; each fault is noted.</summary>
    public static TableForm Read(string? separator, string? decimalMark, FaultList faults)
    {
        var known = Array.Find(Separators, s => s.Word == separator);
        if (separator is not null
            && known.Word is null) faults.AtParameter("separator", "must be one of comma, semicolon, tab");
        if (decimalMark is not (null or "." or ",")) faults.AtParameter("decimal", "must be . or ,");
        return new TableForm(separator is null ? null : known.Separator, decimalMark == "," ? ',' : '.');
    }
}
