#!/bin/sh
# Run once, when a primary's database has been made: a role for its standbys, and their way in. The image runs what it
# finds in /docker-entrypoint-initdb.d; by hand it takes the same variables.
set -eu
export PASSWORD_FILE="${REPLICATION_PASSWORD_FILE:-/run/secrets/replication}"
psql -X -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set password `cat "$PASSWORD_FILE"`
SET password_encryption = 'scram-sha-256';
CREATE ROLE replication REPLICATION LOGIN PASSWORD :'password';
SQL
echo 'host replication replication all scram-sha-256' >> "$PGDATA/pg_hba.conf"
psql -X -q -t --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --command 'SELECT pg_reload_conf()'
