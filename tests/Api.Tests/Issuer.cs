using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Analysis.Api.Tests;

/// <summary>An OpenID Connect issuer on a socket of its own: a discovery document, keys, and tokens signed with them.</summary>
public sealed class Issuer : IAsyncLifetime, IDisposable
{
    public const string Audience = "analysis";

    private readonly ECDsa _first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _second = RSA.Create(2048);
    private readonly ECDsa _strange = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication _app;

    public Issuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/.well-known/openid-configuration", () => Results.Text(
            new JsonObject { ["issuer"] = Address, ["jwks_uri"] = $"{Address}/keys" }.ToJsonString(), "application/json"));
        _app.MapGet("/keys", () =>
        {
            var (ec, rsa) = (_first.ExportParameters(false), _second.ExportParameters(false));
            return Results.Text(new JsonObject
            {
                ["keys"] = new JsonArray(
                    new JsonObject
                    {
                        ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["kid"] = "first",
                        ["x"] = Base64UrlEncoder.Encode(ec.Q.X), ["y"] = Base64UrlEncoder.Encode(ec.Q.Y),
                    },
                    new JsonObject
                    {
                        ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "second",
                        ["n"] = Base64UrlEncoder.Encode(rsa.Modulus), ["e"] = Base64UrlEncoder.Encode(rsa.Exponent),
                    }),
            }.ToJsonString(), "application/json");
        });
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public SigningCredentials First => new(new ECDsaSecurityKey(_first) { KeyId = "first" }, SecurityAlgorithms.EcdsaSha256);

    public SigningCredentials Second => new(new RsaSecurityKey(_second) { KeyId = "second" }, SecurityAlgorithms.RsaSsaPssSha256);

    /// <summary>By its name one of the issuer's, and not.</summary>
    public SigningCredentials Forged => new(new ECDsaSecurityKey(_strange) { KeyId = "first" }, SecurityAlgorithms.EcdsaSha256);

    /// <summary>The public key as if it were a shared secret.</summary>
    public SigningCredentials Confused =>
        new(new SymmetricSecurityKey(_second.ExportSubjectPublicKeyInfo()) { KeyId = "second" },
        SecurityAlgorithms.HmacSha256);

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public Task Stop() => _app.StopAsync();

    public string Token(
        string? subject, object? roles = null, SigningCredentials? signed = null, string? audience = null, string? issuer = null,
        TimeSpan? age = null, string roleClaim = "roles", Action<Dictionary<string, object>>? more = null)
    {
        var claims = new Dictionary<string, object>();
        if (subject is not null) claims["sub"] = subject;
        if (roles is not null) claims[roleClaim] = roles;
        more?.Invoke(claims);
        var now = DateTime.UtcNow - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address, Audience = audience ?? Audience, IssuedAt = now, NotBefore = now, Expires = now + TimeSpan.FromMinutes(10),
            Claims = claims, SigningCredentials = signed ?? First,
        });
    }

    public string Unsigned(string subject, string roles)
    {
        var parts = Token(subject, roles).Split('.');
        return $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{parts[1]}.";
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _strange.Dispose();
    }
}
