-- The transaction that wrote an event. Once every transaction below a number has ended, no event below it can still
-- appear: a heartbeat says so to the consumers. Rows from before this column count as written now, by this migration.
ALTER TABLE outbox ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
