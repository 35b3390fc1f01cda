-- Sets of organisations that people belong to, interned: a scope's counts are sums over the sets that it meets.
CREATE TABLE organisation_sets (
  id      INTEGER PRIMARY KEY,
  members TEXT NOT NULL UNIQUE              -- JSON list of OIDs, sorted
) STRICT;

-- How many imported people of each set are in each state.
CREATE TABLE counts (
  organisations INTEGER NOT NULL,
  status        INTEGER NOT NULL,
  people        INTEGER NOT NULL,
  PRIMARY KEY (organisations, status)
) STRICT, WITHOUT ROWID;
