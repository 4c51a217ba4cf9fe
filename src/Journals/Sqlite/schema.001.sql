-- The embedded journal, schema version 1. SqliteSchema.cs runs this once, on an empty file, and names the version.
-- Times are INTEGER: 100 ns since 0001-01-01 UTC, the ticks of .NET, so that nothing is lost in a round trip.

CREATE TABLE schema (
  version INTEGER NOT NULL -- one row
) STRICT;

-- Append-only. There is one writer, so positions are committed in order and a reader cannot skip one.
CREATE TABLE event (
  position    INTEGER PRIMARY KEY,
  stream      TEXT NOT NULL,
  version     INTEGER NOT NULL CHECK (version > 0),
  type        TEXT NOT NULL, -- name and version: claim-asserted.v1
  recorded_at INTEGER NOT NULL,
  claim_id    TEXT,
  data        BLOB NOT NULL,
  UNIQUE (stream, version)
) STRICT;

CREATE UNIQUE INDEX event_claim ON event (stream, claim_id) WHERE claim_id IS NOT NULL;

-- What lists show of a stream; written with the append. Can be computed again from the events.
CREATE TABLE stream_head (
  stream      TEXT PRIMARY KEY,
  version     INTEGER NOT NULL,
  category    TEXT NOT NULL,
  id          TEXT NOT NULL,
  title       TEXT NOT NULL,
  title_key   TEXT NOT NULL, -- lower case, for sorting
  search_text TEXT NOT NULL, -- lower case
  tags        TEXT NOT NULL, -- a JSON array of strings
  confidence  REAL,
  updated_at  INTEGER NOT NULL,
  brief       BLOB NOT NULL,
  UNIQUE (category, id)
) STRICT;

-- Which streams to fold again when a source changes. Can be computed again from the events.
CREATE TABLE source_use (
  source TEXT NOT NULL,
  stream TEXT NOT NULL,
  PRIMARY KEY (source, stream)
) STRICT, WITHOUT ROWID;

-- A cache. It may be emptied at any time.
CREATE TABLE snapshot (
  stream  TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  stamp   TEXT NOT NULL,
  data    BLOB NOT NULL
) STRICT;
