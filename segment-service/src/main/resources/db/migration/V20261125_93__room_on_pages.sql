-- A row that is written again finds room on its page, so that no index needs to know.
ALTER TABLE customer_state SET (fillfactor = 70);
ALTER TABLE customer_chunk SET (fillfactor = 70);
