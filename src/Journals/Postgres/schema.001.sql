-- The journal on PostgreSQL 15 or newer, version 1. PostgresSchema.cs runs each step once, under an advisory lock, in the
-- schema that the connection's search_path names first. Text is compared byte by byte, as the program compares it.
-- Times are bigint: 100 ns since 0001-01-01 UTC, the ticks of .NET, so that nothing is lost in a round trip.

CREATE TABLE journal (
  version int    NOT NULL, -- of this schema; one row
  shift   bigint NOT NULL  -- added to positions, see "positions" below
);

-- One row per stream: the guard of its appends. Narrow, and only version and before ever change, so an update stays in its page.
CREATE TABLE stream (
  name    text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  before  bigint NOT NULL -- the version before the last append
) WITH (fillfactor = 50);

-- Append-only.
--
-- Positions. Transactions commit in another order than they begin, so a number drawn from a sequence would let a reader pass
-- over an event that is committed later. Here a position is the id of the transaction that wrote the event, times 2^20, plus
-- the event's place in it. Every transaction below pg_snapshot_xmin has ended, so below horizon() nothing can appear any more,
-- and a reader that stops there skips nothing. docs/storage.md has the argument in full.
CREATE TABLE event (
  position    bigint NOT NULL,
  stream      text COLLATE "C" NOT NULL,
  version     bigint NOT NULL CHECK (version > 0),
  type        text COLLATE "C" NOT NULL, -- name and version: claim-asserted.v1
  recorded_at bigint NOT NULL,
  claim_id    text COLLATE "C",
  data        bytea NOT NULL,
  CONSTRAINT event_position PRIMARY KEY (position),
  CONSTRAINT event_version UNIQUE (stream, version)
);

CREATE UNIQUE INDEX event_claim ON event (stream, claim_id) WHERE claim_id IS NOT NULL;

-- Which streams to tell when a source changes. Can be computed again from the events.
CREATE TABLE source_use (
  source text COLLATE "C" NOT NULL,
  stream text COLLATE "C" NOT NULL,
  PRIMARY KEY (source, stream)
);

-- Below this position every event that will ever be there is there.
CREATE FUNCTION horizon() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT shift + (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 20) FROM journal
$$;

-- Appends to many streams: each whole or not at all, together or not at all. Streams come in order of name and none twice, so
-- that two batches lock in the same order and cannot deadlock. Returns the position before the first event. Raises AN409 when
-- a stream is not at the version expected of it, and a unique violation when it has the claim already: nothing is written
-- then, and the caller finds out which stream it was.
CREATE FUNCTION append(
  streams text[], expected bigint[], versions bigint[],                                   -- one per stream
  event_streams text[], event_versions bigint[], types text[], times bigint[], claims text[], datas bytea[], -- one per event
  sources text[], source_streams text[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  base bigint;
  kept bigint;
  ghosts bigint;
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true); -- a reply means durable, whatever the role's default
  END IF;

  WITH guarded AS (
    INSERT INTO stream AS s (name, version, before)
    SELECT * FROM unnest(streams, versions, expected)
    ON CONFLICT (name) DO UPDATE SET version = excluded.version, before = excluded.before WHERE s.version = excluded.before
    RETURNING s.xmax = 0 AND s.before > 0 AS is_ghost -- xmax is 0 on a row that was inserted: the stream did not exist
  )
  SELECT count(*), count(*) FILTER (WHERE is_ghost) INTO kept, ghosts FROM guarded;
  IF kept < cardinality(streams) OR ghosts > 0 THEN
    RAISE EXCEPTION 'a stream is not at the expected version' USING ERRCODE = 'AN409';
  END IF;

  SELECT shift + (pg_current_xact_id()::text::bigint << 20) INTO base FROM journal;
  INSERT INTO event (position, stream, version, type, recorded_at, claim_id, data)
  SELECT base + n, e.stream, e.version, e.type, e.recorded_at, e.claim_id, e.data
  FROM unnest(event_streams, event_versions, types, times, claims, datas) WITH ORDINALITY
    AS e (stream, version, type, recorded_at, claim_id, data, n);

  IF cardinality(sources) > 0 THEN
    INSERT INTO source_use (source, stream) SELECT * FROM unnest(sources, source_streams) ON CONFLICT DO NOTHING;
  END IF;
  RETURN base;
END
$$;

-- How far the heads have followed the events, and the code that rendered them.
CREATE TABLE checkpoint (
  position bigint NOT NULL, -- one row
  stamp    text NOT NULL
);

INSERT INTO checkpoint VALUES (0, '');

-- The read model: what lists show of a stream. Can be rendered again from the events.
CREATE TABLE head (
  stream         text COLLATE "C" PRIMARY KEY,
  version        bigint NOT NULL,
  category       text COLLATE "C" NOT NULL,
  id             text COLLATE "C" NOT NULL,
  title          text NOT NULL,
  title_key      text COLLATE "C" NOT NULL, -- lower case, for sorting
  search_text    text NOT NULL,
  tags           text[] NOT NULL,
  terms          tsvector NOT NULL, -- words and #tags, made by the program
  confidence     double precision,
  confidence_key bigint NOT NULL, -- ascending where the list descends
  updated_at     bigint NOT NULL,
  updated_key    bigint NOT NULL,
  holds_until    bigint NOT NULL,
  brief          bytea NOT NULL,
  whole          bytea NOT NULL,
  stamp          text NOT NULL
);

CREATE UNIQUE INDEX head_by_id ON head (category, id);
CREATE INDEX head_by_updated ON head (category, updated_key, id);
CREATE INDEX head_by_confidence ON head (category, confidence_key, id);
CREATE INDEX head_by_title ON head (category, title_key, id);
CREATE INDEX head_terms ON head USING gin (terms);

-- Whether few heads match, at little cost either way: of a frequent term the index is read only so far. The planner's own guess
-- at how rare a term is decides between milliseconds and seconds, and among a million terms it is only a guess.
CREATE FUNCTION is_rare(query tsquery) RETURNS boolean LANGUAGE sql STABLE
  SET gin_fuzzy_search_limit = 4000 SET enable_seqscan = off SET enable_indexscan = off AS $$
  SELECT count(*) < 2000 FROM (SELECT FROM head WHERE terms @@ query LIMIT 2000) AS matching
$$;

-- Every term that a head has, or has had: what the beginning of a word can stand for.
CREATE TABLE term (
  term text COLLATE "C" PRIMARY KEY
);

-- A cache. It may be emptied at any time.
CREATE TABLE snapshot (
  stream  text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  stamp   text NOT NULL,
  data    bytea NOT NULL
);
