-- The access register: who looked at whom. Days are in Finland, as yyyymmdd; moments are milliseconds since 1970.

CREATE TABLE IF NOT EXISTS lookers (
  id           INTEGER PRIMARY KEY,
  subject      TEXT NOT NULL,               -- of the token or session; empty when nobody was signed in
  organisation TEXT NOT NULL,               -- under whose right; empty when none
  client       TEXT NOT NULL,               -- program; empty when unknown
  UNIQUE (subject, organisation, client)
) STRICT;

-- What officials are called, as their last sign-in said.
CREATE TABLE IF NOT EXISTS looker_names (
  subject      TEXT PRIMARY KEY,
  name         TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Counted by person, looker, kind and day.
CREATE TABLE IF NOT EXISTS looks (
  person INTEGER NOT NULL,                  -- number of the OID
  day    INTEGER NOT NULL,
  looker INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  times  INTEGER NOT NULL,
  first  INTEGER NOT NULL,
  last   INTEGER NOT NULL,
  PRIMARY KEY (person, day, looker, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS looks_by_day ON looks (day, looker);

-- Looks at people under a protection order, each of them.
CREATE TABLE IF NOT EXISTS protected_looks (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  looker INTEGER NOT NULL,
  kind   INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS protected_looks_by_person ON protected_looks (person, at);
CREATE INDEX IF NOT EXISTS protected_looks_by_day ON protected_looks (day, looker);

-- Refused requests by looker, route, whom they named, and day.
CREATE TABLE IF NOT EXISTS refusals (
  day    INTEGER NOT NULL,
  looker INTEGER NOT NULL,
  route  TEXT NOT NULL,
  status INTEGER NOT NULL,
  person INTEGER NOT NULL,                  -- number of the OID; 0 when nobody was named
  times  INTEGER NOT NULL,
  first  INTEGER NOT NULL,
  last   INTEGER NOT NULL,
  PRIMARY KEY (day, looker, route, status, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS refusals_by_person ON refusals (person, day);
