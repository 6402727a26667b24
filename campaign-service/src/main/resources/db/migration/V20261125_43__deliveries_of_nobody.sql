-- The person was erased: the row counts in reports, its ids lead to nobody, and it is told to nobody again.
ALTER TABLE delivery ADD COLUMN anonymous boolean NOT NULL DEFAULT false;
