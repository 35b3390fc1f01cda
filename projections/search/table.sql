-- Everybody, found by names and birth date. Who has neither has no row: an erased person is not found by either.
CREATE TABLE search_people (
  person        INTEGER PRIMARY KEY,        -- people.key
  words         TEXT NOT NULL,              -- of matching::NameWords, each with a space before it
  born          INTEGER NOT NULL,           -- yyyymmdd; 0 when not known
  organisations INTEGER NOT NULL,           -- an interned set, see organisation_sets
  municipality  INTEGER NOT NULL            -- code of kunta; 0 when not known, or not to be told
) STRICT;

-- E-mail addresses and telephone numbers by which somebody is found.
CREATE TABLE search_contacts (
  person        INTEGER NOT NULL,           -- people.key
  value         TEXT NOT NULL,
  PRIMARY KEY (person, value)
) STRICT, WITHOUT ROWID;

-- The same words, found by their beginnings: an inverted index (inverted_index.rs). Words of people who are new or changed
-- wait, one row a person, with the keys that are in no run yet.
CREATE TABLE search_index_waiting (
  person        INTEGER PRIMARY KEY,        -- people.key
  keys          BLOB NOT NULL
) STRICT;

-- Sorted runs of words and people, in pieces that fit on a page.
CREATE TABLE search_index_pieces (
  id            INTEGER PRIMARY KEY,
  level         INTEGER NOT NULL,           -- runs of one level are about as long
  run           INTEGER NOT NULL,           -- number within the level
  first         BLOB NOT NULL,              -- the first entry, as bytes in the order of entries
  entries       BLOB NOT NULL               -- see inverted_index/piece.rs
) STRICT;
CREATE UNIQUE INDEX search_index_places ON search_index_pieces (level, run, first);
