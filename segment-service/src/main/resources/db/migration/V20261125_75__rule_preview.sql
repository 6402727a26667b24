-- Rules that are tried on all customers before anybody saves them: how far each is, in whole buckets, so that no customer
-- is named here. What was counted in the first buckets is the sample that the estimate is made of.
CREATE TABLE rule_preview (
    id               uuid PRIMARY KEY,
    rule             text        NOT NULL,
    as_of            timestamptz NOT NULL,
    population       bigint,
    sample_customers bigint,
    sample_members   bigint,
    buckets          smallint    NOT NULL DEFAULT 0,
    customers        bigint      NOT NULL DEFAULT 0,
    members          bigint      NOT NULL DEFAULT 0,
    leased_until     timestamptz
);
CREATE INDEX rule_preview_by_time ON rule_preview (as_of);
