-- Version 3: who wrote each event, and the ways to list events by time, newest first. The third leaves out claims, which are
-- most of what there is: the second finds them.

ALTER TABLE event ADD COLUMN written_by text COLLATE "C";

CREATE INDEX event_by_writer ON event (written_by, recorded_at, position) WHERE written_by IS NOT NULL;
CREATE INDEX event_by_time ON event (recorded_at, position);
CREATE INDEX event_by_act ON event (type, recorded_at, position) WHERE claim_id IS NULL;

-- As in version 1, with the writers. The one of version 1 stays, for programs of before that still run while this one is rolled out.
CREATE FUNCTION append(
  streams text[], expected bigint[], versions bigint[],                                   -- one per stream
  event_streams text[], event_versions bigint[], types text[], times bigint[], claims text[], datas bytea[], -- one per event
  writers text[],
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
  INSERT INTO event (position, stream, version, type, recorded_at, claim_id, data, written_by)
  SELECT base + n, e.stream, e.version, e.type, e.recorded_at, e.claim_id, e.data, e.written_by
  FROM unnest(event_streams, event_versions, types, times, claims, datas, writers) WITH ORDINALITY
    AS e (stream, version, type, recorded_at, claim_id, data, written_by, n);

  IF cardinality(sources) > 0 THEN
    INSERT INTO source_use (source, stream) SELECT * FROM unnest(sources, source_streams) ON CONFLICT DO NOTHING;
  END IF;
  RETURN base;
END
$$;
