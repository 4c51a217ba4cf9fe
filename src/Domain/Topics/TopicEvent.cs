using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>A fact in a topic's stream. Their stored names are constants of the event codec, not these names.</summary>
public abstract record TopicEvent
{
    private TopicEvent()
    {
    }

    /// <summary>The topic was defined, or defined anew.</summary>
    public sealed record Defined(TopicDefinition Definition) : TopicEvent;

    /// <summary>
    /// What is held about a source that speaks here, from now on. The stream keeps its own copy, so that a view is a
    /// function of this stream alone and a past view can be computed again after the source was regraded.
    /// </summary>
    public sealed record SourceAssessed(SourceProfile Profile, SourceAct Act = SourceAct.Assessed) : TopicEvent;

    /// <summary>How the family of this topic is weighed, from now on: the stream's own copy, as of a source.</summary>
    public sealed record FamilyDefined(FamilyDefinition Family) : TopicEvent;

    /// <summary>What these sources have earned in the topic's family. Only in older streams: a source's profile says it now.</summary>
    public sealed record ReliabilityLearned(ValueList<Earned> Records) : TopicEvent;

    /// <summary>A claim was taken in.</summary>
    public sealed record ClaimAsserted(Claim Claim) : TopicEvent;

    /// <summary>A claim was withdrawn; it may be yet to come.</summary>
    public sealed record ClaimRetracted(ClaimId Claim, string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>The retraction of a claim was itself withdrawn.</summary>
    public sealed record ClaimRestored(ClaimId Claim, string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>Texts of a claim were erased: wherever they stood, they stand no more.</summary>
    /// <param name="Claim">The claim.</param>
    /// <param name="Fields">The names of the texts, in ordinal order.</param>
    /// <param name="Reason">Why; it holds none of them.</param>
    public sealed record ClaimErased(ClaimId Claim, ValueList<string> Fields, string Reason) : TopicEvent;

    /// <summary>
    /// A source's names were erased. On the source's own stream only: topics hear of it as of any assessment.
    /// </summary>
    /// <param name="Profile">What is held about it since.</param>
    /// <param name="Reason">Why; it holds none of them.</param>
    public sealed record SourceErased(SourceProfile Profile, string Reason) : TopicEvent;

    /// <summary>The answer was established.</summary>
    public sealed record Resolved(Resolution Resolution) : TopicEvent;

    /// <summary>The question has no answer.</summary>
    public sealed record Annulled(Annulment Annulment) : TopicEvent;

    /// <summary>The answer, or the annulment, was withdrawn: the question is open.</summary>
    public sealed record ResolutionWithdrawn(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>The topic was put away: it leaves the lists, and takes no claims.</summary>
    public sealed record Archived(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>The topic was taken out again.</summary>
    public sealed record Restored(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>A claim of this topic belongs to another, where it stands now.</summary>
    public sealed record ClaimMoved(ClaimId Claim, TopicId To, string Reason, SourceId? By,
        Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>
    /// A fact of another topic's stream stands here now: a claim, something done to one, or what settles the question.
    /// </summary>
    /// <param name="From">The topic where it stood.</param>
    /// <param name="At">When it was first recorded.</param>
    /// <param name="Writer">Who wrote it then; null when nobody is known.</param>
    /// <param name="Fact">The fact; a claim names this topic.</param>
    public sealed record Received(TopicId From, DateTimeOffset At, Writer? Writer, TopicEvent Fact) : TopicEvent;

    /// <summary>The topic goes on under another id, where its claims stand.</summary>
    public sealed record Redirected(TopicId To, string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>The topic does not go on elsewhere: it stands by itself again.</summary>
    public sealed record RedirectWithdrawn(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicEvent;

    /// <summary>This topic is another under a new id.</summary>
    /// <param name="From">The id before.</param>
    public sealed record Continued(TopicId From) : TopicEvent;
}

/// <summary>What was done to a source, when something new is held about it.</summary>
public enum SourceAct
{
    /// <summary>It was named or graded, or has earned something.</summary>
    Assessed,

    /// <summary>It was declared to be another.</summary>
    Merged,

    /// <summary>It was declared to be somebody of its own again.</summary>
    Split,
}

/// <summary>A fact with its place in the stream and the time it was taken in.</summary>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="At">Recorded time; never runs backwards within a stream.</param>
/// <param name="Event">The fact.</param>
public sealed record Recorded(long Version, DateTimeOffset At, TopicEvent Event);

/// <summary>The established answer, who established it and why.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Reason">Why it is held to be established.</param>
/// <param name="By">Who established it.</param>
/// <param name="ReportedTime">When that was made known; null for when it was recorded.</param>
/// <param name="ValidTime">For which time it is the answer; null for when it was made known. Plays no part where there is one truth for all time.</param>
public sealed record Resolution(ClaimValue Value, string Reason, SourceId? By, Edtf? ReportedTime = null, Edtf? ValidTime = null);

/// <summary>That a question has no answer (the match was not played): nobody is scored by it.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says so.</param>
/// <param name="ReportedTime">When that was made known; null for when it was recorded.</param>
public sealed record Annulment(string Reason, SourceId? By, Edtf? ReportedTime = null);

/// <summary>What is held about a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Name">A name for people; null when none was given.</param>
/// <param name="Kind">What it is, in the desk's words ("government", "news-outlet"); <c>unattributed</c> has meaning.</param>
/// <param name="Grade">Its Admiralty reliability grade; F (cannot be judged) unless graded.</param>
/// <param name="Version">The version of the source's own stream that says so: of two profiles the later holds, in whatever order they are heard. 0 when nobody has said it.</param>
public sealed record SourceProfile(SourceId Source, string? Name, string? Kind, Grade Grade, long Version = 0)
{
    /// <summary>What it has earned, by family.</summary>
    public ValueList<TrackRecord> Records { get; init; } = ValueList<TrackRecord>.Empty;

    /// <summary>What it is called besides its id and name. A topic's stream does not keep them.</summary>
    public ValueList<string> Aliases { get; init; } = ValueList<string>.Empty;

    /// <summary>
    /// Which source it was declared to be, or that it is one of its own again, and why; null when nobody has declared
    /// anything.
    /// </summary>
    public SourceMerge? Merge { get; init; }

    /// <summary>The source that it is; null when it is one of its own.</summary>
    public SourceId? MergedInto => Merge?.Into;

    /// <summary>What people call it, besides its id.</summary>
    public IEnumerable<string> Names => Name is null ? Aliases : Aliases.Prepend(Name);

    /// <summary>Whether a topic need not know: nothing is held about it but perhaps aliases.</summary>
    public bool SaysNothing => Name is null && Grade == Grade.F && Kind is null && Records.Count == 0 && Merge is null;

    /// <summary>What was done to it when this is held and no longer that.</summary>
    public SourceAct ActAfter(SourceProfile? before) =>
        before?.MergedInto == MergedInto ? SourceAct.Assessed : MergedInto is null ? SourceAct.Split : SourceAct.Merged;

    /// <summary>A source that nobody has said anything about.</summary>
    public static SourceProfile Unknown(SourceId source) => new(source, null, null, Grade.F);

    /// <summary>What it has earned in one family; null when that is nothing.</summary>
    public TrackRecord? RecordIn(string family)
    {
        foreach (var record in Records)
        {
            if (record.Family == family) return record;
        }

        return null;
    }

    /// <summary>With this in place of what it had earned in the same family.</summary>
    public SourceProfile With(TrackRecord record) => this with
    {
        Records = [.. Records.Where(r => r.Family != record.Family).Append(record).OrderBy(r => r.Family, StringComparer.Ordinal)],
    };
}

/// <summary>That a source is another, or one of its own again.</summary>
/// <param name="Into">Which one it is; null for one of its own.</param>
/// <param name="Reason">Why.</param>
public sealed record SourceMerge(SourceId? Into, string Reason);

/// <summary>Credit for being right and wrong, in units of 2^-20.</summary>
public sealed record Earned(SourceId Source, long Right, long Wrong);
