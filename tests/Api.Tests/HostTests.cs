using Analysis.Engine.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Tests;

public sealed class HostTests
{
    [Theory]
    [InlineData("demo", true)]
    [InlineData("demo --data folder --urls=http://127.0.0.1:0", true, "--Analysis:DataFolder=folder", "--urls=http://127.0.0.1:0")]
    [InlineData("--allow-anonymous --data folder", false, "--Analysis:AllowAnonymous=true", "--Analysis:DataFolder=folder")]
    [InlineData("--Analysis:ClaimBytesMax 4096", false, "--Analysis:ClaimBytesMax=4096")]
    public void Arguments_become_configuration(string line, bool demo, params string[] options)
    {
        var command = Assert.IsType<CommandLine.Serve>(CommandLine.Parse(line.Split(' '), out var error));

        Assert.Null(error);
        Assert.Equal(demo, command.Demo);
        Assert.Equal(options, command.Options);
    }

    [Theory]
    [InlineData("dmeo")]
    [InlineData("--dta x")]
    [InlineData("--data")]
    [InlineData("--urls x demo")]
    [InlineData("--allow-anonymous true")]
    [InlineData("copy")]
    [InlineData("copy --from data")]
    [InlineData("copy --to=data --from=")]
    [InlineData("copy --from data --to")]
    [InlineData("copy --from data --to other --data third")]
    [InlineData("copy --from data --to other --Analysis:DataFolder=third")]
    [InlineData("rebuild --from data")]
    public void Arguments_that_make_no_sense_are_refused(string line)
    {
        Assert.Null(CommandLine.Parse(line.Split(' '), out var error));
        Assert.NotNull(error);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void Copy_and_rebuild_name_their_places()
    {
        Assert.Equal(new CommandLine.Copy("data", "Host=db;Database=a"), CommandLine.Parse(["copy", "--from", "data", "--to=Host=db;Database=a"], out _));
        var rebuild = Assert.IsType<CommandLine.Rebuild>(CommandLine.Parse(["rebuild", "--journal", "Host=db"], out _));
        Assert.Equal(["--Analysis:Journal=Host=db"], rebuild.Options);
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

        // What sources earn is learned in the background, whenever that is due.
        async Task<List<RecordedEvent>> Facts() => await journal.ReadAll(0, int.MaxValue, default)
            .Where(e => e.Event.Type is not ("family-defined.v1" or "source-assessed.v3"))
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
