using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Analysis.Api;
using Microsoft.Extensions.Options;

namespace Analysis.Silo;

/// <summary>Section <c>Silo</c> of the configuration.</summary>
public sealed class SiloSettings
{
    public const string Section = "Silo";

    /// <summary>The address that stands for the one this machine's own name resolves to.</summary>
    public const string OwnAddress = "*";

    /// <summary>Names the cluster: silos with the same name on the same database are one. Default <c>analysis</c>.</summary>
    [Required, RegularExpression("[A-Za-z0-9._-]{1,100}", ErrorMessage = "Silo:Cluster is 1 to 100 characters of A-Z a-z 0-9 . _ -")]
    public string Cluster { get; set; } = "analysis";

    /// <summary>
    /// The address at which the other silos reach this one, or a name: of the addresses that it resolves to, the one that is this machine's, so all
    /// silos may share a name on a network of their own. <c>*</c> is this machine's own name. Silos trust each other: nobody else should reach
    /// the port. Default the loopback interface.
    /// </summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port at that address. Default 11111.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 11_111;

    /// <summary>Whether the Orleans dashboard is at <c>/dashboard</c>, for who holds an admin key. Default no.</summary>
    public bool Dashboard { get; set; }

    /// <summary>How long the silo goes on serving, while it says that it is not ready, before it stops, in seconds. Default 3.</summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; } = 3;

    /// <summary>
    /// How long another silo has to answer a probe, and how often it is probed, in seconds. Longer spares the silos of a
    /// machine that is short of processors, and takes as much longer to notice one that is dead. Default 1.
    /// </summary>
    [Range(0.1, 60)]
    public double ProbeSeconds { get; set; } = 1;

    /// <summary>After how many probes in a row without an answer a silo is held to be dead. Default 3.</summary>
    [Range(1, 100)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>What the silo is called in logs and in the membership table.</summary>
    public string Name => $"{Environment.MachineName}:{Port}";

    /// <summary>The same on the command line.</summary>
    public static IEnumerable<SettingOption> Options =>
    [
        Option(nameof(Cluster), "name", "Silos of the same name on the same database are one cluster; default: analysis"),
        Option(nameof(Address), "address", "Where the other silos reach this one, or * for its own name; default: 127.0.0.1"),
        Option(nameof(Port), "port", "The port at that address; default: 11111"),
        Option(nameof(Dashboard), "true|false", "Whether the Orleans dashboard is at /dashboard, for an admin key; default: false"),
        Option(nameof(DrainSeconds), "seconds", "How long it goes on serving, not ready any more, before it stops; default: 3"),
    ];

    /// <summary>Reads the section, and checks it.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of range, or not what it should be; the message names it.</exception>
    public static SiloSettings Read(IConfiguration configuration) => configuration.ReadSection(Section, new SiloSettingsValidator());

    /// <summary>What <see cref="Address"/> means.</summary>
    /// <exception cref="OptionsValidationException">It resolves to nothing.</exception>
    public IPAddress Resolve()
    {
        if (IPAddress.TryParse(Address, out var address)) return address;
        var name = Address == OwnAddress ? Dns.GetHostName() : Address;
        try
        {
            var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address).ToHashSet();
            return Dns.GetHostAddresses(name).Where(a => !IPAddress.IsLoopback(a))
                .OrderBy(a => !own.Contains(a)).ThenBy(a => a.AddressFamily != AddressFamily.InterNetwork).First();
        }
        catch (Exception fault) when (fault is SocketException or InvalidOperationException or ArgumentException)
        {
            throw new OptionsValidationException(Section, typeof(SiloSettings), [$"Silo:Address: {name} resolves to no address that others can reach"]);
        }
    }

    private static SettingOption Option(string name, string value, string description) =>
        new($"--{Section}:{name}", $"{Section}:{name}", description) { HelpName = value };
}

[OptionsValidator]
internal sealed partial class SiloSettingsValidator : IValidateOptions<SiloSettings>;
