using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace Analysis.Api.OpenApi;

/// <summary>
/// What the document says of tables. Each has an operation of its own, so that a client of the list has one type of
/// answer.
/// </summary>
internal static class TableText
{
    private const string Limit = "limit";

    private static readonly ParameterNote All =
        new(Limit, "At most so many; without it all.", ValueForm.Whole(1, Limits.PageMax));

    /// <summary>Adds the table of each list that has one.</summary>
    public static void Describe(OpenApiDocument document, IReadOnlyList<ApiDescriptionGroup> routes)
    {
        foreach (var route in routes.SelectMany(group => group.Items))
        {
            if (!route.ActionDescriptor.EndpointMetadata.OfType<Descriptions.TableToo>().Any()) continue;
            var path = $"/{route.RelativePath?.TrimEnd('/')}";
            if (document.Paths[path].Operations?[HttpMethod.Get] is not { } list) continue;
            document.Paths.Add($"{path}{TableReply.Suffix}", new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = TableOf(list) },
            });
        }
    }

    /// <summary>Claims as a table that comes in.</summary>
    public static OpenApiSchema Claims() => new()
    {
        Type = JsonSchemaType.String,
        Description =
            "A table with a header, whose columns are the fields of a claim in flat form; docs/tables.md lists them.",
    };

    private static OpenApiOperation TableOf(OpenApiOperation list) => new()
    {
        OperationId = $"{list.OperationId}Table",
        Summary = $"{list.Summary}, as a table",
        Description = $"{list.Summary}, as CSV (RFC 4180, UTF-8); what the list answers to Accept: {TableReply.Type}.",
        Tags = list.Tags,
        Security = list.Security,
        Parameters =
        [
            .. (list.Parameters ?? []).Where(p => p.In != ParameterLocation.Header && p.Name != Pretty.Parameter)
                .Select(p => p.Name == Limit ? Parameter(All) : p),
            .. TableReply.Parameters.Select(KnownParameters.Find).OfType<ParameterNote>().Select(Parameter),
        ],
        Responses = ResponsesOf(list),
    };

    private static OpenApiResponses ResponsesOf(OpenApiOperation list)
    {
        var responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "The table.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [TableReply.Type] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            },
        };
        foreach (var (status, response) in list.Responses ?? [])
            if (status is not ("200" or "304")) responses.Add(status, response);
        return responses;
    }

    private static IOpenApiParameter Parameter(ParameterNote note) => new OpenApiParameter
    {
        Name = note.Name,
        In = note.In,
        Description = note.Text,
        Schema = note.Form.Schema(),
    };
}
