-- For each source of facts how far it is complete here: everything that it recorded before this time has been dealt with.
-- position and published are what the last complete heartbeat said, with which the next one's counts are compared.
CREATE TABLE watermark (
    source          text PRIMARY KEY,
    recorded_before timestamptz NOT NULL,
    position        bigint,
    published       text
);

-- When time alone may next matter, apart for each combination of sources that are waited for (one bit each).
ALTER TABLE customer_due ADD COLUMN sources smallint NOT NULL DEFAULT 0;
ALTER TABLE customer_due DROP CONSTRAINT customer_due_pkey;
ALTER TABLE customer_due ADD PRIMARY KEY (bucket, customer_id, sources);
DROP INDEX customer_due_by_time;
CREATE INDEX customer_due_by_time ON customer_due (sources, due_at);
