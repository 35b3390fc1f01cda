//! A walk gives what a plain look at all rows gives, from any place, for any scope and day.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use super::*;

/// More than a few pieces of each set; several at the same instant; some ended, and some standing again.
const PEOPLE: i64 = 700;

fn day(day: u32) -> Day {
    Day(events::date(2026, 1, day))
}

/// A list of people who came on the days 1–9, every third of whom left on a later day.
fn list() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(include_str!("table.sql")).unwrap();
    connection.execute_batch(include_str!("indexes.sql")).unwrap();
    let mut insert = connection.prepare("INSERT INTO failures VALUES (?1, ?2, ?3, ?4, ?5, ?6)").unwrap();
    for person in 0..PEOPLE {
        let (mixed, set) = (person * 7_919 % 1_000, person % 5);
        let began = day((1 + mixed % 9) as u32).number();
        let ended = (person % 3 == 0).then(|| began + 1 + (mixed % 4) as i32);
        insert.execute(params![person, began, ended, mixed / 3, 0, set]).unwrap();
        if let Some(again) = ended.filter(|_| person % 2 == 0) {
            insert.execute(params![person, again + 2, None::<i32>, mixed / 3 + 1_000, 0, set]).unwrap();
        }
    }
    drop(insert);
    connection
}

fn walked(connection: &Connection, sets: Option<&[i64]>, day: Option<Day>, after: Option<Place>) -> Vec<Place> {
    let sets = sets.map(|sets| sets.iter().copied().collect());
    let mut walk = Walk::begin(connection, sets, day, after).unwrap();
    std::iter::from_fn(|| walk.next().unwrap().map(|entry| entry.place)).collect()
}

fn looked_at(connection: &Connection, sets: Option<&[i64]>, day: Option<Day>) -> Vec<Place> {
    let mut all = connection.prepare("SELECT since, person, organisations, began, ended FROM failures").unwrap();
    let mut rows = all.query([]).unwrap();
    let mut places = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let (set, began): (i64, i32) = (row.get(2).unwrap(), row.get(3).unwrap());
        let ended: Option<i32> = row.get(4).unwrap();
        let stands =
            day.map_or(ended.is_none(), |day| began <= day.number() && ended.is_none_or(|ended| ended > day.number()));
        if stands && sets.is_none_or(|sets| sets.contains(&set)) {
            places.push(Place { since: row.get(0).unwrap(), person: row.get(1).unwrap() });
        }
    }
    places.sort_unstable_by(|a, b| b.cmp(a));
    places
}

#[test]
fn a_walk_is_the_whole_list_in_order_from_any_place() {
    let connection = list();
    let scopes: [Option<&[i64]>; 5] = [None, Some(&[]), Some(&[3]), Some(&[0, 4]), Some(&[0, 1, 2, 3, 4, 77])];
    let days = [None, Some(day(1)), Some(day(5)), Some(day(9)), Some(day(20))];
    for (sets, day) in scopes.iter().flat_map(|sets| days.iter().map(move |day| (*sets, *day))) {
        let expected = looked_at(&connection, sets, day);
        assert!(walked(&connection, sets, day, None) == expected, "{sets:?} {day:?}");
        for at in [0, 1, 63, 64, 65, 200].into_iter().filter(|at| *at < expected.len()) {
            assert!(walked(&connection, sets, day, Some(expected[at])) == expected[at + 1..], "{sets:?} {day:?} {at}");
        }
    }
    assert!(looked_at(&connection, None, Some(day(5))).len() > 200, "the days are worth a walk");
}

#[test]
fn a_scope_of_very_many_sets_is_walked_too() {
    let connection = list();
    let many: Vec<i64> = (2..3 + MOST_SETS as i64).collect();
    assert!(many.len() > MOST_SETS);
    assert!(walked(&connection, Some(&many), None, None) == looked_at(&connection, Some(&many), None));
}
