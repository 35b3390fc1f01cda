-- People: the present state of every record, by a dense key. `state` is the fold of domain::Person as CBOR; status,
-- organisations, modified and failing are those of the whole group.
CREATE TABLE people (
  key           INTEGER PRIMARY KEY,
  oid           INTEGER NOT NULL,
  status        INTEGER NOT NULL,           -- domain::Status
  organisations INTEGER NOT NULL,           -- an interned set, see organisation_sets
  imported      INTEGER NOT NULL,           -- 1 when the person occurs in an import
  modified      INTEGER NOT NULL,           -- ms since 1970
  waiting       INTEGER,                    -- position of the event since which the register is awaited
  next_try      INTEGER,                    -- ms since 1970: when the register is asked again
  failing       INTEGER,                    -- ms since 1970: since when an imported person fails for the present cause
  other_holder  INTEGER,                    -- OID: who holds one of the person's hetus by the register's word
  cause         INTEGER,                    -- domain::Cause, while failing
  compared      INTEGER,                    -- ms since 1970: since when the register has the person by other names
  head          INTEGER,                    -- people.key of the head of the group; NULL where a record is alone
  counted       INTEGER NOT NULL,           -- 1 where the record stands for an imported person: never a member
  imports       BLOB NOT NULL,              -- numbers of imports, and how many of their rows led here, as CBOR
  state         BLOB NOT NULL
) STRICT;

-- Keys by OID. OIDs fall all over the table that is sorted by them: new ones wait in a small one, until many are moved
-- at once.
CREATE TABLE people_by_oid (oid INTEGER PRIMARY KEY, key INTEGER NOT NULL) STRICT;
CREATE TABLE new_people_by_oid (oid INTEGER PRIMARY KEY, key INTEGER NOT NULL) STRICT;
