using System.Text.Json;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Tests.Beliefs.Labels;

/// <summary>Sixty random topics (law.json), computed by an independent implementation in Python.</summary>
public sealed class LabelReferenceTest
{
    [Fact]
    public void The_law_agrees_with_the_reference()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Beliefs", "Labels", "law.json")));
        Assert.Equal(60, file.RootElement.GetArrayLength());
        Assert.All(file.RootElement.EnumerateArray(), topic =>
        {
            var settings = Given.Of(topic.GetProperty("K").GetInt32());
            var voices = topic.GetProperty("voices").EnumerateArray().ToList();

            var belief = settings.Belief(voices.Select((v, i) => Read(settings, v, $"{i}")));

            Assert.All(belief.Voices.Zip(voices), v => Assert.Equal(v.First.Adds, v.Second.GetProperty("x").GetInt64(), 40.0)); // record is rounded to 2^-20
            Assert.Equal(topic.GetProperty("P").EnumerateArray().Select(p => Math.Round(p.GetDouble(), 5)),
                belief.Labels.Select(l => Math.Round(l.Probability, 5)));
        });
    }

    private static WeightedClaim Read(LabelSettings settings, JsonElement voice, string id)
    {
        double Of(string name) => voice.GetProperty(name).GetDouble();
        var reliability = Reliability.Of(Enum.Parse<Grade>(voice.GetProperty("grade").GetString()!)) with
        {
            Right = Given.Units(Of("right")),
            Wrong = Given.Units(Of("wrong")),
            AnsweredRight = Given.Units(Of("answeredRight")),
            AnsweredWrong = Given.Units(Of("answeredWrong")),
        };
        var form = voice.GetProperty("form").GetString() == "is" ? LabelForm.Is : LabelForm.Not;
        return Given.Claim(id, settings.Labels![voice.GetProperty("label").GetInt32()], reliability, Of("certainty"), form);
    }
}
