-- The vault on PostgreSQL 13 or newer, step 1: keys that open sealed parts, and handles of identifiers. Run once, by
-- whoever owns the database, under an advisory lock. Never in the same backup as the journal.
CREATE SCHEMA oppijaloki_vault;

-- One wrapped key for each subject: nonce, ciphertext, tag. `epoch` names the key-encryption key.
CREATE TABLE oppijaloki_vault.keys (
  id      bytea PRIMARY KEY CHECK (octet_length(id) = 16),
  subject bytea NOT NULL,
  epoch   bigint NOT NULL,
  wrapped bytea NOT NULL
);

-- Keys destroyed on purpose: what was sealed under them reads as erased, not as lost.
CREATE TABLE oppijaloki_vault.destroyed_keys (id bytea PRIMARY KEY);

-- Keyed hash of an identifier, cut to 16 bytes, and the random handle that stands for it in the log.
CREATE TABLE oppijaloki_vault.handles (
  identifier bytea PRIMARY KEY CHECK (octet_length(identifier) = 16),
  handle     bytea NOT NULL UNIQUE CHECK (octet_length(handle) = 16)
);

-- Proofs that the configured secrets are those the vault was written with, and the journal that it belongs to.
CREATE TABLE oppijaloki_vault.secrets (secret text PRIMARY KEY, proof bytea NOT NULL);
