//! What a command would change: the drafts are applied to a copy of what was read, and before and after are compared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::as_if::as_if_recorded;
use domain::cause::cause;
use domain::group::head_of;
use domain::person::IdentifiedBy;
use domain::status::status;
use domain::{Draft, Group, Person};
use events::person::{ContactGroup, ContactOrigin};
use events::{Day, EventKind, OpenedEvent, PersonOid, Position, Tag};

use crate::report::bears_no_address;

/// What would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// Persons who would be shown otherwise, by OID.
    pub persons: Vec<PersonImpact>,
    /// What would be appended.
    pub events: Vec<EventKind>,
}

/// What would change of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonImpact {
    /// Who.
    pub oid: PersonOid,
    /// They do not exist yet.
    pub new: bool,
    /// What differs.
    pub changes: Vec<Change>,
}

/// What is compared, always in the same order.
pub const FIELDS: &[&str] = &[
    "state",
    "identified",
    "cause",
    "oppijanumero",
    "head",
    "surname",
    "first_names",
    "call_name",
    "former_surnames",
    "hetu",
    "superseded_hetus",
    "birth_date",
    "died",
    "sex",
    "language",
    "service_language",
    "nationality",
    "municipality",
    "protection",
    "contacts",
    "passports",
    "emails",
    "organisations",
    "passive",
];

/// One field before and after; empty where there is nothing. Of contact details each group is a line: its kind, who gave it
/// (`register`, `official`, `other`), a colon, and what it says.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name, one of [`FIELDS`].
    pub field: &'static str,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values are personal.
        write!(f, "Change({})", self.field)
    }
}

/// Everybody who was read or would be changed, before and after. Each is folded once, and each group put together once: a
/// command may be about hundreds.
pub(super) struct States {
    before: Groups,
    after: Groups,
    touched: BTreeSet<PersonOid>,
    impacts: Vec<PersonImpact>,
}

/// Records with those linked with them.
struct Groups {
    /// By the OID of the head.
    groups: HashMap<PersonOid, Group>,
    /// Who heads each record.
    heads: HashMap<PersonOid, PersonOid>,
}

/// A record among those linked with it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    /// All of them.
    pub group: &'a Group,
    /// The record.
    pub record: &'a Person,
}

impl Groups {
    fn of(people: HashMap<PersonOid, Person>) -> Groups {
        let joined = |oid: PersonOid| people.get(&oid)?.link.map(|link| link.to).filter(|to| people.contains_key(to));
        let heads: HashMap<PersonOid, PersonOid> = people.keys().map(|oid| (*oid, head_of(*oid, joined))).collect();
        let mut trees: HashMap<PersonOid, Vec<Person>> = HashMap::new();
        for (oid, person) in people {
            trees.entry(heads[&oid]).or_default().push(person);
        }
        let group = |(head, records)| Some((head, Group::of(head, records)?));
        Groups { groups: trees.into_iter().filter_map(group).collect(), heads }
    }

    fn seen(&self, oid: PersonOid) -> Option<Seen<'_>> {
        let group = self.groups.get(self.heads.get(&oid)?)?;
        Some(Seen { group, record: group.records().iter().find(|record| record.oid == oid)? })
    }
}

impl Seen<'_> {
    fn is_member(&self) -> bool {
        self.record.oid != self.group.head().oid
    }

    fn person(&self) -> &Person {
        if self.is_member() { self.record } else { self.group.shown() }
    }
}

impl States {
    /// `sees_protected` says that whoever looks may see what a protection order hides.
    pub(super) fn of(people: &BTreeMap<PersonOid, Vec<OpenedEvent>>, drafts: &[Draft], sees_protected: bool) -> States {
        let mut new: BTreeMap<PersonOid, Vec<OpenedEvent>> = BTreeMap::new();
        for (draft, event) in drafts.iter().zip(as_events(drafts)) {
            for oid in draft.tags.iter().filter_map(Tag::person) {
                new.entry(oid).or_default().push(event.clone());
            }
        }
        let before: HashMap<PersonOid, Person> =
            people.iter().filter_map(|(oid, events)| Some((*oid, Person::fold(events)?))).collect();
        let mut after = before.clone();
        for (oid, new) in &new {
            let events = people.get(oid).into_iter().flatten().chain(new);
            after.extend(Person::fold(events).map(|person| (*oid, person)));
        }
        let touched: BTreeSet<PersonOid> = people.keys().chain(new.keys()).copied().collect();
        let (before, after) = (Groups::of(before), Groups::of(after));
        let impact = |oid: &PersonOid| {
            let (before, after) = (before.seen(*oid), after.seen(*oid));
            let changes = compare(before, after, sees_protected);
            (!changes.is_empty()).then_some(PersonImpact { oid: *oid, new: before.is_none(), changes })
        };
        let impacts = touched.iter().filter_map(impact).collect();
        States { before, after, touched, impacts }
    }

    /// A record with those linked with it, as it is.
    pub(super) fn before(&self, oid: PersonOid) -> Option<Seen<'_>> {
        self.before.seen(oid)
    }

    /// The same, as it would be.
    pub(super) fn after(&self, oid: PersonOid) -> Option<Seen<'_>> {
        self.after.seen(oid)
    }

    /// Everybody.
    pub(super) fn all(&self) -> impl Iterator<Item = PersonOid> + '_ {
        self.touched.iter().copied()
    }

    /// Records that are known already and would be shown otherwise.
    pub(super) fn changed(&self) -> impl Iterator<Item = PersonOid> + '_ {
        self.impacts.iter().filter(|impact| !impact.new).map(|impact| impact.oid)
    }
}

impl Impact {
    pub(super) fn of(states: &States, drafts: &[Draft]) -> Impact {
        Impact { persons: states.impacts.clone(), events: kinds(drafts) }
    }
}

fn kinds(drafts: &[Draft]) -> Vec<EventKind> {
    drafts.iter().map(|draft| draft.fact.kind()).collect()
}

/// Drafts as if they stood in the log, behind everything else: at the last positions that SQLite can count.
fn as_events(drafts: &[Draft]) -> impl Iterator<Item = OpenedEvent> + '_ {
    let first = i64::MAX as u64 - drafts.len() as u64;
    drafts.iter().zip(first..).map(|(draft, position)| as_if_recorded(draft, Position(position)))
}

fn compare(before: Option<Seen<'_>>, after: Option<Seen<'_>>, sees_protected: bool) -> Vec<Change> {
    let is_protected = |seen: Option<Seen<'_>>| seen.is_some_and(|seen| seen.person().protected);
    let hides = !sees_protected && (is_protected(before) || is_protected(after));
    let told = |seen: Option<Seen<'_>>, field| seen.map(|seen| value(seen, field, hides)).unwrap_or_default();
    let change = |field: &&'static str| Change { field, before: told(before, field), after: told(after, field) };
    FIELDS.iter().map(change).filter(|change| change.before != change.after).collect()
}

/// A field of a person. A member shows its own record under its head's number; the head shows what all of them look like
/// together.
fn value(seen: Seen<'_>, field: &str, hides: bool) -> String {
    let (group, person) = (seen.group, seen.person());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: Option<Day>| day.map(|day| day.0.to_string()).unwrap_or_default();
    match field {
        // Whoever is erased has not been identified by that.
        "state" if group.shown().erased => "erased".to_owned(),
        "state" => status(group.shown()).name().to_owned(),
        "identified" => joined(person.identified.iter().map(|way| match way {
            IdentifiedBy::Official => "official",
            IdentifiedBy::Register => "register",
            IdentifiedBy::Eidas => "eidas",
        })),
        "cause" => cause(group.shown()).map(|cause| cause.name()).unwrap_or_default(),
        "oppijanumero" => group.oppijanumero().map(|oid| oid.to_string()).unwrap_or_default(),
        "head" if seen.is_member() => group.head().oid.to_string(),
        "surname" => person.names.surname.clone(),
        "first_names" => person.names.first_names.clone(),
        "call_name" => person.names.call_name.clone(),
        "former_surnames" => person.former_surnames.join(", "),
        "hetu" => person.hetu.map(|known| known.hetu.as_str().to_owned()).unwrap_or_default(),
        "superseded_hetus" => joined(person.superseded.iter().map(|known| known.hetu.as_str())),
        "birth_date" => day(person.birth_date),
        "died" => day(person.died),
        "sex" => text(&person.sex),
        "language" => text(&person.language),
        "service_language" => text(&person.service_language),
        "nationality" => person.nationalities.join(", "),
        "municipality" if !hides => text(&person.municipality),
        "protection" if person.protected => "in_force".to_owned(),
        "contacts" => contacts(person.contacts.iter().filter(|group| !hides || bears_no_address(group))),
        "passports" => person.passports.join(", "),
        "emails" => person.emails.join(", "),
        "organisations" => joined(person.organisations.iter()),
        "passive" => person.passive.map(|cause| cause.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn joined(values: impl Iterator<Item = impl ToString>) -> String {
    values.map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
}

fn contacts<'a>(groups: impl Iterator<Item = &'a ContactGroup>) -> String {
    let line = |group: &ContactGroup| {
        let origin = match group.origin {
            ContactOrigin::Register => "register",
            ContactOrigin::Official => "official",
            ContactOrigin::Other => "other",
        };
        format!("{} {origin}: {}", group.kind, joined(group.details.iter().map(|detail| detail.value.as_str())))
    };
    groups.map(line).collect::<Vec<_>>().join("\n")
}
