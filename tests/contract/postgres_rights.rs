//! What the journal on PostgreSQL promises besides: anyone who has a database shell alters no history by accident, the
//! service itself could not if it wanted to, and nodes that start at once make the schema once.

use events::Head;
use oppijaloki_tests::postgres::{Cluster, Database};
use store::journal::Journal;
use store::journal::postgres::PostgresJournal;
use uuid::Uuid;

use crate::engines::{events, texts};

async fn open(database: &Database) -> PostgresJournal {
    PostgresJournal::open(&database.url(), Uuid::new_v4()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_would_alter_history_is_refused_by_the_database_itself() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let journal = open(&database).await;
    journal.append(Head::START, &events(&["first", "second", "third"])).await.unwrap();
    let zeros = "decode(repeat('00', 32), 'hex')";
    for (statement, reason) in [
        ("UPDATE journal SET event = '' WHERE position = 2".to_owned(), "append-only"),
        ("UPDATE journal SET position = 9 WHERE position = 3".to_owned(), "append-only"),
        ("DELETE FROM journal WHERE position = 3".to_owned(), "append-only"),
        ("DELETE FROM journal WHERE position = 0".to_owned(), "append-only"),
        ("TRUNCATE journal".to_owned(), "append-only"),
        (format!("INSERT INTO journal VALUES (5, {zeros}, '')"), "gap-free"),
        (format!("INSERT INTO journal VALUES (-1, {zeros}, '')"), "gap-free"),
        (format!("INSERT INTO journal VALUES (4, {zeros}, ''), (6, {zeros}, '')"), "gap-free"),
        (format!("INSERT INTO journal VALUES (3, {zeros}, '')"), "duplicate key"),
        ("INSERT INTO journal VALUES (4, '', '')".to_owned(), "check constraint"),
        (
            format!("INSERT INTO journal VALUES (3, {zeros}, '') ON CONFLICT (position) DO UPDATE SET event = ''"),
            "append-only",
        ),
    ] {
        let statement = format!("SET search_path = oppijaloki_journal; {statement}");
        let refusal = database.try_shell(&statement).expect_err(&statement);
        assert!(refusal.contains(reason), "{statement}: {refusal}");
    }
    assert_eq!(texts(&journal).await, ["first", "second", "third"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_services_role_may_read_and_append_and_nothing_else() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    open(&database).await.append(Head::START, &events(&["first"])).await.unwrap();
    store::Vault::open_postgres(&database.url(), &oppijaloki_tests::nodes::secrets()).unwrap();
    let as_role = |role: &str, statement: &str| database.try_shell(&format!("SET ROLE {role}; {statement}"));
    for statement in [
        "UPDATE oppijaloki_journal.journal SET event = ''",
        "DELETE FROM oppijaloki_journal.journal",
        "TRUNCATE oppijaloki_journal.journal",
        "ALTER TABLE oppijaloki_journal.journal DISABLE TRIGGER ALL",
        "DROP TABLE oppijaloki_journal.journal",
        "CREATE TABLE oppijaloki_journal.more (n int)",
        "SELECT * FROM oppijaloki_vault.keys",
    ] {
        let refusal = as_role("oppijaloki_journal", statement).expect_err(statement);
        assert!(refusal.contains("permission denied") || refusal.contains("must be owner"), "{statement}: {refusal}");
    }
    for statement in ["SELECT * FROM oppijaloki_journal.journal", "UPDATE oppijaloki_vault.secrets SET proof = ''"] {
        let refusal = as_role("oppijaloki_vault", statement).expect_err(statement);
        assert!(refusal.contains("permission denied"), "{statement}: {refusal}");
    }
}

/// A login that owns nothing and may create nothing, but is a member of the service's role.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_without_any_right_of_its_own_is_enough_once_the_schema_stands() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let login = format!("l{}", Uuid::new_v4().simple());
    database.shell(&format!("CREATE ROLE {login} LOGIN"));
    let url = database.url_as(&login, cluster.port());
    let refusal = PostgresJournal::open(&url, Uuid::new_v4()).await.err().unwrap().to_string();
    assert!(refusal.contains("start once with the address of the database's owner"), "{refusal}");

    let identity = open(&database).await.identity().await.unwrap();
    database.shell(&format!("GRANT oppijaloki_journal TO {login}"));
    let journal = PostgresJournal::open(&url, Uuid::new_v4()).await.unwrap();
    assert_eq!(journal.identity().await.unwrap(), identity);
    journal.append(Head::START, &events(&["first"])).await.unwrap();
}

/// No superuser: anyone who owns the database and may create roles.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_who_is_no_superuser_makes_the_schemas_and_cannot_alter_history_either() {
    let Some(cluster) = Cluster::start() else { return };
    let database = cluster.database();
    let name = database.shell("SELECT current_database()");
    database.shell(&format!("CREATE ROLE house LOGIN CREATEROLE; ALTER DATABASE {name} OWNER TO house"));
    let url = database.url_as("house", cluster.port());
    let journal = PostgresJournal::open(&url, Uuid::new_v4()).await.unwrap();
    journal.append(Head::START, &events(&["first"])).await.unwrap();
    store::Vault::open_postgres(&url, &oppijaloki_tests::nodes::secrets()).unwrap();
    let altered = database.try_shell("SET ROLE house; UPDATE oppijaloki_journal.journal SET event = ''");
    assert!(altered.is_err_and(|refusal| refusal.contains("append-only")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_at_once_make_one_journal() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let (a, b, c, d) = tokio::join!(open(&database), open(&database), open(&database), open(&database));
    let mut identities = Vec::new();
    for journal in [a, b, c, d] {
        identities.push(journal.identity().await.unwrap());
    }
    identities.dedup();
    assert_eq!(identities.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_answers_before_it_keeps_is_refused() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let name = database.shell("SELECT current_database()");
    database.shell(&format!("ALTER DATABASE {name} SET synchronous_commit = off"));
    let refusal = PostgresJournal::open(&database.url(), Uuid::new_v4()).await.err().unwrap().to_string();
    assert!(refusal.contains("synchronous_commit = off"), "{refusal}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_has_one_holder_until_it_runs_out_or_is_given_back() {
    use std::time::Duration;
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let (here, there) = (open(&database).await, open(&database).await);
    let (me, other) = (Uuid::new_v4(), Uuid::new_v4());
    let long = Duration::from_secs(60);
    assert!(here.lease("work", me, long).await.unwrap());
    assert!(!there.lease("work", other, long).await.unwrap());
    assert!(here.lease("work", me, long).await.unwrap(), "its holder may keep it");
    assert!(there.lease("other work", other, long).await.unwrap());
    assert!(here.lease("work", me, Duration::ZERO).await.unwrap());
    assert!(there.lease("work", other, long).await.unwrap());
    assert!(!here.lease("work", me, long).await.unwrap());
}
