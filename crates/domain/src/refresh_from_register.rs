//! The keeper takes over what the register says now of a person whom it has confirmed. Source: docs/rules.md, *Comparison
//! with the register*.

use events::Hetu;
use events::person::RegisterRecord;

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::identify::Finding;
use crate::override_with_register::by_hetu;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::register_record::{KnownRecord, RecordHetus, refreshed};

/// What kind of user a person is: the register's contact details are kept of learners alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserKind {
    /// A learner.
    Learner,
    /// An official (*virkailija*).
    Staff,
}

refusals! {
    /// Why nothing is taken over.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is passive.
        Passive => "person-passive", RefusalKind::Conflict;
        /// The register has not confirmed the person.
        NotVerified => "not-identified-from-register", RefusalKind::Conflict;
        /// The register was asked about another hetu than the person has now.
        HetuChanged => "hetu-changed-meanwhile", RefusalKind::Conflict;
        /// The register does not know the hetu any more.
        NotFound => "register-knows-nobody", RefusalKind::Conflict;
        /// The register may not tell, has no names, or answers what cannot be understood.
        NoRecord => "register-gives-no-record", RefusalKind::Conflict;
        /// Everything is as the register has it.
        UpToDate => "register-says-the-same", RefusalKind::Conflict;
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// The record as it is taken over: of an official without contact details.
pub fn taken_over(finding: &Finding, user: UserKind) -> Result<RegisterRecord, Refusal> {
    match finding {
        Finding::Found(record) => {
            let mut record = (**record).clone();
            if user == UserKind::Staff {
                record.contacts.clear();
            }
            Ok(record)
        }
        Finding::NotFound | Finding::Passive | Finding::TestHetu => Err(Refusal::NotFound),
        Finding::NoName | Finding::Withheld | Finding::Unreadable => Err(Refusal::NoRecord),
    }
}

/// Decides, for somebody who is [`refreshable`]. `record` is what is taken over.
pub fn refresh_from_register(
    addressed: Option<&Addressed>,
    record: &RegisterRecord,
    hetus: &RecordHetus,
) -> Result<Vec<Draft>, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let provenance = [addressed.about(), by_hetu(addressed)];
    let drafts = refreshed(&addressed.person, provenance, KnownRecord { record, hetus });
    if drafts.is_empty() { Err(Refusal::UpToDate) } else { Ok(drafts) }
}

/// Is it a person whom the register has confirmed, and by the hetu about which it was asked now?
pub fn refreshable(addressed: Option<&Addressed>, asked: Option<Hetu>) -> Result<(), Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let present = addressed.person.hetu.map(|known| known.hetu);
    match () {
        () if !addressed.is_readable() => Err(Refusal::Unreadable),
        () if addressed.person.passive.is_some() => Err(Refusal::Passive),
        () if !addressed.person.is_in_register() => Err(Refusal::NotVerified),
        () if asked.is_some() && asked != present => Err(Refusal::HetuChanged),
        () => Ok(()),
    }
}
