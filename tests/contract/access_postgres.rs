//! The access register that nodes share, on PostgreSQL: what the file promises, and what several nodes may rely on.

use std::path::Path;

use events::{Day, Instant, OrganisationOid, PersonOid};
use oppijaloki_tests::postgres::{Cluster, Database};
use oppijaloki_tests::proxy::Proxy;
use store::access_register::{AccessPlace, AccessRegister, LookKind, Looker, Refused, Wanted};

fn open(url: String) -> AccessRegister {
    AccessRegister::open(&AccessPlace::Postgres(url), Path::new("/nowhere")).unwrap()
}

fn looker(subject: &str, organisation: &str) -> Looker {
    Looker { subject: subject.to_owned(), organisation: organisation.parse().ok(), client: Some("program".to_owned()) }
}

fn person(number: u64) -> PersonOid {
    PersonOid::issue(1_000_000_000 + number)
}

/// 2026-11-22 at an hour of the day, in Finland.
fn hour(hour: i64) -> Instant {
    Instant::from_millis(1_795_298_400_000 + hour * 3_600_000)
}

fn about(number: u64) -> Wanted {
    Wanted { person: Some(person(number)), limit: 10, ..Wanted::default() }
}

const OWN: &str = "1.2.246.562.10.11111111111";

fn two(database: &Database) -> (AccessRegister, AccessRegister) {
    (open(database.url()), open(database.url()))
}

#[test]
fn looks_on_two_nodes_are_counted_together_and_seen_on_either() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let (one, other) = two(&database);
    one.looked(&looker("official", OWN), LookKind::Page, [person(1), person(2)], hour(1)).unwrap();
    other.looked(&looker("official", OWN), LookKind::Page, [person(1)], hour(3)).unwrap();
    other.looked(&looker("official", ""), LookKind::Listed, [person(1)], hour(2)).unwrap();
    let protected = [person(1), person(3)];
    other.looked_at_protected(&looker("official", OWN), LookKind::History, &protected, hour(30)).unwrap();
    other.called("official", "Vieno Virkailija").unwrap();
    one.called("official", "Vieno Virkailija-Virta").unwrap();
    one.flush().unwrap();
    other.flush().unwrap();
    let seen = one.looks(&about(1)).unwrap();
    assert_eq!(seen, other.looks(&about(1)).unwrap());
    let told: Vec<_> = seen.iter().map(|line| (line.kind, line.times, line.first, line.last, line.protected)).collect();
    let expected = [
        (Some(LookKind::History), 1, hour(30), hour(30), true),
        (Some(LookKind::Page), 2, hour(1), hour(3), false),
        (Some(LookKind::Listed), 1, hour(2), hour(2), false),
    ];
    assert_eq!(told, expected);
    assert_eq!(one.looks(&about(3)).unwrap().len(), 1);
    assert_eq!(seen[0].name.as_deref(), Some("Vieno Virkailija-Virta"));
    assert_eq!(other.names().unwrap(), [("official".to_owned(), "Vieno Virkailija-Virta".to_owned())]);
    assert_eq!((&seen[1].looker, &seen[2].looker), (&looker("official", OWN), &looker("official", "")));
    let some = Wanted { without: &[LookKind::Listed], subject: Some("official".to_owned()), skip: 1, ..about(1) };
    assert_eq!(one.looks(&some).unwrap(), seen[1..2]);
    let days = Wanted { from: Some(Day(hour(30).day_in_finland())), ..about(1) };
    assert_eq!(one.looks(&days).unwrap(), seen[..1]);
}

#[test]
fn refusals_say_about_whom_and_old_entries_are_forgotten_with_the_names_of_who_left_them() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let (one, other) = two(&database);
    let refused = |person| Refused { route: "GET /persons/{oid}".to_owned(), status: 403, person };
    one.called("official", "Vieno Virkailija").unwrap();
    one.refused(looker("official", OWN), refused(Some(person(1))), hour(1));
    other.refused(looker("official", OWN), refused(Some(person(1))), hour(2));
    other.refused(looker("official", OWN), refused(None), hour(3));
    other.refused(looker("another", OWN), refused(Some(person(1))), hour(30));
    other.flush().unwrap();
    let of_one = one.refusals(&about(1)).unwrap();
    let told: Vec<_> = of_one.iter().map(|line| (line.looker.subject.as_str(), line.times, line.person)).collect();
    assert_eq!(told, [("another", 1, Some(person(1))), ("official", 2, Some(person(1)))]);
    let all = Wanted { limit: 10, ..Wanted::default() };
    assert_eq!(one.refusals(&all).unwrap().len(), 3);
    other.forget_before(Day(hour(30).day_in_finland())).unwrap();
    let left = one.refusals(&all).unwrap();
    assert_eq!((left.len(), left[0].looker.subject.as_str()), (1, "another"));
    assert_eq!(database.shell("SELECT count(*) FROM oppijaloki_access.looker_names"), "0");
    assert_eq!(database.shell("SELECT count(*) FROM oppijaloki_access.lookers"), "1");
}

#[test]
fn who_fetched_somebody_is_known_whichever_node_was_asked() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let (one, other) = two(&database);
    one.looked(&looker("own", OWN), LookKind::Fetched, [person(1), person(2)], hour(1)).unwrap();
    one.looked(&looker("other", "1.2.246.562.10.22222222222"), LookKind::Numbers, [person(2)], hour(1)).unwrap();
    one.looked(&looker("other", "1.2.246.562.10.22222222222"), LookKind::Page, [person(1)], hour(1)).unwrap();
    one.flush().unwrap();
    let own: OrganisationOid = OWN.parse().unwrap();
    let found = other.fetched_by_others(&[person(1), person(2), person(3)], &[own]).unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [person(2)]);
}

/// Large enough that the proxy takes it for one that may be lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counts_whose_answer_or_request_was_lost_are_added_once() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let proxy = Proxy::to(cluster.port()).await;
    let url = database.url_at(proxy.port());
    let register = tokio::task::spawn_blocking(move || open(url)).await.unwrap();
    let count = |register: AccessRegister| {
        tokio::task::spawn_blocking(move || {
            register.looked(&looker("official", OWN), LookKind::Page, (0..1_000).map(person), hour(1)).unwrap();
            let flushed = (0..5).any(|_| register.flush().is_ok());
            assert!(flushed, "the database is there");
            register
        })
    };
    let mut register = count(register).await.unwrap();
    for (answers, requests) in [(1, 0), (0, 1), (2, 1)] {
        let before = proxy.lost();
        proxy.lose_answers(answers);
        proxy.lose_requests(requests);
        register = count(register).await.unwrap();
        assert_eq!(proxy.lost() - before, answers + requests, "the fault did not happen");
    }
    let sums = "SELECT count(*) || ' ' || min(times) || ' ' || max(times) FROM oppijaloki_access.looks";
    assert_eq!(database.shell(sums), "1000 4 4");
    // A connection is let go of where it may block.
    tokio::task::spawn_blocking(move || drop(register)).await.unwrap();
}

#[test]
fn the_registers_role_knows_nothing_of_journal_and_vault_and_changes_no_entry() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    open(database.url()).looked_at_protected(&looker("official", OWN), LookKind::Page, &[person(1)], hour(1)).unwrap();
    store::Vault::open_postgres(&database.url(), &oppijaloki_tests::nodes::secrets()).unwrap();
    for statement in [
        "UPDATE oppijaloki_access.protected_looks SET person = 1",
        "UPDATE oppijaloki_access.looks SET person = 1",
        "DROP TABLE oppijaloki_access.looks",
        "SELECT * FROM oppijaloki_vault.keys",
    ] {
        let refusal = database.try_shell(&format!("SET ROLE oppijaloki_access; {statement}")).expect_err(statement);
        assert!(refusal.contains("permission denied") || refusal.contains("must be owner"), "{statement}: {refusal}");
    }
}
