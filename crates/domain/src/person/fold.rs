//! The fold: what each event changes of a person.

use std::collections::BTreeSet;

use events::catalogue::{HetuRemoved, MarkedNotDuplicate, PersonLinked, PersonRegistered};
use events::codes::{DetailField, HetuFate};
use events::person::{ContactOrigin, Names, PersonDetails, RegisterRecord};
use events::{Actor, Day, Fact, Handle, Hetu, Opened, OpenedEvent, Tag, With};

use super::claims::tagged;
use super::counting::{rests_on, turns};
use super::{Apart, ClaimState, IdentifiedBy, KnownHetu, Link, Person, Readable};
use crate::register_record::KnownRecord;

impl Person {
    pub(super) fn registered(with: &With<PersonRegistered>, event: &OpenedEvent) -> Person {
        let (readable, details) = match &with.personal {
            Opened::Known(details) => (Readable::Yes, details.clone()),
            Opened::Erased => (Readable::Erased, PersonDetails::default()),
            Opened::KeyLost => (Readable::KeyLost, PersonDetails::default()),
        };
        let hetu_handle = event.recorded.envelope.tags.iter().find_map(|tag| match tag {
            Tag::Hetu(handle) => Some(*handle),
            _ => None,
        });
        let known = |(hetu, handle)| KnownHetu { hetu, handle };
        let more = details.more.unwrap_or_default();
        Person {
            oid: with.data.about.addressed,
            key: event.key(),
            readable,
            names: details.names,
            former_surnames: Vec::new(),
            hetu: details.hetu.zip(hetu_handle).map(known),
            superseded: Vec::new(),
            birth_date: details.hetu.map(|hetu| Day(hetu.birth_date())).or(details.birth_date),
            sent_birth_date: details.birth_date,
            sex: details.sex,
            language: details.language,
            nationalities: details.nationalities,
            municipality: more.municipality,
            protected: more.protected,
            died: more.died,
            contacts: details.contacts,
            passports: details.passports,
            emails: details.emails,
            claims: tagged(event, ClaimState::Present).collect(),
            organisations: with.data.organisations.iter().cloned().collect(),
            identified: by_eidas(event).then_some(IdentifiedBy::Eidas).into_iter().collect(),
            failure: None,
            cases: Vec::new(),
            registered_at: event.recorded_at(),
            modified_at: event.recorded_at(),
            hetu_since: event.position(),
            position: event.position(),
            present_hetu: hetu_handle,
            erased: false,
            void: false,
            link: None,
            members: BTreeSet::new(),
            handled_by: subject_of(&event.recorded.envelope.meta.actor),
            service_language: more.service_language,
            eidas: more.eidas,
            accounts: more.accounts,
            no_finnish_hetu: more.no_finnish_hetu,
            passive: None,
            sent_while_passive: false,
            hetu_given: event.position(),
            evidence: event.position(),
            apart: Vec::new(),
            synced_at: None,
            others: Vec::new(),
            asked_again: None,
        }
    }

    /// The registration does not count: the OID answers, its organisations are told so, and its identifiers are free.
    pub(super) fn make_void(&mut self) {
        self.void = true;
        self.clear();
        (self.present_hetu, self.failure, self.asked_again) = (None, None, None);
        self.identified.clear();
        self.claims.iter_mut().for_each(|claim| claim.state = ClaimState::Ended);
    }

    /// An event that does not count changes nothing; but an erasure must find the handles and keys that it names, and the
    /// person is another one than before.
    pub(super) fn remember_what_does_not_count(&mut self, event: &OpenedEvent) {
        self.remember(event);
        match &event.fact {
            Fact::IdentificationFailed(with) => self.cases.extend(with.data.case.zip(event.key())),
            Fact::PersonRegistered(_) => self.another_was_registered(event),
            _ => {}
        }
        self.turned(event);
        (self.position, self.modified_at) = (event.position(), event.recorded_at());
    }

    /// The register may have to be asked again, though the hetu is the same.
    fn turned(&mut self, event: &OpenedEvent) {
        if turns(event) {
            self.hetu_since = event.position();
        }
    }

    /// Folds an event that counts and is about the person.
    pub(super) fn change(&mut self, event: &OpenedEvent) {
        self.position = event.position();
        // The person does not have the hetu by which the register was asked.
        if rests_on(event).is_some_and(|handle| !self.has_claim(handle)) {
            return self.remember_what_does_not_count(event);
        }
        self.turned(event);
        if is_evidence(&event.fact) {
            self.evidence = event.position();
        }
        match &event.fact {
            // Whoever is told apart from another is the same as before.
            Fact::MarkedNotDuplicate(with) => return self.marked(with, event),
            // So is whoever is only sent in again.
            Fact::PassivePersonSent(_) => {
                self.sent_while_passive = true;
                return;
            }
            Fact::OrganisationJoined(with) => self.organisations.extend(with.data.organisations.iter().cloned()),
            Fact::OrganisationLeft(with) => {
                self.organisations.retain(|own| !with.data.organisations.contains(own));
            }
            Fact::HetuAssigned(with) => {
                let hetu = self.readable_part(&with.personal).map(|hetu| hetu.assigned);
                self.has_from_now_on(hetu, with.data.assigned, event);
            }
            Fact::HetuReplaced(with) => {
                let hetu = self.readable_part(&with.personal).map(|hetus| hetus.assigned);
                self.release(with.data.former, with.data.fate);
                self.has_from_now_on(hetu, with.data.assigned, event);
            }
            Fact::HetuRemoved(with) => self.removed(with),
            Fact::PersonLinked(with) => self.joins(with, event),
            Fact::Reversed(with) => self.reversed(with),
            Fact::PersonRegistered(_) => return self.another_was_registered(event),
            Fact::PersonDetailsCorrected(with) => self.corrected(with, event),
            Fact::IdentifierAttached(with) => self.attached(with),
            Fact::IdentifierDetached(with) => self.detached(with),
            Fact::PersonPassivated(with) => self.passivated(with),
            Fact::PersonReactivated(with) => {
                self.passive = None;
                self.sent_while_passive = false;
                let _ = self.readable_part(&with.personal);
            }
            Fact::IdentificationRequested(_) => self.ask_anew(event),
            // Its own times count, and not the one at which it was moved.
            Fact::MovedFromOnr(with) => return self.moved(&with.data),
            Fact::IdentifiedFromRegister(with) => {
                self.identified.insert(IdentifiedBy::Register);
                (self.failure, self.asked_again) = (None, None);
                self.claim_former(&with.data.former);
                self.synced_at = Some(event.recorded_at());
                if let Some(record) = self.readable_part(&with.personal) {
                    self.take_over(record, &with.data.former);
                }
            }
            Fact::RegisterDataRefreshed(with) => {
                self.synced_at = Some(event.recorded_at());
                self.claim_former(&with.data.former);
                if let Some(record) = self.readable_part(&with.personal) {
                    self.take_over(record, &with.data.former);
                }
            }
            Fact::IdentificationFailed(with) => self.failed(&with.data, event),
            Fact::IdentifiedByOfficial(with) => {
                self.identified.insert(IdentifiedBy::Official);
                let _ = self.readable_part(&with.personal);
            }
            // Senders look for numbers that changed among those who have.
            Fact::ImportRowReassigned(with) if with.data.from != with.data.about.addressed => {}
            Fact::ErasureOrdered(_) => {
                self.erased = true;
                self.forget(Readable::Erased);
            }
            // Rows and other facts that carry the person's tag do not change the person.
            _ => return,
        }
        self.modified_at = event.recorded_at();
        if self.void {
            self.make_void();
        }
        // Whoever only sends somebody in again has not handled them.
        let is_sent_in = |fact: &Fact| matches!(fact, Fact::OrganisationJoined(with) if with.data.about.by.is_some());
        if !is_sent_in(&event.fact) {
            self.handled_by = subject_of(&event.recorded.envelope.meta.actor).or(self.handled_by.take());
        }
    }

    /// Another hetu is the present one; `None` where it cannot be read.
    fn has_from_now_on(&mut self, hetu: Option<Hetu>, handle: Handle, event: &OpenedEvent) {
        if let Some(before) = self.present_hetu.filter(|before| *before != handle) {
            self.release(before, HetuFate::Superseded);
        }
        self.claim_hetu(handle, ClaimState::Present);
        self.present_hetu = Some(handle);
        if let Some(hetu) = hetu {
            self.has_now(KnownHetu { hetu, handle });
        }
        (self.hetu_since, self.hetu_given) = (event.position(), event.position());
        (self.failure, self.asked_again) = (None, None);
    }

    /// A hetu is the present one no longer, and a former one no longer if it was withdrawn.
    fn release(&mut self, handle: Handle, fate: HetuFate) {
        let superseded = fate == HetuFate::Superseded;
        let state = if superseded && self.has_claim(handle) { ClaimState::Superseded } else { ClaimState::Ended };
        self.claim_hetu(handle, state);
        if self.present_hetu == Some(handle) {
            let present = self.hetu.take();
            self.superseded.extend(present);
            (self.present_hetu, self.failure, self.asked_again) = (None, None, None);
        }
        if !superseded {
            self.superseded.retain(|former| former.handle != handle);
        }
    }

    fn removed(&mut self, with: &With<HetuRemoved>) {
        let _ = self.readable_part(&with.personal);
        self.release(with.data.removed, with.data.fate);
        if self.hetu.is_none() && with.data.fate == HetuFate::Withdrawn && !self.is_in_register() {
            self.birth_date = self.sent_birth_date;
        }
    }

    /// An edge is the member's; whom they join knows of it.
    fn joins(&mut self, with: &With<PersonLinked>, event: &OpenedEvent) {
        let (member, to) = (with.data.about.addressed, with.data.to);
        if member != self.oid {
            self.members.insert(member);
            return;
        }
        let _ = self.readable_part(&with.personal);
        self.link = Some(Link { to, id: with.data.link, since: event.position() });
    }

    /// It is known of both that they are two.
    fn marked(&mut self, with: &With<MarkedNotDuplicate>, event: &OpenedEvent) {
        let MarkedNotDuplicate { about, other, evidence, other_evidence, .. } = with.data;
        let own = about.addressed == self.oid;
        let (other, own_evidence, other_evidence) = match own {
            true => (other, evidence, other_evidence),
            false => (about.addressed, other_evidence, evidence),
        };
        if own {
            let _ = self.readable_part(&with.personal);
        }
        self.apart.retain(|mark| mark.other != other);
        self.apart.push(Apart { other, own_evidence, other_evidence, since: event.position() });
    }

    /// Former hetus of the register's record: each leads to the person, unless it is their present one.
    fn claim_former(&mut self, former: &[Handle]) {
        for handle in former.iter().filter(|handle| self.present_hetu != Some(**handle)).copied().collect::<Vec<_>>() {
            self.claim_hetu(handle, ClaimState::Superseded);
        }
    }

    fn has_now(&mut self, known: KnownHetu) {
        self.superseded.retain(|former| former.hetu != known.hetu);
        self.hetu = Some(known);
        if !self.is_in_register() {
            self.birth_date = Some(Day(known.hetu.birth_date()));
        }
    }

    /// The person as a record makes them: its hetus are theirs, unless another person here holds one of them.
    pub(crate) fn with_record(&self, known: &KnownRecord<'_>) -> Person {
        let mut person = self.clone();
        let (record, hetus) = (known.record, known.hetus);
        if !hetus.may_be_of(self) {
            person.take_over(record, &[]);
            return person;
        }
        if person.hetu.is_none_or(|own| own.hetu != record.hetu) {
            let former = person.hetu;
            person.superseded.extend(former);
            person.has_now(KnownHetu { hetu: record.hetu, handle: hetus.current });
        }
        person.take_over(record, &hetus.former);
        person
    }

    /// The register's record replaces what it supplies; what it does not know stays. `former` are the handles of its
    /// former hetus; none where they are not the person's.
    fn take_over(&mut self, record: &RegisterRecord, former: &[Handle]) {
        for (hetu, handle) in record.former_hetus.iter().zip(former) {
            if !self.has_hetu(hetu) {
                self.superseded.push(KnownHetu { hetu: *hetu, handle: *handle });
            }
        }
        let call_name = if !record.names.call_name.is_empty() {
            record.names.call_name.clone()
        } else if matching::call_name_fits(&self.names.call_name, &record.names.first_names) {
            self.names.call_name.clone()
        } else {
            record.names.first_names.clone()
        };
        self.names = Names { call_name, ..record.names.clone() };
        self.former_surnames.clone_from(&record.former_surnames);
        self.birth_date = record.birth_date.or(self.birth_date);
        replace(&mut self.sex, &record.sex);
        replace(&mut self.language, &record.language);
        if !record.nationalities.is_empty() {
            self.nationalities.clone_from(&record.nationalities);
        }
        self.municipality.clone_from(&record.municipality);
        self.protected = record.protected;
        self.died = record.died;
        self.contacts.retain(|group| group.origin != ContactOrigin::Register);
        self.contacts.extend(record.contacts.iter().cloned());
    }

    /// What was sealed under the person's key. Once a part of it cannot be read, nothing personal is kept, or an old
    /// value would pass for the present one.
    pub(super) fn readable_part<'e, T>(&mut self, personal: &'e Opened<T>) -> Option<&'e T> {
        match personal {
            Opened::Known(value) => return (self.readable == Readable::Yes).then_some(value),
            // A lost key stays an alarm until an erasure in the log explains it.
            Opened::Erased if self.readable == Readable::KeyLost => {}
            Opened::Erased => self.forget(Readable::Erased),
            Opened::KeyLost => self.forget(Readable::KeyLost),
        }
        None
    }

    fn forget(&mut self, readable: Readable) {
        self.readable = readable;
        self.clear();
    }

    /// Nothing personal is kept.
    fn clear(&mut self) {
        (self.names, self.former_surnames) = (Names::default(), Vec::new());
        (self.hetu, self.birth_date, self.sex, self.language) = (None, None, None, None);
        self.service_language = None;
        (self.municipality, self.died, self.sent_birth_date, self.protected) = (None, None, None, false);
        self.superseded.clear();
        self.nationalities.clear();
        self.contacts.clear();
        self.passports.clear();
        self.emails.clear();
        self.eidas.clear();
        self.accounts.clear();
        (self.service_language, self.no_finnish_hetu) = (None, false);
    }
}

/// Does the event change what is compared when possible duplicates are judged, or say who somebody is?
fn is_evidence(fact: &Fact) -> bool {
    use DetailField::{BirthDate, CallName, FirstNames, Nationalities, Sex, Surname};
    let compared =
        |field: &DetailField| matches!(field, FirstNames | CallName | Surname | BirthDate | Sex | Nationalities);
    match fact {
        Fact::HetuAssigned(_) | Fact::HetuReplaced(_) | Fact::HetuRemoved(_) => true,
        Fact::IdentifierAttached(_) | Fact::IdentifierDetached(_) => true,
        Fact::IdentifiedFromRegister(_) | Fact::RegisterDataRefreshed(_) => true,
        Fact::PersonDetailsCorrected(with) => with.data.fields.iter().any(compared),
        _ => false,
    }
}

/// Told by the tags, so that the past counts the same after an erasure.
fn by_eidas(event: &OpenedEvent) -> bool {
    event.recorded.envelope.tags.iter().any(|tag| matches!(tag, Tag::Eidas(_)))
}

/// Who acted; the registry itself is nobody.
fn subject_of(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Person(subject) | Actor::Service(subject) => Some(subject.clone()),
        Actor::Registry | Actor::Operator => None,
    }
}

fn replace(own: &mut Option<String>, new: &Option<String>) {
    if new.is_some() {
        own.clone_from(new);
    }
}
