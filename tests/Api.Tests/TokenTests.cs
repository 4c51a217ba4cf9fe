using System.Net;
using Analysis.Api.Access;
using Analysis.Domain.Topics;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Tests;

/// <summary>Tokens of an issuer that runs here, beside keys.</summary>
public sealed class TokenTests(TokenTests.Tokened tokened) : IClassFixture<TokenTests.Tokened>
{
    private const string Patient = "--Analysis:FailedAttemptsPerMinute=10000";
    private const string Key = "contributor-0123456789";

    private Issuer Issuer => tokened.Issuer;

    [Theory]
    [InlineData(null, "GET", "/v1/topics", 403)]
    [InlineData("unheard-of", "GET", "/v1/topics", 403)]
    [InlineData("reader", "GET", "/v1/topics", 200)]
    [InlineData("reader", "GET", "/v1/audit", 200)]
    [InlineData("reader", "POST", "/v1/topics/none/what-if", 404)]
    [InlineData("reader", "POST", "/v1/claims", 403)]
    [InlineData("contributor", "POST", "/v1/claims", 400)]
    [InlineData("contributor", "POST", "/v1/claims?define=auto", 403)]
    [InlineData("contributor", "PUT", "/v1/topics/t", 403)]
    [InlineData("contributor", "PUT", "/v1/sources/s", 403)]
    [InlineData("contributor", "PUT", "/v1/families/f", 403)]
    [InlineData("contributor", "POST", "/v1/topics/none/resolution", 403)]
    [InlineData("contributor", "POST", "/v1/topics/none/claims/none/retraction", 403)]
    [InlineData("desk-editors", "POST", "/v1/claims?define=auto", 400)]
    [InlineData("desk-editors", "PUT", "/v1/topics/t", 400)]
    [InlineData("desk-editors", "PUT", "/v1/sources/s", 400)]
    [InlineData("desk-editors", "PUT", "/v1/families/f", 400)]
    [InlineData("desk-editors", "POST", "/v1/topics/none/resolution", 400)]
    [InlineData("desk-editors", "POST", "/v1/topics/none/claims/none/retraction", 400)]
    [InlineData("editor", "PUT", "/v1/sources/s", 403)] // the settings give the role by another text
    [InlineData("admin", "PUT", "/v1/sources/s", 400)]
    public async Task A_token_opens_what_the_role_allows_that_its_claim_is_mapped_to(string? role, string method, string path, int status)
    {
        foreach (var roles in new object?[] { role, role is null ? null : new[] { "another", role }, role is null ? null : $"another {role}" })
        {
            using var body = method is "GET" ? null : ApiServer.Json("[]");
            var answer = await tokened.Server.Send(new HttpMethod(method), path, body, Bearer(Issuer.Token("somebody", roles)));

            Assert.Equal(status, answer.Status);
            if (status == 403) Assert.Equal("/problems/forbidden", answer.Type);
        }
    }

    [Fact]
    public async Task Whatever_the_issuer_signs_with_its_keys_is_taken() =>
        Assert.Equal(200, (await Get(Issuer.Token("somebody", "reader", Issuer.Second))).Status);

    [Fact]
    public async Task Another_token_opens_nothing()
    {
        await Refused(Issuer.Token("somebody", "admin", Issuer.Forged), "not signed by the issuer");
        await Refused(Issuer.Token("somebody", "admin", Issuer.Confused), "not signed by the issuer");
        await Refused(Issuer.Unsigned("somebody", "admin"), "not signed by the issuer");
        await Refused(Issuer.Token("somebody", "admin", audience: "another"), "for another audience");
        await Refused(Issuer.Token("somebody", "admin", issuer: "https://another.example"), "of another issuer");
        await Refused(Issuer.Token("somebody", "admin", age: TimeSpan.FromHours(1)), "has expired");
        await Refused(Issuer.Token("somebody", "admin", age: TimeSpan.FromHours(-1)), "is not valid yet");
        await Refused(Issuer.Token(null, "admin"), "has no sub");
        await Refused(Issuer.Token("desk", "admin"), "a key goes by");
        await Refused(Issuer.Token("some\nbody", "admin"), "has no sub");
        await Refused(Issuer.Token(new string('n', Writer.LengthMax + 1), "admin"), "has no sub");
        Assert.Equal(200, (await Get(Issuer.Token(new string('n', Writer.LengthMax), "admin"))).Status);
        await Refused("eyJ.eyJ.x", "is not valid");
        var parts = Issuer.Token("somebody", "reader").Split('.');
        await Refused($"{parts[0]}.{Issuer.Token("somebody", "admin").Split('.')[1]}.{parts[2]}", "not signed by the issuer");

        async Task Refused(string token, string detail)
        {
            var answer = await Get(token);

            Assert.Equal((401, "/problems/unauthorized", "Bearer"), (answer.Status, answer.Type, answer.Headers.WwwAuthenticate.ToString()));
            Assert.Contains(detail, answer.Json["detail"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var left = TimeSpan.FromSeconds(1);
        while (true)
        {
            var token = Issuer.Token("somebody", "reader", age: TimeSpan.FromMinutes(11) - left); // ten, and one that is forgiven
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes");
            request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            using var answer = await tokened.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                left *= 2; // until it is enough to be let in
                continue;
            }

            await using var stream = await answer.Content.ReadAsStreamAsync();

            await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
            Assert.Equal(401, (await Get(token)).Status);
            break;
        }
    }

    [Fact]
    public async Task Keys_open_beside_tokens()
    {
        Assert.Equal(200, (await Get(Key)).Status);
        Assert.Equal(401, (await Get("a-key-of-nobody-s")).Status);
        Assert.Equal(401, (await tokened.Server.Get("/v1/topics")).Status);
        Assert.Equal(200, (await tokened.Server.Get("/health/live")).Status);
    }

    [Fact]
    public async Task A_role_is_found_in_whatever_claim_is_named_and_so_is_a_name()
    {
        var server = new ApiServer
        {
            Options =
            [
                $"--Analysis:Tokens:Issuer={Issuer.Address}", "--Analysis:Tokens:Audience=analysis", Patient,
                "--Analysis:Tokens:RoleClaim=realm_access.roles", "--Analysis:Tokens:NameClaim=email",
            ],
        };
        await server.InitializeAsync();
        var nested = Issuer.Token("8f3c", more: claims =>
        {
            claims["realm_access"] = new Dictionary<string, object> { ["roles"] = new[] { "editor" } };
            claims["email"] = "anna@desk.example";
        });
        var flat = Issuer.Token("8f3c", "editor", roleClaim: "realm_access.roles", more: claims => claims["email"] = "anna@desk.example");

        foreach (var (token, id) in new[] { (nested, "s1"), (flat, "s2") })
        {
            Assert.Equal(201, (await server.Put($"/v1/sources/{id}", """{"name": "S"}""", Bearer(token))).Status);
            var acts = (await server.Get("/v1/audit", Bearer(token))).Json["acts"]!.AsArray();
            Assert.Equal(("anna@desk.example", id), (acts[0]!["by"]!.GetValue<string>(), acts[0]!["source"]!.GetValue<string>()));
        }

        Assert.Equal(401, (await server.Get("/v1/topics")).Status); // an issuer alone asks who calls
        Assert.Equal(401, (await server.Get("/v1/topics", Bearer("0123456789abcdef"))).Status);
        Assert.Equal(401, (await server.Get("/v1/topics", Bearer(Issuer.Token("8f3c", "editor", roleClaim: "realm_access.roles")))).Status); // without a name
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_no_fault_of_the_tokens()
    {
        using var gone = new Issuer();
        await gone.InitializeAsync();
        var token = gone.Token("somebody", "reader");
        var server = new ApiServer
        {
            Options = [$"--Analysis:Tokens:Issuer={gone.Address}",
            "--Analysis:Tokens:Audience=analysis", "--Logging:LogLevel:Default=None"]
        };
        await server.InitializeAsync();
        await gone.DisposeAsync();

        var answer = await server.Get("/v1/topics", Bearer(token));

        Assert.Equal((503, "/problems/issuer-unavailable"), (answer.Status, answer.Type));
        Assert.NotNull(answer.Headers.RetryAfter);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_document_names_the_issuer()
    {
        var schemes = (await tokened.Server.Get("/openapi/v1.json")).Json["components"]!["securitySchemes"]!;

        Assert.Equal("openIdConnect", schemes["OpenIdConnect"]!["type"]!.GetValue<string>());
        Assert.Equal($"{Issuer.Address}/.well-known/openid-configuration", schemes["OpenIdConnect"]!["openIdConnectUrl"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Issuer must be", "Issuer=issuer.example")]
    [InlineData("Issuer must be", "Issuer=http://issuer.example")]
    [InlineData("Issuer must be", "Issuer=file:///issuer")]
    [InlineData("Audience is required", "Issuer=https://issuer.example")]
    [InlineData("RoleClaim must not", "Issuer=https://issuer.example", "Audience=a", "RoleClaim=")]
    [InlineData("NameClaim must not", "Issuer=https://issuer.example", "Audience=a", "NameClaim=")]
    [InlineData("Roles:owner is no role; there are reader, contributor, editor, admin", "Issuer=https://issuer.example", "Audience=a", "Roles:owner:0=x")]
    public void Settings_that_make_no_sense_stop_the_start(string message, params string[] settings)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => ApiHost.Build([.. settings.Select(s => $"--Analysis:Tokens:{s}")]));

        Assert.Contains($"Analysis:Tokens:{message}", fault.Message);
    }

    private Task<Answer> Get(string token) => tokened.Server.Get("/v1/topics", Bearer(token));

    private static (string Name, string Value) Bearer(string token) => ("Authorization", $"Bearer {token}");

    /// <summary>An issuer, and a server that takes its tokens.</summary>
    public sealed class Tokened : IAsyncLifetime, IDisposable
    {
        private ApiServer? _server;

        public Issuer Issuer { get; } = new();

        public ApiServer Server => _server ?? throw new InvalidOperationException("not started");

        public async Task InitializeAsync()
        {
            await Issuer.InitializeAsync();
            _server = new ApiServer
            {
                Options =
                [
                    $"--Analysis:Tokens:Issuer={Issuer.Address}", "--Analysis:Tokens:Audience=analysis", "--Analysis:Tokens:Roles:editor:0=desk-editors",
                    $"--{ApiKeys.Variable}=contributor:desk:{Key}", Patient,
                ],
            };
            await _server.InitializeAsync();
        }

        public async Task DisposeAsync()
        {
            await Server.DisposeAsync();
            await Issuer.DisposeAsync();
        }

        public void Dispose() => Issuer.Dispose();
    }
}
