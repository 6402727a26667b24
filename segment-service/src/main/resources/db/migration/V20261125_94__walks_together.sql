-- A walk goes to the highest epoch that is wanted when it sets out, and so serves all activations that wait.
ALTER TABLE activation ADD COLUMN walk_to bigint NOT NULL DEFAULT 0;
-- What every customer has reached: walked to, or looked at and left as it was.
CREATE TABLE walked (epoch bigint NOT NULL);
INSERT INTO walked VALUES (0);
