//! The index finds whom the rule finds, and nobody else.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use events::Day;

use super::*;
use crate::failures::fold;
use crate::people::fold::{Change, Counted};

/// First names, name used, surname.
const PEOPLE: [(&str, &str, &str); 9] = [
    ("Lina Maria", "Lina", "Berg"),
    ("Lina Maria", "Maria", "Bergström"),
    ("Väinö Åke", "Åke", "Öst"),
    ("ÅKE", "ÅKE", "VÄINÖ"),
    ("Berg", "", "Lina"),
    ("Maria Berg", "Berg", ""),
    ("Elena", "Elena", "de la Cruzito"),
    ("Sean", "Sean", "O\u{2019}Kaihi"),
    ("İbrahim", "İbrahim", "Dương"),
];

fn names((first, call, last): &(&str, &str, &str)) -> Names {
    Names { first_names: (*first).to_owned(), call_name: (*call).to_owned(), surname: (*last).to_owned() }
}

fn change((key, names): (usize, Names)) -> Change {
    let after = Counted { status: domain::Status::Failed, organisations: 1, counted: true, failing: None };
    let (imports, gained) = (Vec::new(), Vec::new());
    Change { key: key as PersonKey, before: None, after, imports, gained, names: Some(names), found_by: None }
}

fn write(connection: &Connection, names: Vec<Names>) {
    let changes: Vec<Change> = names.into_iter().enumerate().map(change).collect();
    fold::write(connection, Day(events::date(2026, 1, 1)), &changes, true).unwrap();
}

fn tables() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(include_str!("table.sql")).unwrap();
    connection.execute_batch(include_str!("indexes.sql")).unwrap();
    connection
}

fn list() -> (Connection, Vec<Names>) {
    let (connection, names) = (tables(), PEOPLE.iter().map(names).collect::<Vec<_>>());
    write(&connection, names.clone());
    (connection, names)
}

fn index(connection: &Connection) -> Vec<(String, PersonKey)> {
    let mut all = connection.prepare("SELECT word, person FROM failure_words ORDER BY word, person").unwrap();
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_index_and_the_rule_find_the_same() {
    let (connection, names) = list();
    let all = [
        "b",
        "lina",
        "LI",
        "maria",
        "åke",
        "Å",
        "väinö",
        "berg li",
        "lina berg",
        "lina maria",
        "ö",
        "%",
        "",
        "x",
        "berg lina maria",
        "lina maria b",
        "mar",
        "berg x",
        "be mar",
        "åke väinö",
        "de la cruzito",
        "Cruzito, Elena",
        "elena de la",
        "o'kaihi",
        "okaihi",
        "kaihi sean",
        "ibrahim duong",
        "duong",
        "lina lina",
    ];
    for typed in all {
        let search = SearchWords::of(typed);
        let fitting: Vec<PersonKey> =
            (0..).zip(&names).filter(|(_, names)| search.find(words_of(names).as_str())).map(|(key, _)| key).collect();
        assert_eq!(everybody(&search, &connection, 100).unwrap(), Some(fitting.clone()), "{typed}");
        let found: Vec<PersonKey> =
            (0..names.len() as PersonKey).filter(|key| finds_listed(&search, &connection, *key).unwrap()).collect();
        assert_eq!(found, fitting, "{typed}");
    }
    let found = |typed: &str| everybody(&SearchWords::of(typed), &connection, 100).unwrap().unwrap();
    assert_eq!((found("maria"), found("lina berg")), (vec![0, 1, 5], vec![0, 1, 4]));
    assert_eq!((found("Cruzito, Elena"), found("O Kaihi"), found("duong ibrahim")), (vec![6], vec![7], vec![8]));
}

#[test]
fn too_many_are_not_listed() {
    let (connection, _) = list();
    assert_eq!(everybody(&SearchWords::of("l"), &connection, 3).unwrap(), None);
    assert_eq!(everybody(&SearchWords::of("l"), &connection, 4).unwrap(), Some(vec![0, 1, 4, 6]));
}

#[test]
fn nothing_is_left_of_names_that_are_changed_or_gone() {
    let (connection, mut names) = list();
    let fresh = tables();
    names[1].surname = "Öhman".to_owned();
    for gone in [2, 4] {
        names[gone] = Names::default();
    }
    write(&connection, names.clone());
    write(&fresh, names);
    assert_eq!(index(&connection), index(&fresh));
    assert!(!index(&connection).iter().any(|(word, person)| word == "bergstrom" || *person == 2 || *person == 4));
}

#[test]
fn an_index_made_at_once_is_the_same() {
    let (connection, names) = list();
    let rebuilt = tables();
    for (person, names) in (0..).zip(&names) {
        add(&rebuilt, person, names).unwrap();
    }
    assert_eq!(index(&rebuilt), []);
    index_everybody(&rebuilt).unwrap();
    assert_eq!(index(&rebuilt), index(&connection));
}
