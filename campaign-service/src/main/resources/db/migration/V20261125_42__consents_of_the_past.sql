-- Whether a consent was read from a file of the past: such a one lifts no suppression.
ALTER TABLE consent ADD COLUMN historical boolean NOT NULL DEFAULT false;
