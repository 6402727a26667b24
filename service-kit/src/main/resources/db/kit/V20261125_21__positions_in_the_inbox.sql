-- Of a live event its type, which names its service too, and its position there: so that a heartbeat's count can be
-- compared with what has been dealt with. Both are null for events that no heartbeat counts.
ALTER TABLE inbox ADD COLUMN type text, ADD COLUMN position bigint;
CREATE INDEX inbox_by_position ON inbox (type, position) WHERE position IS NOT NULL;
