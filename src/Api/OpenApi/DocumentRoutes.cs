using System.Security.Cryptography;
using System.Text;
using Analysis.Api.Http;
using Analysis.Engine.Lists;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Analysis.Api.OpenApi;

/// <summary>The document over HTTP: made when it is first asked for, and bytes from then on.</summary>
internal static class DocumentRoutes
{
    public const string Current = "/openapi/v1.json";

    /// <summary>The same in OpenAPI 3.0, with classes where the other has <c>oneOf</c>.</summary>
    public const string Classes = "/openapi/3.0/v1.json";

    public static void MapDocument(this WebApplication app)
    {
        Map(app, Current, OpenApiSpecVersion.OpenApi3_1, _ => { });
        Map(app, Classes, OpenApiSpecVersion.OpenApi3_0, ClassForm.Apply);
    }

    private static void Map(WebApplication app, string path, OpenApiSpecVersion version, Action<OpenApiDocument> shape)
    {
        var made = new Lazy<Task<Representation>>(() => Make(app.Services, version, shape));
        app.MapGet(path, async (HttpRequest request) => Replies.Read(request, await made.Value))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<Representation> Make(IServiceProvider services, OpenApiSpecVersion version,
        Action<OpenApiDocument> shape)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentText.Name);
        var document = await provider.GetOpenApiDocumentAsync();
        shape(document);
        using var text = new StringWriter();
        document.SerializeAs(version, new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return new Representation(bytes, 0, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(..8))}\"");
    }
}
