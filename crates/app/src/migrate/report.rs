//! What was moved, and what was not: counts of both sides, and numbers of persons; nothing personal beside them.

use std::collections::BTreeMap;

use domain::Person;
use domain::move_in::{Left, LeftLink};
use domain::person::IdentifiedBy;
use events::PersonOid;
use onr::Counts;

/// How many of each there are here, among the persons whom ONR has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Here {
    /// Persons.
    pub persons: u64,
    /// Those with a hetu.
    pub hetus: u64,
    /// Former hetus that lead to somebody.
    pub former_hetus: u64,
    /// Those identified from the register.
    pub from_register: u64,
    /// Those identified by an official.
    pub by_official: u64,
    /// Those identified by eIDAS.
    pub by_eidas: u64,
    /// Passive ones.
    pub passive: u64,
    /// Passport numbers.
    pub passports: u64,
    /// E-mail identifiers and accounts.
    pub identifications: u64,
    /// eIDAS identifiers.
    pub eidas: u64,
    /// Organisations of persons.
    pub organisations: u64,
    /// Groups of contact details.
    pub contacts: u64,
    /// Links.
    pub links: u64,
    /// Imports.
    pub imports: u64,
    /// Their rows.
    pub import_rows: u64,
}

/// A person or link that was not moved, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmoved {
    /// The number, as ONR has it.
    pub oid: String,
    /// Why.
    pub why: Why,
}

/// Why something was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A part of a person, or all of them.
    Person(Left),
    /// A link.
    Link(LeftLink),
}

/// What moving came to.
#[derive(Debug, Default)]
pub struct Report {
    /// ONR's own counts.
    pub there: Counts,
    /// The same here.
    pub here: Here,
    /// Persons read.
    pub read: u64,
    /// Those who are new here.
    pub new: u64,
    /// Those who were here, and had changed.
    pub changed: u64,
    /// Events that were appended.
    pub events: u64,
    /// What was not moved.
    pub unmoved: Vec<Unmoved>,
    /// Imports that are not done in ONR yet, or have no row that leads to anybody.
    pub imports_left: u64,
    /// Persons of both sides who were compared at the end.
    pub compared: u64,
    /// Those of them who are not the same on both sides.
    pub differing: Vec<String>,
    /// Those who lack an identifier that somebody else held: by the row's id, since they are looked at once more.
    in_use: BTreeMap<i64, Outcome>,
}

/// What becomes of one row.
#[derive(Debug)]
pub(super) struct Outcome {
    oid: String,
    new: bool,
    events: u64,
    here: Here,
    left: Vec<Left>,
}

impl Outcome {
    /// Nothing of the person is moved.
    pub fn left(oid: String, left: Left) -> Outcome {
        Outcome { oid, new: false, events: 0, here: Here::default(), left: vec![left] }
    }

    /// The person stands here as `then`, after so many new events.
    pub fn moved(oid: PersonOid, new: bool, events: usize, then: Option<&Person>, left: Vec<Left>) -> Outcome {
        let here = then.map(Here::of).unwrap_or_default();
        Outcome { oid: oid.to_string(), new, events: events as u64, here, left }
    }

    fn lacks_an_identifier(&self) -> bool {
        self.left.iter().any(|left| matches!(left, Left::InUse(_)))
    }
}

impl Here {
    fn of(person: &Person) -> Here {
        let one = |is: bool| u64::from(is);
        let by = |by| one(person.identified.contains(&by));
        Here {
            persons: 1,
            hetus: one(person.hetu.is_some()),
            former_hetus: person.superseded.len() as u64,
            from_register: by(IdentifiedBy::Register),
            by_official: by(IdentifiedBy::Official),
            by_eidas: by(IdentifiedBy::Eidas),
            passive: one(person.passive.is_some()),
            passports: person.passports.len() as u64,
            identifications: (person.emails.len() + person.accounts.len()) as u64,
            eidas: person.eidas.len() as u64,
            organisations: person.organisations.len() as u64,
            contacts: person.contacts.len() as u64,
            ..Here::default()
        }
    }

    fn add(&mut self, more: &Here) {
        self.persons += more.persons;
        self.hetus += more.hetus;
        self.former_hetus += more.former_hetus;
        self.from_register += more.from_register;
        self.by_official += more.by_official;
        self.by_eidas += more.by_eidas;
        self.passive += more.passive;
        self.passports += more.passports;
        self.identifications += more.identifications;
        self.eidas += more.eidas;
        self.organisations += more.organisations;
        self.contacts += more.contacts;
    }
}

impl Report {
    /// Counts of both sides, each with the key of its name.
    pub fn counts(&self) -> Vec<(&'static str, i64, u64)> {
        let (there, here) = (&self.there, &self.here);
        vec![
            ("migrate-persons", there.persons, here.persons),
            ("migrate-hetus", there.hetus, here.hetus),
            ("migrate-former-hetus", there.former_hetus, here.former_hetus),
            ("migrate-from-register", there.from_register, here.from_register),
            ("migrate-by-official", there.by_official, here.by_official),
            ("migrate-by-eidas", there.by_eidas, here.by_eidas),
            ("migrate-passive", there.passive, here.passive),
            ("migrate-passports", there.passports, here.passports),
            ("migrate-identifications", there.identifications, here.identifications),
            ("migrate-eidas", there.eidas, here.eidas),
            ("migrate-organisations", there.organisations, here.organisations),
            ("migrate-contacts", there.contacts, here.contacts),
            ("migrate-links", there.links, here.links),
            ("migrate-imports", there.imports, here.imports),
            ("migrate-import-rows", there.import_rows, here.import_rows),
        ]
    }

    /// What ONR has and this registry has no place for, each with the key of its name.
    pub fn no_place(&self) -> Vec<(&'static str, i64)> {
        let there = &self.there;
        let all = vec![
            ("migrate-external-ids", there.external_ids),
            ("migrate-guardians", there.guardians),
            ("migrate-former-municipalities", there.former_municipalities),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    pub(super) fn of(there: Counts) -> Report {
        Report { there, ..Report::default() }
    }

    pub(super) fn add(&mut self, id: i64, outcome: Outcome) {
        self.events += outcome.events;
        self.new += u64::from(outcome.new && outcome.events > 0);
        self.changed += u64::from(!outcome.new && outcome.events > 0);
        self.read += u64::from(!self.in_use.contains_key(&id));
        // Whoever is looked at once more counts by the last look.
        match outcome.lacks_an_identifier() && !self.in_use.contains_key(&id) {
            true => drop(self.in_use.insert(id, outcome)),
            false => self.count(outcome),
        }
    }

    fn count(&mut self, outcome: Outcome) {
        self.here.add(&outcome.here);
        let mut left = outcome.left;
        left.sort_unstable();
        left.dedup();
        let unmoved = left.into_iter().map(|left| Unmoved { oid: outcome.oid.clone(), why: Why::Person(left) });
        self.unmoved.extend(unmoved);
    }

    /// The rows of persons who lack an identifier that somebody else held.
    pub(super) fn in_use(&self) -> Vec<i64> {
        self.in_use.keys().copied().collect()
    }

    pub(super) fn link(&mut self, slave: &str, moved: Result<u64, LeftLink>) {
        match moved {
            Ok(events) => {
                self.here.links += 1;
                self.events += events;
            }
            Err(why) => self.unmoved.push(Unmoved { oid: slave.to_owned(), why: Why::Link(why) }),
        }
    }
}
