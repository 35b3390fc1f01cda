-- How many imported people of each set of organisations are in each state.
CREATE TABLE counts (
  organisations INTEGER NOT NULL,           -- an interned set, see organisation_sets
  status        INTEGER NOT NULL,
  people        INTEGER NOT NULL,
  PRIMARY KEY (organisations, status)
) STRICT, WITHOUT ROWID;

-- The same as it stood at the end of each day on which it changed.
CREATE TABLE counts_by_day (
  organisations INTEGER NOT NULL,
  status        INTEGER NOT NULL,
  day           INTEGER NOT NULL,           -- yyyymmdd in Finland
  people        INTEGER NOT NULL,
  PRIMARY KEY (organisations, status, day)
) STRICT, WITHOUT ROWID;
