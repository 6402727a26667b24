-- Audiences that are kept equal to segments elsewhere: where to, how far, and what the receiver last answered.
-- stage: the message that is out or comes next. batch: positions of the changes in the message that is out.
CREATE TABLE audience_sync (
    id                 uuid PRIMARY KEY,
    segment_id         integer     NOT NULL REFERENCES segment (id),
    url                text        NOT NULL,
    state              text        NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'DISABLED')),
    disabled_because   text,
    secret             bytea       NOT NULL,
    previous_secret    bytea,
    previous_until     timestamptz,
    stage              text        NOT NULL CHECK (stage IN ('BEGIN', 'PAGES', 'END', 'CHANGES')),
    snapshot_id        uuid        NOT NULL,
    snapshot_requested timestamptz NOT NULL,
    snapshot_as_of     timestamptz,
    snapshot_members   bigint      NOT NULL DEFAULT 0,
    after_customer     uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    sequence           bigint      NOT NULL DEFAULT 0,
    is_out             boolean     NOT NULL DEFAULT false,
    batch              bigint[]    NOT NULL DEFAULT '{}',
    failures           integer     NOT NULL DEFAULT 0,
    failing_since      timestamptz,
    last_success_at    timestamptz,
    last_status        integer,
    last_error         text,
    next_attempt_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until       timestamptz,
    created_at         timestamptz NOT NULL
);
CREATE INDEX audience_sync_by_segment ON audience_sync (segment_id, id);

-- What is still to be told to each, written with the change itself and deleted once the receiver has taken it.
-- Not a foreign key: whoever writes changes must neither wait for a sync nor fail because it was deleted.
CREATE TABLE audience_change (
    sync_id      uuid        NOT NULL,
    position     bigint GENERATED ALWAYS AS IDENTITY,
    bucket       smallint    NOT NULL,
    customer_id  uuid        NOT NULL,
    change       text        NOT NULL CHECK (change IN ('entered', 'left', 'erased')),
    effective_at timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    PRIMARY KEY (sync_id, position)
);
CREATE INDEX audience_change_by_customer ON audience_change (customer_id);
