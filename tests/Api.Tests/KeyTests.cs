using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Analysis.Api.Access;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;

namespace Analysis.Api.Tests;

public sealed class KeyTests(KeyTests.Keyed keyed) : IClassFixture<KeyTests.Keyed>
{
    /// <summary>Many tests fail from one address.</summary>
    private const string Patient = "--Analysis:FailedAttemptsPerMinute=10000";

    private const string Reader = "reader-0123456789";
    private const string Contributor = "Contributor+/==._~";
    private const string Editor = "editor-0123456789";
    private const string Admin = "0123456789abcdef";

    [Theory]
    [InlineData(null, "GET", "/v1/topics", 401)]
    [InlineData(null, "GET", "/v1/topics/none", 401)]
    [InlineData(null, "PUT", "/v1/sources/s", 401)]
    [InlineData(null, "POST", "/v1/claims", 401)]
    [InlineData(null, "DELETE", "/v1/topics/none", 401)]
    [InlineData(null, "GET", "/maintenance", 401)]
    [InlineData(null, "GET", "/unmarked", 401)]
    [InlineData(null, "GET", "/none", 401)]
    [InlineData(null, "GET", "/health/live", 200)]
    [InlineData(null, "GET", "/health/ready", 200)]
    [InlineData(null, "GET", "/openapi/v1.json", 200)]
    [InlineData(Reader, "GET", "/v1/topics", 200)]
    [InlineData(Reader, "GET", "/v1/topics/none", 404)]
    [InlineData(Reader, "HEAD", "/v1/topics", 405)]
    [InlineData(Reader, "PUT", "/v1/sources/s", 403)]
    [InlineData(Reader, "POST", "/v1/claims", 403)]
    [InlineData(Reader, "POST", "/v1/topics/none/resolution", 403)]
    [InlineData(Reader, "POST", "/v1/topics/none/resolution/withdrawal", 403)]
    [InlineData(Reader, "POST", "/v1/topics/none/annulment", 403)]
    [InlineData(Reader, "POST", "/v1/topics/none/claims/none/retraction", 403)]
    [InlineData(Reader, "POST", "/v1/topics/none/claims/none/restoration", 403)]
    [InlineData(Reader, "GET", "/maintenance", 403)]
    [InlineData(Reader, "GET", "/unmarked", 200)]
    [InlineData(Reader, "GET", "/none", 404)]
    [InlineData(Contributor, "GET", "/v1/topics", 200)]
    [InlineData(Contributor, "PUT", "/v1/sources/s", 403)]
    [InlineData(Contributor, "PUT", "/v1/topics/t", 403)]
    [InlineData(Contributor, "PUT", "/v1/families/f", 403)]
    [InlineData(Contributor, "POST", "/v1/topics/none/resolution", 403)]
    [InlineData(Contributor, "POST", "/v1/topics/none/claims/none/retraction", 403)]
    [InlineData(Contributor, "POST", "/v1/claims?define=auto", 403)]
    [InlineData(Editor, "POST", "/v1/claims?define=auto", 400)]
    [InlineData(Editor, "PUT", "/v1/sources/s", 400)]
    [InlineData(Editor, "PUT", "/v1/topics/t", 400)]
    [InlineData(Editor, "GET", "/maintenance", 403)]
    [InlineData(Reader, "POST", "/v1/topics/none/what-if", 404)]
    [InlineData(Contributor, "POST", "/v1/claims", 400)]
    [InlineData(Contributor, "GET", "/maintenance", 403)]
    [InlineData(Admin, "GET", "/v1/topics", 200)]
    [InlineData(Admin, "PUT", "/v1/sources/s", 400)]
    [InlineData(Admin, "POST", "/v1/claims", 400)]
    [InlineData(Admin, "GET", "/maintenance", 200)]
    public async Task A_key_opens_what_its_role_allows(string? key, string method, string path, int status)
    {
        using var body = method is "PUT" or "POST" ? ApiServer.Json("[]") : null;
        var answer = await keyed.Server.Send(new HttpMethod(method), path, body, key is null ? [] : [Bearer(key)]);

        Assert.Equal(status, answer.Status);
        var forBrowsers = path.StartsWith("/v1", StringComparison.Ordinal) ? "" : ", Basic realm=\"Analysis\", charset=\"UTF-8\"";
        Assert.Equal(status == 401 ? $"Bearer{forBrowsers}" : "", answer.Headers.WwwAuthenticate.ToString());
        if (status == 401) Assert.Equal(("/problems/unauthorized", "application/problem+json"), (answer.Type, answer.ContentType));
        if (status != 403) return;
        Assert.Equal(("/problems/forbidden", "application/problem+json"), (answer.Type, answer.ContentType));
        var needed = path == "/maintenance" ? "admin" : path == "/v1/claims" ? "contributor" : "editor";
        Assert.Contains($"the role {needed} is needed", answer.Body);
    }

    [Theory]
    [InlineData(Contributor, 403)]
    [InlineData(Editor, 404)]
    public async Task That_another_was_a_mistake_of_entry_only_an_editor_says(string key, int status)
    {
        const string claim = """
            {"id": "c2", "topic": "no-such", "value": {"kind": "quantity", "best": 2}, "status": "occurred",
            """ + """
             "publisher": "desk", "corrects": "c1", "entry": true}
            """;
        using var body = ApiServer.Json(claim);

        var alone = await keyed.Server.Send(HttpMethod.Post, "/v1/claims", body, Bearer(key));
        using var lines = new StringContent(claim, Encoding.UTF8, "application/x-ndjson");
        var line = (await keyed.Server.Send(HttpMethod.Post, "/v1/claims", lines, Bearer(key))).Lines[0];

        Assert.True(status == alone.Status, alone.Body);
        Assert.Equal(status, line["problem"]!["status"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(Reader, 200)]
    [InlineData("of-nobody", 401)]
    public async Task A_browser_sends_a_key_as_a_password(string key, int status)
    {
        var answer = await keyed.Server.Get("/v1/topics", ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{key}"))}"));

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("Bearer 0123456789abcdeg", "not known")]
    [InlineData("Bearer 0123456789ABCDEF", "not known")]
    [InlineData("Bearer 0123456789abcde", "not known")]
    [InlineData("Bearer 0123456789abcdef0", "not known")]
    [InlineData("Bearer admin:0123456789abcdef", "not known")]
    [InlineData("Bearer 0123456789abcdef, Bearer 0123456789abcdef", "Bearer <key>")]
    [InlineData("Bearer", "Bearer <key>")]
    [InlineData("Bearer0123456789abcdef", "Bearer <key>")]
    [InlineData("0123456789abcdef", "Bearer <key>")]
    [InlineData("Basic 0123456789abcdef", "Bearer <key>")]
    [InlineData("Bearer: 0123456789abcdef", "Bearer <key>")]
    public async Task Another_key_or_another_form_opens_nothing(string header, string detail)
    {
        var answer = await keyed.Server.Get("/v1/topics", ("Authorization", header));

        Assert.Equal((401, "/problems/unauthorized"), (answer.Status, answer.Type));
        Assert.Contains(detail, answer.Json["detail"]!.GetValue<string>());
        Assert.DoesNotContain("0123456789", answer.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, (await keyed.Server.Get("/health/live", ("Authorization", header))).Status);
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task The_scheme_is_known_in_any_case(string scheme) =>
        Assert.Equal(200, (await keyed.Server.Get("/v1/topics", ("Authorization", $"{scheme} {Reader}"))).Status);

    [Fact]
    public async Task A_key_elsewhere_than_in_the_header_opens_nothing()
    {
        Assert.Equal(401, (await keyed.Server.Get($"/v1/topics?access_token={Reader}")).Status);
        Assert.Equal(401, (await keyed.Server.Get("/v1/topics", ("X-Api-Key", Reader))).Status);
    }

    [Fact]
    public async Task A_rewritten_file_takes_effect_line_by_line()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "keys");
        var log = new LogLines();
        await File.WriteAllTextAsync(file, $"reader:{Reader}\n");
        var server = new ApiServer { Options = [$"--Analysis:ApiKeysFile={file}", Patient, "--Logging:LogLevel:Default=Information"], Prepare = log.Listen };
        await server.InitializeAsync();
        await log.Wait("taken over: 1");
        Assert.Equal((200, 401), (await Status(Reader), await Status(Admin)));

        await File.WriteAllTextAsync(file, $"admin:desk:{Admin}\n");
        await log.Wait("taken over: 1");
        Assert.Equal((401, 200), (await Status(Reader), await Status(Admin)));

        await File.WriteAllTextAsync(file, $"# next\nreader:{Reader}\n{Contributor}\n"); // takes the admin's away beside a line that is wrong
        await log.Wait("Refused: Analysis:ApiKeysFile, line 3: a key is written");
        await log.Wait("taken over: 1");
        Assert.Equal((200, 401), (await Status(Reader), await Status(Admin)));

        await File.WriteAllTextAsync(file, "");
        await log.Wait("Analysis:ApiKeysFile holds no key: it lets nobody in");
        Assert.Equal((401, 401), (await Status(Reader), await Status(Admin)));

        await File.WriteAllTextAsync(file, $"reader:{Reader}\n");
        await log.Wait("taken over: 1");
        File.Delete(file);
        await log.Wait("Refused: Analysis:ApiKeysFile: Could not find");
        await log.Wait("it lets nobody in");
        Assert.Equal((401, 401), (await Status(Reader), await Status(Admin)));

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "new"), $"reader:{Reader}\n"); // as Kubernetes does it
        File.CreateSymbolicLink(file, Path.Combine(folder.Path, "new"));
        await log.Wait("taken over: 1");
        Assert.Equal((200, 401), (await Status(Reader), await Status(Admin)));
        await server.DisposeAsync();
        Assert.DoesNotContain(log.All, line => line.Contains(Reader) || line.Contains(Contributor) || line.Contains(Admin));

        async Task<int> Status(string key) => (await server.Get("/v1/topics", Bearer(key))).Status;
    }

    [Fact]
    public async Task What_a_key_has_under_way_ends_when_it_is_taken_away_and_not_before()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "keys");
        var log = new LogLines();
        await File.WriteAllTextAsync(file, $"reader:{Reader} reader:another:{Contributor}");
        var server = new ApiServer
        {
            Options = [$"--Analysis:ApiKeysFile={file}", "--Analysis:HeartbeatSeconds=1",
            "--Logging:LogLevel:Default=Information"], Prepare = log.Listen
        };
        await server.InitializeAsync();
        await using var stays = await Follow(Reader);
        await using var goes = await Follow(Contributor);

        await File.WriteAllTextAsync(file, $"reader:{Reader} # only");
        await log.Wait("taken over: 1");

        await Assert.ThrowsAnyAsync<IOException>(() => goes.CopyToAsync(Stream.Null));
        for (var n = 0; n < 3; n++) Assert.True(await stays.ReadAsync(new byte[1024]) > 0); // heartbeats go on
        await server.DisposeAsync();

        async Task<Stream> Follow(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes");
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
            var stream = await (await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).Content.ReadAsStreamAsync();
            Assert.True(await stream.ReadAsync(new byte[1024]) > 0); // ready
            return stream;
        }
    }

    [Theory]
    [InlineData("0123456789abcdef", "line 2: a key is written role:name:key or role:key")]
    [InlineData("# keys\n\nowner:0123456789abcdef", "line 4: the role must be one of reader, contributor, editor, admin")]
    [InlineData("Admin:0123456789abcdef", "line 2: the role")]
    [InlineData("0123456789abcdef:admin", "line 2: the role")]
    [InlineData(":0123456789abcdef", "line 2: the role")]
    [InlineData("admin::0123456789abcdef", "line 2: a name has")]
    [InlineData("admin:the_d\u00ebsk:0123456789abcdef", "line 2: a name has")]
    [InlineData("admin:a:b:0123456789abcdef", "line 2: a key is written")]
    [InlineData("admin: 0123456789abcdef", "line 2, entry 1: a key has at least 16 characters")]
    [InlineData("admin:0123456789abcde", "line 2: a key has at least 16 characters")]
    [InlineData("admin:0123456789abcde#", "line 2: a key has at least 16 characters")]
    [InlineData("admin:0123456789abcdef:desk", "line 2: a key has at least 16 characters")]
    [InlineData("admin:0123456789abcdef\u00fc", "line 2: a key has letters")]
    [InlineData("admin:0123456789abcdef\nreader:1123456789abcdef, reader:0123456789abcdef", "line 3, entry 2: the key stands on line 2 already")]
    public async Task A_line_that_is_wrong_is_refused_and_named_and_the_others_hold(string text, string message)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "keys");
        text = $"contributor:{Contributor}\n{text}\nreader:{Reader}";
        await File.WriteAllTextAsync(file, text);

        foreach (var (setting, value) in new[] { ("Analysis:ApiKeysFile", file), (ApiKeys.Variable, text) })
        {
            var log = new LogLines();
            var server = new ApiServer { Options = [$"--{setting}={value}"], Prepare = log.Listen };
            await server.InitializeAsync();

            await log.Wait($"Refused: {setting}, {message}");
            Assert.Equal(200, (await server.Get("/v1/topics", Bearer(Reader))).Status);
            Assert.Equal(400, (await server.Send(HttpMethod.Post, "/v1/claims", ApiServer.Json("[]"), Bearer(Contributor))).Status);
            await server.DisposeAsync();
            Assert.DoesNotContain(log.All, line => line.Contains("123456789abcde"));
        }
    }

    [Theory]
    [InlineData("Analysis:ApiKeysFile", null, "Could not find")]
    [InlineData("Analysis:ApiKeysFile", "", "holds no key")]
    [InlineData("Analysis:ApiKeysFile", "\n# admin:0123456789abcdef\n", "holds no key")]
    [InlineData("Analysis:ApiKeysFile", "admin:0123", "holds no key")]
    [InlineData(ApiKeys.Variable, "", "holds no key")]
    [InlineData(ApiKeys.Variable, "admin:0123", "holds no key")]
    public async Task Where_keys_are_asked_for_and_there_is_none_nobody_is_let_in(string setting, string? text, string message)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "keys");
        if (text is not null) await File.WriteAllTextAsync(file, text);
        var log = new LogLines();
        var server = new ApiServer { Options = [$"--{setting}={(setting == ApiKeys.Variable ? text : file)}"], Prepare = log.Listen };
        await server.InitializeAsync();

        await log.Wait(message);
        Assert.Equal(401, (await server.Get("/v1/topics")).Status);
        Assert.Equal(401, (await server.Get("/v1/topics", Bearer("0123456789abcdef"))).Status);
        Assert.Equal(401, (await server.Get("/v1/topics", ("Authorization", "Bearer"))).Status);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task There_are_at_most_256_keys_and_the_first_hold()
    {
        var keys = Enumerable.Range(1, 257).Select(n => $"reader:{n:D16}");
        var log = new LogLines();
        var server = new ApiServer { Options = [$"--{ApiKeys.Variable}={string.Join('\n', keys)}"], Prepare = log.Listen };
        await server.InitializeAsync();

        await log.Wait("line 257: there are at most 256 keys");
        Assert.Equal(200, (await server.Get("/v1/topics", Bearer($"{256:D16}"))).Status);
        Assert.Equal(401, (await server.Get("/v1/topics", Bearer($"{257:D16}"))).Status);
        await server.DisposeAsync();
    }

    [Fact]
    public void Two_places_for_keys_stop_the_start() =>
        Assert.Contains("both set", Assert.ThrowsAny<Exception>(() => ApiHost.Build("--Analysis:ApiKeysFile=/none", $"--{ApiKeys.Variable}=admin:{Admin}")).Message);

    [Fact]
    public async Task Failed_attempts_are_logged_and_slowed_down_and_keys_that_are_known_there_are_not()
    {
        var log = new LogLines();
        var server = new ApiServer
        {
            Options = [$"--{ApiKeys.Variable}=reader:{Reader} contributor:{Contributor}", "--Analysis:FailedAttemptsPerMinute=3"], Prepare = log.Listen,
        };
        await server.InitializeAsync();
        Assert.Equal(200, (await Get(Reader)).Status);

        for (var n = 0; n < 3; n++) Assert.Equal(401, (await Get($"a-guess-of-no-use-{n}")).Status);
        await log.Wait("GET /v1/topics from 127.0.0.1 refused: the key is not known");
        var slowed = await Get("a-guess-of-no-use-3");

        Assert.Equal((429, "/problems/too-many-attempts"), (slowed.Status, slowed.Type));
        Assert.InRange(slowed.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20); // a minute for three
        Assert.Equal(429, (await Get(Contributor)).Status); // else a guess would tell
        Assert.Equal(200, (await Get(Reader)).Status);
        Assert.Equal(401, (await server.Get("/v1/topics")).Status); // who brings no key guesses nothing
        Assert.Equal(200, (await server.Get("/health/live", Bearer("a-guess-of-no-use-4"))).Status);
        await server.DisposeAsync();
        Assert.DoesNotContain(log.All, line => line.Contains("of-no-use"));

        Task<Answer> Get(string key) => server.Get("/v1/topics", Bearer(key));
    }

    [Fact]
    public async Task Without_keys_the_header_does_not_matter_and_everything_is_allowed()
    {
        var server = new ApiServer { Prepare = Keyed.AddRoutes };
        await server.InitializeAsync();

        Assert.Equal(200, (await server.Get("/maintenance")).Status);
        Assert.Equal(201, (await server.Put("/v1/sources/s", """{"name": "S"}""", Bearer("x"))).Status);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:{0}")]
    [InlineData("--urls=http://*:{0}")]
    [InlineData("--urls=http://+:{0}")]
    [InlineData("--urls=http://[::]:{0}")]
    [InlineData("--urls=http://somebody.example:{0}")]
    [InlineData("--urls=http://192.0.2.1:{0}")]
    [InlineData("--urls=http://127.0.0.1.example:{0}")]
    [InlineData("--urls=http://[::ffff:0.0.0.0]:{0}")]
    [InlineData("--urls=http://127.0.0.1:0;http://0.0.0.0:{0}")]
    [InlineData("--http_ports={0}", "--urls=")]
    [InlineData("--Kestrel:Endpoints:Other:Url=http://*:{0}")]
    [InlineData("--urls=http://0.0.0.0:{0}", "--Analysis:AllowAnonymous=false")]
    public async Task Without_keys_the_server_does_not_even_try_to_listen_beyond_loopback(params string[] options)
    {
        using var taken = new TcpListener(IPAddress.Any, 0); // to try would be to find the port in use
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var server = new ApiServer { Options = [.. options.Select(o => o.Replace("{0}", $"{port}"))] };

        var fault = await Assert.ThrowsAsync<IOException>(server.InitializeAsync);

        Assert.Contains($":{port} is beyond loopback", fault.Message);
        Assert.Contains("--allow-anonymous", fault.Message);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("--urls=http://127.8.9.10:0")]
    [InlineData("--urls=http://0.0.0.0:0", "--Analysis:AllowAnonymous=true")]
    [InlineData("--urls=http://0.0.0.0:0", $"--{ApiKeys.Variable}=reader:{Reader}")]
    public async Task It_listens_on_loopback_or_where_anybody_is_let_in_or_with_keys(params string[] options)
    {
        var server = new ApiServer { Options = options };
        await server.InitializeAsync();

        Assert.Equal(200, (await server.Get("/v1/topics", Bearer(Reader))).Status);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_unix_socket_is_as_good_as_loopback()
    {
        using var folder = new TempFolder();
        var socket = Path.Combine(folder.Path, "api.sock");
        await using var app = ApiHost.Build($"--urls=http://unix:{socket}", $"--Analysis:DataFolder={folder.Path}", "--Logging:LogLevel:Default=Warning");
        await app.StartAsync();

        Assert.True(File.Exists(socket));
        await app.StopAsync();
    }

    [Fact]
    public async Task With_keys_to_let_anybody_in_changes_nothing()
    {
        var server = new ApiServer { Options = [$"--{ApiKeys.Variable}=reader:{Reader}", "--Analysis:AllowAnonymous=true"] };
        await server.InitializeAsync();

        Assert.Equal(401, (await server.Get("/v1/topics")).Status);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_refused_start_is_one_line_and_exit_code_1()
    {
        using var folder = new TempFolder();
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Analysis.Api.dll"), "--data", folder.Path, "--urls", "http://0.0.0.0:0"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

        var ended = process.WaitForExit(TimeSpan.FromSeconds(30));
        if (!ended) process.Kill();

        Assert.True(ended);
        var error = await errors;
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("0.0.0.0:0 is beyond loopback", error);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("listening", await output);
    }

    private static (string Name, string Value) Bearer(string key) => ("Authorization", $"Bearer {key}");

    /// <summary>A server with a key of each role, a route for admins, and one that says nothing about who may.</summary>
    public sealed class Keyed : IAsyncLifetime
    {
        public ApiServer Server { get; } = new()
        {
            Options = [$"--{ApiKeys.Variable}=reader:{Reader}, contributor:{Contributor} editor:{Editor} admin:{Admin} # the desk's", Patient],
            Prepare = AddRoutes,
        };

        public static void AddRoutes(WebApplication app)
        {
            app.MapGet("/maintenance", () => "done").RequireAuthorization(Roles.NameOf(Role.Admin));
            app.MapGet("/unmarked", () => "done");
        }

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
