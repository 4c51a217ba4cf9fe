using System.Globalization;

namespace Analysis.Kill.Tests;

/// <summary>A claim on its way: what a client remembers of it to send it again.</summary>
public sealed record Post(string Topic, string Id, string Json)
{
    /// <summary>Unique among all topics.</summary>
    public string Name => $"{Topic}/{Id}";

    /// <summary>A topic of every kind and dynamics, by id.</summary>
    public static IReadOnlyDictionary<string, string> Topics { get; } = new Dictionary<string, string>
    {
        ["how-many"] = """{"title":"How many?","kind":"quantity","unit":"persons"}""",
        ["so-far"] = """{"title":"How many so far?","kind":"quantity","unit":"persons","dynamics":"cumulative"}""",
        ["at-present"] = """{"title":"How many at present?","kind":"quantity","unit":"persons","dynamics":"changing","halfLife":"P30D"}""",
        ["whether"] = """{"title":"Is it so?","kind":"proposition","sources":"observers"}""",
        ["which"] = """{"title":"Which is it?","kind":"category","categories":["north","south","neither"]}""",
        ["when"] = """{"title":"When was it?","kind":"date"}""",
    };

    public static IReadOnlyList<string> TopicNames { get; } = [.. Topics.Keys.Order()];

    /// <summary>Any claim on any topic; the first topics are the busiest, and come to have snapshots.</summary>
    public static Post Any(string id, Random random)
    {
        var topic = TopicNames[Math.Min(random.Next(TopicNames.Count), random.Next(TopicNames.Count))];
        var day = new DateOnly(2025, 1, 1).AddDays(random.Next(300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var value = topic switch
        {
            "whether" => $$"""{"kind":"proposition","holds":{{(random.Next(3) > 0 ? "true" : "false")}}}""",
            "which" => $$"""{"kind":"category","name":"{{(random.Next(3) > 0 ? "north" : "south")}}"}""",
            "when" => $$"""{"kind":"date","edtf":"{{day}}"}""",
            _ => $$"""{"kind":"quantity","best":{{random.Next(100, 10_000)}}},"unit":"persons" """,
        };
        var chain = $"\"outlet-{random.Next(5)}\",\"origin-{random.Next(40)}\"";
        var denies = random.Next(10) == 0 ? "denies" : "asserts";
        return new Post(topic, id,
            $$"""{"id":"{{id}}","topic":"{{topic}}","value":{{value}},"stance":"{{denies}}","status":"occurred","validTime":"{{day}}","attribution":[{{chain}}]}""");
    }
}
