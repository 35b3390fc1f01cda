//! What the register's word changes of where a row leads, and of the person it is judged by.

use std::borrow::Cow;

use events::Hetu;
use events::catalogue::{FoundBy, Provenance};
use events::codes::{ConflictKind, IdentificationWay, IdentifierKind};
use events::person::{RegisterRecord, SentRow};

use super::{AskRegister, Found, RowOf};
use crate::draft::Draft;
use crate::earlier_rows::{EarlierRows, judged_again};
use crate::group::Group;
use crate::judge::name_conflicts;
use crate::person::Person;
use crate::register_record::{KnownRecord, fits, identified, refreshed};
use crate::register_says::RegisterSays;

/// Where a row leads in the end.
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and it is soon taken apart")]
pub(super) enum Led<'a> {
    /// To the person found.
    To(Judged<'a>),
    /// To nobody: the person found is not the one whom the row's hetu means.
    Nowhere,
}

/// The person found, as the row is judged by them.
pub(super) struct Judged<'a> {
    /// As the register has them, where it was asked.
    pub person: Cow<'a, Person>,
    /// What its word has changed of them.
    pub first: Vec<Draft>,
    /// The row brought a hetu for a person without one, and they did not get it.
    pub hetu_offered: bool,
}

/// A row and the person found for it.
struct Row<'a> {
    sent: &'a SentRow,
    by: FoundBy,
    group: &'a Group,
    /// The row has a hetu that nobody here has, and the person has none.
    offers_hetu: bool,
    different_name: bool,
}

/// Asks the register where its word may change anything, and hears it. `free` says that nobody here has the row's hetu.
pub(super) fn led<'a>(
    of: &RowOf<'_>,
    sent: &SentRow,
    (by, group): Found<'a>,
    free: bool,
    register: RegisterSays<'_>,
) -> Result<Led<'a>, AskRegister> {
    let person = group.shown();
    let different_name = name_conflicts(&sent.names, person.held_names()).contains(&ConflictKind::DifferentName);
    let offers_hetu = person.hetu.is_none() && sent.hetu.is_some() && free;
    let row = Row { sent, by, group, offers_hetu, different_name };
    match (row.question(free), register) {
        (None, _) | (_, RegisterSays::Nothing) => Ok(Led::To(row.unchanged(group))),
        (Some(hetu), RegisterSays::NotAsked) => Err(AskRegister(hetu)),
        (Some(_), RegisterSays::Record(known, earlier)) => Ok(row.by_record(group, known, earlier, of)),
    }
}

impl Row<'_> {
    /// The hetu about which the register must be asked.
    fn question(&self, free: bool) -> Option<Hetu> {
        let person = self.group.shown();
        let Some(own) = person.hetu else {
            // Under another name a number or an OID would not make the hetu theirs, whatever the register says.
            let may_be_theirs = !self.different_name || self.by_address();
            return self.sent.hetu.filter(|_| self.offers_hetu && may_be_theirs);
        };
        // Another record of the group has the hetu: what the register says of it is said there.
        if self.group.addressed().hetu != Some(own) {
            return None;
        }
        let another_hetu = self.sent.hetu.is_some_and(|hetu| !person.has_hetu(&hetu));
        let asks = if self.group.addressed().is_in_register() {
            // They may have another name by now, or another hetu.
            self.different_name || (another_hetu && free)
        } else {
            // Their names are not confirmed, and the row comes by the hetu that can confirm them.
            self.different_name && self.sent.hetu.is_some() && !another_hetu
        };
        asks.then_some(own.hetu)
    }

    fn by_record<'a>(
        &self,
        group: &'a Group,
        known: KnownRecord<'_>,
        earlier: &EarlierRows,
        of: &RowOf<'_>,
    ) -> Led<'a> {
        let (person, about) = (group.addressed(), group.about(Some(self.by)));
        // A hetu that they did not have is theirs with the answer, which then rests on it.
        let own = person.hetu.map_or(known.hetus.current, |own| own.handle);
        let answer = Provenance { by: Some(FoundBy::Hetu(own)), ..about };
        let identified = || identified(person, [about, answer], known, IdentificationWay::Automatic);
        let here_twice = known.hetus.other_than(group).is_some();
        let first = if person.is_in_register() {
            refreshed(person, [about, answer], known)
        } else if self.offers_hetu {
            if !self.different_name && is_theirs(person, known.record) && !here_twice {
                identified()
            } else if self.by_address() && self.is_about(known.record) && !may_be_theirs(person, known.record) {
                return Led::Nowhere;
            } else {
                return Led::To(self.unchanged(group));
            }
        } else if fits(&self.sent.names, known.record) && !here_twice {
            let again = judged_again(person, about, earlier, known.record, of.organisations);
            identified().into_iter().chain(again).collect()
        } else {
            return Led::To(self.unchanged(group));
        };
        let person = group.becoming(person.with_record(&known)).into_shown();
        Led::To(Judged { person: Cow::Owned(person), first, hetu_offered: false })
    }

    fn unchanged<'a>(&self, group: &'a Group) -> Judged<'a> {
        Judged { person: Cow::Borrowed(group.shown()), first: Vec::new(), hetu_offered: self.offers_hetu }
    }

    /// Families share addresses.
    fn by_address(&self) -> bool {
        self.by.kind() == IdentifierKind::Email
    }

    /// Does the register confirm that the row's hetu belongs to whom the row describes?
    fn is_about(&self, record: &RegisterRecord) -> bool {
        let born = record.birth_date.map_or(record.hetu.birth_date(), |day| day.0);
        fits(&self.sent.names, record) && self.sent.birth_date.is_none_or(|sent| sent.0 == born)
    }
}

/// Names and birth date fit: the record's hetu is this person's.
fn is_theirs(person: &Person, record: &RegisterRecord) -> bool {
    person.birth_date.is_some() && may_be_theirs(person, record)
}

/// Neither names nor birth date speak against it.
fn may_be_theirs(person: &Person, record: &RegisterRecord) -> bool {
    let born = record.birth_date.map_or(record.hetu.birth_date(), |day| day.0);
    fits(&person.names, record) && person.birth_date.is_none_or(|own| own.0 == born)
}
