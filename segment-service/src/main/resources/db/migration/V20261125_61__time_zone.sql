-- The customer's time zone, empty where it is not known: calendar rules go by it.
ALTER TABLE customer_state ADD COLUMN time_zone text NOT NULL DEFAULT '';
