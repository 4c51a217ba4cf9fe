-- Version 5: alerts, what they saw and what they told. Not to be computed again from the events.

CREATE TABLE alert (
  id         text COLLATE "C" PRIMARY KEY,
  version    bigint NOT NULL,
  since      bigint NOT NULL, -- it tells of what stands above this position
  changed_at bigint NOT NULL,
  data       bytea NOT NULL   -- JSON, with the secrets of its target
);

-- What an alert last saw of a topic; an empty topic for the mark that its topics were looked over.
CREATE TABLE alert_sight (
  alert    text COLLATE "C" NOT NULL,
  topic    text COLLATE "C" NOT NULL,
  check_at bigint NOT NULL, -- when to look again though nothing was written
  data     bytea NOT NULL,
  PRIMARY KEY (alert, topic)
);

CREATE INDEX alert_sight_by_check ON alert_sight (check_at);

-- What was told, or is to be.
CREATE TABLE delivery (
  id       text COLLATE "C" PRIMARY KEY,
  alert    text COLLATE "C" NOT NULL,
  at       bigint NOT NULL,
  status   text COLLATE "C" NOT NULL CHECK (status IN ('pending', 'delivered', 'dead')),
  attempts int NOT NULL,
  next_try bigint NOT NULL,
  tried_at bigint,
  answer   text,
  data     bytea NOT NULL
);

CREATE INDEX delivery_due ON delivery (next_try) WHERE status = 'pending';
CREATE INDEX delivery_of_alert ON delivery (alert, at, id);
CREATE INDEX delivery_by_time ON delivery (at, id);

-- Up to where alerts have followed the events.
CREATE TABLE alert_checkpoint (
  position bigint NOT NULL -- one row
);

INSERT INTO alert_checkpoint VALUES (0);
