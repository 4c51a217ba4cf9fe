using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>What a client asks of a topic.</summary>
public abstract record TopicCommand
{
    private TopicCommand()
    {
    }

    /// <summary>Who asks for it; null when nobody is known.</summary>
    public Writer? Writer { get; init; }

    /// <summary>Who wrote what comes along about sources and the family, as far as it is known.</summary>
    public ValueList<HeldBy> HeldBy { get; init; } = ValueList<HeldBy>.Empty;

    /// <summary>Who wrote a fact that the command comes to: what comes along with it was written by others before.</summary>
    public Writer? WriterOf(TopicEvent fact) => (this, fact) switch
    {
        (AssessSource { Profile.Source: var source }, TopicEvent.SourceAssessed assessed) when assessed.Profile.Source == source => Writer,
        (DefineFamily, _) => Writer,
        (_, TopicEvent.SourceAssessed assessed) => HeldBy.FirstOrDefault(h => h.Source == assessed.Profile.Source)?.Writer,
        (_, TopicEvent.FamilyDefined) => HeldBy.FirstOrDefault(h => h.Source is null)?.Writer,
        _ => Writer,
    };

    /// <summary>
    /// Define the topic, or redefine it when it is at <paramref name="IfVersion"/> (null: whatever its version), with what is held about its
    /// family if anybody has defined that.
    /// </summary>
    public sealed record Define(TopicDefinition Definition, long? IfVersion, FamilyDefinition? Family = null)
        : TopicCommand
    {
        /// <summary>
        /// The definition that it was made from: if the topic has another by now, nothing is lost of that. Null for
        /// whatever it has.
        /// </summary>
        public TopicDefinition? Instead { get; init; }
    }

    /// <summary>
    /// Take in a claim, with what is held about each source of its chain; <paramref name="DefineAs"/> opens an unknown topic, if given, with
    /// what is held about its <paramref name="Family"/>.
    /// </summary>
    public sealed record AssertClaim(Claim Claim, ValueList<SourceProfile> Sources, TopicDefinition? DefineAs, FamilyDefinition? Family = null) : TopicCommand;

    /// <summary>Withdraw a claim, which may be yet to come: then the retraction waits for it.</summary>
    public sealed record RetractClaim(ClaimId Claim, string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicCommand;

    /// <summary>Withdraw the retraction of a claim.</summary>
    public sealed record RestoreClaim(ClaimId Claim, string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicCommand;

    /// <summary>Erase texts of a claim, by the names that <see cref="ClaimTexts"/> has.</summary>
    /// <param name="Claim">The claim.</param>
    /// <param name="Fields">The names.</param>
    /// <param name="Reason">Why; it must hold none of them.</param>
    /// <param name="IsCopy">Whether the claim stands on another topic by now, and is erased there too.</param>
    public sealed record EraseClaim(ClaimId Claim, ValueList<string> Fields, string Reason, bool IsCopy = false) : TopicCommand;

    /// <summary>Record the established answer.</summary>
    public sealed record Resolve(Resolution Resolution) : TopicCommand;

    /// <summary>Close the question without an answer.</summary>
    public sealed record Annul(Annulment Annulment) : TopicCommand;

    /// <summary>Withdraw the answer, or the annulment.</summary>
    public sealed record WithdrawResolution(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicCommand;

    /// <summary>Put the topic away.</summary>
    public sealed record Archive(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicCommand;

    /// <summary>Take it out again.</summary>
    public sealed record Restore(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicCommand;

    /// <summary>
    /// Note that a claim stands on another topic, which has received it as it was at <paramref name="IfVersion"/>: if something
    /// was done to it since, it stays.
    /// </summary>
    public sealed record MoveClaim(ClaimId Claim, TopicId To, string Reason, SourceId? By, Edtf? ReportedTime,
        long IfVersion) : TopicCommand;

    /// <summary>
    /// Take in facts of another topic, with what is held about the sources in them; those that are here already change
    /// nothing.
    /// </summary>
    public sealed record Receive(ValueList<TopicEvent.Received> Facts, ValueList<SourceProfile> Sources) : TopicCommand
    {
        /// <summary>
        /// The most facts at once: with a source for each link of each chain they go into one append.
        /// </summary>
        public const int FactsMax = 50;
    }

    /// <summary>
    /// Go on under another id, which has received everything up to <paramref name="IfVersion"/>: if anything has come
    /// since, it stays.
    /// </summary>
    public sealed record Redirect(TopicId To, string Reason, SourceId? By, Edtf? ReportedTime, long IfVersion)
        : TopicCommand;

    /// <summary>Stand by itself again, as before it was led elsewhere.</summary>
    public sealed record WithdrawRedirect(string Reason, SourceId? By, Edtf? ReportedTime = null) : TopicCommand;

    /// <summary>Be another topic under a new id: nobody may have defined this one, unless it was led there.</summary>
    public sealed record Continue(TopicDefinition Definition, TopicId From, FamilyDefinition? Family = null)
        : TopicCommand;

    /// <summary>A source that speaks here was assessed anew.</summary>
    public sealed record AssessSource(SourceProfile Profile) : TopicCommand
    {
        /// <summary>What is held about the sources that it was merged into, if it was.</summary>
        public ValueList<SourceProfile> Into { get; init; } = ValueList<SourceProfile>.Empty;
    }

    /// <summary>The topic's family was defined anew.</summary>
    public sealed record DefineFamily(FamilyDefinition Family) : TopicCommand;
}

/// <summary>Why a command was refused: what a caller may cause, as a value.</summary>
public abstract record Rejection
{
    private Rejection()
    {
    }

    /// <summary>Nobody has defined the topic.</summary>
    public sealed record UnknownTopic(TopicId Topic) : Rejection;

    /// <summary>The topic has no such claim.</summary>
    public sealed record UnknownClaim(ClaimId Claim) : Rejection;

    /// <summary>Nobody has named the source or claimed anything through it.</summary>
    public sealed record UnknownSource(SourceId Source) : Rejection;

    /// <summary>The source is another already.</summary>
    public sealed record AlreadyMerged(SourceId Source, SourceId Into) : Rejection;

    /// <summary>The source is one of its own, so that there is nothing to split.</summary>
    public sealed record NotMerged(SourceId Source) : Rejection;

    /// <summary>An alias belongs to another source.</summary>
    public sealed record AliasTaken(int Index, string Alias, SourceId By) : Rejection;

    /// <summary>The claim's id stands for another claim.</summary>
    public sealed record ClaimIdTaken(ClaimId Claim, long Version) : Rejection;

    /// <summary>The claim is already retracted, for another reason.</summary>
    public sealed record AlreadyRetracted(ClaimId Claim) : Rejection;

    /// <summary>The claim is there and retracted: to say it again does not restore it.</summary>
    public sealed record ClaimRetracted(TopicId Topic, ClaimId Claim, string Reason) : Rejection;

    /// <summary>The claim is not retracted, so that there is nothing to restore.</summary>
    public sealed record NotRetracted(ClaimId Claim) : Rejection;

    /// <summary>The question is open, so that there is no answer to withdraw.</summary>
    public sealed record NotResolved : Rejection;

    /// <summary>As many retractions as may wait for their claims do.</summary>
    public sealed record TooManyWaiting(int WaitingMax) : Rejection;

    /// <summary>The kind of a topic or family never changes.</summary>
    public sealed record KindFixed(TopicKind Kind) : Rejection;

    /// <summary>The topic or family is not at the version the caller saw.</summary>
    public sealed record VersionMismatch(long Expected, long Actual) : Rejection;

    /// <summary>A value does not fit the topic.</summary>
    /// <param name="Pointer">JSON Pointer to the field in what was sent.</param>
    /// <param name="Detail">What is wrong, in words.</param>
    public sealed record Invalid(string Pointer, string Detail) : Rejection;

    /// <summary>The topic's definition is no longer the one that the new one was made from.</summary>
    public sealed record DefinitionChanged : Rejection;

    /// <summary>The topic was put away, and takes no claims.</summary>
    public sealed record TopicArchived(TopicId Topic, string Reason) : Rejection;

    /// <summary>The topic was not put away, so that there is nothing to restore.</summary>
    public sealed record NotArchived(TopicId Topic) : Rejection;

    /// <summary>The topic goes on under another id.</summary>
    public sealed record Redirected(TopicId Topic, TopicId To) : Rejection;

    /// <summary>The topic does not go on elsewhere.</summary>
    public sealed record NotRedirected(TopicId Topic) : Rejection;

    /// <summary>The claim stands on another topic.</summary>
    public sealed record ClaimMoved(ClaimId Claim, TopicId To) : Rejection;

    /// <summary>There is a topic of that id.</summary>
    public sealed record TopicExists(TopicId Topic) : Rejection;

    /// <summary>Topics of two kinds cannot be one.</summary>
    public sealed record KindsDiffer(TopicKind Kind, TopicKind Other) : Rejection;

    /// <summary>More claims than may be taken elsewhere.</summary>
    public sealed record TooManyToMove(int ClaimsMax) : Rejection;

    /// <summary>The topic holds as many claims as it may.</summary>
    public sealed record TopicFull(int ClaimsMax) : Rejection;
}
