-- Sets of organisations that people and imports belong to, interned: a scope's answers are those of the sets it meets.
CREATE TABLE organisation_sets (
  id      INTEGER PRIMARY KEY,
  members TEXT NOT NULL UNIQUE              -- JSON list of OIDs, sorted
) STRICT;
