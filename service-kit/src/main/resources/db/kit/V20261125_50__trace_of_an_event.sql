-- The trace in which the event was written, as W3C Trace Context has it; null where there was none.
ALTER TABLE outbox ADD COLUMN traceparent text;
