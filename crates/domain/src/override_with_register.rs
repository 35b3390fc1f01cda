//! An official takes over the register's record of a person whose names did not fit it. Exactly what was compared is taken
//! over. Source: docs/rules.md, *Comparison with the register*.

use events::catalogue::{FoundBy, Provenance};
use events::codes::{FailureCause, IdentificationWay, VerifiedWith};
use events::person::RegisterRecord;
use events::{Fact, PersonOid};

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::identify::Finding;
use crate::person::Person;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::register_record::{KnownRecord, RecordHetus, identified};

refusals! {
    /// Why nothing is taken over.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is passive.
        Passive => "person-passive", RefusalKind::Conflict;
        /// The register has confirmed the person.
        Verified => "identified-already", RefusalKind::Conflict;
        /// There is nothing to compare with.
        NoComparison => "no-comparison", RefusalKind::Conflict;
        /// The register says something else by now.
        Changed => "register-record-changed", RefusalKind::Conflict;
        /// Another person here holds one of the record's hetus.
        OtherHolder => "record-hetu-in-use", RefusalKind::Conflict;
        /// The names clearly differ: somebody must have been asked.
        VerifiedWith => "verified-with-missing", RefusalKind::Invalid("verified_with");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// What was compared.
#[derive(Clone)]
pub struct Compared {
    /// The register's record.
    pub record: RegisterRecord,
    /// How its names differ from the person's: nearly the same, or clearly different.
    pub cause: FailureCause,
}

impl Compared {
    /// Whoever takes it over must say whom they asked.
    pub fn is_clearly_different(&self) -> bool {
        self.cause == FailureCause::NamesClearlyDifferent
    }
}

/// What the register says now, and whose its hetus are here.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// What it says.
    pub finding: &'a Finding,
    /// The hetus of the record that was compared.
    pub hetus: &'a RecordHetus,
}

/// Decides.
pub fn override_with_register(
    addressed: Option<&Addressed>,
    compared: Option<&Compared>,
    now: Now<'_>,
    verified_with: Option<VerifiedWith>,
) -> Result<Vec<Draft>, Refusal> {
    let addressed = open(addressed)?;
    let compared = compared.ok_or(Refusal::NoComparison)?;
    let person = &addressed.person;
    match now.finding {
        Finding::Found(record) if **record == compared.record => {}
        _ => return Err(Refusal::Changed),
    }
    if other_holder(person, now.hetus).is_some() {
        return Err(Refusal::OtherHolder);
    }
    if compared.is_clearly_different() && verified_with.is_none() {
        return Err(Refusal::VerifiedWith);
    }
    let known = KnownRecord { record: &compared.record, hetus: now.hetus };
    let provenance = [addressed.about(), by_hetu(addressed)];
    let mut drafts = identified(person, provenance, known, IdentificationWay::Override);
    for draft in &mut drafts {
        if let Fact::IdentifiedFromRegister(with) = &mut draft.fact {
            with.data.verified_with = verified_with;
        }
    }
    Ok(drafts)
}

fn open(addressed: Option<&Addressed>) -> Result<&Addressed, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    match () {
        () if !addressed.is_readable() => Err(Refusal::Unreadable),
        () if addressed.person.passive.is_some() => Err(Refusal::Passive),
        () if addressed.person.is_in_register() => Err(Refusal::Verified),
        () => Ok(addressed),
    }
}

/// Another record that holds one of them, perhaps one that is linked with the person's.
fn other_holder(person: &Person, hetus: &RecordHetus) -> Option<PersonOid> {
    hetus.holders.iter().copied().find(|holder| *holder != person.oid)
}

/// What the register says rests on the hetu by which it was asked.
pub(crate) fn by_hetu(addressed: &Addressed) -> Provenance {
    let by = addressed.person.hetu.map(|own| FoundBy::Hetu(own.handle));
    Provenance { by, ..addressed.about() }
}
