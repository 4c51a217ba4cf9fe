-- Version 6: drafts, which nobody has accepted yet.

CREATE TABLE draft (
  id TEXT NOT NULL PRIMARY KEY,
  proposed_at INTEGER NOT NULL, -- .NET ticks, UTC
  by TEXT,
  proposer TEXT,
  why TEXT,
  claim BLOB NOT NULL -- JSON
) WITHOUT ROWID;
