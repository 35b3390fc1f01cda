-- Imports: what was received, and how far it has come. Counts are of rows.
CREATE TABLE imports (
  number        INTEGER PRIMARY KEY,        -- position of ImportReceived
  id            BLOB NOT NULL,
  key           BLOB,                       -- key of the raw rows, while they are kept
  interface     INTEGER NOT NULL,
  organisations TEXT NOT NULL,              -- JSON list of OIDs
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
  expired       INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_unfinished ON imports (number) WHERE completed IS NULL;
CREATE INDEX imports_kept ON imports (completed) WHERE completed IS NOT NULL AND expired = 0;
