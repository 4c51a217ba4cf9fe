using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Analysis.Api.Access;

/// <summary>
/// Keeps a server that asks nobody who calls on the loopback interface. Kestrel offers it each end point, whichever setting that
/// comes from, before a socket is opened; it takes those that it refuses, and leaves the others to the transport.
/// </summary>
internal sealed class LoopbackGate(AccessControl access, Settings settings)
    : IConnectionListenerFactory, IMultiplexedConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => access.IsOpen && !settings.AllowAnonymous && !IsLocal(endpoint);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => throw Refusal(endpoint);

    public ValueTask<IMultiplexedConnectionListener> BindAsync(
        EndPoint endpoint, IFeatureCollection? features = null, CancellationToken cancellationToken = default) => throw Refusal(endpoint);

    private static bool IsLocal(EndPoint endpoint) => endpoint switch
    {
        IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
        UnixDomainSocketEndPoint => true,
        _ => false,
    };

    /// <summary>An <see cref="IOException"/>, as for an address that is taken: for other ones Kestrel tries IPv4 after IPv6.</summary>
    private static IOException Refusal(EndPoint endpoint) => new(
        $"{endpoint} is beyond loopback, and nobody is asked who calls: set "
        + $"{Settings.Section}:{nameof(Settings.ApiKeysFile)}, {ApiKeys.Variable} or {TokenSettings.Section}, or allow "
        + "everybody everything with --allow-anonymous");
}
