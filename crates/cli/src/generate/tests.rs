//! Are the rows what their labels say?

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use domain::code_sets::CodeSets;
use events::Hetu;
use events::codes::ConflictKind;
use events::date;
use events::person::{Names, SentRow};
use matching::{HeldNames, Verdict};
use vtj::population::{CAPACITY, Population};
use web::onr::import_body::{read_oppija_import, read_yleistunniste_import};

use super::*;

const TODAY: NaiveDate = date(2026, 11, 22);

fn everything(interface: Interface, rows: u64) -> Options {
    let mix = Mix::typical().with_malformed().and_then(|mix| mix.with(Kind::Known, 2_000)).unwrap();
    Options { interface, first_person: 500, mix, ..Options::new(1, 40_000, rows) }
}

fn made(options: &Options) -> Vec<Generated> {
    rows(options).collect()
}

fn body(made: &[Generated], interface: Interface) -> String {
    let rows = made.iter().map(|made| &made.row);
    match interface {
        Interface::Oppija => to_oppija_json(rows, None),
        Interface::Yleistunniste => to_yleistunniste_json(rows, None),
    }
}

/// FNV-1a over the body, the CSV and the labels.
fn sum(options: &Options) -> u64 {
    let made = made(options);
    let mut csv = Writer::new(Vec::new(), Format::Csv, options.interface, None).unwrap();
    made.iter().for_each(|made| csv.write(&made.row).unwrap());
    let labels: Vec<u8> = made.iter().flat_map(|made| serde_json::to_vec(&made.truth).unwrap()).collect();
    let all = [body(&made, options.interface).into_bytes(), csv.finish().unwrap(), labels].concat();
    all.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Fails when any seed gives other rows or labels than it did: draws, people and the rules for names are all in it.
/// Anyone who means that raises [`VERSION`] and writes the new sums here.
#[test]
fn rows_are_the_same_as_ever() {
    let sums = [
        sum(&Options::plain(7, 1_000, 500)),
        sum(&everything(Interface::Oppija, 3_000)),
        sum(&everything(Interface::Yleistunniste, 3_000)),
    ];
    assert_eq!((VERSION, sums), (2, [6368440747775722345, 7671726058738170446, 4781878123373213488]));
}

#[test]
fn plain_rows_are_clean_and_each_about_another() {
    let made = made(&Options::plain(3, 2_000, 2_000));
    let people: HashSet<Who> = made.iter().map(|made| made.truth.person).collect();
    assert_eq!((made.len(), people.len()), (2_000, 2_000));
    assert!(made.iter().all(|made| made.truth.kind == Kind::Clean && made.truth.expect == Expect::Identified));
    let tunnisteet: HashSet<_> = made.iter().map(|made| made.row.tunniste.clone()).collect();
    assert_eq!(tunnisteet.len(), 2_000);
}

#[test]
fn kinds_come_in_their_shares() {
    for interface in [Interface::Oppija, Interface::Yleistunniste] {
        let options = everything(interface, 20_000);
        let mut counts: BTreeMap<Kind, u32> = BTreeMap::new();
        rows(&options).for_each(|made| *counts.entry(made.truth.kind).or_default() += 1);
        for kind in Kind::all().filter(|kind| *kind != Kind::Clean) {
            let wanted = f64::from(options.mix.share(kind)) * 0.2;
            let count = f64::from(counts.get(&kind).copied().unwrap_or_default());
            if !kind.fits(interface) {
                assert_eq!(count, 0.0, "{}", kind.name());
                continue;
            }
            // Four standard deviations, and some are given up where a name has no room for the noise.
            let spread = 4.0 * wanted.sqrt();
            assert!((wanted * 0.85 - spread..wanted + spread).contains(&count), "{} {count} of {wanted}", kind.name());
        }
    }
}

#[test]
fn well_formed_rows_pass_the_servers_checks_and_malformed_ones_break_their_rule() {
    let codes = CodeSets::shipped().unwrap();
    for interface in [Interface::Oppija, Interface::Yleistunniste] {
        let mut faults = HashSet::new();
        for made in rows(&everything(interface, 8_000)) {
            let body = body(std::slice::from_ref(&made), interface);
            let read = match interface {
                Interface::Oppija => read_oppija_import(body.as_bytes(), TODAY, &codes),
                Interface::Yleistunniste => read_yleistunniste_import(body.as_bytes(), TODAY),
            };
            let Some(fault) = made.truth.fault else {
                assert!(read.is_ok(), "{:?}: {}", made.truth.kind, read.unwrap_err());
                continue;
            };
            assert_eq!((made.truth.kind, made.truth.expect), (Kind::Malformed, Expect::Refused));
            let told = format!("{:?}", read.unwrap_err());
            assert!(told.contains(made.truth.field.unwrap()), "{fault:?}: {told}");
            faults.insert(fault);
        }
        assert_eq!(faults.len(), if interface == Interface::Oppija { 10 } else { 9 });
    }
}

/// What the registry would hold, as far as the labels tell of it.
#[derive(Default)]
struct Registry {
    by_hetu: HashMap<Hetu, usize>,
    by_passport: HashMap<String, usize>,
    by_email: HashMap<String, usize>,
    held: Vec<Names>,
}

impl Registry {
    /// Resolves a row as `domain::match_row` does: by hetu, passport, e-mail, in this order.
    fn resolve(&mut self, row: &SentRow) -> (Option<usize>, Vec<ConflictKind>) {
        let hits = [
            row.hetu.as_ref().and_then(|hetu| self.by_hetu.get(hetu)),
            row.passport.as_ref().and_then(|passport| self.by_passport.get(passport)),
            row.email.as_ref().and_then(|email| self.by_email.get(email)),
        ];
        let hits: Vec<usize> = hits.into_iter().flatten().copied().collect();
        let Some(person) = hits.first().copied() else {
            let person = self.held.len();
            self.held.push(row.names.clone());
            self.by_hetu.extend(row.hetu.map(|hetu| (hetu, person)));
            self.by_passport.extend(row.passport.clone().map(|passport| (passport, person)));
            self.by_email.extend(row.email.clone().map(|email| (email, person)));
            return (None, Vec::new());
        };
        let mut conflicts = draft::conflicts(&row.names, &self.held[person], &[]);
        if hits.iter().any(|other| *other != person) {
            conflicts.push(ConflictKind::ContradictingIdentifiers);
        }
        (Some(person), conflicts)
    }
}

/// What becomes of a row, told from the row and the register alone.
fn outcome(row: &SentRow, conflicts: &[ConflictKind], population: &Population) -> Expect {
    if conflicts.contains(&ConflictKind::ContradictingIdentifiers) {
        return Expect::ConflictContradictingIdentifiers;
    }
    if conflicts.contains(&ConflictKind::DifferentName) {
        return Expect::ConflictDifferentName;
    }
    let Some(hetu) = row.hetu else { return Expect::NoHetu };
    if hetu.individual_number() >= 990 {
        return Expect::TestHetu;
    }
    let Some(index) = population.index_of(&hetu) else { return Expect::NotInRegister };
    let person = population.person(index);
    let own = matching::Names { first_names: &row.names.first_names, surname: &row.names.surname };
    let register = HeldNames {
        first_names: &person.first_names,
        surname: &person.surname,
        former_surnames: &person.former_surnames,
    };
    match matching::compare_with_register(own, register).verdict {
        Verdict::Same => Expect::Identified,
        Verdict::NearlySame => Expect::NamesNearlySame,
        Verdict::ClearlyDifferent => Expect::NamesClearlyDifferent,
    }
}

#[test]
fn labels_are_what_the_rules_say() {
    let codes = CodeSets::shipped().unwrap();
    let mut seen: BTreeMap<(Kind, Expect), u32> = BTreeMap::new();
    for interface in [Interface::Oppija, Interface::Yleistunniste] {
        let options = everything(interface, 15_000);
        let population = Population::new(options.seed, options.people);
        let made: Vec<Generated> = rows(&options).filter(|made| made.truth.fault.is_none()).collect();
        let body = body(&made, interface);
        let sent = match interface {
            Interface::Oppija => read_oppija_import(body.as_bytes(), TODAY, &codes),
            Interface::Yleistunniste => read_yleistunniste_import(body.as_bytes(), TODAY),
        };
        let mut registry = Registry::default();
        for (made, sent) in made.iter().zip(&sent.unwrap().rows) {
            let truth = &made.truth;
            let (person, conflicts) = registry.resolve(sent);
            // A repeated row has the state of the person it leads to, whose names are clean.
            let state = person.filter(|_| truth.kind != Kind::Known).map(|person| &registry.held[person]);
            let decided = SentRow { names: state.unwrap_or(&sent.names).clone(), ..sent.clone() };
            assert_eq!(outcome(&decided, &conflicts, &population), truth.expect, "{}", truth.kind.name());
            assert_eq!(conflicts, truth.conflicts, "{}", truth.kind.name());
            *seen.entry((truth.kind, truth.expect)).or_default() += 1;
        }
    }
    let count = |kind, expect| seen.get(&(kind, expect)).copied().unwrap_or_default();
    let sum = |kind: Kind| seen.iter().filter(|((of, _), _)| *of == kind).map(|(_, count)| count).sum::<u32>();
    assert!(Kind::all().filter(|kind| *kind != Kind::Malformed).all(|kind| sum(kind) > 5), "{seen:?}");
    // A typo is nearly always forgiven, and another person's hetu nearly never.
    assert!(count(Kind::Typo, Expect::Identified) * 100 > sum(Kind::Typo) * 90, "{seen:?}");
    assert!(count(Kind::WrongHetu, Expect::NamesClearlyDifferent) * 100 > sum(Kind::WrongHetu) * 90, "{seen:?}");
    for kind in [Kind::OneFirstName, Kind::FormerSurname, Kind::SwappedNames, Kind::Transliterated, Kind::Spacing] {
        assert_eq!(count(kind, Expect::Identified), sum(kind), "{}", kind.name());
    }
}

#[test]
fn truth_names_the_person() {
    let options = everything(Interface::Oppija, 10_000);
    let everybody = Population::new(options.seed, CAPACITY);
    let (mut names_of_foreign, mut repeated): (HashMap<u64, Names>, u32) = (HashMap::new(), 0);
    for made in rows(&options) {
        let (row, truth) = (&made.row, &made.truth);
        assert_eq!(truth.tunniste, row.tunniste);
        let own = truth.hetu_of.map(|index| everybody.hetu(index).as_str().to_owned());
        match truth.person {
            Who::Population(index) | Who::Unregistered(index) => {
                let hetu = everybody.hetu(index).as_str().to_owned();
                let sent = row.hetu.clone().unwrap_or_default();
                let other = [Kind::MistypedHetu, Kind::WrongSeparator, Kind::TestHetu, Kind::Malformed];
                assert!(other.contains(&truth.kind) || own.unwrap_or(hetu) == sent, "{}", truth.kind.name());
                assert_eq!(index < options.first_person, truth.kind == Kind::Known);
                assert_eq!(index >= options.people, matches!(truth.person, Who::Unregistered(_)));
            }
            Who::Foreign(number) => {
                assert!(row.hetu.is_none() && row.nationalities.iter().all(|code| code != "246"));
                let names = names_of_foreign.entry(number).or_insert_with(|| row.names.clone());
                let conflicts = draft::conflicts(&row.names, names, &[]);
                assert_eq!(conflicts, truth.conflicts);
            }
        }
        repeated += u32::from(truth.kind == Kind::Duplicate);
    }
    assert!(repeated > 25);
    let label = serde_json::to_value(&made(&options)[0].truth).unwrap();
    assert!(label["row"] == 1 && label["expect"].is_string() && label["person"].is_u64(), "{label}");
}

#[test]
fn runs_about_other_people_meet_nobody_of_the_first() {
    let first = Options { first_person: 0, ..everything(Interface::Oppija, 3_000) };
    let second = Options { first_person: 4_000, mix: Mix::typical(), ..first.clone() };
    let identifiers = |options: &Options| -> HashSet<String> {
        rows(options).flat_map(|made| [made.row.hetu, made.row.passport, made.row.email]).flatten().collect()
    };
    assert!(identifiers(&first).is_disjoint(&identifiers(&second)));
}

#[test]
fn when_people_run_out_earlier_ones_come_again() {
    let options = Options::plain(1, 100, 250);
    let made = made(&options);
    assert_eq!(made.len(), 250);
    assert!(made[100..].iter().all(|made| made.truth.kind == Kind::Again));
    assert_eq!((options.people_needed(), Options::plain(1, 100, 100).people_needed()), (250, 100));
    let repeating = Mix::plain().with(Kind::Again, 60_000).and_then(|mix| mix.with(Kind::WrongHetu, 20_000)).unwrap();
    assert_eq!(Options { mix: repeating, ..Options::new(1, 100, 1_000) }.people_needed(), 600);
    let nobody = Options::plain(1, 0, 10);
    assert!(rows(&nobody).all(|made| made.truth.kind == Kind::NotInRegister));
    assert_eq!(rows(&nobody).count(), 10);
}
