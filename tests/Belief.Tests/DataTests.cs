using Analysis.Belief.Baselines;
using Analysis.Belief.Data;
using Analysis.Belief.Metrics;
using Analysis.Testing;

namespace Analysis.Belief.Tests;

public sealed class DataTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Words_that_most_objects_share_are_labels()
    {
        var set = Set("a,x,yes\na,y,no\nb,x,no\nb,y,no\nc,x,yes\nc,y,yes", "a,yes\nb,no\nc,yes");

        Assert.Equal((ValueKind.Labels, "no, yes"), (Inference.Of(set).Kind, string.Join(", ", Inference.Of(set).Labels)));
    }

    [Fact]
    public void Words_that_each_object_has_of_its_own_are_open()
    {
        var rows = Enumerable.Range(0, 100).SelectMany(i => new[] { $"o{i},x,city {i}", $"o{i},y,town {i}" });

        Assert.Equal(ValueKind.Open, Inference.Of(Set(string.Join('\n', rows), "o1,city 1")).Kind);
    }

    [Fact]
    public void Small_numbers_that_are_claimed_exactly_are_labels_and_those_within_a_scale_ratings()
    {
        Assert.Equal(ValueKind.Labels, Inference.Of(Set("a,x,0\na,y,2\nb,x,1\nb,y,1\nc,x,2\nc,y,0", "a,0\nb,1\nc,2")).Kind);
        // few whole numbers, though nobody hits the truth
        Assert.Equal(ValueKind.Labels,
            Inference.Of(Set("a,x,0\na,y,4\nb,x,1\nb,y,1\nc,x,2\nc,y,3", "a,2\nb,0\nc,4")).Kind);
        var rating = Inference.Of(Set("a,x,0\na,y,3\nb,x,10\nb,y,7\nc,x,4\nc,y,6", "a,1.7\nb,8.4\nc,5.2"));
        Assert.Equal((ValueKind.Rating, 0, 10), (rating.Kind, rating.Low, rating.High));
    }

    [Fact]
    public void A_family_file_says_what_the_kind_is()
    {
        var set = Set("a,x,100\na,y,110\nb,x,5000\nb,y,5200", "a,101\nb,5100", """{"kind": "number", "tolerance": 0.05, "scale": "logarithmic"}""");

        Assert.Equal(new Shape(ValueKind.Number) { Tolerance = 0.05, Scale = Scale.Logarithmic }, Inference.Of(set) with { Labels = new Shape(ValueKind.Number).Labels });
    }

    [Theory]
    [InlineData("a,x,yes", "a,yes", """{"tolerance": 1}""", "kind is missing")]
    [InlineData("a,x,yes", "a,yes", """{"kind": "number"}""", "yes is no number")]
    [InlineData("a,x,yes", "b,yes", null, "says nothing of any object that is claimed about")]
    [InlineData("a,x,yes", "a,yes\na,no", null, "a second truth for a")]
    public void A_data_set_that_cannot_be_used_is_refused_with_its_place(string claims, string truth, string? family, string fault)
    {
        var refusal = Assert.Throws<DataException>(() => Inference.Of(Set(claims, truth, family)));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_holds_no_set_is_refused()
    {
        Assert.Contains("no such folder", Assert.Throws<DataException>(() => DataFolder.Read(Path.Combine(_folder.Path, "none"))).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        Assert.Contains("no sub-folder with a claims.csv", Assert.Throws<DataException>(() => DataFolder.Read(Path.Combine(_folder.Path, "empty"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vote_gives_each_label_its_share_and_is_scored_by_hand()
    {
        var problem = Assert.IsType<LabelProblem>(Problem.Of(Set("a,x,yes\na,y,yes\na,z,yes\na,w,no\nb,x,yes\nb,y,no\nb,z,no\nb,w,no", "a,yes\nb,yes")));

        var votes = LabelBaselines.MajorityVote(problem);
        var score = LabelScore.Of(votes, problem.Truth, _ => 2);

        Assert.Equal([0.3, 0.7], votes[0].Select(p => Math.Round(p, 12))); // one and three votes, and half a vote for each label
        Assert.Equal(0.5, score.Accuracy);
        Assert.Equal(((0.3 * 0.3) + (0.7 * 0.7)) / 2, score.Brier, 1e-12); // half of two equal squares each: .09 and .49
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.3)) / 2, score.LogLoss, 1e-12);
        Assert.Equal(0.2, score.Ece, 1e-12); // .7 stated twice, right once
    }

    public void Dispose() => _folder.Dispose();

    private DataSet Set(string claims, string truth, string? family = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;
        File.WriteAllText(Path.Combine(folder, DataFolder.ClaimsFile), "seq,object_id,source_id,value\n" + string.Join('\n', claims.Split('\n').Select((row, i) => $"{i},{row}")));
        File.WriteAllText(Path.Combine(folder, DataFolder.TruthFile), $"object_id,value\n{truth}");
        if (family is not null) File.WriteAllText(Path.Combine(folder, DataFolder.FamilyFileName), family);
        return DataFolder.ReadSet(folder);
    }
}
