-- When a version became the active one. What has been active since before this is known counts as active since it began.
ALTER TABLE segment_version ADD COLUMN active_since timestamptz;
UPDATE segment_version SET active_since = created_at WHERE state = 'ACTIVE';
ALTER TABLE segment_version ADD CHECK (state <> 'ACTIVE' OR active_since IS NOT NULL);
