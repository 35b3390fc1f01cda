-- The vault on PostgreSQL, step 3: the last event that was seen to be durable in the journal, and what an operator has
-- accepted as lost. A journal that does not hold the event is older than this vault; what an older vault lacks is used
-- behind it.
CREATE TABLE oppijaloki_vault.journal_seen (
  one         boolean PRIMARY KEY DEFAULT true CHECK (one),
  position    bigint NOT NULL,
  chain       bytea NOT NULL CHECK (octet_length(chain) = 32),
  accepted    bigint NOT NULL, -- keys and handles of events up to here may be missing
  unexplained bigint NOT NULL  -- destroyed keys that no erasure names, and that are accepted
);

REVOKE ALL ON oppijaloki_vault.journal_seen FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (position, chain, accepted, unexplained) ON oppijaloki_vault.journal_seen
  TO oppijaloki_vault;

COMMENT ON SCHEMA oppijaloki_vault IS 'step 3';
