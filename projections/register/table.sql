-- Whether the population register answers: one row once it has ever failed.
CREATE TABLE register_state (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  unavailable   INTEGER,                    -- position of RegisterUnavailable; NULL while it answers
  available     INTEGER NOT NULL,           -- position of the last RegisterAvailable, 0 before the first
  outage        INTEGER,
  since         INTEGER                     -- ms since 1970
) STRICT;
