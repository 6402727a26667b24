CREATE TABLE template (
    id         uuid PRIMARY KEY,
    key        text        NOT NULL UNIQUE,
    channel    text        NOT NULL,
    subject    text        NOT NULL,
    html       text        NOT NULL,
    text       text,
    version    integer     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE campaign (
    id              uuid PRIMARY KEY,
    key             text        NOT NULL UNIQUE,
    template        text        NOT NULL REFERENCES template (key),
    channel         text        NOT NULL,
    purpose         text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('draft', 'active', 'sending', 'paused', 'completed')),
    trigger_change  text CHECK (trigger_change IN ('entered', 'left')),
    trigger_segment text,
    include         text[]      NOT NULL,
    exclude         text[]      NOT NULL,
    expires_seconds bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    launched_at     timestamptz,
    CHECK ((trigger_segment IS NULL) = (trigger_change IS NULL)),
    CHECK ((trigger_segment IS NULL) = (cardinality(include) > 0))
);
CREATE INDEX campaign_by_trigger ON campaign (trigger_segment, trigger_change) WHERE state = 'active';

-- Read models: what this service needs to know of customers, segments and consents. The higher version wins.
CREATE TABLE recipient (
    bucket      integer NOT NULL,
    customer_id uuid    NOT NULL,
    version     bigint  NOT NULL,
    email       text,
    time_zone   text,
    traits      jsonb   NOT NULL,
    PRIMARY KEY (bucket, customer_id)
);

CREATE TABLE consent (
    bucket      integer     NOT NULL,
    customer_id uuid        NOT NULL,
    channel     text        NOT NULL,
    purpose     text        NOT NULL,
    version     bigint      NOT NULL,
    granted     boolean     NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (bucket, customer_id, channel, purpose)
);

CREATE TABLE membership (
    bucket        integer     NOT NULL,
    customer_id   uuid        NOT NULL,
    segment       text        NOT NULL,
    state_version bigint      NOT NULL,
    change_id     uuid        NOT NULL,
    change        text        NOT NULL,
    cause         text        NOT NULL,
    effective_at  timestamptz NOT NULL,
    PRIMARY KEY (bucket, customer_id, segment)
);

-- Unsubscribed through a link. It holds until a consent that was granted after it.
CREATE TABLE suppression (
    bucket        integer     NOT NULL,
    customer_id   uuid        NOT NULL,
    channel       text        NOT NULL,
    purpose       text        NOT NULL,
    suppressed_at timestamptz NOT NULL,
    delivery_id   uuid        NOT NULL,
    PRIMARY KEY (bucket, customer_id, channel, purpose)
);

-- One message to one person: unique per customer, campaign and trigger (a membership change, or the campaign itself).
-- Leases and attempts run on the database's clock, created_at and expires_at on the suite's.
CREATE TABLE delivery (
    bucket          integer     NOT NULL,
    id              uuid        NOT NULL,
    customer_id     uuid        NOT NULL,
    campaign_id     uuid        NOT NULL,
    trigger_id      uuid        NOT NULL,
    lane            smallint    NOT NULL,
    state           text        NOT NULL DEFAULT 'pending'
                    CHECK (state IN ('pending', 'sending', 'sent', 'uncertain', 'suppressed')),
    reason          text,
    message_id      text,
    version         integer     NOT NULL DEFAULT 1,
    attempts        integer     NOT NULL DEFAULT 0,
    causation_id    uuid        NOT NULL,
    correlation_id  uuid        NOT NULL,
    hops            integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    decided_at      timestamptz,
    queued_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    claim           uuid,
    leased_until    timestamptz,
    PRIMARY KEY (bucket, id),
    UNIQUE (bucket, customer_id, campaign_id, trigger_id),
    CHECK ((state = 'suppressed') = (reason IS NOT NULL))
);
CREATE INDEX delivery_due ON delivery (lane, next_attempt_at) WHERE state = 'pending';
CREATE INDEX delivery_in_flight ON delivery (leased_until) WHERE state = 'sending';
-- Its condition is not that of delivery_due: whoever looks for the next one must not read and sort all of them.
CREATE INDEX delivery_undecided ON delivery (campaign_id) WHERE decided_at IS NULL;
CREATE INDEX delivery_by_campaign ON delivery (campaign_id, id);

-- How far a broadcast's audience has been read: excluded segments first, all as of one instant.
CREATE TABLE audience_part (
    campaign_id  uuid    NOT NULL,
    position     integer NOT NULL,
    segment      text    NOT NULL,
    excluded     boolean NOT NULL,
    as_of        timestamptz,
    next_page    text,
    announced    bigint,
    read         bigint  NOT NULL DEFAULT 0,
    pages        integer NOT NULL DEFAULT 0,
    done         boolean NOT NULL DEFAULT false,
    problem      text,
    failures     integer NOT NULL DEFAULT 0,
    leased_until timestamptz,
    PRIMARY KEY (campaign_id, position)
);
CREATE INDEX audience_part_open ON audience_part (campaign_id, position) WHERE NOT done;

CREATE TABLE audience_exclusion (
    bucket      integer NOT NULL,
    customer_id uuid    NOT NULL,
    campaign_id uuid    NOT NULL,
    PRIMARY KEY (bucket, customer_id, campaign_id)
);
