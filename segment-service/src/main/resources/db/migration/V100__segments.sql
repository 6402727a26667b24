-- Definitions. The epoch rises with every staging and every cut-over; rows of customers carry the epoch they have reached.
CREATE TABLE segment (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text        NOT NULL UNIQUE,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE TABLE segment_version (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    segment_id integer     NOT NULL REFERENCES segment (id),
    version    integer     NOT NULL,
    rule       text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('STAGED', 'EVALUATING', 'ACTIVE', 'RETIRED')),
    epoch      bigint      NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    UNIQUE (segment_id, version)
);
CREATE UNIQUE INDEX one_active_version ON segment_version (segment_id) WHERE state = 'ACTIVE';
CREATE TABLE definition_epoch (epoch bigint NOT NULL);
INSERT INTO definition_epoch VALUES (1);

-- One activation at work per segment: first every row is evaluated, then the pointer flips, then differences are told.
CREATE TABLE activation (
    id             uuid PRIMARY KEY,
    segment_id     integer     NOT NULL REFERENCES segment (id),
    version        integer     NOT NULL,
    state          text        NOT NULL CHECK (state IN ('EVALUATING', 'ANNOUNCING', 'DONE')),
    target_epoch   bigint      NOT NULL,
    after_bucket   smallint    NOT NULL DEFAULT -1,
    after_customer uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    leased_until   timestamptz,
    started_at     timestamptz NOT NULL,
    finished_at    timestamptz
);
CREATE UNIQUE INDEX one_activation_at_work ON activation (segment_id) WHERE state <> 'DONE';

-- Customers: a narrow row, facts in chunks, the next instant at which time alone may matter.
CREATE TABLE customer_state (
    bucket          smallint NOT NULL,
    customer_id     uuid     NOT NULL,
    row_version     bigint   NOT NULL DEFAULT 0,
    last_instant    timestamptz,
    epoch           bigint   NOT NULL DEFAULT 0,
    profile_version bigint   NOT NULL DEFAULT 0,
    external_id     text,
    traits          text     NOT NULL DEFAULT '{}',
    standings       bytea    NOT NULL DEFAULT ''::bytea,
    PRIMARY KEY (bucket, customer_id)
);
CREATE TABLE customer_chunk (
    bucket      smallint NOT NULL,
    customer_id uuid     NOT NULL,
    chunk_no    integer  NOT NULL,
    facts       bytea    NOT NULL,
    PRIMARY KEY (bucket, customer_id, chunk_no)
);
CREATE TABLE customer_due (
    bucket      smallint    NOT NULL,
    customer_id uuid        NOT NULL,
    due_at      timestamptz NOT NULL,
    PRIMARY KEY (bucket, customer_id)
);
CREATE INDEX customer_due_by_time ON customer_due (due_at);

-- Who is in which version of a segment; readers look at the active version alone.
CREATE TABLE member (
    bucket      smallint    NOT NULL,
    customer_id uuid        NOT NULL,
    segment_id  integer     NOT NULL,
    version     integer     NOT NULL,
    since       timestamptz NOT NULL,
    PRIMARY KEY (bucket, customer_id, segment_id, version)
);
CREATE INDEX member_by_segment ON member (segment_id, version, customer_id);

-- Append-only: every entering and leaving, with its reason as it was then.
CREATE TABLE membership_change (
    bucket             smallint    NOT NULL,
    customer_id        uuid        NOT NULL,
    segment_id         integer     NOT NULL,
    state_version      bigint      NOT NULL,
    id                 uuid        NOT NULL,
    definition_version integer     NOT NULL,
    change             text        NOT NULL CHECK (change IN ('entered', 'left')),
    cause              text        NOT NULL,
    causation_id       uuid        NOT NULL,
    correlation_id     uuid        NOT NULL,
    hops               integer     NOT NULL,
    effective_at       timestamptz NOT NULL,
    recorded_at        timestamptz NOT NULL,
    leaves             text        NOT NULL,
    PRIMARY KEY (bucket, customer_id, segment_id, state_version)
);
CREATE INDEX membership_change_by_segment ON membership_change (segment_id, customer_id, state_version DESC);
CREATE INDEX membership_change_by_time ON membership_change (segment_id, recorded_at DESC, id DESC);
