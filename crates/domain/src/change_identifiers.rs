//! A program gives or takes identifiers by which a person is found (`passinumerot`, `identification`). Source: ONR's
//! behaviour.

use events::codes::IdentifierKind;
use events::{Handle, Identifier, PersonOid};

use crate::addressed::Addressed;
use crate::correct_details::{attached, detached};
use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::refusals;

/// What a program wants.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// The person has these passport numbers and no others.
    Passports(Vec<String>),
    /// The person is found by this, too: an e-mail identifier, or an account with its provider before it.
    Attach(IdentifierKind, String),
    /// The person is not found by this.
    Detach(IdentifierKind, String),
}

/// An identifier of the person or of the change, as it was found.
#[derive(Clone)]
pub struct Found {
    /// The identifier.
    pub identifier: Identifier,
    /// Its handle.
    pub handle: Handle,
    /// Who holds it.
    pub holder: Option<PersonOid>,
}

refusals! {
    /// Why the identifiers stay as they are.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// Another person has the passport number.
        PassportInUse => "passport-in-use", RefusalKind::Invalid("passports");
        /// Somebody has the identifier, perhaps the person.
        IdentifierInUse => "identifier-in-use", RefusalKind::Conflict;
        /// Everything is as it was.
        NothingChanges => "nothing-changes", RefusalKind::Conflict;
    }
}

/// How text of a kind is read.
pub fn read(kind: IdentifierKind, text: &str) -> Option<Identifier> {
    match kind {
        IdentifierKind::Passport => Identifier::passport(text),
        IdentifierKind::Email => Identifier::email(text),
        IdentifierKind::Eidas => Identifier::eidas(text),
        IdentifierKind::Account => Identifier::account(text),
        IdentifierKind::Oid | IdentifierKind::Hetu => None,
    }
}

impl Change {
    /// The identifiers that must be looked up for it, each with how it is written. `records` are those of the person who
    /// is shown under the OID that was addressed.
    pub fn identifiers(&self, records: &[Addressed]) -> Vec<(Identifier, String)> {
        let one = |kind: IdentifierKind, text: &str| Some((read(kind, text)?, text.to_owned()));
        let mut all: Vec<(Identifier, String)> = match self {
            Change::Passports(wanted) => {
                let present = records.iter().flat_map(|record| &record.person.passports);
                let all = wanted.iter().chain(present);
                all.filter_map(|text| one(IdentifierKind::Passport, text)).collect()
            }
            Change::Attach(kind, text) | Change::Detach(kind, text) => one(*kind, text).into_iter().collect(),
        };
        // However it is written, it is the same.
        let mut seen: Vec<Identifier> = Vec::new();
        all.retain(|(identifier, _)| {
            let new = !seen.contains(identifier);
            seen.push(identifier.clone());
            new
        });
        all
    }
}

/// Decides. `records` are the record that was addressed and, where it heads others, its members: a program is shown the
/// identifiers of all of them, and changes what it was shown. What is new becomes that of the first. `found` are the
/// identifiers of the change.
pub fn change_identifiers(records: &[Addressed], change: &Change, found: &[Found]) -> Result<Vec<Draft>, Refusal> {
    let addressed = records.first().ok_or(Refusal::NoPerson)?;
    if !addressed.is_readable() {
        return Err(Refusal::Unreadable);
    }
    let own = |holder: PersonOid| records.iter().find(|record| record.person.oid == holder);
    let mut drafts = Vec::new();
    for ((identifier, text), one) in change.identifiers(records).iter().zip(found) {
        let kind = identifier.kind();
        let wanted = match change {
            Change::Passports(wanted) => {
                wanted.iter().any(|text| Identifier::passport(text).as_ref() == Some(identifier))
            }
            Change::Attach(..) => true,
            Change::Detach(..) => false,
        };
        match (wanted, one.holder) {
            (true, Some(_)) if matches!(change, Change::Attach(..)) => return Err(Refusal::IdentifierInUse),
            (true, Some(holder)) if own(holder).is_none() => return Err(Refusal::PassportInUse),
            (true, None) => drafts.push(attached(addressed, kind, one.handle, text)),
            (false, Some(holder)) => {
                drafts.extend(own(holder).map(|record| detached(record, kind, one.handle, text)));
            }
            _ => {}
        }
    }
    if drafts.is_empty() { Err(Refusal::NothingChanges) } else { Ok(drafts) }
}
