using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Tests.Beliefs.Labels;

/// <summary>Claims and settings, in few words.</summary>
internal static class Given
{
    public static LabelSettings Of(int labels) =>
        labels == 2
        ? LabelSettings.Proposition
        : new() { Labels = [.. Enumerable.Range(0, labels).Select(k => $"l{k}")] };

    public static LabelSettings Open { get; } = new();

    public static LabelSettings Stages(params string[] labels) => new() { Labels = [.. labels], Ordered = true };

    public static WeightedClaim Claim(string id, string label, Grade grade, double certainty = 1, LabelForm form = LabelForm.Is, string? origin = null) =>
        Claim(id, label, Reliability.Of(grade), certainty, form, origin);

    public static WeightedClaim Claim(string id, string label, Reliability reliability, double certainty = 1,
        LabelForm form = LabelForm.Is, string? origin = null) => new()
        {
            Id = id, Origin = origin ?? id, Said = new Said.Label(label, form), Reliability = reliability,
            Accuracy = reliability.Accuracy, Certainty = certainty,
            Plain = (reliability.Accuracy, certainty), IsNewcomer = reliability.IsNewcomer,
        };

    public static IEnumerable<WeightedClaim> Many(int number, string label, Grade grade, string prefix = "") =>
        Enumerable.Range(0, number).Select(i => Claim($"{prefix}{label}{grade}{i}", label, grade));

    public static LabelBelief Belief(this LabelSettings settings, params IEnumerable<WeightedClaim> claims) =>
        LabelLaw.Believe(settings, FamilyKnowledge.Nothing, [.. claims]);

    public static Reliability Earned(this Reliability prior, double right, double wrong, bool answered = false) => prior with
    {
        Right = Units(right),
        Wrong = Units(wrong),
        AnsweredRight = answered ? Units(right) : 0,
        AnsweredWrong = answered ? Units(wrong) : 0,
    };

    public static long Units(double x) => (long)Math.Round(x * (1 << 20));
}
