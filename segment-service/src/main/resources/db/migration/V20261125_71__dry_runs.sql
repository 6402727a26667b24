-- What a version would change if it were activated now, counted without changing anything.
CREATE TABLE dry_run (
    id             uuid PRIMARY KEY,
    segment_id     integer     NOT NULL REFERENCES segment (id),
    version        integer     NOT NULL,
    state          text        NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
    failure        text,
    after_bucket   smallint    NOT NULL DEFAULT -1,
    after_customer uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    entering       bigint      NOT NULL DEFAULT 0,
    leaving        bigint      NOT NULL DEFAULT 0,
    staying        bigint      NOT NULL DEFAULT 0,
    some_entering  uuid[]      NOT NULL DEFAULT '{}',
    some_leaving   uuid[]      NOT NULL DEFAULT '{}',
    some_staying   uuid[]      NOT NULL DEFAULT '{}',
    leased_until   timestamptz,
    started_at     timestamptz NOT NULL,
    finished_at    timestamptz
);
CREATE UNIQUE INDEX one_dry_run_at_work ON dry_run (segment_id, version) WHERE state = 'RUNNING';
CREATE INDEX dry_run_latest ON dry_run (segment_id, version, id DESC);
