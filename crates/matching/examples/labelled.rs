//! How well the rules find records of one person in files whose records are labelled: recall among the ten likeliest, how
//! many are compared for it, and precision, recall and F1 of the pairs that would be proposed.
//!
//! `cargo run --release -p matching --example labelled -- A.csv [B.csv]`
//!
//! Columns are named in the first line: `rec_id` (the records of one person have the same second part between hyphens:
//! `rec-12-org`, `rec-12-dup-0`), `given_name`, `surname`, `date_of_birth` (`yyyyMMdd` or `yyyy-MM-dd`), and where there
//! are any `call_name`, `sex`, and `kind`, by which records are counted apart. Others are passed over. It is the form of
//! the FEBRL data sets. `docs/operations/duplicates.md` has the figures.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;

use events::Day;
use matching::{Block, Choice, HeldNames, Likeness, OF_ONE_KEY, POSSIBLE, PROPOSED, asked_blocks, blocks, score};

/// Candidates of one record.
const CANDIDATES: usize = 10;
/// Of records without another one of their person, about so many are asked about.
const ASKED: usize = 2_000;

struct Record {
    person: String,
    first_names: String,
    call_name: String,
    surname: String,
    birth_date: Option<Day>,
    sex: Option<String>,
    kind: String,
}

impl Record {
    fn likeness(&self) -> Likeness<'_> {
        let names = HeldNames { first_names: &self.first_names, surname: &self.surname, former_surnames: &[] };
        let (call_name, sex) = (&*self.call_name, self.sex.as_deref());
        Likeness { call_name, birth_date: self.birth_date, sex, ..Likeness::of_names(names) }
    }
}

/// Records by their keys, in order.
struct Index<'r> {
    records: &'r [Record],
    entries: Vec<(Block, u32)>,
}

impl Index<'_> {
    fn of(records: &[Record]) -> Index<'_> {
        let keys =
            |(n, record): (usize, &Record)| blocks(&record.likeness()).into_iter().map(move |key| (key, n as u32));
        let mut entries: Vec<(Block, u32)> = records.iter().enumerate().flat_map(keys).collect();
        entries.sort_unstable();
        Index { records, entries }
    }

    /// Those who may be the same as a record, the likeliest first, and how many it was compared with.
    fn likely(&self, n: usize) -> (Vec<(i16, usize)>, usize) {
        let likeness = self.records[n].likeness();
        let mut choice = Choice::default();
        for key in asked_blocks(&likeness) {
            let from = self.entries.partition_point(|(other, _)| *other < key);
            let holders = self.entries[from..].iter().take_while(|(other, _)| *other == key).map(|(_, who)| *who);
            choice.add(&holders.take(OF_ONE_KEY + 1).collect::<Vec<_>>());
        }
        let others: Vec<usize> = choice.chosen().into_iter().map(|who| who as usize).filter(|who| *who != n).collect();
        let compared = others.len();
        let points = |other: usize| (score(&likeness, &self.records[other].likeness()).points, other);
        let mut likely: Vec<_> = others.into_iter().map(points).filter(|(points, _)| *points >= POSSIBLE).collect();
        likely.sort_by_key(|(points, other)| (Reverse(*points), *other));
        (likely, compared)
    }
}

/// What was found of records of which there is another one.
#[derive(Default)]
struct Counts {
    wanted: u64,
    found: u64,
    proposed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut records = Vec::new();
    for path in std::env::args().skip(1) {
        read(&path, &mut records)?;
    }
    let mut of_person: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, record) in records.iter().enumerate() {
        of_person.entry(&record.person).or_default().push(n);
    }
    let index = Index::of(&records);
    let (mut all, mut kinds, mut compared) = (Counts::default(), BTreeMap::<&str, Counts>::new(), Vec::new());
    let mut points_of: HashMap<(usize, usize), i16> = HashMap::new();
    let step = (records.len() / ASKED).max(1);
    for (n, record) in records.iter().enumerate() {
        let same = of_person[&*record.person].iter().copied().filter(|other| *other != n);
        if n % step != 0 && same.clone().next().is_none() {
            continue;
        }
        let (likely, looked_at) = index.likely(n);
        compared.push(looked_at);
        points_of.extend(likely.iter().map(|(points, other)| ((n.min(*other), n.max(*other)), *points)));
        for other in same {
            let place = likely.iter().take(CANDIDATES).position(|(_, likely)| *likely == other);
            let kind = record.kind.as_str().max(&records[other].kind);
            for counts in [&mut all, kinds.entry(kind).or_default()] {
                counts.wanted += 1;
                counts.found += u64::from(place.is_some());
                counts.proposed += u64::from(place.is_some_and(|at| likely[at].0 >= PROPOSED));
            }
        }
    }
    compared.sort_unstable();
    let [median, last] = [50, 99].map(|of| compared[compared.len() * of / 100]);
    let keys = index.entries.len() as f64 / records.len() as f64;
    println!("{} records of {keys:.2} keys, {} pairs of one person", records.len(), all.wanted / 2);
    println!("{} asked about; compared with each: median {median}, p99 {last}", compared.len());
    println!("recall among the {CANDIDATES} likeliest {:.4}", all.found as f64 / all.wanted.max(1) as f64);
    for (kind, counts) in kinds.iter().filter(|(kind, _)| !kind.is_empty()) {
        println!("  {kind}: {} of {} found, {} proposed", counts.found, counts.wanted, counts.proposed);
    }
    for least in (30..=90).step_by(4) {
        report(&records, &points_of, least, (all.wanted / 2) as f64);
    }
    Ok(())
}

fn report(records: &[Record], points_of: &HashMap<(usize, usize), i16>, least: i16, real: f64) {
    let is_right = |(a, b): &(usize, usize)| records[*a].person == records[*b].person;
    let proposed: Vec<_> = points_of.iter().filter(|(_, points)| **points >= least).map(|(pair, _)| pair).collect();
    let right = proposed.iter().filter(|pair| is_right(pair)).count() as f64;
    let (precision, recall) = (right / proposed.len().max(1) as f64, right / real.max(1.0));
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
    let here = if least == PROPOSED { "  <- proposed" } else { "" };
    println!("from {least} points: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}{here}");
}

fn read(path: &str, records: &mut Vec<Record>) -> Result<(), Box<dyn Error>> {
    let mut file = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path)?;
    let headers = file.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let needed = |name: &str| column(name).ok_or(format!("no column {name}"));
    let (id, given, surname, born) =
        (needed("rec_id")?, needed("given_name")?, needed("surname")?, needed("date_of_birth")?);
    for row in file.records() {
        let row = row?;
        let text = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let more = |name: &str| column(name).map(text).unwrap_or_default();
        records.push(Record {
            person: text(id).split('-').nth(1).unwrap_or_default().to_owned(),
            first_names: text(given),
            call_name: more("call_name"),
            surname: text(surname),
            birth_date: day(&text(born)),
            sex: Some(more("sex")).filter(|sex| !sex.is_empty()),
            kind: more("kind"),
        });
    }
    Ok(())
}

fn day(text: &str) -> Option<Day> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    format!("{year}-{month}-{day}").parse().ok()
}
