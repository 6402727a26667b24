-- What the relay has published and no heartbeat has counted yet: for each batch and type the transactions that wrote the
-- events, one entry an event. A row is written in the statement that deletes the events from the outbox: an event that is
-- published twice is counted once.
CREATE TABLE published_event (
    type text   NOT NULL,
    xids xid8[] NOT NULL
);

-- What heartbeats have counted, since ever.
CREATE TABLE published_total (
    type   text PRIMARY KEY,
    events bigint NOT NULL
);

-- The last heartbeat that was told: one row, whose lock is the turn to tell the next.
CREATE TABLE heartbeat (
    position xid8        NOT NULL,
    told_at  timestamptz NOT NULL
);
INSERT INTO heartbeat VALUES ('0', '-infinity');
