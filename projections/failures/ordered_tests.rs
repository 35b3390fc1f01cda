//! A walk along an index gives what sorting all lines gives, from any place and in both directions.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use super::*;
use crate::organisation_sets::query::Scope;

/// More than are gathered, with many equals in every column.
const PEOPLE: i64 = 200;

fn list() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    for sql in [
        include_str!("../organisation_sets/table.sql"),
        include_str!("../people/table.sql"),
        include_str!("../queue/table.sql"),
        include_str!("../queue/indexes.sql"),
    ] {
        connection.execute_batch(sql).unwrap();
    }
    let organisation = |n: i64| format!("[\"1.2.246.562.10.9000000001{n}\"]");
    for set in 0..2 {
        connection.execute("INSERT INTO organisation_sets VALUES (?1, ?2)", params![set, organisation(set)]).unwrap();
    }
    let mut insert = connection.prepare("INSERT INTO queue VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)").unwrap();
    let mut ages = connection
        .prepare("INSERT INTO queue_ages VALUES (?1, ?2, 20260101, 1) ON CONFLICT DO UPDATE SET people = people + 1")
        .unwrap();
    let mut keys = connection.prepare("INSERT INTO people_by_oid VALUES (?1, ?2)").unwrap();
    for person in 1..=PEOPLE {
        let mixed = person * 7_919 % 101;
        let (set, cause) = (i64::from(mixed > 5), mixed % 3);
        let name = format!("{}\u{1}x", ["berg", "aho", "}st"][(mixed % 3) as usize]);
        let number = oid(person).number();
        insert.execute(params![person, set, cause, mixed % 13, name, mixed % 7, mixed % 5, number]).unwrap();
        ages.execute(params![set, cause]).unwrap();
        keys.execute(params![number, person]).unwrap();
    }
    drop((insert, ages, keys));
    connection
}

/// OIDs are drawn: their order is not that in which people were registered.
fn oid(person: i64) -> PersonOid {
    PersonOid::issue(2_000_000_000 + (person as u64 * 7_919 % 10_007))
}

fn question(scope: Scope) -> Question {
    let (as_of, cause, import, search) = (None, None, None, None);
    Question { scope, as_of, cause, import, since_before: None, since_from: None, modified_since: None, search }
}

fn order(column: Column, descending: bool) -> Order {
    let legs = match column {
        Column::Cause => vec![2, 0, 1],
        Column::Organisations => vec![1, 2, 0],
        _ => Vec::new(),
    };
    Order { column, descending, legs }
}

const COLUMNS: [Column; 7] =
    [Column::Since, Column::Name, Column::Born, Column::Import, Column::Cause, Column::Oid, Column::Organisations];

/// Everybody in order, all at once.
fn sorted(list: &List<'_>, question: &Question) -> Vec<PersonKey> {
    let all = "SELECT since, person, cause, organisations, 0 FROM queue";
    let mut find = list.connection.prepare(all).unwrap();
    let entries = find.query_map([], Entry::read).unwrap().map(Result::unwrap);
    let met = entries.filter(|entry| list.sets.as_ref().is_none_or(|sets| sets.contains(&entry.set)));
    let from = From { place: None, skip: 0, back: false };
    let met = met.filter(|entry| question.cause.is_none_or(|cause| cause.number() == entry.cause)).collect();
    list.sorted(met, from, usize::MAX).unwrap().0.iter().map(|entry| entry.place.person).collect()
}

#[test]
fn a_walk_is_the_sorted_list_from_any_place_and_in_both_directions() {
    let connection = list();
    let many = Scope::Organisations(["1.2.246.562.10.90000000011".parse().unwrap()].into());
    for (scope, column, descending) in [Scope::Everybody, many].iter().flat_map(|scope| {
        COLUMNS.into_iter().flat_map(move |column| [true, false].map(|descending| (scope, column, descending)))
    }) {
        let (question, order) = (question(scope.clone()), order(column, descending));
        let (answering, sets) = begin(&connection, &question).unwrap();
        let list = List::new(&connection, answering, &order, sets);
        assert!(list.few(&question).unwrap().is_none(), "a walk is what this is about");
        let expected = sorted(&list, &question);
        let page = |start: Start, limit| -> Vec<PersonKey> {
            let (entries, total) = list.page(&question, &start, limit).unwrap();
            assert!(total.is_none_or(|total| total == expected.len() as u64));
            entries.iter().map(|entry| entry.place.person).collect()
        };
        let told = format!("{column:?} {descending}");
        assert_eq!(page(Start::Skip(0), usize::MAX), expected, "{told}");
        for at in [0, 6, 7, 60, expected.len() - 1] {
            assert_eq!(page(Start::Skip(at as u64), 10), expected[at..].iter().take(10).copied().collect::<Vec<_>>());
            assert_eq!(page(Start::After(oid(expected[at]), 0), 500), expected[at + 1..], "{told} {at}");
            let before: Vec<PersonKey> = expected[..at].iter().rev().copied().collect();
            assert_eq!(page(Start::Before(oid(expected[at])), 500), before, "{told} {at}");
        }
        assert_eq!(page(Start::After(oid(9_999), 3), 5), expected[3..8], "who has left is skipped to");
    }
}

#[test]
fn a_letter_and_a_day_are_jumped_to() {
    let connection = list();
    let first = |column, descending, start| {
        let (question, order) = (question(Scope::Everybody), order(column, descending));
        let (answering, sets) = begin(&connection, &question).unwrap();
        let list = List::new(&connection, answering, &order, sets);
        let entry = list.page(&question, &start, 1).unwrap().0.remove(0);
        let name =
            connection.query_row("SELECT name FROM queue WHERE person = ?1", [entry.place.person], |row| row.get(0));
        (name.unwrap(), entry.place.since)
    };
    let letter = |letter: &str, descending| -> (String, i64) {
        first(Column::Name, descending, Start::Letter(letter.to_owned()))
    };
    assert!(letter("b", false).0.starts_with("berg") && letter("B", true).0.starts_with("berg"));
    assert!(letter("c", false).0.starts_with("}st") && letter("Ö", true).0.starts_with("}st"));
    assert_eq!(first(Column::Since, true, Start::Until(Instant::from_millis(5))).1, 5);
    assert_eq!(first(Column::Since, false, Start::Until(Instant::from_millis(5))).1, 5);
}
