using System.Text;
using Analysis.Api.Contracts;

namespace Analysis.Api.Tests.Edges;

/// <summary>A server with a topic of each kind, and one on which many speak.</summary>
public sealed class EdgeServer : IAsyncLifetime
{
    public const string Count = "count", Assertion = "assertion", Label = "label", Many = "many";

    public ApiServer Api { get; } = new() { Options = ["--Mail:Host=127.0.0.1", "--Mail:From=desk@example.org"] };

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        await Api.Put($"/v1/topics/{Count}", """{"title": "How many", "kind": "quantity", "unit": "persons"}""");
        await Api.Put($"/v1/topics/{Assertion}", """{"title": "Whether", "kind": "proposition"}""");
        await Api.Put($"/v1/topics/{Label}", """{"title": "Which", "kind": "category"}""");
        await Api.Put($"/v1/topics/{Many}", """{"title": "How many say so", "kind": "quantity", "unit": "persons"}""");
        var lines = new StringBuilder();
        for (var i = 0; i <= Limits.SupposedMax; i++)
            lines.Append(Samples.Claim(Many, $"c{i}").Replace("\"outlet\"", $"\"source-{i}\"")).Append('\n');
        var posted = await Api.PostLines("/v1/claims", lines.ToString());
        Assert.Equal(Limits.SupposedMax + 1, posted.Summary["created"]!.GetValue<int>());
    }

    public Task DisposeAsync() => Api.DisposeAsync();
}
