//! An official gives a person a hetu, puts another one in its place, or takes it away. The register is then asked by itself.
//! Source: docs/rules.md, *Identifiers*.

use events::catalogue::{AssignedHetu, HetuAssigned, HetuRemoved, HetuReplaced, RemovedHetu, ReplacedHetu};
use events::codes::HetuFate;
use events::{Handle, Hetu, HetuFault, PersonOid, Tag, With};

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::person::{KnownHetu, Person};
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::check_statement;

/// A hetu as an official typed it.
#[derive(Clone)]
pub enum Typed {
    /// It is none.
    Fault(HetuFault),
    /// It is none, but would be with this separator.
    OtherSeparator(char),
    /// It is well-formed.
    Read(ReadHetu),
}

/// A well-formed hetu, as it was found.
#[derive(Clone, Copy)]
pub struct ReadHetu {
    /// The hetu.
    pub hetu: Hetu,
    /// A test or temporary one, which is never looked up.
    pub test: bool,
    /// Who holds it, present or former.
    pub holder: Option<PersonOid>,
}

refusals! {
    /// Why the hetu stays as it is.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is passive.
        Passive => "person-passive", RefusalKind::Conflict;
        /// The register has confirmed the hetu.
        Verified => "hetu-verified", RefusalKind::Conflict;
        /// The person has a hetu: it is to be replaced.
        HasHetu => "hetu-there-already", RefusalKind::Conflict;
        /// The person has no hetu.
        NoHetu => "no-hetu-there", RefusalKind::Conflict;
        /// It is the person's present hetu.
        Same => "hetu-the-same", RefusalKind::Invalid("hetu");
        /// A blank in it or around it.
        Blank => "hetu-blank", RefusalKind::Invalid("hetu");
        /// A character that only looks like a separator.
        Lookalike => "hetu-lookalike", RefusalKind::Invalid("hetu");
        /// Not 11 characters, or characters that no hetu has.
        Length => "hetu-length", RefusalKind::Invalid("hetu");
        /// The seventh character is no separator.
        Separator => "hetu-separator", RefusalKind::Invalid("hetu");
        /// The date does not exist.
        Date => "hetu-date", RefusalKind::Invalid("hetu");
        /// The date would fit the separator `-`.
        FitsHyphen => "hetu-fits-hyphen", RefusalKind::Invalid("hetu");
        /// The date would fit the separator `A`.
        FitsA => "hetu-fits-a", RefusalKind::Invalid("hetu");
        /// Individual numbers 000 and 001 are not given.
        IndividualNumber => "hetu-individual-number", RefusalKind::Invalid("hetu");
        /// The check character does not match.
        CheckCharacter => "hetu-check-character", RefusalKind::Invalid("hetu");
        /// A test or temporary hetu.
        Test => "hetu-test", RefusalKind::Invalid("hetu");
        /// Another person has it.
        InUse => "hetu-in-use", RefusalKind::Invalid("hetu");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// The person, who has no hetu, gets one. `handle` is that of the hetu typed.
pub fn add(to: Option<&Addressed>, typed: &Typed, handle: Handle) -> Result<Draft, Refusal> {
    let to = changeable(to)?;
    if to.person.holds_hetu() {
        return Err(Refusal::HasHetu);
    }
    let hetu = usable(&to.person, typed)?;
    let data = HetuAssigned { about: to.about(), assigned: handle };
    let draft = Draft::about(to.person.oid, With::new(data, AssignedHetu { assigned: hetu }));
    Ok(draft.tagged([Tag::Hetu(handle)]))
}

/// Another hetu takes the place of the person's.
pub fn replace(
    to: Option<&Addressed>,
    typed: &Typed,
    handle: Handle,
    (fate, words): (HetuFate, Option<&str>),
) -> Result<Draft, Refusal> {
    let (to, words) = (changeable(to)?, statement(words)?);
    let former = present(&to.person)?;
    let hetu = usable(&to.person, typed)?;
    let data = HetuReplaced { about: to.about(), assigned: handle, former: former.handle, fate };
    let personal = ReplacedHetu { assigned: hetu, former: former.hetu, words: words.map(str::to_owned) };
    let draft = Draft::about(to.person.oid, With::new(data, personal));
    Ok(draft.tagged([Tag::Hetu(handle), Tag::Hetu(former.handle)]))
}

/// The person's hetu is taken away, and no other takes its place.
pub fn remove(from: Option<&Addressed>, fate: HetuFate, words: Option<&str>) -> Result<Draft, Refusal> {
    let (from, words) = (changeable(from)?, statement(words)?);
    Ok(removal(from, present(&from.person)?, fate, words))
}

fn statement(words: Option<&str>) -> Result<Option<&str>, Refusal> {
    check_statement(words)?;
    Ok(words)
}

/// The event by which a person's present hetu leaves them. Former hetus that rest on its claim are released with it.
pub(crate) fn removal(from: &Addressed, hetu: KnownHetu, fate: HetuFate, words: Option<&str>) -> Draft {
    let data = HetuRemoved { about: from.about(), removed: hetu.handle, fate };
    let personal = RemovedHetu { removed: hetu.hetu, words: words.map(str::to_owned) };
    let released = from.person.superseded.iter().filter(|_| fate == HetuFate::Withdrawn);
    let handles = std::iter::once(&hetu).chain(released).map(|known| Tag::Hetu(known.handle));
    Draft::about(from.person.oid, With::new(data, personal)).tagged(handles.collect::<Vec<_>>())
}

fn changeable(addressed: Option<&Addressed>) -> Result<&Addressed, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    match () {
        () if !addressed.is_readable() => Err(Refusal::Unreadable),
        () if addressed.person.passive.is_some() => Err(Refusal::Passive),
        () if addressed.person.is_in_register() => Err(Refusal::Verified),
        () => Ok(addressed),
    }
}

fn present(person: &Person) -> Result<KnownHetu, Refusal> {
    person.hetu.ok_or(Refusal::NoHetu)
}

fn usable(person: &Person, typed: &Typed) -> Result<Hetu, Refusal> {
    let read = match typed {
        Typed::Read(read) => read,
        Typed::OtherSeparator('A') => return Err(Refusal::FitsA),
        Typed::OtherSeparator(_) => return Err(Refusal::FitsHyphen),
        Typed::Fault(fault) => return Err(by_fault(*fault)),
    };
    match read.holder {
        _ if read.test => Err(Refusal::Test),
        _ if person.hetu.is_some_and(|own| own.hetu == read.hetu) => Err(Refusal::Same),
        Some(holder) if holder != person.oid => Err(Refusal::InUse),
        _ => Ok(read.hetu),
    }
}

fn by_fault(fault: HetuFault) -> Refusal {
    match fault {
        HetuFault::Blank => Refusal::Blank,
        HetuFault::Lookalike(_) => Refusal::Lookalike,
        HetuFault::Length => Refusal::Length,
        HetuFault::Separator => Refusal::Separator,
        HetuFault::Date | HetuFault::WrongSeparator => Refusal::Date,
        HetuFault::IndividualNumber => Refusal::IndividualNumber,
        HetuFault::CheckCharacter => Refusal::CheckCharacter,
    }
}
