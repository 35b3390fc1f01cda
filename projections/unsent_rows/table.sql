-- Rows of senders' files that their programs refused before sending, as far as they were reported. No rows of the import.
CREATE TABLE unsent_rows (
  import        INTEGER NOT NULL,           -- the import in which the other rows of the file were sent
  row           INTEGER NOT NULL,           -- number in the file, from 1
  faults        BLOB NOT NULL,              -- as the event has them
  tunniste      TEXT,                       -- the sender's own reference
  PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;
