namespace Analysis.Cli.Http;

/// <summary>Paths with what stands in them escaped.</summary>
internal static class Query
{
    /// <summary>A path below <c>/v1</c>, of segments.</summary>
    public static string Path(params IEnumerable<string> segments) =>
        $"v1/{string.Join('/', segments.Select(Uri.EscapeDataString))}";

    /// <summary>With the parameters that have a value.</summary>
    public static string With(this string path, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var given = parameters.Where(p => p.Value is not null and not "").Select(p =>
            $"{p.Name}={Uri.EscapeDataString(Convert.ToString(p.Value) ?? "")}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join('&', given)}";
    }
}
