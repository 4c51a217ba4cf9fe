-- Version 2: the read model follows the journal by a checkpoint, and is searched and sorted by indexes. It starts empty and
-- is rendered again from the events.

DROP TABLE stream_head;

-- How far the heads have followed the events, and the code that rendered them.
CREATE TABLE checkpoint (
  position INTEGER NOT NULL, -- one row
  stamp    TEXT NOT NULL
) STRICT;

INSERT INTO checkpoint VALUES (0, '');

CREATE TABLE head (
  stream         TEXT PRIMARY KEY,
  version        INTEGER NOT NULL,
  category       TEXT NOT NULL,
  id             TEXT NOT NULL,
  title          TEXT NOT NULL,
  title_key      TEXT NOT NULL, -- lower case, for sorting
  search_text    TEXT NOT NULL,
  tags           TEXT NOT NULL, -- a JSON array of strings
  confidence     REAL,
  confidence_key INTEGER NOT NULL, -- ascending where the list descends
  updated_at     INTEGER NOT NULL,
  updated_key    INTEGER NOT NULL,
  holds_until    INTEGER NOT NULL,
  brief          BLOB NOT NULL,
  whole          BLOB NOT NULL,
  stamp          TEXT NOT NULL,
  UNIQUE (category, id)
) STRICT;

CREATE INDEX head_by_updated ON head (category, updated_key, id);
CREATE INDEX head_by_confidence ON head (category, confidence_key, id);
CREATE INDEX head_by_title ON head (category, title_key, id);

-- The words and #tags that a head is found by.
CREATE TABLE head_term (
  term   TEXT NOT NULL,
  stream TEXT NOT NULL,
  PRIMARY KEY (term, stream)
) STRICT, WITHOUT ROWID;

CREATE INDEX head_term_of ON head_term (stream, term);
