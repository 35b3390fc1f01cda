-- Who may do what: the service reads and appends, and nothing else. Its role has no login; the role that connects is
-- made a member of it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'oppijaloki_journal') THEN
    CREATE ROLE oppijaloki_journal NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- Somebody else made it for another database of this server.
END $$;

DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT oppijaloki_journal TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  -- Somebody else owns the role: it is enough to be a member already.
  IF NOT pg_has_role(current_user, 'oppijaloki_journal', 'MEMBER') THEN
    RAISE;
  END IF;
END $$;

REVOKE ALL ON SCHEMA oppijaloki_journal FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA oppijaloki_journal FROM PUBLIC;
GRANT USAGE ON SCHEMA oppijaloki_journal TO oppijaloki_journal;
GRANT SELECT, INSERT ON oppijaloki_journal.journal TO oppijaloki_journal;
GRANT SELECT, INSERT, UPDATE ON oppijaloki_journal.lease TO oppijaloki_journal;

COMMENT ON SCHEMA oppijaloki_journal IS 'step 1';
