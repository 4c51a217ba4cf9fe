using System.CommandLine;
using Analysis.Engine.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Tests;

public sealed class HostTests
{
    [Theory]
    [InlineData("demo", true)]
    [InlineData("demo --data folder --urls=http://127.0.0.1:0", true, "--Analysis:DataFolder=folder", "--urls=http://127.0.0.1:0")]
    [InlineData("--data folder demo", true, "--Analysis:DataFolder=folder")]
    [InlineData("--allow-anonymous --data folder", false, "--Analysis:DataFolder=folder", "--Analysis:AllowAnonymous=true")]
    [InlineData("--Analysis:ClaimBytesMax 4096", false, "--Analysis:ClaimBytesMax=4096")]
    [InlineData("--Logging:LogLevel:Orleans=Warning demo", true, "--Logging:LogLevel:Orleans=Warning")]
    [InlineData("--Analysis:DataFolder=a=b --urls http://[::1]:0;http://127.0.0.1:0", false, "--urls=http://[::1]:0;http://127.0.0.1:0", "--Analysis:DataFolder=a=b")]
    [InlineData("--journal Host=db;Database=a:b", false, "--Analysis:Journal=Host=db;Database=a:b")]
    public void Arguments_become_configuration(string line, bool demo, params string[] options)
    {
        var command = Assert.IsType<CommandLine.Serve>(Read(line.Split(' ')).Command);

        Assert.Equal(demo, command.Demo);
        Assert.Equal(options, command.Options);
    }

    [Theory]
    [InlineData("dmeo", "demo")]
    [InlineData("--dta x", "--data")]
    [InlineData("rebuild --jurnal x", "--journal")]
    [InlineData("--data", "--data")]
    [InlineData("--allow-anonymous true", "true")]
    [InlineData("copy", "--from")]
    [InlineData("copy --from data", "--to")]
    [InlineData("copy --to=data --from=", "--from")]
    [InlineData("copy --from data --to", "--to")]
    [InlineData("copy --from data --to other --data third", "--data")]
    [InlineData("copy --from data --to other --Analysis:DataFolder=third", "--Analysis:DataFolder")]
    [InlineData("rebuild --from data", "--from")]
    public void Arguments_that_make_no_sense_are_refused_by_name(string line, string named)
    {
        var (command, said) = Read(line.Split(' '));

        Assert.Null(command);
        Assert.Contains(named, said);
    }

    [Fact]
    public void Copy_and_rebuild_name_their_places()
    {
        Assert.Equal(new CommandLine.Copy("data", "Host=db;Database=a"), Read("copy", "--from", "data", "--to=Host=db;Database=a").Command);
        var rebuild = Assert.IsType<CommandLine.Rebuild>(Read("rebuild", "--journal", "Host=db").Command);
        Assert.Equal(["--Analysis:Journal=Host=db"], rebuild.Options);
    }

    [Fact]
    public void Help_is_by_command_and_shows_a_programs_own_settings()
    {
        var own = new SettingOption("--Own:Port", "Own:Port", "A port of its own");

        Assert.Contains("A port of its own", Said(CommandLine.Parse(["--help"], [own], _ => Task.FromResult(1))));
        Assert.Contains("--from <place>", Read("copy", "--help").Said);
        Assert.DoesNotContain("--from", Read("--help").Said);
    }

    private static (CommandLine? Command, string Said) Read(params string[] words)
    {
        CommandLine? read = null;
        var parsed = CommandLine.Parse(words, [], command =>
        {
            read = command;
            return Task.FromResult(0);
        });
        var said = Said(parsed);
        return (read, said);
    }

    private static string Said(ParseResult parsed)
    {
        using var output = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = output, Error = output });
        return output.ToString();
    }

    [Theory]
    [InlineData("LinesInFlightMax", "0")]
    [InlineData("ClaimBytesMax", "many")]
    [InlineData("DataFolder", "")]
    public void A_wrong_setting_stops_the_start_and_is_named(string name, string value)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => ApiHost.Build($"--Analysis:{name}={value}"));

        Assert.Contains(name, fault.Message);
    }

    [Fact]
    public async Task The_demo_loads_once()
    {
        var server = new ApiServer();
        await server.InitializeAsync();
        await Demo.Load(server.App);
        Assert.Equal(17, (await server.Get("/v1/topics?limit=200")).Json["topics"]!.AsArray().Count);
        Assert.Equal(23, (await server.Get("/v1/sources?limit=200")).Json["sources"]!.AsArray().Count);
        var journal = server.App.Services.GetRequiredService<IJournal>();
        var facts = await Facts();

        await Demo.Load(server.App);

        Assert.Equal(facts, await Facts());
        await server.DisposeAsync();

        // What sources earn is learned in the background, whenever that is due, and topics are told of it: as a new version of
        // their copy, the more so where what is learned comes back to what it was.
        async Task<List<RecordedEvent>> Facts() => await journal.ReadAll(0, int.MaxValue, default)
            .Where(e => e.Event.Type != "family-defined.v1" && !e.Event.Type.StartsWith("source-assessed."))
            .Select(e => e with { Position = 0, Version = 0, Event = e.Event with { Data = default } }).ToListAsync();
    }

    [Fact]
    public async Task Health_and_welcome_answer()
    {
        var server = new ApiServer();
        await server.InitializeAsync();

        Assert.Equal("live", (await server.Get("/health/live")).Json["status"]!.GetValue<string>());
        Assert.Equal("ready", (await server.Get("/health/ready")).Json["status"]!.GetValue<string>());
        Assert.Equal(200, (await server.Get("/")).Status);
        await server.DisposeAsync();
    }
}
