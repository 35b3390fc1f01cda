//! What the register keeps: counts, single looks at protected people, refusals; and for how long.

use super::*;

struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Folder {
        Folder(std::env::temp_dir().join(format!("oppijaloki-access-{}", uuid::Uuid::new_v4())))
    }

    fn open(&self) -> AccessRegister {
        AccessRegister::open(&AccessPlace::Folder, &self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn file(register: &AccessRegister) -> MutexGuard<'_, rusqlite::Connection> {
    match &register.shared.storage {
        Storage::File(file) => file.connection(),
        Storage::Postgres(_) => panic!("it is a file"),
    }
}

fn looker(subject: &str) -> Looker {
    Looker { subject: subject.to_owned(), organisation: Some(OrganisationOid::root()), client: None }
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

#[test]
fn looks_are_counted_by_day_and_survive_a_restart() {
    let folder = Folder::new();
    let register = folder.open();
    for at in [1, 2, 3] {
        register.looked(&looker("official"), LookKind::Page, [person(1), person(2)], hour(at)).unwrap();
    }
    register.flush().unwrap();
    register.looked(&looker("official"), LookKind::Page, [person(1)], hour(4)).unwrap();
    register.looked(&looker("official"), LookKind::Page, [person(1)], hour(25)).unwrap();
    register.looked(&looker("service"), LookKind::Fetched, [person(2)], hour(5)).unwrap();
    drop(register);

    let register = folder.open();
    let of_one = register.looks(&about(1)).unwrap();
    let days: Vec<(u64, Instant, Instant)> = of_one.iter().map(|line| (line.times, line.first, line.last)).collect();
    assert_eq!(days, [(1, hour(25), hour(25)), (4, hour(1), hour(4))]);
    let by: Vec<String> = register.looks(&about(2)).unwrap().into_iter().map(|line| line.looker.subject).collect();
    assert_eq!(by, ["service", "official"]);
    let of_service = Wanted { subject: Some("service".to_owned()), limit: 10, ..Wanted::default() };
    assert_eq!(register.looks(&of_service).unwrap().len(), 1);
}

#[test]
fn looks_at_protected_people_stand_singly() {
    let folder = Folder::new();
    let register = folder.open();
    for at in [1, 2] {
        register.looked_at_protected(&looker("official"), LookKind::Page, &[person(1), person(2)], hour(at)).unwrap();
    }
    for number in [1, 2] {
        let looks = register.looks(&about(number)).unwrap();
        assert!(looks.len() == 2 && looks.iter().all(|line| line.protected && line.times == 1));
    }
}

#[test]
fn refusals_are_counted_and_old_entries_forgotten() {
    let folder = Folder::new();
    let register = folder.open();
    let refused = || Refused { route: "GET /oppija/{tuonti}".to_owned(), status: 403, person: None };
    register.refused(looker("official"), refused(), hour(1));
    register.refused(looker("official"), refused(), hour(2));
    register.refused(looker("official"), refused(), hour(30));
    register.looked(&looker("official"), LookKind::Listed, [person(1)], hour(2)).unwrap();
    let all = Wanted { limit: 10, ..Wanted::default() };
    let times = |register: &AccessRegister| -> Vec<u64> {
        register.refusals(&all).unwrap().into_iter().map(|line| line.times).collect()
    };
    assert_eq!(times(&register), [1, 2]);
    register.forget_before(Day(hour(30).day_in_finland())).unwrap();
    assert_eq!(times(&register), [1]);
    assert!(register.looks(&all).unwrap().is_empty());
}

#[test]
fn while_nothing_can_be_written_memory_is_bounded_and_nobody_is_shown_unrecorded() {
    let folder = Folder::new();
    let register = folder.open();
    file(&register).pragma_update(None, "query_only", "on").unwrap();
    let all = |subject: &str| {
        let people = (0..2 * MOST_UNWRITTEN as u64).map(person);
        register.looked(&looker(subject), LookKind::Listed, people, hour(1))
    };
    let held = || {
        let waiting = register.shared.waiting();
        waiting.len() + waiting.on_their_way
    };
    assert!(matches!(all("one"), Err(StoreError::Unavailable(_))));
    assert!(register.flush().is_err(), "nothing is written");
    assert!(matches!(all("another"), Err(StoreError::Unavailable(_))));
    assert_eq!(held(), MOST_UNWRITTEN);
    let refused = Refused { route: "GET /oppija/{tuonti}".to_owned(), status: 403, person: None };
    register.refused(looker("one"), refused, hour(1));
    assert_eq!(held(), MOST_UNWRITTEN);

    file(&register).pragma_update(None, "query_only", "off").unwrap();
    register.flush().unwrap();
    register.looked(&looker("another"), LookKind::Page, [person(1)], hour(2)).unwrap();
    let by: Vec<String> = register.looks(&about(1)).unwrap().into_iter().map(|line| line.looker.subject).collect();
    assert_eq!(by, ["another", "one"], "what waited was not lost");
}

#[test]
fn refusals_that_were_counted_before_without_a_person_are_still_there() {
    let folder = Folder::new();
    drop(folder.open());
    let old = rusqlite::Connection::open(folder.0.join("access.db")).unwrap();
    old.execute_batch(
        "DROP TABLE refusals;
         CREATE TABLE refusals (day INTEGER NOT NULL, looker INTEGER NOT NULL, route TEXT NOT NULL,
           status INTEGER NOT NULL, times INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
           PRIMARY KEY (day, looker, route, status)) STRICT, WITHOUT ROWID;
         INSERT INTO lookers VALUES (1, 'official', '', '');
         INSERT INTO refusals VALUES (20261122, 1, 'GET /oppija/{tuonti}', 403, 7, 0, 0);",
    )
    .unwrap();
    drop(old);
    let refused = Refused { route: "GET /persons/{oid}".to_owned(), status: 403, person: Some(person(1)) };
    for times in [1, 2] {
        let register = folder.open();
        register.refused(looker("official"), refused.clone(), hour(1));
        let all = register.refusals(&Wanted { limit: 10, ..Wanted::default() }).unwrap();
        let told: Vec<_> = all.iter().map(|line| (line.person, line.times)).collect();
        assert_eq!(told, [(Some(person(1)), times), (None, 7)]);
        assert_eq!(register.refusals(&about(1)).unwrap().len(), 1);
    }
}
