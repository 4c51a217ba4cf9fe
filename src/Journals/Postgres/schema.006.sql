-- Version 6: drafts, which nobody has accepted yet.

CREATE TABLE draft (
  id text COLLATE "C" PRIMARY KEY,
  proposed_at timestamptz NOT NULL,
  by text,
  proposer text,
  why text,
  claim bytea NOT NULL -- JSON
);
