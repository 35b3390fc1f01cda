-- The error list as a queue: everybody who stands in it now, by all that it can be sorted by.
CREATE TABLE queue (
  person        INTEGER PRIMARY KEY,        -- people.key
  organisations INTEGER NOT NULL,           -- an interned set, see organisation_sets
  cause         INTEGER NOT NULL,           -- domain::Cause
  since         INTEGER NOT NULL,           -- ms since 1970: since when the person fails for this cause
  name          TEXT NOT NULL,              -- surname and first names as they are sorted, see queue/name.rs
  born          INTEGER NOT NULL,           -- yyyymmdd; 0 when not known
  import        INTEGER NOT NULL,           -- number of the newest import
  oid           INTEGER NOT NULL
) STRICT;

-- How many stand in it, by the day since which they do: counts, ages and medians without looking at anybody.
CREATE TABLE queue_ages (
  organisations INTEGER NOT NULL,           -- an interned set
  cause         INTEGER NOT NULL,
  day           INTEGER NOT NULL,           -- yyyymmdd in Finland
  people        INTEGER NOT NULL,
  PRIMARY KEY (organisations, cause, day)
) STRICT, WITHOUT ROWID;

-- How many came into the error list and left it on each day: of those who stood there at the end of one of two days in
-- a row and not of the other.
CREATE TABLE queue_flow (
  day           INTEGER NOT NULL,           -- yyyymmdd in Finland
  organisations INTEGER NOT NULL,           -- an interned set
  came          INTEGER NOT NULL,
  solved        INTEGER NOT NULL,
  PRIMARY KEY (day, organisations)
) STRICT, WITHOUT ROWID;
