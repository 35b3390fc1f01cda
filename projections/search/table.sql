-- Everybody, found by names and birth date. Who has neither has no row: an erased person is not found by either.
CREATE TABLE search_people (
  person        INTEGER PRIMARY KEY,        -- people.key
  words         TEXT NOT NULL,              -- of matching::NameWords, each with a space before it
  born          INTEGER NOT NULL,           -- yyyymmdd; 0 when not known
  organisations INTEGER NOT NULL            -- an interned set, see organisation_sets
) STRICT;

-- The same words, found by their beginnings. They fall all over the table that is sorted by them: new ones wait in a small
-- one, until many are moved at once. Both are asked.
CREATE TABLE search_words (
  word          TEXT NOT NULL,
  person        INTEGER NOT NULL,           -- people.key
  PRIMARY KEY (word, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE new_search_words (
  id            INTEGER PRIMARY KEY,
  word          TEXT NOT NULL,
  person        INTEGER NOT NULL,
  UNIQUE (word, person)
) STRICT;
