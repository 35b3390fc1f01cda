//! The schemas on PostgreSQL: made and brought forward by the first node that finds them old, one node at a time.

use sqlx::{Connection, PgConnection, Row};

/// One part of the registry, with a schema and a role of its own.
pub(crate) struct Part {
    /// Its schema.
    pub schema: &'static str,
    /// The role whose rights it has.
    pub role: &'static str,
    /// What was released, in order; a released step is never edited.
    pub steps: &'static [&'static str],
}

/// Key of the advisory lock: any number that nobody else uses.
const LOCK: i64 = 0x6f70_7069_6a61;

/// Brings the schema forward. Where nothing is to be done, the role that connects needs no right to change anything.
pub(super) async fn run(connection: &mut PgConnection, part: &Part) -> Result<(), String> {
    if version(connection, part).await.map_err(|error| explained(&error, part))? == part.steps.len() {
        return Ok(());
    }
    bring_forward(connection, part).await.map_err(|error| explained(&error, part))
}

async fn bring_forward(connection: &mut PgConnection, part: &Part) -> sqlx::Result<()> {
    // One transaction: a schema is whole or not there. Nobody waits for this connection but us.
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
    let version = version(&mut transaction, part).await?;
    for step in part.steps.iter().skip(version) {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
    }
    transaction.commit().await
}

/// How many steps have been taken.
async fn version(connection: &mut PgConnection, part: &Part) -> sqlx::Result<usize> {
    // Asked of the catalogue, which everybody may read, since the table itself may not be there yet.
    let marks =
        "SELECT coalesce(max(substring(obj_description(oid, 'pg_namespace') FROM '^step ([0-9]+)$')::bigint), 0)
                 FROM pg_namespace WHERE nspname = $1";
    let row = sqlx::query(marks).bind(part.schema).fetch_one(connection).await?;
    Ok(usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or_default())
}

fn explained(error: &sqlx::Error, part: &Part) -> String {
    let code = error.as_database_error().and_then(|error| error.code());
    match code.as_deref() {
        Some("42501") => format!(
            "the schema {} is missing or old, and the role that connects may not make it: start once with the address of the database's owner, who may create roles, then grant {} to the service's role ({error})",
            part.schema, part.role
        ),
        Some("25006") => "this PostgreSQL server is a standby: name the primary".to_owned(),
        _ => error.to_string(),
    }
}
