using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Api.Contracts;

/// <summary>What is believed, how probable it is, and apart from that how good the evidence is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(QuantityView), "quantity")]
[JsonDerivedType(typeof(PropositionView), "proposition")]
[JsonDerivedType(typeof(CategoryView), "category")]
[JsonDerivedType(typeof(DateView), "date")]
public abstract record ViewJson
{
    private ViewJson(View view, bool brief)
    {
        Evidence = view.Belief is not Belief.None;
        Confidence = ConfidenceJson.Of(view.Confidence, brief);
        Disagreement = Rounding.Probability(view.Disagreement);
        Disputed = view.Disputed;
        Claims = view.Claims;
        Origins = view.Origins;
        Newest = view.Newest?.UtcDateTime;
        Stale = view.Stale;
        Statement = view.Statement;
        Headline = HeadlineJson.Of(view.Headline);
        Version = view.Version;
        RecordedAt = view.RecordedAt.UtcDateTime;
        ValidAt = view.ValidAt.UtcDateTime;
        Rules = view.Rules;
        Annulment = GroundsJson.Of(view.Annulment);
        Resolution = view.Resolution is { } resolution ? ResolutionJson.Of(resolution) : null;
        if (brief) return;
        ValidTime = view.ValidTime;
        Status = view.Status is { } status ? Vocabulary.Statuses[status] : null;
        Camps = view.Camps.Count == 0 ? null : [.. view.Camps.Select(CampJson.Of)];
        Notices = view.Notices.Count == 0 ? null : view.Notices;
        Unresolved = view.Unresolved.Count == 0 ? null : [.. view.Unresolved.Select(c => c.Value)];
    }

    [Description("False when no claim counts, or the question was annulled: then there is no estimate and no probability, which is neither zero nor no.")]
    [JsonPropertyOrder(-1)]
    public bool Evidence { get; }

    [Description("How probable the answer is: of the proposition, of the top label, or of a quantity that it is at least one.")]
    public LikelihoodJson? Likelihood { get; private protected init; }

    [Description("How good the evidence is, apart from how probable the answer is.")]
    public ConfidenceJson Confidence { get; }

    [Description("How much of the evidence speaks against the belief.")]
    [Range(0.0, 1.0)]
    public double Disagreement { get; }

    [Description("Whether disagreement is .5 or more, or a second figure comes near the first.")]
    public bool Disputed { get; }

    [Description("Who says what, strongest first, when anybody disagrees or denies.")]
    public IReadOnlyList<CampJson>? Camps { get; }

    [Description("How many claims count.")]
    public int Claims { get; }

    [Description("How many independent origins they come from.")]
    public int Origins { get; }

    [Description("As of when the answer holds: up to when the newest claim speaks that fits it; left out where time does not matter, or nothing counts.")]
    public DateTime? Newest { get; }

    [Description("Whether that was so long before validAt that the statement says so: nothing newer. On a topic that changes, one half-life; else 60 days.")]
    public bool Stale { get; }

    [Description("What to be told beside the answer: a count that fell, a date that was called off, a hedge that nobody knows.")]
    public IReadOnlyList<string>? Notices { get; }

    [Description("Claims that cannot be placed until somebody says more.")]
    public IReadOnlyList<string>? Unresolved { get; }

    [Description("One plain sentence, ready to paste.")]
    public string Statement { get; }

    [Description("The same as briefly as a row shows it, in the same figures: print this; compute with the other members.")]
    public HeadlineJson Headline { get; }

    [Description("When it is said to hold, in EDTF: the valid time of the strongest claim that supports it.")]
    public string? ValidTime { get; }

    [Description("The status of that claim: a belief may rest on what is only possible.")]
    public string? Status { get; }

    [Description("What is planned or expected, folded apart.")]
    public ViewJson? Outlook { get; private init; }

    [Description("The established answer, if there is one.")]
    public ResolutionJson? Resolution { get; }

    [Description("That and why the question was annulled: it has no answer, and no source is scored by it.")]
    public GroundsJson? Annulment { get; }

    [Description("How many facts of the topic's stream are in it.")]
    public long Version { get; }

    [Description("When the last of them was recorded.")]
    public DateTime RecordedAt { get; }

    [Description("The valid time it speaks about.")]
    public DateTime ValidAt { get; }

    [Description("The rules revision it was computed with.")]
    public string Rules { get; }

    internal static ViewJson Of(View view) => Of(view, brief: false) with { Outlook = view.Outlook is { } outlook ? Of(outlook, brief: false) : null };

    internal static ViewJson Brief(View view) => Of(view, brief: true);

    private static ViewJson Of(View view, bool brief) => view.Kind switch
    {
        TopicKind.Quantity => new QuantityView(view, brief),
        TopicKind.Proposition => new PropositionView(view, brief),
        TopicKind.Category => new CategoryView(view, brief),
        TopicKind.Date => new DateView(view, brief),
        _ => throw new UnreachableException($"Unknown kind {view.Kind}."),
    };

    /// <summary>A number; with lowerBound or upperBound and no estimate when only bounds speak.</summary>
    public sealed record QuantityView : ViewJson
    {
        internal QuantityView(View view, bool brief)
            : base(view, brief)
        {
            Likelihood = Existence = LikelihoodJson.Of(view.Existence);
            if (view.Belief is not Belief.Number number) return;
            Estimate = number.Estimate;
            LowerBound = number.LowerBound;
            UpperBound = number.UpperBound;
            Interval50 = Ends(number.Interval50, isExact: view.Resolution is not null);
            Interval90 = Ends(number.Interval90, isExact: view.Resolution is not null);
            Unit = number.Unit;
            Words = number.Words;
            Alternative = number.Alternative;
        }

        public double? Estimate { get; }

        public double? LowerBound { get; }

        public double? UpperBound { get; }

        [Description("A second figure that comes near the first, where the topic is disputed.")]
        public double? Alternative { get; }

        [Description("Holds the number with probability one half; null is an open end.")]
        [Length(2, 2)]
        public IReadOnlyList<double?>? Interval50 { get; }

        [Description("Holds the number with probability .9; null is an open end.")]
        [Length(2, 2)]
        public IReadOnlyList<double?>? Interval90 { get; }

        public string? Unit { get; }

        [Description("The words behind the figure, where the report gave words.")]
        public string? Words { get; }

        [Description("That it is at least one, apart from how many.")]
        public LikelihoodJson? Existence { get; }

        private static double?[] Ends(Interval interval, bool isExact) => [.. new[] { interval.Low, interval.High }
            .Select(end => isExact && double.IsFinite(end) ? end : Rounding.End(end))];
    }

    /// <summary>Yes with a probability.</summary>
    public sealed record PropositionView : ViewJson
    {
        internal PropositionView(View view, bool brief)
            : base(view, brief)
        {
            if (view.Belief is not Belief.Proposition belief) return;
            Likelihood = LikelihoodJson.Of(belief.Likelihood);
            Probability = Likelihood?.Probability;
        }

        [Range(0.01, 0.99)]
        public double? Probability { get; }
    }

    /// <summary>Labels with their probabilities, in the topic's order.</summary>
    public sealed record CategoryView : ViewJson
    {
        internal CategoryView(View view, bool brief)
            : base(view, brief)
        {
            if (view.Belief is not Belief.Categories belief) return;
            Likelihood = LikelihoodJson.Of(new Likelihood(belief.Top.Probability));
            Top = belief.Top.Label;
            Probabilities = belief.Probabilities
                .Where(p => p.Label is not null)
                .ToDictionary(p => p.Label ?? "", p => Rounding.Probability(p.Probability));
            OtherProbability = belief.Probabilities.FirstOrDefault(p => p.Label is null) is { } other
                ? Rounding.Probability(other.Probability)
                : null;
        }

        [Description("The most probable label; left out when that is none of those named.")]
        public string? Top { get; }

        public IReadOnlyDictionary<string, double>? Probabilities { get; }

        [Description("That it is something else, where any label may be claimed.")]
        public double? OtherProbability { get; }
    }

    /// <summary>A date in EDTF, open-ended when only bounds speak; left out when it cannot be placed.</summary>
    public sealed record DateView : ViewJson
    {
        internal DateView(View view, bool brief)
            : base(view, brief)
        {
            if (view.Belief is not Belief.Date date) return;
            Edtf = date.Edtf;
            Interval50 = Days(date.Interval50);
            Interval90 = Days(date.Interval90);
            Alternative = date.Alternative?.ToString();
        }

        public string? Edtf { get; }

        [Description("A second date that comes near the first, where the topic is disputed.")]
        public string? Alternative { get; }

        [Description("Holds the date with probability one half; the first day and the last, in EDTF.")]
        [Length(2, 2)]
        public IReadOnlyList<string>? Interval50 { get; }

        [Description("Holds the date with probability .9; the first day and the last, in EDTF.")]
        [Length(2, 2)]
        public IReadOnlyList<string>? Interval90 { get; }

        /// <summary>The days that a half-open interval touches.</summary>
        private static string[]? Days(DateInterval? interval) => interval is not { } i
            ? null
            : [$"{i.From}", $"{(i.To > i.From ? new Instant(i.To.Ticks - 1) : i.To)}"];
    }
}

/// <summary>What is believed as it is shown.</summary>
public sealed record HeadlineJson(
    [property: Description("Large, without a unit: 600, at least 1,500, 65 %, signed, 12 July 2026; \"Yes, established\".")] string Answer,
    [property: Description("Beside it: persons, 300 to 910; likely; or why there is nothing. Left out where that is all.")] string? Beside,
    [property: Description("Both in one phrase: around 600 persons (300 to 910, 90 %).")] string Text)
{
    internal static HeadlineJson Of(Headline headline) => new(headline.Answer, headline.Beside, headline.Text);
}

/// <summary>A probability and its ICD 203 term.</summary>
public sealed record LikelihoodJson([property: Range(0.01, 0.99)] double Probability, string Term)
{
    internal static LikelihoodJson? Of(Likelihood? likelihood) =>
        likelihood is { } l ? new LikelihoodJson(Rounding.Probability(l.Probability), l.Term) : null;
}

/// <summary>How good the evidence is: a score, the word for it, and why. Reasons are left out in brief.</summary>
public sealed record ConfidenceJson(
    [property: Range(0.0, 1.0)] double Score,
    [property: AllowedValues("none", "low", "moderate", "high")] string Level,
    IReadOnlyList<string>? Reasons,
    [property: Description("The reasons as one sentence, to stand beside the view's statement and never within it.")] string? Statement)
{
    internal static ConfidenceJson Of(Confidence confidence, bool brief) =>
        new(Rounding.Probability(confidence.Score), Vocabulary.Levels[confidence.Level], brief ? null : confidence.Reasons, brief ? null : confidence.Statement);
}

/// <summary>Those who say the same thing, and their share of the evidence.</summary>
public sealed record CampJson(string Position, [property: Range(0.0, 1.0)] double Weight, IReadOnlyList<CampMemberJson> Members)
{
    internal static CampJson Of(Camp camp) =>
        new(camp.Position, Rounding.Probability(camp.Weight), [.. camp.Members.Select(CampMemberJson.Of)]);
}

/// <summary>One voice in a camp.</summary>
public sealed record CampMemberJson(string Claim, string Source, bool Denies, string? Interest)
{
    internal static CampMemberJson Of(CampMember member) => new(member.Claim.Value, member.Source.Value, member.Denies, member.Interest);
}

/// <summary>How numbers are shown: no more digits than they carry.</summary>
internal static class Rounding
{
    public static double Probability(double value) => Math.Round(value, 4) + 0.0; // no "-0"

    /// <summary>Four significant digits; null for an open end, which JSON has no number for.</summary>
    public static double? End(double value)
    {
        if (!double.IsFinite(value)) return null;

        if (value == Math.Round(value) && Math.Abs(value) < 1e15) return value; // what is counted is whole already

        // Four digits of a number from 1 to 1e15, and the power of ten they are shifted by, are exact, so that one division or product
        // rounds as printing and parsing would. Printing decides what is small, or so near the middle that the shift may have moved it.
        var size = Math.Abs(value);
        if (size is < 1 or >= 1e15) return Printed(value);
        var shift = 3 - (int)Math.Log10(size);
        var digits = shift >= 0 ? value * Powers[shift] : value / Powers[-shift];
        if (Math.Abs(Math.Abs(digits - Math.Truncate(digits)) - 0.5) < 1e-6) return Printed(value);
        var rounded = Math.Round(digits);
        return shift >= 0 ? rounded / Powers[shift] : rounded * Powers[-shift];
    }

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    private static double Printed(double value) =>
        double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
