using System.Globalization;
using Analysis.Api.Contracts;
using Analysis.Api.Topics;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;

namespace Analysis.Api.Http;

/// <summary>Parameters of the path and the query, read from text; each fault is noted with the parameter's name.</summary>
internal static class Parameters
{
    public static TopicId Topic(string text, FaultList faults) => new(Id("topic", text, faults));

    /// <summary>Ids of topics with commas between them, at most so many.</summary>
    public static IReadOnlyList<TopicId> Topics(string name, string? text, int max, FaultList faults)
    {
        var ids = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (ids.Count == 0) faults.AtParameter(name, "is required: ids of topics with commas between them");
        else if (ids.Count > max) faults.AtParameter(name, $"names more than {max} topics");
        else return ids.ConvertAll(id => new TopicId(Id(name, id, faults)));
        return [];
    }

    public static ClaimId Claim(string text, FaultList faults) => new(Id("claim", text, faults));

    public static SourceId Source(string text, FaultList faults) => new(Id("source", text, faults));

    public static string Alert(string text, FaultList faults) => Id("alert", text, faults);

    public static string Article(string text, FaultList faults) => Id("article", text, faults);

    public static string Delivery(string text, FaultList faults) => Id("delivery", text, faults);

    public static string Family(string text, FaultList faults) => Id("family", text, faults);

    public static Lens Lens(string? asOf, string? reportedBy, string? validAt, string? version, FaultList faults) => new(
        Instant("asOf", asOf, faults),
        Instant("reportedBy", reportedBy, faults),
        Instant("validAt", validAt, faults),
        Version("version", version, min: 1, faults));

    /// <summary>
    /// An instant (RFC 3339), or the last one of a date (EDTF): <c>2025-06</c> is the end of June. A plus sign that nobody
    /// escaped arrives as a space, and no date has a space.
    /// </summary>
    public static DateTimeOffset? Instant(string name, string? text, FaultList faults) => Instant(name, text, date => date.To - TimeSpan.FromTicks(1), faults);

    /// <summary>The same, but the first instant of a date: from when on.</summary>
    public static DateTimeOffset? Beginning(string name, string? text, FaultList faults) => Instant(name, text, date => date.From, faults);

    /// <summary>The same, or how long ago (ISO 8601, <c>P1D</c>) on the clock of this server.</summary>
    public static DateTimeOffset? Since(string name, string? text, DateTimeOffset now, FaultList faults)
    {
        if (text is not null && IsoPeriod.TryParse(text) is { } ago) return now - ago.Length;
        if (text is null) faults.AtParameter(name, "is required: a time, a date, or how long ago, such as P1D");
        return Beginning(name, text, faults);
    }

    private static DateTimeOffset? Instant(string name, string? text, Func<Edtf, DateTimeOffset?> of, FaultList faults)
    {
        if (text is null) return null;
        text = text.Replace(' ', '+');
        if (DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.UtcDateTime.Year is > 1 and < 9999) return instant.ToUniversalTime();
        if (Edtf.TryParse(text, out var date, out _) && date is { IsInterval: false, Begins: { } begins, Ends: { } ends }
            && begins.Clipped == begins && ends.Clipped == ends && of(date) is { } edge) return edge;
        faults.AtParameter(name, "must be a time such as 2025-06-30T12:00:00Z or a date such as 2025-06-30, 2025-06 or 2025");
        return null;
    }

    public static int Limit(string? text, FaultList faults) => Number("limit", text, min: 1, Limits.PageMax, otherwise: Limits.PageDefault, faults);

    public static int Number(string name, string? text, int min, int max, int otherwise, FaultList faults)
    {
        if (text is null) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        faults.AtParameter(name, $"must be a whole number from {min} to {max}");
        return otherwise;
    }

    public static bool YesOrNo(string name, string? text, bool otherwise, FaultList faults)
    {
        if (text is not (null or "true" or "false")) faults.AtParameter(name, "must be true or false");
        return text is null ? otherwise : text == "true";
    }

    public static long? Version(string name, string? text, long min, FaultList faults)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= min) return version;
        faults.AtParameter(name, $"must be a whole number from {min}");
        return null;
    }

    public static long AfterVersion(string? cursor, FaultList faults)
    {
        if (cursor is null) return 0;
        if (VersionCursor.Decode(cursor) is { } version) return version;
        faults.AtParameter("cursor", "is not one that this list gave");
        return 0;
    }

    /// <summary>Free text to search by; too long a text is a fault, and so is one that nothing in the journal can hold.</summary>
    public static string? Text(string name, string? text, FaultList faults)
    {
        if (text is null) return null;
        if (text.Length > Limits.TextLengthMax) faults.AtParameter(name, $"is longer than {Limits.TextLengthMax} characters");
        else if (text.Any(char.IsControl)) faults.AtParameter(name, "holds a control character");
        else return text;
        return null;
    }

    /// <summary>A parameter that has one value, and means yes when it is there.</summary>
    public static bool Flag(string name, string? text, string yes, FaultList faults)
    {
        if (text is null) return false;
        if (text != yes) faults.AtParameter(name, $"must be {yes}");
        return true;
    }

    public static TimeAxis Axis(string name, string? text, FaultList faults)
    {
        if (text is null) return TimeAxis.ValidTime;
        if (!Vocabulary.Axes.TryParse(text, out var axis)) faults.AtParameter(name, $"must be one of {Vocabulary.Axes}");
        return axis;
    }

    public static Shelf Shelf(string? text, FaultList faults)
    {
        if (text is null) return Api.Topics.Shelf.False;
        if (!Vocabulary.Shelves.TryParse(text, out var shelf))
            faults.AtParameter("archived", $"must be one of {Vocabulary.Shelves}");
        return shelf;
    }

    public static RowOrder Order(string? text, FaultList faults)
    {
        if (text is null) return RowOrder.Id;
        if (!Vocabulary.Orders.TryParse(text, out var order)) faults.AtParameter("sort", $"must be one of {Vocabulary.Orders}");
        return order;
    }

    private static string Id(string name, string text, FaultList faults)
    {
        if (!IdForm.Fits(text)) faults.AtParameter(name, $"must be an id: {IdForm.Rule}");
        return text;
    }

    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
}
