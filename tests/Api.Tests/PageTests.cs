using System.IO.Compression;
using Analysis.Api.Access;
using Analysis.Testing;

namespace Analysis.Api.Tests;

public sealed class PageTests(PageTests.Paged paged) : IClassFixture<PageTests.Paged>
{
    private const string Script = "/assets/index-L1SKtkWa.js";

    [Theory]
    [InlineData("/")]
    [InlineData("/topics/dprk-killed")]
    [InlineData("/topics/dprk.killed?validAt=2025-01-01")]
    [InlineData("/sources")]
    [InlineData("/sources/rok-nis")]
    [InlineData("/post")]
    [InlineData("/alerts")]
    public async Task Where_the_page_finds_its_own_way_it_is_served_without_a_key(string path)
    {
        var answer = await paged.Server.Get(path);

        Assert.Equal((200, "text/html", Paged.Html), (answer.Status, answer.ContentType, answer.Body));
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.Equal(304, (await paged.Server.Get(path, ("If-None-Match", answer.ETag))).Status);
    }

    [Fact]
    public async Task The_page_may_run_and_ask_nothing_but_its_own()
    {
        var answer = await paged.Server.Get("/topics/dprk-killed");

        var policy = Header(answer, "Content-Security-Policy").Split("; ").Select(p => p.Split(' ', 2)).ToDictionary(p => p[0], p => p[1]);
        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'self'", policy["script-src"]);
        Assert.Equal("'self'", policy["connect-src"]);
        Assert.StartsWith("'self' 'sha256-", policy["style-src"]);
        Assert.All(new[] { "base-uri", "form-action", "frame-ancestors" }, name => Assert.Equal("'none'", policy[name]));
        Assert.DoesNotContain("unsafe", string.Concat(policy.Values));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
    }

    [Theory]
    [InlineData(Script, "text/javascript", "public, max-age=31536000, immutable")]
    [InlineData("/assets/index-x1XGuNl0.css", "text/css", "public, max-age=31536000, immutable")]
    [InlineData("/icon.svg", "image/svg+xml", "no-cache")]
    public async Task What_has_its_hash_in_the_name_is_kept_for_good(string path, string type, string caching)
    {
        var answer = await paged.Server.Get(path);

        Assert.Equal((200, type), (answer.Status, answer.ContentType));
        Assert.Equal(caching, Header(answer, "Cache-Control"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.False(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/topics/none")]
    [InlineData(Script)]
    public async Task Head_tells_the_same_without_the_body(string path)
    {
        var (get, head) = (await paged.Server.Get(path), await paged.Server.Send(HttpMethod.Head, path, null));

        Assert.Equal((200, "", get.ContentType), (head.Status, head.Body, head.ContentType));
        Assert.Equal((get.ETag, get.ContentHeaders.ContentLength), (head.ETag, head.ContentHeaders.ContentLength));
        Assert.Equal(get.Headers.CacheControl, head.Headers.CacheControl);
    }

    [Theory]
    [InlineData("/", "br")]
    [InlineData(Script, "br")]
    [InlineData(Script, "gzip")]
    public async Task The_page_is_compressed(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding } } };
        using var response = await paged.Server.Http.SendAsync(request);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
        Assert.Equal((await paged.Server.Get(path)).Body, await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("/v1/topics/none", 404)]
    [InlineData("/health/live", 200)]
    public async Task Answers_of_the_API_are_as_they_were(string path, int status)
    {
        var answer = await paged.Server.Get(path, ("Authorization", $"Bearer {Paged.Key}"), ("Accept-Encoding", "br, gzip"));

        Assert.Equal(status, answer.Status);
        Assert.Empty(answer.ContentHeaders.ContentEncoding);
        Assert.NotNull(answer.ContentHeaders.ContentLength);
        Assert.False(answer.Headers.Contains("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/v1/topics")]
    [InlineData("/v1/sources")]
    public async Task Lists_are_compressed_for_who_asks(string path)
    {
        var plain = await paged.Server.Get(path, ("Authorization", $"Bearer {Paged.Key}"));
        var answer = await paged.Server.Get(path, ("Authorization", $"Bearer {Paged.Key}"), ("Accept-Encoding", "br"));

        Assert.Empty(plain.ContentHeaders.ContentEncoding);
        Assert.Equal(["br"], answer.ContentHeaders.ContentEncoding);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("GET", "/assets/none.js", 404, 404)]
    [InlineData("GET", "/assets/..%2findex.html", 404, 404)]
    [InlineData("GET", "/assets/..%2f..%2fsecret", 404, 404)]
    [InlineData("POST", "/", 401, 405)]
    [InlineData("GET", "/index.html", 401, 404)]
    [InlineData("GET", "/topics", 401, 404)]
    [InlineData("GET", "/topics/a/b", 401, 404)]
    [InlineData("GET", "/none", 401, 404)]
    public async Task All_else_is_a_problem_as_it_was(string method, string path, int status, int withKey)
    {
        foreach (var (expected, headers) in new (int, (string, string)[])[] { (status, []), (withKey, [("Authorization", $"Bearer {Paged.Key}")]) })
        {
            var answer = await paged.Server.Send(new HttpMethod(method), path, null, headers);
            Assert.Equal((expected, "application/problem+json"), (answer.Status, answer.ContentType));
        }
    }

    [Fact]
    public async Task Without_a_page_the_server_says_how_to_get_it()
    {
        using var folder = new TempFolder(); // there, and empty
        var log = new LogLines();
        var server = new ApiServer { Options = [$"--Analysis:PageFolder={folder.Path}", "--Logging:LogLevel:Default=Information"], Prepare = log.Listen };
        await server.InitializeAsync();

        await log.Wait("npm run build");
        foreach (var path in new[] { "/", "/topics/dprk-killed", "/post" })
        {
            var answer = await server.Get(path);
            Assert.Equal((200, "text/plain"), (answer.Status, answer.ContentType));
            Assert.Contains("npm run build", answer.Body);
        }

        Assert.Equal(404, (await server.Get("/icon.svg")).Status);
        Assert.Equal(404, (await server.Get(Script)).Status);
        Assert.Equal(200, (await server.Send(HttpMethod.Head, "/", null)).Status);
        await server.DisposeAsync();
    }

    private static string Header(Answer answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    /// <summary>A server with keys and with a page, as it would be built.</summary>
    public sealed class Paged : IAsyncLifetime
    {
        public const string Key = "reader-0123456789";

        public const string Html = "<!doctype html><title>Analysis</title><script type=\"module\" src=\"" + Script + "\"></script>";

        private readonly TempFolder _folder = new();
        private ApiServer? _server;

        public ApiServer Server => _server ?? throw new InvalidOperationException("not started");

        public async Task InitializeAsync()
        {
            var page = Directory.CreateDirectory(Path.Combine(_folder.Path, "page")).FullName;
            Directory.CreateDirectory(Path.Combine(page, "assets"));
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, "secret"), "not to be seen");
            await File.WriteAllTextAsync(Path.Combine(page, "index.html"), Html);
            await File.WriteAllTextAsync(Path.Combine(page, "icon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
            await File.WriteAllTextAsync(page + Script, string.Concat(Enumerable.Repeat("console.log('a page');\n", 100)));
            await File.WriteAllTextAsync(Path.Combine(page, "assets", "index-x1XGuNl0.css"), "main { margin: 0 }");
            _server = new ApiServer { Options = [$"--Analysis:PageFolder={page}", $"--{ApiKeys.Variable}=reader:{Key}"] };
            await _server.InitializeAsync();
        }

        public async Task DisposeAsync()
        {
            await Server.DisposeAsync();
            _folder.Dispose();
        }
    }
}
