using Microsoft.OpenApi;

namespace Analysis.Api.OpenApi;

/// <summary>
/// The document for generators that make classes and know OpenAPI 3.0 alone: what is one of several is a class with a
/// class below it for each, in place of a <c>oneOf</c>, of which such a generator takes the first.
/// </summary>
internal static class ClassForm
{
    private const string Licence = "MIT";

    public static void Apply(OpenApiDocument document)
    {
        // 3.0 knows no identifier of a licence.
        document.Info.License = new OpenApiLicense { Name = Licence, Url = new Uri($"https://spdx.org/licenses/{Licence}") };
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, schema) in schemas.ToList())
        {
            if (schema is not OpenApiSchema { Discriminator: { Mapping: { } mapping } } whole) continue;
            var each = mapping.Values.Select(m => schemas[m.Reference.Id ?? ""]).OfType<OpenApiSchema>();
            Divide(document, name, whole, whole.Discriminator.PropertyName ?? "", [.. each]);
        }
    }

    private static void Divide(OpenApiDocument document, string name, OpenApiSchema whole, string kind,
        OpenApiSchema[] each)
    {
        var common = (each[0].Properties ?? new Dictionary<string, IOpenApiSchema>())
            .Where(p => p.Key != kind && each.All(e => e.Properties?.ContainsKey(p.Key) ?? false))
            .ToDictionary();
        whole.Type = JsonSchemaType.Object;
        whole.OneOf = null;
        whole.Required = common.Keys.Where(p => each.All(e => e.Required?.Contains(p) ?? false)).ToHashSet();
        whole.Required.Add(kind);
        whole.Properties = new Dictionary<string, IOpenApiSchema>(common)
        {
            [kind] = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        foreach (var one in each)
        {
            var own = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = one.Properties?.Where(p => p.Key != kind && !common.ContainsKey(p.Key)).ToDictionary(),
                Required = one.Required?.Where(p => p != kind && !common.ContainsKey(p)).ToHashSet(),
            };
            (one.Type, one.Properties, one.Required) = (null, null, null);
            one.AllOf = [new OpenApiSchemaReference(name, document), own];
        }
    }
}
