-- Whole rows, so that a walk through the list never leaves them.
CREATE INDEX failures_newest ON failures (since, person, cause, organisations, began, ended) WHERE ended IS NULL;
CREATE INDEX failures_of_set ON failures (organisations, since, person, cause, began, ended) WHERE ended IS NULL;
CREATE INDEX failures_ended ON failures (ended) WHERE ended IS NOT NULL;
