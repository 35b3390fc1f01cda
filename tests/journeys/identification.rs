//! Why somebody is not identified: each cause by itself, and what the sender's report makes of it.

use chrono::Datelike;
use events::codes::{FailureCause, Hint, RowRefusal};
use events::person::Names;
use events::{Fact, Tag};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, row_about};
use oppijaloki_tests::drafts::{Draft, joined};
use oppijaloki_tests::nodes::append;
use oppijaloki_tests::server::{On, PEOPLE, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use store::Accept;
use vtj::population::{InventedPerson, Population};
use vtj::stand_in::{Change, Fault};

everywhere! {
    every_cause_is_told_and_counts_as_a_failure,
    what_the_register_may_not_tell_is_told_as_that,
    an_answer_that_cannot_be_understood_spoils_nobody_else,
    a_record_beyond_all_measure_spoils_nobody_else,
    rows_to_a_person_who_cannot_be_read_are_refused_alone,
    the_registers_data_replace_what_was_sent,
}

on_both_journals! {
    whoever_cannot_be_opened_holds_nobody_back,
}

/// Sends one row about each and gives, once the register has answered, why each is not identified.
async fn causes(registry: &Registry, rows: &[Row]) -> Vec<Option<FailureCause>> {
    let university = registry.university().await;
    let number = university.import(rows).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let mut causes = Vec::new();
    for row in university.rows(number).await {
        let found = registry.person(row["henkilo"]["oid"].as_str().unwrap()).await;
        let cause = found.person.failure.map(|failure| failure.cause);
        assert_eq!(cause.is_none(), found.person.identified.len() == 1, "identified, or a cause");
        assert_eq!(row["henkilo"]["oppijanumero"].is_null(), cause.is_some());
        causes.push(cause);
    }
    let failures = causes.iter().filter(|cause| cause.is_some()).count();
    let summary = university.summary(&format!("tuontiId={number}")).await;
    assert_eq!((&summary["virheet"], &summary["yhteensa"]), (&failures.into(), &rows.len().into()));
    assert_eq!((&summary["onnistuneet"], &summary["keskeneraiset"]), (&(rows.len() - failures).into(), &0.into()));
    let only_failures = university.summary(&format!("tuontiId={number}&vainVirheet=true")).await;
    assert_eq!((&only_failures["virheet"], &only_failures["yhteensa"]), (&failures.into(), &failures.into()));
    causes
}

fn named(person: &InventedPerson, first_names: &str, surname: &str, tunniste: &str) -> Row {
    let call_name = first_names.to_owned();
    let names = Names { first_names: first_names.to_owned(), call_name, surname: surname.to_owned() };
    Row { names, ..row_about(person, tunniste) }
}

fn with_hetu(person: &InventedPerson, hetu: events::Hetu, tunniste: &str) -> Row {
    Row { hetu: Some(hetu.as_str().to_owned()), ..row_about(person, tunniste) }
}

async fn every_cause_is_told_and_counts_as_a_failure(on: On) {
    let registry = Registry::start(on).await;
    let everybody = Population::new(oppijaloki::commands::demo::SEED, PEOPLE);
    let person = |n| registry.somebody(n);
    let change = |change| registry.register().change(change).unwrap();
    // Number 5 is here, and has another hetu by now.
    let former = person(5).hetu;
    let separator = former.as_str().chars().nth(6).unwrap();
    let new = events::Hetu::compose(former.birth_date(), separator, 989).unwrap();
    assert_eq!(causes(&registry, &[row_about(&person(5), "holder")]).await, [None]);
    change(Change::ReplaceHetu { old: former, new });
    change(Change::Passivate { hetu: person(2).hetu });
    change(Change::NoName { hetu: person(3).hetu });
    let rename = |n, first: &str, last: &str| Change::Rename {
        hetu: person(n).hetu,
        first_names: Some(first.to_owned()),
        call_name: None,
        surname: Some(last.to_owned()),
    };
    change(rename(6, "Tuulikki Inkeri", "Mäkivaara"));
    change(rename(7, "Tuulikki Inkeri", "Mäkivaara"));
    let test_hetu = events::Hetu::compose(person(1).hetu.birth_date(), century_of(&person(1)), 995).unwrap();
    let rows = [
        row_about(&person(0), "clean"),
        with_hetu(&person(1), test_hetu, "test hetu"),
        row_about(&person(2), "passive"),
        row_about(&person(3), "no name"),
        with_hetu(&person(4), everybody.hetu(PEOPLE + 4), "not in register"),
        with_hetu(&person(5), new, "changed, and another's"),
        named(&person(6), "Tuulikki Inkeri", "Mäkelänvaara", "nearly the same"),
        named(&person(7), "Olavi", "Tervasmäki", "clearly different"),
    ];
    let found = causes(&registry, &rows).await;
    let expected = [
        None,
        Some(FailureCause::TestHetu),
        Some(FailureCause::HetuPassive),
        Some(FailureCause::NoNameInRegister),
        Some(FailureCause::NotInRegister),
        Some(FailureCause::HetuChanged),
        Some(FailureCause::NamesNearlySame),
        Some(FailureCause::NamesClearlyDifferent),
    ];
    assert_eq!(found, expected);
    // Without a hetu there is nothing to ask: at once a failure, and no cause of the register's.
    let university = registry.university().await;
    let number =
        university.import(&[Row { passport: Some("P1".into()), ..foreign_row("Lina", "Berg", "hetuless") }]).await;
    university.resolved(number).await;
    assert_eq!(university.summary(&format!("tuontiId={number}")).await["virheet"], 1);
    // A test hetu is never asked about: everybody else was, once.
    let asked = registry.register().requests();
    assert_eq!((asked.hetus, asked.asked_again), (8, 0));
}

fn century_of(person: &InventedPerson) -> char {
    if person.hetu.birth_date().year() < 2000 { '-' } else { 'A' }
}

async fn what_the_register_may_not_tell_is_told_as_that(on: On) {
    let registry = Registry::start(on).await;
    let person = registry.somebody(11);
    let answer = serde_json::json!({"perustiedot": [{
        "henkilotunnus": person.hetu.as_str(),
        "tietoryhmat": [{"tietoryhma": "HENKILON_NIMI", "turvakiellonAlaisetKentat": ["etunimi", "sukunimi"]}],
    }]});
    registry.register().set_fault(Fault { body: Some(answer.to_string()), ..Fault::default() }).unwrap();
    let found = causes(&registry, &[row_about(&person, "stu-11")]).await;
    assert_eq!(found, [Some(FailureCause::DataWithheld)]);
}

async fn an_answer_that_cannot_be_understood_spoils_nobody_else(on: On) {
    let registry = Registry::start(on).await;
    let fault = Fault {
        poisoned: vec![registry.somebody(21).hetu],
        doubled: vec![registry.somebody(22).hetu],
        missing: vec![registry.somebody(23).hetu],
        strangers: vec![registry.somebody(30).hetu],
        unknown_enum: true,
        blank_padding: true,
        ..Fault::default()
    };
    registry.register().set_fault(fault).unwrap();
    let rows: Vec<Row> = (20..26).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let unreadable = Some(FailureCause::UnreadableAnswer);
    let expected = [None, unreadable, unreadable, Some(FailureCause::NotInRegister), None, None];
    assert_eq!(causes(&registry, &rows).await, expected);
}

async fn a_record_beyond_all_measure_spoils_nobody_else(on: On) {
    let registry = Registry::start(on).await;
    let hetu = registry.somebody(41).hetu;
    let surname = Some("Jylhä".repeat(50_000));
    registry.register().change(Change::Rename { hetu, first_names: None, call_name: None, surname }).unwrap();
    let rows: Vec<Row> = (40..46).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let unreadable = Some(FailureCause::UnreadableAnswer);
    assert_eq!(causes(&registry, &rows).await, [None, unreadable, None, None, None, None]);
    assert_eq!(registry.register().requests().asked_again, 0);
}

/// The key of one person was altered in the vault, and another's is lost: an alarm each, and nobody else's trouble.
async fn whoever_cannot_be_opened_holds_nobody_back(on: On) {
    let mut registry = Registry::start(on).await;
    let university = registry.university().await;
    registry.register().set_fault(Fault { status: Some(500), ..Fault::default() }).unwrap();
    let rows: Vec<Row> = (50..55).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let number = university.import(&rows).await;
    university.resolved(number).await;
    let registered = registry.event_after(0, "PersonRegistered").await;
    let other = registry.event_after(registered.position().0, "PersonRegistered").await;
    let (altered, lost) = (registered.key().unwrap(), other.key().unwrap());
    registry.stop().await;
    let vault = rusqlite::Connection::open(registry.path("vault/vault.db")).unwrap();
    for (change, key) in [("UPDATE keys SET wrapped = zeroblob(length(wrapped))", altered), ("DELETE FROM keys", lost)]
    {
        assert_eq!(vault.execute(&format!("{change} WHERE id = ?1"), [key.0.as_bytes()]), Ok(1));
    }
    drop(vault);
    registry.accept(Accept { older_vault: true, ..Accept::default() });
    registry.start_again().await;
    let university = registry.university().await;
    let others = async || university.summary("").await["onnistuneet"] == 3;
    wait_until("everybody else is identified", SOON, others).await;
    assert_eq!(university.summary("").await["keskeneraiset"], 2);
    let asked = registry.register().requests();
    assert_eq!((asked.hetus, asked.asked_again), (3, 0));
    for why in ["a sealed part was altered", "a key of the vault is lost"] {
        let told = |line: &&str| line.contains(why) && line.contains("a person who waits since an event");
        let told = async || registry.logged().lines().any(|line| told(&line));
        wait_until(&format!("the log says: {why}"), SOON, told).await;
    }
}

/// An event about one person cannot be read: the rows that lead to them are refused, and their import is completed.
async fn rows_to_a_person_who_cannot_be_read_are_refused_alone(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let rows: Vec<Row> = (60..63).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let number = university.import(&rows).await;
    university.resolved(number).await;
    let oid = university.rows(number).await[1]["henkilo"]["oid"].as_str().unwrap().parse().unwrap();
    let unreadable = Draft::new().event(&joined(oid), &[Tag::Person(oid)]).change(|event| event.data = vec![0x01]);
    append(registry.app().store(), unreadable.unit()).await;
    let again = university.import(&rows).await;
    university.resolved(again).await;
    let refused: Vec<(u32, RowRefusal)> = registry
        .events_that_can_be_opened()
        .iter()
        .filter_map(|event| match &event.fact {
            Fact::ImportRowRefused(with) if with.data.import.0 == again => Some((with.data.row, with.data.cause)),
            _ => None,
        })
        .collect();
    assert_eq!(refused, [(1, RowRefusal::PersonUnreadable)]);
    assert_eq!(university.rows_done(again).await, Some((true, 3)));
}

async fn the_registers_data_replace_what_was_sent(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let person = registry.somebody(12);
    let mut row = row_about(&person, "stu-12");
    row.names.first_names = row.names.first_names.to_uppercase();
    (row.language, row.nationalities) = (Some("EN".to_owned()), vec!["999".to_owned()]);
    let number = university.import(&[row]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let learner = university.rows(number).await.remove(0)["henkilo"].take();
    assert_eq!(learner["etunimet"], person.first_names.as_str());
    assert_eq!(learner["sukunimi"], person.surname.as_str());
    assert_ne!(learner["aidinkieli"]["koodi"], "EN");
    assert_ne!(learner["kansalaisuus"][0]["koodi"], "999");
    assert_eq!(learner["syntymaaika"], person.birth_date.to_string());
    // A suspicious century is said beside the cause, and no other separator is tried by itself.
    let old = events::Hetu::compose(born(), '-', 903).unwrap();
    let number = university.import(&[with_hetu(&person, old, "too old")]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let oid = university.rows(number).await.remove(0)["henkilo"]["oid"].as_str().unwrap().to_owned();
    let failure = registry.person(&oid).await.person.failure.unwrap();
    assert_eq!((failure.cause, failure.hint), (FailureCause::NotInRegister, Some(Hint::WrongSeparator)));
    assert!(failure.next_try.is_some(), "the register can be late: it is asked again another day");
}

/// Anyone who was born then would be well over a hundred.
fn born() -> chrono::NaiveDate {
    events::date(1904, 5, 6)
}
