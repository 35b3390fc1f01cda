//! Records that are one person's. A link moves nothing: each record stays as it is, and what they look like together is
//! computed. Source: docs/decisions/0027-what-counts.md.

use std::collections::{BTreeSet, HashMap};

use events::catalogue::{FoundBy, Provenance};
use events::{KeyId, OrganisationOid, PersonOid, Position, Tag};

use crate::person::{Person, Readable};

/// A record that was addressed, and those that are linked with it: a tree of links, with the head at its root. Outside it
/// has two levels, the head and its members. Nearly every record is alone: its own head, without members.
#[derive(Debug, Clone)]
pub struct Group {
    /// The head first.
    records: Vec<Person>,
    /// The one that was addressed.
    at: usize,
    /// What they look like together; absent where there is one alone.
    shown: Option<Box<Person>>,
}

impl Group {
    /// A record without links.
    pub fn alone(person: Person) -> Group {
        Group { records: vec![person], at: 0, shown: None }
    }

    /// The record of an OID with those linked to it, out of `people`, who hold at least all of its tree; `None` when the
    /// record is not among them.
    pub fn of(addressed: PersonOid, people: impl IntoIterator<Item = Person>) -> Option<Group> {
        let people: HashMap<PersonOid, Person> = people.into_iter().map(|person| (person.oid, person)).collect();
        let links: HashMap<PersonOid, PersonOid> =
            people.values().filter_map(|person| Some((person.oid, person.link?.to))).collect();
        let known = |oid: PersonOid| people.contains_key(&oid);
        let head = head_of(addressed, |oid| links.get(&oid).copied().filter(|to| known(*to)));
        let of_group =
            |person: &Person| head_of(person.oid, |oid| links.get(&oid).copied().filter(|to| known(*to))) == head;
        let mut records: Vec<Person> = people.values().filter(|person| of_group(person)).cloned().collect();
        // Members in the order in which they joined.
        records.sort_by_key(|person| (person.oid != head, person.link.map(|link| link.since), person.oid));
        Group::with(records, addressed)
    }

    fn with(records: Vec<Person>, addressed: PersonOid) -> Option<Group> {
        let at = records.iter().position(|person| person.oid == addressed)?;
        let shown = (records.len() > 1).then(|| Box::new(together(&records)));
        Some(Group { records, at, shown })
    }

    /// The record that was addressed.
    pub fn addressed(&self) -> &Person {
        &self.records[self.at]
    }

    /// The same, for good.
    pub fn into_addressed(mut self) -> Person {
        self.records.swap_remove(self.at)
    }

    /// The record that heads the others.
    pub fn head(&self) -> &Person {
        &self.records[0]
    }

    /// The records that are linked to the head, in the order in which they joined.
    pub fn members(&self) -> &[Person] {
        &self.records[1..]
    }

    /// All records, the head first.
    pub fn records(&self) -> &[Person] {
        &self.records
    }

    /// The person whom the records are about: the head's record, completed from the members.
    pub fn shown(&self) -> &Person {
        self.shown.as_deref().unwrap_or(&self.records[0])
    }

    /// The same, for good.
    pub fn into_shown(mut self) -> Person {
        match self.shown {
            Some(shown) => *shown,
            None => self.records.swap_remove(0),
        }
    }

    /// Is the record that was addressed a member of another one?
    pub fn is_member(&self) -> bool {
        self.at != 0
    }

    /// The record whose hetu is the person's present one: the head's own comes first. The head where nobody has any.
    pub fn by_hetu(&self) -> &Person {
        if self.head().holds_hetu() { self.head() } else { holder_among(self.members()).unwrap_or(self.head()) }
    }

    /// The oppijanumero: the head's OID, when it is identified.
    pub fn oppijanumero(&self) -> Option<PersonOid> {
        self.shown().oppijanumero()
    }

    /// Organisations that have access, to all records alike.
    pub fn organisations(&self) -> &BTreeSet<OrganisationOid> {
        &self.shown().organisations
    }

    /// The provenance of an event on the record that was addressed, found by this.
    pub fn about(&self, by: Option<FoundBy>) -> Provenance {
        Provenance { addressed: self.addressed().oid, by, head: self.head().oid }
    }

    /// The keys of all records and of comparisons about them, for whoever erases the person.
    pub fn keys(&self) -> Vec<KeyId> {
        let of = |person: &Person| person.key.into_iter().chain(person.cases.iter().map(|(_, key)| *key)).collect();
        self.records.iter().flat_map(|person| -> Vec<KeyId> { of(person) }).collect()
    }

    /// Every identifier ever claimed by any of the records, as tags.
    pub fn identifiers(&self) -> Vec<Tag> {
        let mut tags: Vec<Tag> = self.records.iter().flat_map(Person::identifiers).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// The last event that changed what is compared of any of the records, or which records there are.
    pub fn evidence(&self) -> Position {
        let of = |person: &Person| person.link.map_or(person.evidence, |link| link.since.max(person.evidence));
        self.records.iter().map(of).max().unwrap_or_default()
    }

    /// Is this one of the records?
    pub fn has(&self, oid: PersonOid) -> bool {
        self.records.iter().any(|person| person.oid == oid)
    }

    /// Can the record and its head be read?
    pub fn readable(&self) -> Readable {
        match self.head().readable {
            Readable::Yes => self.addressed().readable,
            unreadable => unreadable,
        }
    }

    /// Does the registration of the record, or of its head, not count?
    pub fn is_void(&self) -> bool {
        self.addressed().void || self.head().void
    }

    /// The group when the record that was addressed becomes this one.
    pub(crate) fn becoming(&self, person: Person) -> Group {
        let mut records = self.records.clone();
        records[self.at] = person;
        let shown = (records.len() > 1).then(|| Box::new(together(&records)));
        Group { records, at: self.at, shown }
    }
}

/// Who heads a person, when `joined` gives whom each has joined. In a circle, which no decision makes, everybody heads
/// themselves.
pub fn head_of(person: PersonOid, joined: impl Fn(PersonOid) -> Option<PersonOid>) -> PersonOid {
    let (mut at, mut passed) = (person, vec![person]);
    while let Some(to) = joined(at) {
        if passed.contains(&to) {
            return person;
        }
        passed.push(to);
        at = to;
    }
    at
}

/// What the records look like together; the head comes first.
fn together(records: &[Person]) -> Person {
    let (head, members) = (&records[0], &records[1..]);
    let mut shown = head.clone();
    (shown.link, shown.members) = (None, members.iter().map(|member| member.oid).collect());
    shown.position = records.iter().map(|person| person.position).max().unwrap_or(head.position);
    shown.modified_at = records.iter().map(|person| person.modified_at).max().unwrap_or(head.modified_at);
    for member in members {
        shown.organisations.extend(member.organisations.iter().cloned());
        shown.claims.extend(member.claims.iter().copied());
        shown.cases.extend(member.cases.iter().copied());
        shown.died = shown.died.or(member.died);
        shown.protected |= member.protected;
        add_new(&mut shown.passports, &member.passports);
        add_new(&mut shown.emails, &member.emails);
    }
    if let Some(holder) = holder_among(members)
        && !head.holds_hetu()
    {
        take_hetu_of(&mut shown, holder);
    }
    let former = records.iter().flat_map(|person| person.superseded.iter().chain(&person.hetu));
    for known in former {
        if !shown.has_hetu(&known.hetu) {
            shown.superseded.push(*known);
        }
    }
    fill_in(&mut shown, members);
    shown
}

/// The member to whom a hetu was given last.
fn holder_among(members: &[Person]) -> Option<&Person> {
    members.iter().filter(|member| member.holds_hetu()).max_by_key(|member| member.hetu_given)
}

/// The hetu is a member's, and what the register says of it comes with it.
fn take_hetu_of(shown: &mut Person, holder: &Person) {
    shown.superseded.retain(|former| Some(former.handle) != holder.present_hetu);
    (shown.hetu, shown.present_hetu) = (holder.hetu, holder.present_hetu);
    (shown.hetu_since, shown.hetu_given) = (holder.hetu_since, holder.hetu_given);
    shown.failure.clone_from(&holder.failure);
    if !holder.is_in_register() {
        return;
    }
    shown.names.clone_from(&holder.names);
    shown.former_surnames.clone_from(&holder.former_surnames);
    shown.birth_date = holder.birth_date;
    shown.sex.clone_from(&holder.sex);
    shown.language.clone_from(&holder.language);
    shown.nationalities.clone_from(&holder.nationalities);
    shown.municipality.clone_from(&holder.municipality);
    shown.contacts.clone_from(&holder.contacts);
    shown.died = holder.died.or(shown.died);
}

/// What the head lacks.
fn fill_in(shown: &mut Person, members: &[Person]) {
    if shown.language.is_none() {
        shown.language = members.iter().find_map(|member| member.language.clone());
    }
    if !shown.is_in_register() {
        members.iter().for_each(|member| add_new(&mut shown.nationalities, &member.nationalities));
    }
}

fn add_new(all: &mut Vec<String>, more: &[String]) {
    for one in more {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
}
