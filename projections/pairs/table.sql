-- Pairs of records that are proposed as one person's, and the groups that they form. A file of its own with a checkpoint of
-- its own: it is filled beside the read models, when nobody waits for anything, so that imports do not pay for it.
CREATE TABLE pairs (
  a      INTEGER NOT NULL,                  -- OID; the smaller one of the two
  b      INTEGER NOT NULL,                  -- OID
  points INTEGER NOT NULL,                  -- matching::Score
  item   INTEGER NOT NULL,                  -- items.item
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairs_by_b ON pairs (b, a);
CREATE INDEX pairs_by_item ON pairs (item);

-- Records that are connected by pairs: one decision, or a few.
CREATE TABLE items (
  item    INTEGER PRIMARY KEY,              -- the smallest OID among its records
  points  INTEGER NOT NULL,                 -- of its likeliest pair
  records INTEGER NOT NULL                  -- how many there are
) STRICT;
CREATE INDEX items_by_points ON items (points DESC, item);

-- Up to which event, and for what the file was made.
CREATE TABLE state (
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  made_for   BLOB NOT NULL,
  checkpoint INTEGER                        -- NULL until everybody was compared once
) STRICT;
