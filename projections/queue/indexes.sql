-- One for each column that the list is sorted by, with what it is narrowed by; and one for those of a set.
CREATE INDEX queue_since ON queue (since, person, cause, organisations);
CREATE INDEX queue_name ON queue (name, person, cause, organisations, since);
CREATE INDEX queue_born ON queue (born, person, cause, organisations, since);
CREATE INDEX queue_import ON queue (import, person, cause, organisations, since);
CREATE INDEX queue_cause ON queue (cause, since, person, organisations);
CREATE INDEX queue_oid ON queue (oid, person, cause, organisations, since);
CREATE INDEX queue_of_set ON queue (organisations, since, person, cause);
