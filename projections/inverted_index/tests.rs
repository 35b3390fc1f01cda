//! An index that is kept, whatever happens to it, says what a map of the same keys says.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const INDEX: InvertedIndex = InvertedIndex("search_index");

fn connection() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(include_str!("../search/table.sql")).unwrap();
    connection
}

fn between(connection: &Connection, from: &str, to: &str) -> Vec<(String, PersonKey)> {
    all(INDEX.range(connection, from.as_bytes(), to.as_bytes()).unwrap())
}

fn all(mut range: Merge<'_>) -> Vec<(String, PersonKey)> {
    let mut found = Vec::new();
    while let Some((key, person)) = range.next().unwrap() {
        found.push((String::from_utf8(key.to_vec()).unwrap(), person));
    }
    found
}

/// Words of people, one after the other; the same person may come again with others.
fn changes() -> impl Strategy<Value = Vec<(PersonKey, BTreeSet<String>)>> {
    let words = prop::collection::btree_set("[a-c]{1,3}", 0..5);
    prop::collection::vec((0..40_i64, words), 0..160)
}

proptest! {
    #[test]
    fn every_range_is_that_of_a_map(changes in changes(), from in "[a-c]{0,2}", to in "[b-d]{1,2}", few in 1..4_usize) {
        let connection = connection();
        let mut known = vec![BTreeSet::new(); 40];
        for (person, words) in changes {
            let before: Vec<String> = known[person as usize].iter().cloned().collect();
            let after: Vec<String> = words.iter().cloned().collect();
            INDEX.changing(&connection).change(person, &before, &after).unwrap();
            INDEX.settle(&connection).unwrap();
            known[person as usize] = words;
        }
        let pairs = known.iter().enumerate().flat_map(|(person, words)| words.iter().map(move |word| (word.clone(), person as PersonKey)));
        let pairs: BTreeSet<(String, PersonKey)> = pairs.collect();
        let of_range = |(word, _): &&(String, PersonKey)| *from <= **word && **word < *to;
        let range: Vec<_> = pairs.iter().filter(of_range).cloned().collect();
        prop_assert_eq!(between(&connection, &from, &to), range.clone());
        let people = |most| INDEX.people(&connection, from.as_bytes(), to.as_bytes(), most).unwrap();
        let (entries, of_people) = people(range.len()).unwrap();
        prop_assert_eq!(entries, range.len());
        prop_assert!((0..40).all(|person| of_people.contains(bit(person)) == range.iter().any(|pair| pair.1 == person)));
        prop_assert!(range.is_empty() || people(range.len() - 1).is_none());
        let some: FixedBitSet = (0..40).step_by(3).collect();
        let among = INDEX.range_among(&connection, from.as_bytes(), to.as_bytes(), &some).unwrap();
        prop_assert_eq!(all(among), range.into_iter().filter(|(_, person)| person % 3 == 0).collect::<Vec<_>>());

        let keys: Vec<&str> = BTreeSet::from([from.as_str(), "b", "ca"]).into_iter().collect();
        let expected = |key: &str| -> BTreeSet<PersonKey> {
            pairs.iter().filter(|(word, _)| word == key).map(|(_, person)| *person).collect()
        };
        for most in [few, usize::MAX] {
            let mut holders: Vec<(&str, BTreeSet<PersonKey>)> = Vec::new();
            INDEX.holders(&connection, &keys, most, |key, people| {
                holders.push((*key, people.iter().copied().collect()));
            }).unwrap();
            prop_assert!(holders.iter().map(|(key, _)| *key).eq(keys.iter().copied()));
            for (key, found) in holders {
                let all = expected(key);
                prop_assert!(found.is_subset(&all) && found.len() == most.min(all.len()), "{} {:?}", key, found);
            }
        }

        // Written at once, it is the same.
        let fresh = self::connection();
        let mut entries = Entries::default();
        pairs.iter().rev().for_each(|(word, person)| entries.add(word.as_bytes(), *person));
        INDEX.write_all(&fresh, &mut entries).unwrap();
        prop_assert_eq!(between(&fresh, "", "z"), between(&connection, "", "z"));
    }
}

#[test]
fn runs_stay_few_however_many_people_come() {
    let connection = connection();
    for person in 0..10_000 {
        INDEX
            .changing(&connection)
            .change::<&str>(person, &[], &[&format!("name{}", person * 7 % 1_000), "all"])
            .unwrap();
        INDEX.settle(&connection).unwrap();
    }
    assert!(INDEX.runs(&connection).unwrap().len() < 4 * RUNS);
    let everybody = between(&connection, "all", "alm");
    assert!(everybody.iter().map(|(_, person)| *person).eq(0..10_000));
}

#[test]
fn a_key_that_is_very_long_is_found_by_its_beginning() {
    let connection = connection();
    let long = "x".repeat(5_000);
    INDEX.changing(&connection).change::<&str>(1, &[], &[&long]).unwrap();
    assert_eq!(between(&connection, "xxx", "xxy").len(), 1);
    INDEX.changing(&connection).change::<&str>(1, &[&long], &[]).unwrap();
    assert_eq!(between(&connection, "", "z"), []);
}

#[test]
fn nothing_is_left_of_a_person_whose_keys_are_taken_out() {
    let connection = connection();
    let words = |person: PersonKey| [format!("first{person}"), "last".to_owned()];
    for person in 0..200 {
        INDEX.changing(&connection).change(person, &[], &words(person)).unwrap();
        INDEX.settle(&connection).unwrap();
    }
    for person in 0..200 {
        INDEX.changing(&connection).change(person, &words(person), &[]).unwrap();
        INDEX.settle(&connection).unwrap();
    }
    let left = |table: &str| {
        connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u64>(0)).unwrap()
    };
    assert_eq!((left("search_index_pieces"), left("search_index_waiting")), (0, 0));
}
