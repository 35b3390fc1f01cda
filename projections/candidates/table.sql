-- Blocking keys of everybody who has a name (matching::blocks), for finding possible duplicates. Keys fall all over the
-- table; so new ones wait in a small run, in which few pages are written, and full small runs are written together as one
-- large run, in order. A question asks every run. Small runs are numbered from 10000 on, the last of them takes in what
-- is new; large ones from 1.
CREATE TABLE candidate_blocks (
  run    INTEGER NOT NULL,
  block  INTEGER NOT NULL,                  -- hash of a key
  person INTEGER NOT NULL,                  -- people.key
  PRIMARY KEY (run, block, person)
) STRICT, WITHOUT ROWID;
