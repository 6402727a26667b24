-- Static lists: customers picked by hand or imported. Every change is a version.
CREATE TABLE static_list (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text        NOT NULL UNIQUE,
    name        text        NOT NULL,
    version     integer     NOT NULL DEFAULT 0,
    size        bigint      NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    archived_at timestamptz
);

-- Who was on a list from one version on until before another; now, where there is no other.
CREATE TABLE list_member (
    bucket        smallint NOT NULL,
    customer_id   uuid     NOT NULL,
    list_id       integer  NOT NULL REFERENCES static_list (id),
    since_version integer  NOT NULL,
    until_version integer CHECK (until_version > since_version),
    PRIMARY KEY (bucket, customer_id, list_id, since_version)
);
CREATE UNIQUE INDEX list_member_now ON list_member (list_id, customer_id) WHERE until_version IS NULL;
CREATE INDEX list_member_by_list ON list_member (list_id, customer_id, since_version);
CREATE INDEX list_member_put_on ON list_member (list_id, since_version, bucket, customer_id);
CREATE INDEX list_member_taken_off ON list_member (list_id, until_version, bucket, customer_id);

-- Who did what to a list and when, with the version that this made and how many it put on and took off.
CREATE TABLE list_audit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list_id integer     NOT NULL REFERENCES static_list (id),
    at      timestamptz NOT NULL,
    subject text        NOT NULL,
    action  text        NOT NULL,
    version integer,
    added   integer     NOT NULL DEFAULT 0,
    removed integer     NOT NULL DEFAULT 0,
    UNIQUE (list_id, version)
);
CREATE INDEX list_audit_newest_first ON list_audit (list_id, id DESC);
CREATE TRIGGER list_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON list_audit
    FOR EACH STATEMENT EXECUTE FUNCTION segment_audit_is_append_only();

-- Versions whose customers are still being evaluated, and how far that has come.
CREATE TABLE list_work (
    list_id        integer  NOT NULL REFERENCES static_list (id),
    version        integer  NOT NULL,
    after_bucket   smallint NOT NULL DEFAULT -1,
    after_customer uuid     NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    leased_until   timestamptz,
    PRIMARY KEY (list_id, version)
);

-- The lists that a customer's evaluation knows of, with the version of each that put the customer on it or took it off.
ALTER TABLE customer_state ADD COLUMN lists text NOT NULL DEFAULT '';
