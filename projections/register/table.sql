-- Whether the population register answers: one row once it has ever failed.
CREATE TABLE register_state (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  unavailable   INTEGER,                    -- position of RegisterUnavailable; NULL while it answers
  available     INTEGER NOT NULL,           -- position of the last RegisterAvailable, 0 before the first
  outage        INTEGER,
  since         INTEGER                     -- ms since 1970
) STRICT;

-- Times when it did not answer.
CREATE TABLE register_outages (
  began         INTEGER PRIMARY KEY,        -- ms since 1970
  ended         INTEGER                     -- ms since 1970; NULL while it lasts
) STRICT;
