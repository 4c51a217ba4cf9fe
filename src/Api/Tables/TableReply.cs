using System.Buffers;
using System.Text;
using System.Text.Json;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Tables;

/// <summary>
/// A list as CSV (RFC 4180, UTF-8 with a byte order mark, by which spreadsheets know it): the page that was asked for,
/// or without a limit all that there is, page by page as it is read.
/// </summary>
internal sealed class TableReply : IResult
{
    public const string Type = "text/csv";

    /// <summary>Behind the path of a list, asks for its table.</summary>
    public const string Suffix = ".csv";

    /// <summary>What may be said of a table besides what may be said of the list.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["separator", "decimal"];

    private const string Mark = "\uFEFF";

    private readonly Table _table;
    private readonly TableForm _form;
    private readonly Page _first;
    private readonly Func<string, Task<Answer<Page>>>? _read;
    private readonly string[] _qualifiers;
    private string? _link;

    private TableReply(Table table, TableForm form, Page first, Func<string, Task<Answer<Page>>>? read,
        string[] qualifiers) =>
        (_table, _form, _first, _read, _qualifiers) = (table, form, first, read, qualifiers);

    /// <summary>Whether a list is asked for as a table: by its path, or by what the caller accepts.</summary>
    public static bool IsAsked(HttpRequest request)
    {
        if (IsByPath(request)) return true;
        if (request.Headers.Accept is not [_, ..]) return false;
        var (table, json) = (0.0, 0.0);
        foreach (var range in request.GetTypedHeaders().Accept)
        {
            if (range.MediaType.Equals(Type, StringComparison.OrdinalIgnoreCase)) table = range.Quality ?? 1;
            if (range.MediaType.Equals(Replies.JsonType, StringComparison.OrdinalIgnoreCase)) json = range.Quality ?? 1;
        }

        return table > json;
    }

    /// <summary>
    /// How many items are read at once: as many as were asked for, or of a whole list as many as there may be.
    /// </summary>
    public static int Limit(string? limit, int asked) => limit is null ? Limits.PageMax : asked;

    /// <param name="request">What was asked.</param>
    /// <param name="table">The list.</param>
    /// <param name="read">Reads a page: the one that was asked for, by null, or the one after another.</param>
    /// <param name="cursor">The name of the parameter that the list goes on by.</param>
    public static async Task<IResult> Of(HttpRequest request, Table table, Func<string?, Task<Answer<Page>>> read,
        string cursor = "cursor")
    {
        var faults = new FaultList();
        var form = TableForm.Read(request.Query["separator"], request.Query["decimal"], faults);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await read(null);
        if (answer.Problem is { } problem) return Replies.Problem(problem);
        var isPage = request.Query.ContainsKey("limit");
        var qualifiers = new SortedSet<string>(StringComparer.Ordinal);
        for (var page = answer.Value; table.IsLedger;)
        {
            Note(page, qualifiers);
            if (isPage || page.Next is not { } next) break;
            var another = await read(next);
            if (another.Problem is { } passing) return Replies.Problem(passing);
            page = another.Value;
        }

        return new TableReply(table, form, answer.Value, isPage ? null : read, [.. qualifiers])
        {
            _link = isPage ? Replies.LinkTo(request, answer.Value, cursor) : null,
        };
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, gone) = (httpContext.Response, httpContext.RequestAborted);
        if (_link is not null) response.Headers.Link = _link;
        response.ContentType = $"{Type}; charset=utf-8; header=present";
        if (IsByPath(httpContext.Request))
            response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(httpContext.Request)}\"";
        else response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);

        string[] claim = _table.IsLedger ? [.. ClaimColumns.With(_qualifiers)] : [];
        Write(response.BodyWriter, Mark, claim.Select(Cells.Guarded).Concat(_table.Columns.Select(c => c.Name)));
        for (var page = _first; ;)
        {
            using (var json = JsonDocument.Parse(page.Json))
            {
                foreach (var item in json.RootElement.GetProperty(_table.Items).EnumerateArray())
                {
                    if (LineOf(item, claim) is { } line) Write(response.BodyWriter, "", line);
                }
            }

            await response.BodyWriter.FlushAsync(gone);
            if (_read is null || page.Next is not { } next) break;
            var answer = await _read(next);
            if (answer.Problem is not null)
            {
                httpContext.Abort(); // half a table must not look like one
                return;
            }

            var isOver = answer.Value.Next == next; // a feed goes on from where it ended
            page = answer.Value;
            if (isOver) break;
        }
    }

    /// <summary>Null for a claim that came after the header was written, with a qualifier that is not in it.</summary>
    private IEnumerable<string>? LineOf(JsonElement item, string[] claimColumns)
    {
        var own = _table.Columns.Select(c => c.CellOf(item, _form.DecimalMark));
        if (!_table.IsLedger) return own;
        var cells = ClaimColumns.CellsOf(item.GetProperty("claim"), _form.DecimalMark);
        if (cells.Keys.Any(c =>
            c.StartsWith(ClaimColumns.Qualifier, StringComparison.Ordinal) && !claimColumns.Contains(c))) return null;
        return claimColumns.Select(c => cells.GetValueOrDefault(c, "")).Concat(own);
    }

    private static void Note(Page page, SortedSet<string> qualifiers)
    {
        using var json = JsonDocument.Parse(page.Json);
        foreach (var entry in json.RootElement.GetProperty("claims").EnumerateArray())
        {
            if (!entry.GetProperty("claim").TryGetProperty("qualifiers", out var pairs)) continue;
            foreach (var pair in pairs.EnumerateObject()) qualifiers.Add(pair.Name);
        }
    }

    private void Write(IBufferWriter<byte> body, string before, IEnumerable<string> cells)
    {
        var separator = _form.Separator ?? ',';
        var line = string.Join(separator,
            cells.Select(cell => IsToBeQuoted(cell, separator) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell));
        Encoding.UTF8.GetBytes($"{before}{line}\r\n", body);
    }

    private static bool IsToBeQuoted(string cell, char separator) =>
        cell.Length > 0
            && (cell.AsSpan().ContainsAny('"', '\r', '\n') || cell.Contains(separator) || cell[0] is ' ' or '\t'
            || cell[^1] is ' ' or '\t');

    private static bool IsByPath(HttpRequest request) =>
        request.Path.Value?.EndsWith(Suffix, StringComparison.Ordinal) ?? false;

    /// <summary>The path after the version, with what stands in it apart by hyphens.</summary>
    private static string FileName(HttpRequest request) =>
        string.Join('-', request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1));
}
