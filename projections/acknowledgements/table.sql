-- Consumers of the changes, with the last of what each has acknowledged.
CREATE TABLE consumers (
  name          TEXT PRIMARY KEY,           -- client id, or subject
  who           TEXT NOT NULL,              -- subject of the token by which it was last acknowledged
  upto          INTEGER NOT NULL,           -- position of the log
  at            INTEGER NOT NULL,           -- ms since 1970
  removed       INTEGER NOT NULL            -- 1 when it was taken off the list and has not acknowledged since
) STRICT, WITHOUT ROWID;

-- Everything that was acknowledged: by it is known when a consumer took an event.
CREATE TABLE acknowledgements (
  consumer      TEXT NOT NULL,              -- consumers.name
  upto          INTEGER NOT NULL,
  at            INTEGER NOT NULL,           -- ms since 1970
  PRIMARY KEY (consumer, upto)
) STRICT, WITHOUT ROWID;

-- How many events of each thousand positions consumers are told of. What is left to a consumer is counted by it.
CREATE TABLE told (
  block         INTEGER PRIMARY KEY,        -- position / 1000
  events        INTEGER NOT NULL
) STRICT;
