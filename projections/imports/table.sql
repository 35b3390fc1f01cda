-- Imports: what was received, and how far it has come. Counts are of rows.
CREATE TABLE imports (
  number        INTEGER PRIMARY KEY,        -- position of ImportReceived
  id            BLOB NOT NULL,
  key           BLOB,                       -- key of the raw rows, while they are kept
  interface     INTEGER NOT NULL,
  organisations INTEGER NOT NULL,           -- the sender's: an interned set, see organisation_sets
  sender        TEXT NOT NULL,              -- subject that sent it
  service       TEXT,                       -- name of the service, when it had one
  request       BLOB NOT NULL,
  received      INTEGER NOT NULL,           -- ms since 1970
  total         INTEGER NOT NULL,
  resolved      INTEGER NOT NULL,
  refused       INTEGER NOT NULL,
  successful    INTEGER NOT NULL,           -- resolved rows by the state of their person
  in_progress   INTEGER NOT NULL,
  failed        INTEGER NOT NULL,
  conflicts     INTEGER NOT NULL,
  completed     INTEGER,                    -- ms since 1970
  expired       INTEGER NOT NULL,
  checked       INTEGER NOT NULL,           -- conflicts that an official has checked
  created       INTEGER NOT NULL            -- resolved rows by which their person was registered
) STRICT;
CREATE INDEX imports_unfinished ON imports (number) WHERE completed IS NULL;
CREATE INDEX imports_kept ON imports (completed) WHERE completed IS NOT NULL AND expired = 0;

-- The counts as they stood at the end of each day on which they changed.
CREATE TABLE imports_by_day (
  import        INTEGER NOT NULL,
  day           INTEGER NOT NULL,           -- yyyymmdd in Finland
  resolved      INTEGER NOT NULL,
  refused       INTEGER NOT NULL,
  successful    INTEGER NOT NULL,
  in_progress   INTEGER NOT NULL,
  failed        INTEGER NOT NULL,
  conflicts     INTEGER NOT NULL,
  PRIMARY KEY (import, day)
) STRICT, WITHOUT ROWID;
