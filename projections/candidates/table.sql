-- Blocking keys of everybody who has a name (matching::blocks), for finding possible duplicates: an inverted index
-- (inverted_index.rs), its tables as those of search/table.sql.
CREATE TABLE candidates_waiting (
  person        INTEGER PRIMARY KEY,        -- people.key
  keys          BLOB NOT NULL
) STRICT;

CREATE TABLE candidates_pieces (
  id            INTEGER PRIMARY KEY,
  level         INTEGER NOT NULL,
  run           INTEGER NOT NULL,
  first         BLOB NOT NULL,
  entries       BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX candidates_places ON candidates_pieces (level, run, first);
