using System.Text;
using Analysis.Testing;

namespace Analysis.Api.Tests;

/// <summary>The service while its database is away, and when it is back.</summary>
public sealed class OutageTests
{

    [NeedyFact]
    [Needs(Tool.Postgres)]
    public async Task The_service_outlives_its_database()
    {
        var database = PostgresServer.Own();
        try
        {
            await using var app = ApiHost.Build("--urls=http://127.0.0.1:0", $"--Analysis:Journal={database.ConnectionString};Timeout=2", "--Logging:LogLevel:Default=None");
            await app.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            Assert.Equal(201, await Put("before"));
            Assert.Equal(201, await Post("before", "c1"));

            database.Kill();
            await Eventually.IsSo(async () => await Post("before", "c2") == 503);
            Assert.Equal(503, await Put("meanwhile"));
            Assert.Equal(503, await Get("/health/ready"));
            Assert.Equal(200, await Get("/health/live"));
            Assert.Equal(200, await Get("/v1/topics/before")); // known, and nothing newer can be
            await Task.Delay(TimeSpan.FromSeconds(3)); // what runs in the background meets the outage too

            database.Start();
            await Eventually.IsSo(async () => await Post("before", "c2") is 200 or 201);
            Assert.Equal(201, await Put("after"));
            Assert.Equal(200, await Get("/health/ready"));
            await Eventually.IsSo(async () => (await http.GetStringAsync(new Uri("/v1/topics", UriKind.Relative))).Contains("\"after\""));
            Assert.Contains("\"claims\":2", await http.GetStringAsync(new Uri("/v1/topics/before", UriKind.Relative)));

            async Task<int> Get(string path) => (int)(await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

            async Task<int> Put(string topic) => (int)(await http.PutAsync(
                new Uri($"/v1/topics/{topic}", UriKind.Relative), Json("""{"title": "A topic", "kind": "quantity", "unit": "persons"}"""))).StatusCode;

            async Task<int> Post(string topic, string claim)
            {
                using var answer = await http.PostAsync(new Uri("/v1/claims", UriKind.Relative), Json(
                    $$"""{"id": "{{claim}}", "topic": "{{topic}}", "value": {"kind": "quantity", "best": 600}, "unit": "persons", "status": "occurred", "attribution": ["post", "{{claim}}"]}"""));
                Assert.True((int)answer.StatusCode < 500 || answer.Headers.RetryAfter is not null, await answer.Content.ReadAsStringAsync());
                return (int)answer.StatusCode;
            }
        }
        finally
        {
            database.Dispose();
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
