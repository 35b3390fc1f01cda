-- What providers ask the keeper for, a row for each person of a request. Nothing in it is personal: reasons and answers are
-- read from the log.
CREATE TABLE requests (
  opened        INTEGER PRIMARY KEY,        -- position of its RequestOpened
  number        INTEGER NOT NULL,           -- of the request: position of the first of them
  person        INTEGER NOT NULL,           -- people.key
  other         INTEGER,                    -- people.key of the other of two persons
  who           TEXT NOT NULL,              -- subject of whoever asked; empty when it was none
  asked         BLOB NOT NULL,              -- as the event has it
  ended         INTEGER,                    -- position of the event with which it ended
  outcome       INTEGER                     -- code; none where what was asked for happened by another way
) STRICT;
CREATE INDEX requests_open ON requests (number) WHERE ended IS NULL;
CREATE INDEX requests_of ON requests (person);
CREATE INDEX requests_of_other ON requests (other) WHERE other IS NOT NULL;
CREATE INDEX requests_by ON requests (who, number) WHERE opened = number;
CREATE INDEX requests_parts ON requests (number);
