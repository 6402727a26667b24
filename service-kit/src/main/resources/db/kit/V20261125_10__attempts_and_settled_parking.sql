-- Messages that were handed over again, and how often each was taken up since. Rows live until the message is done.
CREATE TABLE intake_attempt (
    message  text PRIMARY KEY,
    attempts integer     NOT NULL DEFAULT 1,
    begun_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX intake_attempt_by_time ON intake_attempt (begun_at);

-- What an operator settled keeps its row for a while, without its body.
ALTER TABLE parked_message
    ALTER COLUMN body DROP NOT NULL,
    ADD COLUMN source      text,
    ADD COLUMN state       text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'REPLAYED', 'DISCARDED')),
    ADD COLUMN settled_at  timestamptz,
    ADD COLUMN reason      text,
    ADD COLUMN fingerprint uuid;
COMMENT ON COLUMN parked_message.fingerprint IS
    'The same for the same items of the same event, which are parked once; null where bytes have no id.';
CREATE UNIQUE INDEX parked_message_once ON parked_message (fingerprint);
CREATE INDEX parked_message_waiting ON parked_message (id) WHERE state = 'WAITING';
CREATE INDEX parked_message_settled ON parked_message (settled_at) WHERE state <> 'WAITING';

-- Set by the relay when the broker gave an event back because no queue wanted it.
ALTER TABLE outbox ADD COLUMN unroutable boolean NOT NULL DEFAULT false;
