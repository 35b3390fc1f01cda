-- The journal on PostgreSQL 13 or newer, step 1. Run once, by whoever owns the database, under an advisory lock.
CREATE SCHEMA oppijaloki_journal;

-- Positions are dense from 1, in commit order. Position 0 stands for the beginning: its chain is the start of the chain,
-- its bytes are the journal's identity. So an append always has something to follow.
CREATE TABLE oppijaloki_journal.journal (
  position bigint PRIMARY KEY,
  chain    bytea NOT NULL CHECK (octet_length(chain) = 32),
  event    bytea NOT NULL
);
-- What is encrypted cannot be compressed.
ALTER TABLE oppijaloki_journal.journal ALTER COLUMN event SET STORAGE EXTERNAL;

-- Who does the work that one node at a time does. No event depends on it.
CREATE TABLE oppijaloki_journal.lease (
  name    text PRIMARY KEY,
  holder  uuid NOT NULL,
  expires timestamptz NOT NULL
);

CREATE FUNCTION oppijaloki_journal.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only: no event is ever changed or deleted';
END $$;

CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON oppijaloki_journal.journal
FOR EACH STATEMENT EXECUTE FUNCTION oppijaloki_journal.refuse();

-- Looks at what a statement added as a whole: it must follow the last event without a gap. Who listens is told.
CREATE FUNCTION oppijaloki_journal.appended() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first bigint;
  last  bigint;
  added bigint;
BEGIN
  SELECT min(n.position), max(n.position), count(*) INTO first, last, added FROM new_events n;
  IF added > 0 THEN
    IF last - first + 1 <> added
      OR first <> 0 AND NOT EXISTS (SELECT FROM oppijaloki_journal.journal j WHERE j.position = first - 1) THEN
      RAISE EXCEPTION 'the journal is gap-free: the next position is the last plus one';
    END IF;
    PERFORM pg_notify('oppijaloki_journal', last::text);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER journal_is_gap_free AFTER INSERT ON oppijaloki_journal.journal
REFERENCING NEW TABLE AS new_events FOR EACH STATEMENT EXECUTE FUNCTION oppijaloki_journal.appended();
