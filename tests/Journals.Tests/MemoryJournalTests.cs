using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Analysis.Testing;

namespace Analysis.Journals.Tests;

public sealed class MemoryJournalTests : JournalConformance
{
    private readonly MemoryJournal _journal = new();

    protected override IJournal Journal => _journal;

    protected override IAudit Audit => _journal;

    protected override IRedactions Redactions => _journal;

    protected override ISnapshots Snapshots => _journal;

    protected override IReadModel Lists => _journal;
}
