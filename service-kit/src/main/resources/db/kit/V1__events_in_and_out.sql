-- Events that are committed and not yet published. Rows live for milliseconds; a lease hides one from other replicas.
CREATE TABLE outbox (
    id           uuid PRIMARY KEY,
    lane         text        NOT NULL CHECK (lane IN ('LIVE', 'BULK')),
    type         text        NOT NULL,
    body         bytea       NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until timestamptz,
    attempts     integer     NOT NULL DEFAULT 0
);
CREATE INDEX outbox_by_lane ON outbox (lane, id);

-- Ids of events whose effect is committed. Partitioned by the time inside the UUIDv7, so that old days are dropped.
CREATE TABLE inbox (
    event_id uuid PRIMARY KEY
) PARTITION BY RANGE (event_id);
CREATE TABLE inbox_default PARTITION OF inbox DEFAULT;

-- What could not be applied: never lost, never in the way.
CREATE TABLE parked_message (
    id         uuid PRIMARY KEY,
    parked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    lane       text        NOT NULL,
    event_id   uuid,
    type       text,
    error      text        NOT NULL,
    body       bytea       NOT NULL
);
CREATE INDEX parked_message_by_time ON parked_message (parked_at);
