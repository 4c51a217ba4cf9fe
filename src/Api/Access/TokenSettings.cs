using Microsoft.Extensions.Options;

namespace Analysis.Api.Access;

/// <summary>Section <c>Analysis:Tokens</c>: whose JWT bearer tokens are taken beside keys, and what they allow. Without an issuer none are.</summary>
public sealed class TokenSettings
{
    internal const string Section = $"{Settings.Section}:{nameof(Settings.Tokens)}";

    /// <summary>
    /// The address of an OpenID Connect issuer: its discovery document stands below it, at <c>/.well-known/openid-configuration</c>. With TLS,
    /// but on loopback. Default none.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>What a token must be for (<c>aud</c>): else any that the issuer has made for another service would do. Required with an issuer.</summary>
    public string? Audience { get; set; }

    /// <summary>
    /// The claim by whose text a writer is known. Default <c>sub</c>, the one that every issuer keeps unique and never gives to another;
    /// <c>preferred_username</c>, <c>email</c>, ... where it does so with those.
    /// </summary>
    public string NameClaim { get; set; } = "sub";

    /// <summary>
    /// The claim with the roles: one text, several apart by spaces, or a list; a path where it is nested
    /// (<c>realm_access.roles</c>). Default <c>roles</c>.
    /// </summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>By role of ours, the texts of that claim that give it. Default, for a role that is not named: its own name.</summary>
    public Dictionary<string, string[]> Roles { get; set; } = [];

    /// <exception cref="OptionsValidationException">What is set makes no sense.</exception>
    internal void Check()
    {
        if (Issuer is null) return;
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw Wrong(nameof(Issuer), "must be an address with https (http on loopback)");
        if (string.IsNullOrEmpty(Audience)) throw Wrong(nameof(Audience), "is required with an issuer");
        if (string.IsNullOrEmpty(NameClaim)) throw Wrong(nameof(NameClaim), "must not be empty");
        if (string.IsNullOrEmpty(RoleClaim)) throw Wrong(nameof(RoleClaim), "must not be empty");
        if (Roles.Keys.FirstOrDefault(name => Access.Roles.Find(name) is null) is { } unknown)
            throw Wrong($"{nameof(Roles)}:{unknown}", $"is no role; there are {string.Join(", ", Access.Roles.Names)}");
    }

    /// <summary>The largest role that these texts give; null when none does.</summary>
    internal Role? RoleOf(IReadOnlyCollection<string> texts)
    {
        var given = Enum.GetValues<Role>().Where(role =>
        {
            var name = Access.Roles.NameOf(role);
            return Roles.TryGetValue(name, out var giving) ? giving.Any(texts.Contains) : texts.Contains(name);
        });
        return given.Select(role => (Role?)role).LastOrDefault();
    }

    private static OptionsValidationException Wrong(string setting, string what) => new(Section, typeof(TokenSettings), [$"{Section}:{setting} {what}"]);
}
