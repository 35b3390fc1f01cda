-- The vault on PostgreSQL, step 2: keys are wrapped anew by a newer key-encryption key, and those that no event uses are
-- swept.
CREATE TABLE oppijaloki_vault.swept (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  up_to bytea NOT NULL CHECK (octet_length(up_to) = 16) -- the last key that a sweep has looked at
);

REVOKE ALL ON oppijaloki_vault.swept FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (up_to) ON oppijaloki_vault.swept TO oppijaloki_vault;
GRANT UPDATE (epoch, wrapped) ON oppijaloki_vault.keys TO oppijaloki_vault;
GRANT DELETE ON oppijaloki_vault.secrets TO oppijaloki_vault;

COMMENT ON SCHEMA oppijaloki_vault IS 'step 2';
