using System.Net;

namespace Analysis.Api.Alerts;

/// <summary>Which addresses alerts may be sent to.</summary>
internal sealed class Networks(AlertSettings settings)
{
    /// <summary>
    /// What is not public: of the registries of special-purpose addresses (RFC 6890), with multicast.
    /// </summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
            "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private readonly IPNetwork[] _allowed = Array.ConvertAll(settings.AllowedNetworks, IPNetwork.Parse);

    /// <summary>Whether the operator has named any.</summary>
    public bool HasNamed => _allowed.Length > 0;

    /// <summary>Whether the operator has named a network that it is of.</summary>
    public bool IsNamed(IPAddress address) => Array.Exists(_allowed, network => network.Contains(Plain(address)));

    /// <summary>Whether it may be spoken to.</summary>
    public bool Allows(IPAddress address) =>
        IsNamed(address) || !Array.Exists(Special, network => network.Contains(Plain(address)));

    /// <summary>An address of version 4, also where it is written as one of version 6.</summary>
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
