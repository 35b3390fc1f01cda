-- The vault: keys that open sealed parts, and handles of identifiers. Never in the same backup as the journal.

-- One wrapped key for each subject: nonce, ciphertext, tag. `epoch` names the key-encryption key.
CREATE TABLE IF NOT EXISTS keys (
  id      BLOB PRIMARY KEY CHECK (length(id) = 16),
  subject BLOB NOT NULL,
  epoch   INTEGER NOT NULL,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Keys destroyed on purpose: what was sealed under them reads as erased, not as lost.
CREATE TABLE IF NOT EXISTS destroyed_keys (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Keyed hash of an identifier, cut to 16 bytes, and the random handle that stands for it in the log.
CREATE TABLE IF NOT EXISTS handles (
  identifier BLOB PRIMARY KEY CHECK (length(identifier) = 16),
  handle     BLOB NOT NULL CHECK (length(handle) = 16)
) STRICT, WITHOUT ROWID;

-- The newest of them, in the order in which they were made, until many are moved into the table above at once.
CREATE TABLE IF NOT EXISTS new_handles (
  n          INTEGER PRIMARY KEY,
  identifier BLOB NOT NULL CHECK (length(identifier) = 16),
  handle     BLOB NOT NULL CHECK (length(handle) = 16)
) STRICT;

-- The last key that a sweep of unused keys has looked at: one row.
CREATE TABLE IF NOT EXISTS swept (
  only  INTEGER PRIMARY KEY CHECK (only = 1),
  up_to BLOB NOT NULL CHECK (length(up_to) = 16)
) STRICT;

-- The last event that was seen to be durable in the journal, and what an operator has accepted as lost: one row. A journal
-- that does not hold the event is older than this vault; what an older vault lacks is used behind it.
CREATE TABLE IF NOT EXISTS journal_seen (
  only        INTEGER PRIMARY KEY CHECK (only = 1),
  position    INTEGER NOT NULL,
  chain       BLOB NOT NULL CHECK (length(chain) = 32),
  accepted    INTEGER NOT NULL,             -- keys and handles of events up to here may be missing
  unexplained INTEGER NOT NULL              -- destroyed keys that no erasure names, and that are accepted
) STRICT;

-- Proofs that the configured secrets are those the vault was written with, and the journal that it belongs to.
CREATE TABLE IF NOT EXISTS secrets (secret TEXT PRIMARY KEY, proof BLOB NOT NULL) STRICT, WITHOUT ROWID;
