-- Who stood in the error list, from the end of which day until before the end of which. Nobody else has a row here, and
-- what did not last until midnight leaves none.
CREATE TABLE failures (
  person        INTEGER NOT NULL,           -- people.key
  began         INTEGER NOT NULL,           -- yyyymmdd in Finland: the first day at whose end it stood so
  ended         INTEGER,                    -- the first day at whose end it did not; NULL while it stands
  since         INTEGER NOT NULL,           -- ms since 1970: since when the person fails for this cause
  cause         INTEGER NOT NULL,           -- domain::Cause
  organisations INTEGER NOT NULL,           -- an interned set, see organisation_sets
  PRIMARY KEY (person, began)
) STRICT, WITHOUT ROWID;

-- Names of those who stand in it now: the words of matching::NameWords, each with a space before it.
CREATE TABLE failure_names (
  person        INTEGER PRIMARY KEY,        -- people.key
  words         TEXT NOT NULL
) STRICT;

-- The same words, found by their beginnings.
CREATE TABLE failure_words (
  word          TEXT NOT NULL,
  person        INTEGER NOT NULL,           -- people.key
  PRIMARY KEY (word, person)
) STRICT, WITHOUT ROWID;
