-- The trace in which the delivery was queued: the mail goes out in it, however much later.
ALTER TABLE delivery ADD COLUMN traceparent text;
