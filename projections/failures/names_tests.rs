//! The index finds whom the rule finds, and nobody else.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use events::Day;

use super::*;
use crate::failures::fold;
use crate::people::fold::{Change, Standing};

/// First names, name used, surname.
const PEOPLE: [(&str, &str, &str); 6] = [
    ("Lina Maria", "Lina", "Berg"),
    ("Lina Maria", "Maria", "Bergström"),
    ("Väinö Åke", "Åke", "Öst"),
    ("ÅKE", "ÅKE", "VÄINÖ"),
    ("Berg", "", "Lina"),
    ("Maria Berg", "Berg", ""),
];

fn list() -> (Connection, Vec<Names>) {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(include_str!("table.sql")).unwrap();
    connection.execute_batch(include_str!("indexes.sql")).unwrap();
    let names: Vec<Names> = PEOPLE
        .iter()
        .map(|(first, call, last)| Names {
            first_names: (*first).to_owned(),
            call_name: (*call).to_owned(),
            surname: (*last).to_owned(),
        })
        .collect();
    let after = Standing { status: domain::Status::Failed, organisations: 1, imported: true, failing: None };
    let change = |(key, names): (usize, &Names)| Change {
        key: key as PersonKey,
        before: None,
        after,
        imports: Vec::new(),
        names: Some(names.clone()),
    };
    let changes: Vec<Change> = names.iter().enumerate().map(change).collect();
    fold::write(&connection, Day(jiff::civil::date(2026, 1, 1)), &changes).unwrap();
    (connection, names)
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
        "maria",
        "ö",
        "%",
        "berg lina maria",
        "lina maria berg",
        "lina maria b",
        "mar",
        "x",
        "berg x",
        "be mar",
        "åke väinö",
    ];
    for typed in all {
        let words = Words::of(typed);
        let fitting: Vec<PersonKey> =
            (0..).zip(&names).filter(|(_, names)| words.begin_names(names)).map(|(key, _)| key).collect();
        assert_eq!(words.everybody(&connection, 100).unwrap(), Some(fitting.clone()), "{typed}");
        let found: Vec<PersonKey> =
            (0..names.len() as PersonKey).filter(|key| words.find(&connection, *key).unwrap()).collect();
        assert_eq!(found, fitting, "{typed}");
    }
    let found = |typed: &str| Words::of(typed).everybody(&connection, 100).unwrap().unwrap();
    assert_eq!((found("maria"), found("lina berg")), (vec![1, 5], vec![0, 1, 4]));
}

#[test]
fn too_many_are_not_listed() {
    let (connection, _) = list();
    assert_eq!(Words::of("l").everybody(&connection, 2).unwrap(), None);
    assert_eq!(Words::of("l").everybody(&connection, 3).unwrap(), Some(vec![0, 1, 4]));
}
