-- The vault's own role, which knows nothing of the journal. It has no login; the role that connects is made a member.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'oppijaloki_vault') THEN
    CREATE ROLE oppijaloki_vault NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- Somebody else made it for another database of this server.
END $$;

DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT oppijaloki_vault TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  -- Somebody else owns the role: it is enough to be a member already.
  IF NOT pg_has_role(current_user, 'oppijaloki_vault', 'MEMBER') THEN
    RAISE;
  END IF;
END $$;

REVOKE ALL ON SCHEMA oppijaloki_vault FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA oppijaloki_vault FROM PUBLIC;
GRANT USAGE ON SCHEMA oppijaloki_vault TO oppijaloki_vault;
GRANT SELECT, INSERT, DELETE ON oppijaloki_vault.keys, oppijaloki_vault.handles TO oppijaloki_vault;
GRANT SELECT, INSERT ON oppijaloki_vault.destroyed_keys, oppijaloki_vault.secrets TO oppijaloki_vault;

COMMENT ON SCHEMA oppijaloki_vault IS 'step 1';
