-- Who is erased. The id stays for ever, so that no late event brings the person back.
CREATE TABLE tombstone (
    customer_id uuid PRIMARY KEY,
    erasure_id  uuid        NOT NULL,
    erased_at   timestamptz NOT NULL
);

-- The work behind a tombstone, done in slices by whoever holds the lease, which runs on the database's clock.
CREATE TABLE erasure (
    id           uuid PRIMARY KEY,
    customer_id  uuid        NOT NULL,
    customer_ids uuid[]      NOT NULL,
    erased_at    timestamptz NOT NULL,
    counts       jsonb       NOT NULL DEFAULT '{}',
    lease_holder uuid,
    leased_until timestamptz,
    finished_at  timestamptz
);
CREATE INDEX erasure_open ON erasure (id) WHERE finished_at IS NULL;
