-- The journal: what can never be rebuilt. Positions are dense from 1, in commit order.
CREATE TABLE IF NOT EXISTS journal (
  position INTEGER PRIMARY KEY,
  chain    BLOB NOT NULL CHECK (length(chain) = 32),
  event    BLOB NOT NULL
) STRICT;

-- Which journal this is: one row.
CREATE TABLE IF NOT EXISTS journal_identity (
  only     INTEGER PRIMARY KEY CHECK (only = 1),
  identity BLOB NOT NULL CHECK (length(identity) = 16)
) STRICT;

CREATE TRIGGER IF NOT EXISTS journal_is_append_only_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: no event is ever changed'); END;

CREATE TRIGGER IF NOT EXISTS journal_is_append_only_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: no event is ever deleted'); END;

-- Also stops INSERT OR REPLACE, which deletes without firing the trigger above.
CREATE TRIGGER IF NOT EXISTS journal_is_gap_free BEFORE INSERT ON journal
WHEN NEW.position IS NULL OR NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the journal is gap-free: the next position is the last plus one'); END;

CREATE TRIGGER IF NOT EXISTS journal_identity_is_fixed_update BEFORE UPDATE ON journal_identity
BEGIN SELECT RAISE(ABORT, 'a journal keeps its identity'); END;

CREATE TRIGGER IF NOT EXISTS journal_identity_is_fixed_delete BEFORE DELETE ON journal_identity
BEGIN SELECT RAISE(ABORT, 'a journal keeps its identity'); END;

CREATE TRIGGER IF NOT EXISTS journal_identity_is_fixed_insert BEFORE INSERT ON journal_identity
WHEN EXISTS (SELECT 1 FROM journal_identity)
BEGIN SELECT RAISE(ABORT, 'a journal keeps its identity'); END;
