using System.Collections.Frozen;
using System.Text.Json;
using Analysis.Api.Topics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Exchange;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;

namespace Analysis.Api.Contracts;

/// <summary>An enumeration as its words in JSON and in queries. Case matters.</summary>
internal sealed class Words<T>
    where T : struct, Enum
{
    private readonly FrozenDictionary<T, string> _words;

    public Words(params (string Word, T Value)[] pairs)
    {
        All = pairs;
        _words = pairs.ToFrozenDictionary(p => p.Value, p => p.Word);
        Texts = Array.ConvertAll(pairs, p => p.Word);
    }

    /// <summary>A handful, all ASCII: going through them is as quick as looking one up.</summary>
    public (string Word, T Value)[] All { get; }

    /// <summary>The words alone, in the same order.</summary>
    public IReadOnlyList<string> Texts { get; }

    public string this[T value] => _words[value];

    public bool TryParse(string word, out T value)
    {
        foreach (var (known, meaning) in All)
        {
            if (known != word) continue;
            value = meaning;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>All of them, for messages.</summary>
    public override string ToString() => string.Join(", ", Texts);
}

/// <summary>Every closed vocabulary of the API, in one place.</summary>
internal static class Vocabulary
{
    public static readonly Words<TopicKind> Kinds = CamelCase<TopicKind>();
    public static readonly Words<Dynamics> Dynamics = CamelCase<Dynamics>();
    public static readonly Words<Voices> Voices = CamelCase<Voices>();
    public static readonly Words<ClaimStatus> Statuses = CamelCase<ClaimStatus>();
    public static readonly Words<Stance> Stances = CamelCase<Stance>();
    public static readonly Words<Standing> Standings = CamelCase<Standing>();
    public static readonly Words<WarningCode> Warnings = CamelCase<WarningCode>();
    public static readonly Words<ConfidenceLevel> Levels = CamelCase<ConfidenceLevel>();
    public static readonly Words<RowOrder> Orders = CamelCase<RowOrder>();
    public static readonly Words<Shelf> Shelves = CamelCase<Shelf>();
    public static readonly Words<TimeAxis> Axes = CamelCase<TimeAxis>();

    public static readonly Words<ImportResult> ImportResults = CamelCase<ImportResult>();

    public static readonly Words<LabelEffect> Effects = CamelCase<LabelEffect>();

    public static readonly Words<NumberScale> Scales = CamelCase<NumberScale>();
    public static readonly Words<MissShape> Misses = new(("nearby", MissShape.SkewedLaplace), ("anywhere", MissShape.Cauchy));

    public static readonly Words<BoundOp> BoundOps =
        new((">=", BoundOp.AtLeast), (">", BoundOp.MoreThan), ("<=", BoundOp.AtMost), ("<", BoundOp.LessThan));

    public static readonly Words<Grade> Grades =
        new(("A", Grade.A), ("B", Grade.B), ("C", Grade.C), ("D", Grade.D), ("E", Grade.E), ("F", Grade.F));

    internal static Words<T> CamelCase<T>()
        where T : struct, Enum =>
        new([.. Enum.GetValues<T>().Select(value => (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), value))]);
}
