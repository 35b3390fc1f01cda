-- What officials did on the pages, each act once for each event, and every reversal, whoever made it: it says what of them
-- counts no longer.
CREATE TABLE acts (
  position      INTEGER PRIMARY KEY,        -- of the event
  who           TEXT NOT NULL,              -- subject of the official; empty for a reversal by anybody else
  at            INTEGER NOT NULL,           -- ms since 1970
  kind          TEXT NOT NULL,              -- type of the event
  person        INTEGER,                    -- people.key; NULL where it is about no person
  reversed_by   INTEGER                     -- position of the last reversal that names it
) STRICT;
