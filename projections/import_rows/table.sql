-- Rows of imports that are resolved or refused.
CREATE TABLE import_rows (
  import        INTEGER NOT NULL,
  row           INTEGER NOT NULL,
  person        INTEGER,                    -- people.key; NULL when refused
  conflicts     INTEGER NOT NULL,           -- bit set of ConflictKind
  withheld      INTEGER NOT NULL,
  refusal       INTEGER,                    -- RowRefusal
  tunniste      TEXT,                       -- the sender's own reference
  PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;

-- Conflicts that an official has checked in their own register.
CREATE TABLE conflict_reviews (
  import        INTEGER NOT NULL,
  row           INTEGER NOT NULL,
  at            INTEGER NOT NULL,           -- ms since 1970
  who           TEXT NOT NULL,              -- subject
  PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;

-- How many rows of an import have a conflict of each kind.
CREATE TABLE conflict_kinds (
  import        INTEGER NOT NULL,
  kind          INTEGER NOT NULL,           -- ConflictKind
  rows          INTEGER NOT NULL,
  PRIMARY KEY (import, kind)
) STRICT, WITHOUT ROWID;

-- Rows that an official has moved to another person.
CREATE TABLE reassigned_rows (
  import        INTEGER NOT NULL,
  row           INTEGER NOT NULL,
  at            INTEGER NOT NULL,           -- ms since 1970
  was           INTEGER NOT NULL,           -- OID of the person to whom it led before
  PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;

-- Records that had one oppijanumero and then another, or none, by the imports in which they occurred then; also those
-- that first got another record's. A number that came back is none of another.
CREATE TABLE renumbered (
  import        INTEGER NOT NULL,
  person        INTEGER NOT NULL,           -- people.key
  at            INTEGER NOT NULL,           -- ms since 1970: the last change
  was           INTEGER,                    -- the oppijanumero before the last change
  first         INTEGER,                    -- the one before the first change
  now           INTEGER,                    -- the one since the last change
  PRIMARY KEY (import, person)
) STRICT, WITHOUT ROWID;
