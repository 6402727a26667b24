-- Where facts come from. The write key is known by its SHA-256 alone.
CREATE TABLE source (
    id             uuid PRIMARY KEY,
    key            text        NOT NULL UNIQUE,
    name           text        NOT NULL,
    write_key_hash bytea       NOT NULL UNIQUE,
    created_at     timestamptz NOT NULL
);

CREATE TABLE customer (
    bucket     integer     NOT NULL,
    id         uuid        NOT NULL,
    version    bigint      NOT NULL,
    email      text,
    traits     jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (bucket, id)
);

-- An external id belongs to exactly one customer. Led by the id itself: this is the way in, before a bucket is known.
CREATE TABLE identity (
    namespace   text NOT NULL,
    value       text NOT NULL,
    customer_id uuid NOT NULL,
    PRIMARY KEY (namespace, value)
);
CREATE INDEX identity_by_customer ON identity (customer_id);

-- Append-only: the highest version per customer, channel and purpose is what holds.
CREATE TABLE consent (
    bucket      integer     NOT NULL,
    customer_id uuid        NOT NULL,
    channel     text        NOT NULL,
    purpose     text        NOT NULL,
    version     bigint      NOT NULL,
    granted     boolean     NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (bucket, customer_id, channel, purpose, version)
);

-- Facts that were taken; fact_id is derived from the source's message id, so the first write wins.
CREATE TABLE message_claim (
    source_id uuid NOT NULL,
    fact_id   uuid NOT NULL,
    PRIMARY KEY (source_id, fact_id)
);

-- The behaviour journal: append-only. message_claim keeps a fact from being written twice.
CREATE TABLE behaviour (
    bucket      integer     NOT NULL,
    customer_id uuid        NOT NULL,
    occurred_at timestamptz NOT NULL,
    id          uuid        NOT NULL,
    event       text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    source      text        NOT NULL,
    historical  boolean     NOT NULL,
    properties  jsonb       NOT NULL,
    context     jsonb,
    PRIMARY KEY (bucket, customer_id, occurred_at, id)
);

-- Items of the Segment API that were refused, and remarks on items that were taken in part. No content, only reasons.
CREATE TABLE rejection (
    source_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    received_at timestamptz NOT NULL,
    message_id  text,
    reason      text        NOT NULL,
    PRIMARY KEY (source_id, id)
);
CREATE INDEX rejection_newest ON rejection (source_id, received_at, id);
