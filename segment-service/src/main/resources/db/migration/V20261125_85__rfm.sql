-- How customers are scored by their orders: the settings, which the next version of the model will be computed by.
CREATE TABLE rfm_settings (
    only_one      boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    event         text NOT NULL,
    property      text NOT NULL,
    currency      text,
    look_back     text,
    mode          text NOT NULL CHECK (mode IN ('QUINTILE', 'R_PACKAGE')),
    refresh_every text
);
INSERT INTO rfm_settings (event, property, mode, refresh_every) VALUES ('Order Completed', 'total', 'QUINTILE', 'PT24H');

-- Versions of the model. First everybody's orders are looked at, then segments that read scores are brought to it.
-- customers: those with an order, counted so far; spenders: those of them with an amount.
-- recency (seconds), frequency, monetary: the four quintiles each, as a JSON array; scores: how many customers have which.
CREATE TABLE rfm_model (
    number       integer PRIMARY KEY,
    state        text        NOT NULL CHECK (state IN ('COMPUTING', 'RELEASING', 'DONE', 'FAILED')),
    failure      text,
    event        text        NOT NULL,
    property     text        NOT NULL,
    currency     text,
    look_back    text,
    mode         text        NOT NULL CHECK (mode IN ('QUINTILE', 'R_PACKAGE')),
    as_of        timestamptz NOT NULL,
    requested_by text,
    buckets      smallint    NOT NULL DEFAULT 0,
    customers    bigint      NOT NULL DEFAULT 0,
    spenders     bigint      NOT NULL DEFAULT 0,
    thresholds   text,
    scores       text,
    leased_until timestamptz,
    finished_at  timestamptz
);
CREATE UNIQUE INDEX one_rfm_model_at_work ON rfm_model ((true)) WHERE state IN ('COMPUTING', 'RELEASING');

-- The version of the model that a version of a segment is evaluated by, and whether it took its place for that alone.
ALTER TABLE segment_version ADD COLUMN rfm_model integer REFERENCES rfm_model (number);
ALTER TABLE segment_version ADD COLUMN rescored boolean NOT NULL DEFAULT false;

-- Activations of one release of the model are cut over together.
ALTER TABLE activation ADD COLUMN rfm_model integer REFERENCES rfm_model (number);
