-- Facts on their way to being told again: the types one after the other, each in the order of its keys. Who works on a
-- replay holds its lease and renews it with each slice.
CREATE TABLE replay (
    id            uuid PRIMARY KEY,
    state         text        NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    customer_id   uuid,
    source        text,
    recorded_from timestamptz,
    recorded_to   timestamptz,
    types         text[]      NOT NULL,
    facts         bigint[]    NOT NULL,
    current       integer     NOT NULL DEFAULT 0,
    place         text,
    created_at    timestamptz NOT NULL,
    started_at    timestamptz,
    finished_at   timestamptz,
    failure       text,
    attempts      integer     NOT NULL DEFAULT 0,
    lease_holder  uuid,
    leased_until  timestamptz
);
CREATE INDEX replay_open ON replay (id) WHERE state IN ('waiting', 'running');
