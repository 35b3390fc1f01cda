-- The access register on PostgreSQL 13 or newer, step 1: who looked at whom, on whichever node. Days are in Finland, as
-- yyyymmdd; moments are milliseconds since 1970.
CREATE SCHEMA oppijaloki_access;

-- The id follows from the rest, so that no node must ask for it.
CREATE TABLE oppijaloki_access.lookers (
  id           bytea PRIMARY KEY CHECK (octet_length(id) = 16),
  subject      text NOT NULL,              -- of the token or session; empty when nobody was signed in
  organisation text NOT NULL,              -- under whose right; empty when none
  client       text NOT NULL,              -- program; empty when unknown
  seen         integer NOT NULL            -- the last day of any of their entries
);
CREATE INDEX lookers_by_subject ON oppijaloki_access.lookers (subject);
CREATE INDEX lookers_by_day ON oppijaloki_access.lookers (seen);

-- What officials are called, as their last sign-in said.
CREATE TABLE oppijaloki_access.looker_names (subject text PRIMARY KEY, name text NOT NULL);

-- Counted by person, looker, kind and day.
CREATE TABLE oppijaloki_access.looks (
  person bigint NOT NULL,                  -- number of the OID
  day    integer NOT NULL,
  looker bytea NOT NULL,
  kind   integer NOT NULL,
  times  bigint NOT NULL,
  first  bigint NOT NULL,
  last   bigint NOT NULL,
  PRIMARY KEY (person, day, looker, kind)
);
CREATE INDEX looks_by_day ON oppijaloki_access.looks (day, looker);
CREATE INDEX looks_by_looker ON oppijaloki_access.looks (looker, day);

-- Looks at people under a protection order, each of them.
CREATE TABLE oppijaloki_access.protected_looks (
  id     bytea PRIMARY KEY CHECK (octet_length(id) = 16),
  person bigint NOT NULL,
  at     bigint NOT NULL,
  day    integer NOT NULL,
  looker bytea NOT NULL,
  kind   integer NOT NULL
);
CREATE INDEX protected_looks_by_person ON oppijaloki_access.protected_looks (person, day);
CREATE INDEX protected_looks_by_day ON oppijaloki_access.protected_looks (day, looker);

-- Refused requests by looker, route, whom they named, and day.
CREATE TABLE oppijaloki_access.refusals (
  day    integer NOT NULL,
  looker bytea NOT NULL,
  route  text NOT NULL,
  status integer NOT NULL,
  person bigint NOT NULL,                  -- number of the OID; 0 when nobody was named
  times  bigint NOT NULL,
  first  bigint NOT NULL,
  last   bigint NOT NULL,
  PRIMARY KEY (day, looker, route, status, person)
);
CREATE INDEX refusals_by_person ON oppijaloki_access.refusals (person, day);

-- The last counts of each process that writes, so that counts whose answer was lost are not added twice.
CREATE TABLE oppijaloki_access.writers (
  writer bytea PRIMARY KEY CHECK (octet_length(writer) = 16),
  last   bigint NOT NULL,
  day    integer NOT NULL
);

-- The register's own role, which knows nothing of journal and vault. It has no login; the role that connects is made a
-- member.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'oppijaloki_access') THEN
    CREATE ROLE oppijaloki_access NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- Somebody else made it for another database of this server.
END $$;

DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT oppijaloki_access TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  -- Somebody else owns the role: it is enough to be a member already.
  IF NOT pg_has_role(current_user, 'oppijaloki_access', 'MEMBER') THEN
    RAISE;
  END IF;
END $$;

REVOKE ALL ON SCHEMA oppijaloki_access FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA oppijaloki_access FROM PUBLIC;
GRANT USAGE ON SCHEMA oppijaloki_access TO oppijaloki_access;
GRANT SELECT, INSERT, UPDATE, DELETE ON oppijaloki_access.lookers, oppijaloki_access.looker_names,
  oppijaloki_access.writers TO oppijaloki_access;
GRANT SELECT, INSERT, UPDATE (times, first, last), DELETE ON oppijaloki_access.looks, oppijaloki_access.refusals
  TO oppijaloki_access;
GRANT SELECT, INSERT, DELETE ON oppijaloki_access.protected_looks TO oppijaloki_access;

COMMENT ON SCHEMA oppijaloki_access IS 'step 1';
