//! The fold of what officials do to a person's record.

use events::catalogue::{
    IdentifierAttached, IdentifierDetached, MovedFromOnr, PersonDetailsCorrected, PersonPassivated,
};
use events::codes::{DetailField, IdentifierKind};
use events::person::ContactOrigin;
use events::{Identifier, OpenedEvent, With};

use super::{Claim, ClaimState, Person};

impl Person {
    /// Fields have other values. With another name the register is asked again.
    pub(super) fn corrected(&mut self, with: &With<PersonDetailsCorrected>, event: &OpenedEvent) {
        let named = [DetailField::FirstNames, DetailField::CallName, DetailField::Surname];
        if with.data.fields.iter().any(|field| named.contains(field)) {
            self.ask_anew(event);
        }
        let Some(details) = self.readable_part(&with.personal) else { return };
        for field in &with.data.fields {
            match field {
                DetailField::FirstNames => self.names.first_names = details.first_names.clone().unwrap_or_default(),
                DetailField::CallName => self.names.call_name = details.call_name.clone().unwrap_or_default(),
                DetailField::Surname => self.names.surname = details.surname.clone().unwrap_or_default(),
                DetailField::BirthDate => {
                    self.sent_birth_date = details.birth_date;
                    if self.hetu.is_none() {
                        self.birth_date = details.birth_date;
                    }
                }
                DetailField::Sex => self.sex.clone_from(&details.sex),
                DetailField::Language => self.language.clone_from(&details.language),
                DetailField::ServiceLanguage => self.service_language.clone_from(&details.service_language),
                DetailField::Nationalities => self.nationalities.clone_from(&details.nationalities),
                DetailField::Municipality => self.municipality.clone_from(&details.municipality),
                DetailField::DayOfDeath => self.died = details.died,
                DetailField::Contacts => {
                    self.contacts.retain(|group| group.origin == ContactOrigin::Register);
                    self.contacts.extend(details.contacts.iter().cloned());
                }
            }
        }
    }

    /// Another identifier leads here.
    pub(super) fn attached(&mut self, with: &With<IdentifierAttached>) {
        let (handle, kind) = (with.data.attached, with.data.kind);
        self.claim(Claim { handle, kind, state: ClaimState::Present });
        let Some(written) = self.readable_part(&with.personal) else { return };
        match with.data.kind {
            IdentifierKind::Passport => self.passports.push(written.text.clone()),
            IdentifierKind::Email => self.emails.push(written.text.clone()),
            IdentifierKind::Eidas => self.eidas.push(written.text.clone()),
            IdentifierKind::Account => self.accounts.push(written.text.clone()),
            IdentifierKind::Oid | IdentifierKind::Hetu => {}
        }
    }

    /// An identifier leads here no longer.
    pub(super) fn detached(&mut self, with: &With<IdentifierDetached>) {
        let (handle, kind) = (with.data.detached, with.data.kind);
        self.claim(Claim { handle, kind, state: ClaimState::Ended });
        let Some(written) = self.readable_part(&with.personal) else { return };
        match with.data.kind {
            IdentifierKind::Passport => drop_same(&mut self.passports, &written.text, Identifier::passport),
            IdentifierKind::Email => drop_same(&mut self.emails, &written.text, Identifier::email),
            IdentifierKind::Eidas => drop_same(&mut self.eidas, &written.text, Identifier::eidas),
            IdentifierKind::Account => drop_same(&mut self.accounts, &written.text, Identifier::account),
            IdentifierKind::Oid | IdentifierKind::Hetu => {}
        }
    }

    /// The times that the old registry knew count, and not those of the move.
    pub(super) fn moved(&mut self, moved: &MovedFromOnr) {
        (self.registered_at, self.modified_at) = (moved.registered, moved.modified);
        (self.synced_at, self.handled_by) = (moved.synced, moved.handled_by.clone());
    }

    /// The OID is not to be used any more.
    pub(super) fn passivated(&mut self, with: &With<PersonPassivated>) {
        self.passive = Some(with.data.cause);
        self.sent_while_passive = false;
        let _ = self.readable_part(&with.personal);
    }
}

/// An identifier is the same however it was written.
fn drop_same(own: &mut Vec<String>, text: &str, read: fn(&str) -> Option<Identifier>) {
    let dropped = read(text);
    own.retain(|one| read(one) != dropped);
}
