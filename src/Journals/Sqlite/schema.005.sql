-- Version 5: alerts, what they saw and what they told. Not to be computed again from the events.

CREATE TABLE alert (
  id         TEXT PRIMARY KEY,
  version    INTEGER NOT NULL,
  since      INTEGER NOT NULL, -- it tells of what stands above this position
  changed_at INTEGER NOT NULL,
  data       BLOB NOT NULL     -- JSON, with the secrets of its target
) STRICT;

-- What an alert last saw of a topic; an empty topic for the mark that its topics were looked over.
CREATE TABLE alert_sight (
  alert    TEXT NOT NULL,
  topic    TEXT NOT NULL,
  check_at INTEGER NOT NULL, -- when to look again though nothing was written
  data     BLOB NOT NULL,
  PRIMARY KEY (alert, topic)
) STRICT, WITHOUT ROWID;

CREATE INDEX alert_sight_by_check ON alert_sight (check_at);

-- What was told, or is to be.
CREATE TABLE delivery (
  id       TEXT PRIMARY KEY,
  alert    TEXT NOT NULL,
  at       INTEGER NOT NULL,
  status   TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'dead')),
  attempts INTEGER NOT NULL,
  next_try INTEGER NOT NULL,
  tried_at INTEGER,
  answer   TEXT,
  data     BLOB NOT NULL
) STRICT;

CREATE INDEX delivery_due ON delivery (next_try) WHERE status = 'pending';
CREATE INDEX delivery_of_alert ON delivery (alert, at, id);
CREATE INDEX delivery_by_time ON delivery (at, id);

-- Up to where alerts have followed the events.
CREATE TABLE alert_checkpoint (
  position INTEGER NOT NULL -- one row
) STRICT;

INSERT INTO alert_checkpoint VALUES (0);
