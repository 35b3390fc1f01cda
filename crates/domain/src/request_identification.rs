//! An official wants the register to be asked now: it may know the hetu by now, or answer otherwise. Source: docs/rules.md,
//! *Identification*.

use events::With;
use events::catalogue::IdentificationRequested;

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::refusals;

refusals! {
    /// Why the register is not asked.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is passive.
        Passive => "person-passive", RefusalKind::Conflict;
        /// There is no hetu to ask about.
        NoHetu => "no-hetu-to-ask-about", RefusalKind::Conflict;
        /// The register has confirmed the person.
        Verified => "identified-already", RefusalKind::Conflict;
        /// A test or temporary hetu is never looked up.
        TestHetu => "test-hetu-not-asked", RefusalKind::Conflict;
        /// The register is being asked already.
        Asked => "asked-already", RefusalKind::Conflict;
    }
}

/// Decides. `test` says that the person's hetu is a test or temporary one.
pub fn request_identification(addressed: Option<&Addressed>, test: bool) -> Result<Draft, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let person = &addressed.person;
    match () {
        () if !addressed.is_readable() => Err(Refusal::Unreadable),
        () if person.passive.is_some() => Err(Refusal::Passive),
        () if person.is_in_register() => Err(Refusal::Verified),
        () if person.hetu.is_none() => Err(Refusal::NoHetu),
        () if test => Err(Refusal::TestHetu),
        () if person.failure.is_none() => Err(Refusal::Asked),
        () => {
            let data = IdentificationRequested { about: addressed.about() };
            Ok(Draft::about(person.oid, With::new(data, Default::default())))
        }
    }
}
