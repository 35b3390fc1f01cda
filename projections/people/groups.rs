//! Records that are linked, as a batch has them: how they stand together.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};

use domain::cause::cause;
use domain::group::head_of;
use domain::{Group, Person};
use events::person::Names;
use events::{Instant, PersonOid};

use crate::people::cached::CachedPerson;
use crate::people::keys::PersonKey;

/// The records that a batch touches, with all that are linked with one of them.
#[derive(Default)]
pub(super) struct Touched(HashMap<PersonOid, Box<CachedPerson>>);

/// A group of two records or more.
pub(super) struct Together {
    /// What it looks like.
    pub shown: Person,
    /// Key of the head.
    pub head: PersonKey,
    /// A record of it occurs in an import.
    imported: bool,
}

impl Together {
    /// Does this record stand for the person where people are counted?
    pub fn counts(&self, record: PersonOid) -> bool {
        self.imported && self.shown.oid == record
    }
}

impl Deref for Touched {
    type Target = HashMap<PersonOid, Box<CachedPerson>>;

    fn deref(&self) -> &HashMap<PersonOid, Box<CachedPerson>> {
        &self.0
    }
}

impl DerefMut for Touched {
    fn deref_mut(&mut self) -> &mut HashMap<PersonOid, Box<CachedPerson>> {
        &mut self.0
    }
}

impl IntoIterator for Touched {
    type Item = (PersonOid, Box<CachedPerson>);
    type IntoIter = std::collections::hash_map::IntoIter<PersonOid, Box<CachedPerson>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Touched {
    /// These records, and those in a group with one of them.
    pub fn with_groups(&self, persons: impl Iterator<Item = PersonOid>) -> Vec<PersonOid> {
        let mut all = Vec::new();
        for oid in persons {
            all.push(oid);
            if self.is_linked(oid) {
                all.extend(self.tree(oid));
            }
        }
        all
    }

    fn is_linked(&self, oid: PersonOid) -> bool {
        self.get(&oid).is_some_and(|kept| kept.linked().next().is_some())
    }

    /// The records of a group.
    fn tree(&self, oid: PersonOid) -> Vec<PersonOid> {
        let joined = |oid: PersonOid| Some(self.get(&oid)?.person.as_ref()?.link?.to).filter(|to| self.is_known(*to));
        let head = head_of(oid, joined);
        let (mut tree, mut at) = (vec![head], 0);
        while let Some(next) = tree.get(at).copied() {
            at += 1;
            for oid in self.get(&next).into_iter().flat_map(|kept| kept.linked()) {
                if !tree.contains(&oid) && self.is_known(oid) && head_of(oid, joined) == head {
                    tree.push(oid);
                }
            }
        }
        tree
    }

    fn is_known(&self, oid: PersonOid) -> bool {
        self.get(&oid).is_some_and(|kept| kept.person.is_some())
    }

    /// The group of a record; `None` where it is alone.
    fn together(&self, oid: PersonOid) -> Option<(Group, Together)> {
        if !self.is_linked(oid) {
            return None;
        }
        let kept = |oid: &PersonOid| self.get(oid);
        let tree = self.tree(oid);
        let group = Group::of(oid, tree.iter().filter_map(kept).filter_map(|kept| kept.person.clone()))?;
        if group.members().is_empty() {
            return None;
        }
        let imported = group.records().iter().any(|person| self.get(&person.oid).is_some_and(|kept| kept.imported));
        let together = Together { shown: group.shown().clone(), head: self.get(&group.head().oid)?.key, imported };
        Some((group, together))
    }

    /// Groups by each of their records.
    pub fn groups(&self) -> HashMap<PersonOid, Together> {
        self.keys().filter_map(|oid| Some((*oid, self.together(*oid)?.1))).collect()
    }

    /// Says of each of these records anew whether it stands in the error list, and why, and which number it has.
    pub fn stand_anew(&mut self, mut records: Vec<PersonOid>, at: Instant) {
        records.sort_unstable();
        records.dedup();
        for oid in records {
            let together = self.together(oid);
            let Some(kept) = self.get_mut(&oid) else { continue };
            let shown = together.as_ref().map(|(_, together)| &together.shown).or(kept.person.as_ref());
            let (number, failure) = (shown.and_then(Person::oppijanumero), shown.and_then(|shown| shown.failure));
            kept.has_number(number, at);
            let cause = match &together {
                Some((_, together)) if together.counts(oid) => cause(&together.shown),
                Some(_) => None,
                None => kept.person.as_ref().filter(|_| kept.imported).and_then(cause),
            };
            kept.fails(cause, at, failure);
        }
    }

    /// The oppijanumero of a record.
    pub fn number(&self, oid: PersonOid) -> Option<PersonOid> {
        match self.together(oid) {
            Some((_, together)) => together.shown.oppijanumero(),
            None => self.get(&oid)?.person.as_ref()?.oppijanumero(),
        }
    }

    /// Names under which the error list has a record; empty when it has not.
    pub fn names_listed(&self, oid: PersonOid) -> Names {
        let Some(kept) = self.get(&oid).filter(|kept| kept.failing.is_some()) else { return Names::default() };
        match self.together(oid) {
            Some((_, together)) => together.shown.names,
            None => kept.person.as_ref().map(|person| person.names.clone()).unwrap_or_default(),
        }
    }
}
