using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Reference;

/// <summary>What is held about families. Thread-safe.</summary>
public interface IFamilies
{
    /// <summary>Defines a family, or redefines it when it is at <paramref name="ifVersion"/> (null: whatever its version); its topics learn of it. Durable when it completes.</summary>
    /// <returns>What is held now and whether there was no such family; or why not.</returns>
    Task<(ReferenceEntry<FamilyDefinition>? Now, bool IsNew, Rejection? Refusal)> Define(FamilyDefinition family,
        long? ifVersion, Writer? by, CancellationToken cancellationToken);

    /// <summary>What is held about a family; of a built-in one that nobody has defined, its defaults at version 0. Null when there is none.</summary>
    ValueTask<ReferenceEntry<FamilyDefinition>?> Find(string family, CancellationToken cancellationToken);

    /// <summary>Defines a topic, or redefines it, with what is held about its family.</summary>
    /// <exception cref="BusyException">A queue is full: nothing was done; try again later.</exception>
    Task<Reply> DefineTopic(TopicDefinition topic, long? ifVersion, Writer? by, CancellationToken cancellationToken);

    /// <summary>The same, if the topic's definition is still the one that the new one was made from.</summary>
    Task<Reply> AmendTopic(TopicDefinition topic, TopicDefinition instead, long? ifVersion, Writer? by,
        CancellationToken cancellationToken);

    /// <summary>Opens a topic as another under a new id, with what is held about its family.</summary>
    Task<Reply> ContinueTopic(TopicDefinition topic, TopicId from, Writer? by, CancellationToken cancellationToken);
}

/// <summary>Families: a topic uses the one that it belongs to.</summary>
public sealed class Families(IJournal journal, IReadModel readModel, ITopics topics, TimeProvider clock, ILogger<Families> log)
    : ReferenceData<string, FamilyDefinition>(Category, journal, readModel, topics, clock, log), IFamilies
{
    private const string Category = "family";

    /// <inheritdoc/>
    public async Task<(ReferenceEntry<FamilyDefinition>? Now, bool IsNew, Rejection? Refusal)> Define(
        FamilyDefinition family, long? ifVersion, Writer? by, CancellationToken cancellationToken)
    {
        var (before, now, refusal) = await Write(family.Name, known => family with { Learned = known?.Learned ?? [] }, Objection, by, cancellationToken);
        return (now, before is null && FamilyDefinition.FindBuiltIn(family.Name) is null, refusal);

        Rejection? Objection(ReferenceEntry<FamilyDefinition>? known)
        {
            if (ifVersion is { } expected && expected != (known?.Version ?? 0)) return new Rejection.VersionMismatch(expected, known?.Version ?? 0);
            var kind = (known?.Held ?? FamilyDefinition.FindBuiltIn(family.Name))?.Kind;
            return kind is { } its && its != family.Kind ? new Rejection.KindFixed(its) : null;
        }
    }

    /// <summary>Takes down what families have learned; their topics learn of it. What topics of two kinds call by one name is no family yet.</summary>
    /// <param name="lessons">Theirs.</param>
    /// <param name="tellAll">Also of what was known before.</param>
    /// <param name="cancellationToken">Gives up before it is told.</param>
    public Task Learn(IReadOnlyList<Lesson> lessons, bool tellAll, CancellationToken cancellationToken) => Write(
        [.. lessons.GroupBy(l => l.Name).Where(g => FamilyDefinition.FindBuiltIn(g.Key) is not null || g.DistinctBy(l => l.Kind).Count() == 1)
            .Select(g => (g.Key, (Func<FamilyDefinition?, FamilyDefinition>)(known => Learned(known ?? FamilyDefinition.FindBuiltIn(g.Key) ?? FamilyDefinition.Default(g.Key, g.First().Kind), g))))],
        tellAll, cancellationToken);

    /// <inheritdoc/>
    async ValueTask<ReferenceEntry<FamilyDefinition>?> IFamilies.Find(string family, CancellationToken cancellationToken) =>
        await Find(family, cancellationToken) ?? (FamilyDefinition.FindBuiltIn(family) is { } known ? new(known, 0, default) : null);

    /// <inheritdoc/>
    public Task<Reply> DefineTopic(TopicDefinition topic, long? ifVersion, Writer? by,
        CancellationToken cancellationToken) =>
        Define(topic, null, ifVersion, by, cancellationToken);

    /// <inheritdoc/>
    public Task<Reply> AmendTopic(TopicDefinition topic, TopicDefinition instead, long? ifVersion, Writer? by,
        CancellationToken cancellationToken) =>
        Define(topic, instead, ifVersion, by, cancellationToken);

    private Task<Reply> Define(TopicDefinition topic, TopicDefinition? instead, long? ifVersion, Writer? by,
        CancellationToken cancellationToken) => Bring(
        topic, family => Topics.Execute(topic.Id,
            new TopicCommand.Define(topic, ifVersion, family?.Held)
            {
                Instead = instead, Writer = by,
                HeldBy = WriterOf(family)
            }),
        cancellationToken);

    /// <inheritdoc/>
    public Task<Reply> ContinueTopic(TopicDefinition topic, TopicId from, Writer? by,
        CancellationToken cancellationToken) => Bring(
        topic, family => Topics.Execute(topic.Id,
            new TopicCommand.Continue(topic, from, family?.Held) { Writer = by, HeldBy = WriterOf(family) },
                ReplyWith.Nothing),
        cancellationToken);

    /// <summary>Who wrote what is held about a family, if anybody is known.</summary>
    internal static ValueList<HeldBy> WriterOf(ReferenceEntry<FamilyDefinition>? family) =>
        family?.By is { } by ? [new HeldBy(null, by)] : ValueList<HeldBy>.Empty;

    /// <summary>Looks up what is held about a topic's family, so that defining the topic waits for nothing else.</summary>
    internal async ValueTask Prepare(TopicDefinition topic, CancellationToken cancellationToken) => await HeldOf([FamilyDefinition.NameFor(topic)], cancellationToken);

    /// <summary>Carries out a command that may define a topic, with what is held about its family.</summary>
    internal Task<Reply> Bring(TopicDefinition topic, Func<ReferenceEntry<FamilyDefinition>?, Task<Reply>> command, CancellationToken cancellationToken) =>
        Involve(topic.Id, [FamilyDefinition.NameFor(topic)], told => command(told.Count == 0 ? null : told[0]), cancellationToken);

    private static FamilyDefinition Learned(FamilyDefinition family, IEnumerable<Lesson> lessons) =>
        lessons.Where(l => l.Kind == family.Kind).Aggregate(family, (f, lesson) => f.With(lesson.Family));

    /// <inheritdoc/>
    protected override string ParseId(string text) => text;

    /// <inheritdoc/>
    protected override string IdOf(FamilyDefinition thing) => thing.Name;

    /// <inheritdoc/>
    protected override FamilyDefinition At(FamilyDefinition thing, long version) => thing with { Version = version };

    /// <inheritdoc/>
    protected override TopicEvent Fact(FamilyDefinition? before, FamilyDefinition thing) =>
        new TopicEvent.FamilyDefined(thing);

    /// <inheritdoc/>
    protected override FamilyDefinition? In(TopicEvent fact) => (fact as TopicEvent.FamilyDefined)?.Family;

    /// <inheritdoc/>
    protected override ValueTask<TopicCommand> News(FamilyDefinition thing, CancellationToken cancellationToken) =>
        new(new TopicCommand.DefineFamily(thing));

    /// <inheritdoc/>
    protected override string UseOf(string id) => TopicStream.UseOf(id);

    /// <inheritdoc/>
    protected override (string Title, string Searched, IReadOnlyList<string> Tags) Title(FamilyDefinition thing) =>
        (thing.Name, thing.Name, []);
}
