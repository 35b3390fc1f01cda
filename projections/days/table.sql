-- Days on which anything happened, and the last event of each.
CREATE TABLE days (
  day           INTEGER PRIMARY KEY,        -- yyyymmdd in Finland
  last          INTEGER NOT NULL
) STRICT;
