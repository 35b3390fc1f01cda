-- Events that could not be read or folded, each with the reason. The models go on without them.
CREATE TABLE set_aside (
  position      INTEGER PRIMARY KEY,
  why           TEXT NOT NULL
) STRICT;
