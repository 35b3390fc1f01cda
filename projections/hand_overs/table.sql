-- Learners who are noted as handed over to the keeper. A note is of an error: one that is older than the error in which
-- somebody stands now says nothing any more.
CREATE TABLE hand_overs (
  person        INTEGER PRIMARY KEY,        -- people.key
  at            INTEGER NOT NULL,           -- ms since 1970
  who           TEXT NOT NULL               -- subject of the official; empty when it was none
) STRICT;
