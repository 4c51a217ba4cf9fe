-- Version 3: who wrote each event, and the ways to list events by time, newest first. The third leaves out claims, which are
-- most of what there is: the second finds them.

ALTER TABLE event ADD COLUMN written_by TEXT;

CREATE INDEX event_by_writer ON event (written_by, recorded_at) WHERE written_by IS NOT NULL;
CREATE INDEX event_by_time ON event (recorded_at);
CREATE INDEX event_by_act ON event (type, recorded_at) WHERE claim_id IS NULL;
