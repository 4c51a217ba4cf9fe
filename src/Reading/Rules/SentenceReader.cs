using Analysis.Domain.Claims;
using Analysis.Reading.Text;

namespace Analysis.Reading.Rules;

/// <summary>Puts together what the rules find in one sentence.</summary>
internal sealed class SentenceReader(
    Sentence sentence, string? publisher, IReadOnlyList<DateMention> dates, IReadOnlyList<Hedge> hedges,
        Speaker? lastSpeaker)
{
    private readonly Dictionary<int, List<Speaker>> _speakers = [];

    /// <summary>Whom the sentence names last.</summary>
    public Speaker? LastSpeaker => SpeakersOf(sentence.Tokens.Count - 1) is [.., var last] ? last : null;

    /// <summary>The claims that it makes: its numbers, or else that there are any; and the dates of what begins or
    /// ends.</summary>
    public IEnumerable<ProposedClaim> Claims(Existence existence)
    {
        var amounts = Quantities.In(sentence, dates).FindAll(IsOfTheWorld);
        foreach (var amount in amounts) yield return Of(amount);
        if (amounts.Count == 0 && existence.In(sentence, IsAhead) is { } some) yield return Of(some);
        if (amounts.Count > 0) yield break;
        foreach (var date in dates)
        {
            if (Beginnings.Dates(sentence, date)) yield return Of(date);
        }
    }

    /// <summary>Not of those who speak: "three officials said".</summary>
    private bool IsOfTheWorld(Amount amount) =>
        !SpeakersOf(amount.Number.From).Exists(s => s.From < amount.Number.Next && amount.Number.From < s.Next);

    private List<Speaker> SpeakersOf(int token)
    {
        var clause = sentence.Clause(token);
        if (!_speakers.TryGetValue(clause, out var speakers))
            _speakers[clause] = speakers = Attributions.In(sentence, clause, lastSpeaker);
        return speakers;
    }

    private ProposedClaim Of(Amount amount)
    {
        var claim = Told(amount.From, amount.Next, amount.EachFrom
            ?? 0, amount.Value, "/value", amount.Number, timed: true);
        if (amount.UnitAt is { } unit) claim.Because.Add(Because("/unit", unit));
        if (amount.Modifier is { } modifier) claim.Hedge(Because("", modifier));
        if (amount.Words is { } words) claim.Hedge(Because("",
            (amount.Number.From, amount.Number.From + Count(words))));
        return claim.Done(amount.Unit, amount.Words);
    }

    private ProposedClaim Of((int From, int Next, int Noun, string Unit) some) =>
        Told(some.From, some.Next, only: 0, new ClaimValue.Bound(BoundOp.AtLeast, 1), "/value",
            (some.Noun, some.Noun + 1), timed: true)
            .Done(some.Unit, words: null);

    private ProposedClaim Of(DateMention date)
    {
        var value = new ClaimValue.Date(date.In(IsAhead(date.From, date.Next)));
        var claim = Told(date.From, date.Next, only: 0, value, "/value/edtf", (date.From, date.Next), timed: false);
        if (date.Side == DateSide.From
            && sentence.Is(date.From, "as")) claim.Hedge(Because("", (date.From, date.From + 3)));
        return claim.Done(unit: null, words: null);
    }

    private Draft Told(int from, int next, int only, ClaimValue value, string field, (int From, int Next) said,
        bool timed)
    {
        var (status, statusAt) = Statuses.Of(sentence, from, next);
        var (stance, stanceAt) = Statuses.StanceOf(sentence, from, next);
        var claim = new Draft(sentence, value) { Status = status, Stance = stance };
        claim.Because.Add(Because(field, said));
        if (statusAt is { } s) claim.Because.Add(Because("/status", s));
        if (stanceAt is { } d) claim.Because.Add(Because("/stance", d));
        if (timed && DateOf(from, next) is { } date && date.In(IsAhead(status)) is { } when)
        {
            claim.ValidTime = when;
            claim.Because.Add(Because("/validTime", (date.From, date.Next)));
        }

        foreach (var hedge in Hedging.Of(sentence, hedges, from, next, only)) claim.Hedge(Because("",
            (hedge.From, hedge.Next)));
        if (publisher is not null) claim.Attribution.Add(publisher);
        foreach (var speaker in SpeakersOf(from))
        {
            claim.Because.Add(new Reason($"/attribution/{claim.Attribution.Count}",
                sentence.SpanOf(speaker.From, speaker.Next), speaker.Name));
            claim.Attribution.Add(speaker.Name);
        }

        return claim;
    }

    /// <summary>The date of the same clause that stands closest.</summary>
    private DateMention? DateOf(int from, int next) => dates
        .Where(d => sentence.Clause(d.From) == sentence.Clause(from) && !Attributions.IsVerb(sentence, d.From - 1))
        .MinBy(d => d.From >= next ? d.From - next : from - d.Next);

    private bool IsAhead(int from, int next) => IsAhead(Statuses.Of(sentence, from, next).Status);

    private static bool IsAhead(ClaimStatus status) =>
        status is ClaimStatus.Planned or ClaimStatus.Expected or ClaimStatus.Possible;

    private Reason Because(string field, (int From, int Next) at) =>
        new(field, sentence.SpanOf(at.From, at.Next), sentence.WordsOf(at.From, at.Next));

    private static int Count(string words) => words.Split(' ').Length;

    /// <summary>A claim while it is put together.</summary>
    private sealed class Draft(Sentence sentence, ClaimValue value)
    {
        private readonly List<Reason> _hedges = [];

        public ClaimStatus Status { get; init; }

        public Stance Stance { get; init; }

        public Edtf? ValidTime { get; set; }

        public List<string> Attribution { get; } = [];

        public List<Reason> Because { get; } = [];

        public void Hedge(Reason hedge)
        {
            if (_hedges.TrueForAll(h => h.Span.Start >= hedge.Span.End
                || hedge.Span.Start >= h.Span.End)) _hedges.Add(hedge);
        }

        public ProposedClaim Done(string? unit, string? words)
        {
            _hedges.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
            return new ProposedClaim
            {
                By = RuleReader.Name,
                Sentence = sentence.Span,
                Value = value,
                Unit = unit,
                Words = words,
                Status = Status,
                Stance = Stance,
                ValidTime = ValidTime,
                Attribution = Attribution,
                Hedges = _hedges.ConvertAll(h => h.Says),
                Because = [.. Because, .. _hedges.Select((h, i) => h with { Field = $"/hedges/{i}" })],
            };
        }
    }
}
