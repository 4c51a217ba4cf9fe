using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Analysis.Bench.Http;

/// <summary>The baseline for HTTP: a server on the same framework that does nothing with what it gets.</summary>
internal static class EmptyServer
{
    /// <summary>The first argument that turns the benchmark program into this server.</summary>
    public const string Mode = "empty-server";

    public static async Task Run(string[] options)
    {
        var app = WebApplication.Create(options);
        var view = ReadOnlyMemory<byte>.Empty;
        app.MapPut("/view", async Task (HttpRequest request) => view = await Read(request));
        app.MapGet("/view", () => Results.Bytes(view, "application/json"));
        await app.RunAsync();
    }

    private static async Task<ReadOnlyMemory<byte>> Read(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
