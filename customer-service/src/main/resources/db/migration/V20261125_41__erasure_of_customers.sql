-- External ids of erased persons as keyed hashes: facts up to the erasure are refused.
CREATE TABLE erased_identity (
    hash      text PRIMARY KEY,
    erased_at timestamptz NOT NULL
);

-- What each service said when nothing was left there; the certificate is made of it.
CREATE TABLE erasure_receipt (
    erasure_id   uuid        NOT NULL,
    service      text        NOT NULL,
    completed_at timestamptz NOT NULL,
    counts       jsonb       NOT NULL,
    PRIMARY KEY (erasure_id, service)
);

-- Whether a consent was read from a file of the past: such a one never stands against an explicit choice.
ALTER TABLE consent ADD COLUMN historical boolean NOT NULL DEFAULT false;
