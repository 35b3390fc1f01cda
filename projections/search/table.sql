-- Everybody, found by names and birth date. Who has neither has no row: an erased person is not found by either.
CREATE TABLE search_people (
  person        INTEGER PRIMARY KEY,        -- people.key
  words         TEXT NOT NULL,              -- of matching::NameWords, each with a space before it
  born          INTEGER NOT NULL,           -- yyyymmdd; 0 when not known
  organisations INTEGER NOT NULL,           -- an interned set, see organisation_sets
  municipality  INTEGER NOT NULL            -- code of kunta; 0 when not known, or not to be told
) STRICT;

-- The same words, found by their beginnings, with birth dates, e-mail addresses and telephone numbers: an inverted index
-- (inverted_index.rs). Keys of people who are new or changed wait, one row a person, with those that are in no run yet.
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
