-- Where the page of a snapshot that is out ends: a customer, or the highest of all ids when no page comes after it.
ALTER TABLE audience_sync ADD COLUMN page_until uuid;
