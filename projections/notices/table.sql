-- Notices about imports whose sender gave an address, while that is readable.
CREATE TABLE notices (
  import        INTEGER PRIMARY KEY,
  awaited       INTEGER,                    -- NoticeRound that may still become due; NULL when none
  open          INTEGER,                    -- rows that the newest try called open
  next_try      INTEGER,                    -- ms since 1970: when a try of which nothing is known is repeated
  first_sent    INTEGER,                    -- ms since 1970
  further_sent  INTEGER,                    -- ms since 1970
  not_sent      INTEGER,                    -- NotSent: why neither a first nor a further one is sent any more
  numbers_told  INTEGER,                    -- ms since 1970: until when changed numbers have been told of
  numbers_try   INTEGER                     -- ms since 1970: when a try of telling of them is repeated
) STRICT;
CREATE INDEX notices_awaited ON notices (import) WHERE awaited IS NOT NULL;
