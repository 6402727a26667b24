-- Who did what to a segment and when. Append-only: a row tells what was committed with it.
-- difference: for a saved version how its rule differs from the one before, as a JSON Patch (RFC 6902).
CREATE TABLE segment_audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    segment_id integer     NOT NULL REFERENCES segment (id),
    at         timestamptz NOT NULL,
    subject    text,
    action     text        NOT NULL,
    version    integer,
    difference text
);
CREATE INDEX segment_audit_newest_first ON segment_audit (segment_id, id DESC);
CREATE FUNCTION segment_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER segment_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON segment_audit
    FOR EACH STATEMENT EXECUTE FUNCTION segment_audit_is_append_only();

-- An archived segment has no members; at what epoch and which version it lost, if one was active.
ALTER TABLE segment ADD COLUMN archived_at timestamptz;
ALTER TABLE segment ADD COLUMN archived_epoch bigint NOT NULL DEFAULT 0;
ALTER TABLE segment ADD COLUMN archived_version integer;

-- Walks that take something back: a cancelled evaluation's standings, an archived segment's members.
-- evaluated: how many buckets were evaluated when the activation was cancelled.
ALTER TABLE activation ADD COLUMN requested_by text;
ALTER TABLE activation ADD COLUMN evaluated smallint;
ALTER TABLE activation DROP CONSTRAINT activation_state_check;
ALTER TABLE activation ADD CONSTRAINT activation_state_check CHECK (state IN
    ('EVALUATING', 'ANNOUNCING', 'DONE', 'CANCELLING', 'CANCELLED', 'WITHDRAWING', 'WITHDRAWN'));
DROP INDEX one_activation_at_work;
CREATE UNIQUE INDEX one_activation_at_work ON activation (segment_id)
    WHERE state NOT IN ('DONE', 'CANCELLED', 'WITHDRAWN');
