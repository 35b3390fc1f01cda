//! How well the rules find records of one person in files whose records are labelled: recall among the ten likeliest, and
//! precision, recall and F1 of the pairs that would be proposed.
//!
//! `cargo run --release -p matching --example labelled -- A.csv [B.csv]`
//!
//! Columns are named in the first line: `rec_id` (the records of one person have the same second part between hyphens:
//! `rec-12-org`, `rec-12-dup-0`), `given_name`, `surname`, `date_of_birth` (`yyyyMMdd` or `yyyy-MM-dd`). Others are
//! passed over. It is the form of the FEBRL data sets. `docs/operations/duplicates.md` has the figures.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::error::Error;

use events::Day;
use matching::{Block, HeldNames, Likeness, POSSIBLE, blocks, score};

/// As in the registry: a key that more records have says too little.
const OF_ONE_KEY: usize = 60;
/// Candidates of one record.
const CANDIDATES: usize = 10;

struct Record {
    person: String,
    first_names: String,
    surname: String,
    birth_date: Option<Day>,
}

impl Record {
    fn likeness(&self) -> Likeness<'_> {
        let names = HeldNames { first_names: &self.first_names, surname: &self.surname, former_surnames: &[] };
        Likeness { birth_date: self.birth_date, ..Likeness::of_names(names) }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut records = Vec::new();
    for path in std::env::args().skip(1) {
        read(&path, &mut records)?;
    }
    let mut by_key: HashMap<Block, Vec<usize>> = HashMap::new();
    for (n, record) in records.iter().enumerate() {
        for key in blocks(&record.likeness()) {
            by_key.entry(key).or_default().push(n);
        }
    }
    let mut of_person: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, record) in records.iter().enumerate() {
        of_person.entry(&record.person).or_default().push(n);
    }
    let (mut wanted, mut found, mut compared) = (0_u64, 0_u64, 0_u64);
    let mut points_of: HashMap<(usize, usize), i16> = HashMap::new();
    for (n, record) in records.iter().enumerate() {
        let likeness = record.likeness();
        let own = blocks(&likeness);
        let holders = own.iter().filter_map(|key| by_key.get(key));
        let near: BTreeSet<usize> = holders.flat_map(|all| all.iter().copied().take(OF_ONE_KEY)).collect();
        let mut likely: Vec<(i16, usize)> = near
            .into_iter()
            .filter(|other| *other != n)
            .map(|other| (score(&likeness, &records[other].likeness()).points, other))
            .inspect(|_| compared += 1)
            .filter(|(points, _)| *points >= POSSIBLE)
            .collect();
        likely.sort_by_key(|(points, other)| (std::cmp::Reverse(*points), *other));
        for (points, other) in &likely {
            points_of.insert((n.min(*other), n.max(*other)), *points);
        }
        let likeliest: HashSet<usize> = likely.iter().take(CANDIDATES).map(|(_, other)| *other).collect();
        for other in of_person[record.person.as_str()].iter().filter(|other| **other != n) {
            wanted += 1;
            found += u64::from(likeliest.contains(other));
        }
    }
    let real = (wanted / 2) as f64;
    println!("{} records, {real} pairs of one person, {compared} comparisons", records.len());
    println!("recall among the {CANDIDATES} likeliest {:.4}", found as f64 / wanted.max(1) as f64);
    for least in (30..=90).step_by(4) {
        let proposed = points_of.iter().filter(|(_, points)| **points >= least);
        let (mut all, mut right) = (0_u64, 0_u64);
        for ((a, b), _) in proposed {
            all += 1;
            right += u64::from(records[*a].person == records[*b].person);
        }
        let (precision, recall) = (right as f64 / all.max(1) as f64, right as f64 / real.max(1.0));
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
        let here = if least == matching::PROPOSED { "  <- proposed" } else { "" };
        println!("from {least} points: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}{here}");
    }
    Ok(())
}

fn read(path: &str, records: &mut Vec<Record>) -> Result<(), Box<dyn Error>> {
    let mut file = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path)?;
    let headers = file.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name).ok_or(format!("no column {name}"));
    let (id, given) = (column("rec_id")?, column("given_name")?);
    let (surname, born) = (column("surname")?, column("date_of_birth")?);
    for row in file.records() {
        let row = row?;
        let text = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let person = text(id).split('-').nth(1).unwrap_or_default().to_owned();
        records.push(Record { person, first_names: text(given), surname: text(surname), birth_date: day(&text(born)) });
    }
    Ok(())
}

fn day(text: &str) -> Option<Day> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    format!("{year}-{month}-{day}").parse().ok()
}
