-- One uploaded file. A replica that works on it holds the lease, and renews it with each chunk of rows.
CREATE TABLE import_job (
    id           uuid PRIMARY KEY,
    state        text        NOT NULL CHECK (state IN ('receiving', 'waiting', 'running', 'done', 'failed')),
    source_id    uuid        NOT NULL,
    mapping      jsonb       NOT NULL,
    sha256       text,
    created_at   timestamptz NOT NULL,
    started_at   timestamptz,
    finished_at  timestamptz,
    rows_read    bigint      NOT NULL DEFAULT 0,
    accepted     bigint      NOT NULL DEFAULT 0,
    duplicates   bigint      NOT NULL DEFAULT 0,
    rejected     bigint      NOT NULL DEFAULT 0,
    next_line    bigint      NOT NULL DEFAULT 1,
    attempts     integer     NOT NULL DEFAULT 0,
    failure      text,
    lease_holder uuid,
    leased_until timestamptz
);
CREATE INDEX import_job_open ON import_job (id) WHERE state IN ('waiting', 'running');

-- The upload itself, so that any replica can go on with it; deleted when the import is done.
CREATE TABLE import_chunk (
    import_id uuid    NOT NULL,
    no        integer NOT NULL,
    bytes     bytea   NOT NULL,
    PRIMARY KEY (import_id, no)
);
ALTER TABLE import_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- One complaint a line. It never holds what stood in the cell.
CREATE TABLE import_rejection (
    import_id uuid   NOT NULL,
    line      bigint NOT NULL,
    "column"  text   NOT NULL,
    reason    text   NOT NULL,
    PRIMARY KEY (import_id, line)
);
