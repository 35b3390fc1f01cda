//! An official identifies a person who has no hetu. Source: docs/rules.md, *Identification*.

use events::With;
use events::catalogue::{IdentifiedByOfficial, OfficialStatement};

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::person::Person;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::check_statement;

/// What the official says.
#[derive(Clone)]
pub struct Statement {
    /// The person has no Finnish hetu.
    pub no_finnish_hetu: bool,
    /// How many similar persons were shown to the official, who found none of them to be the same; `None` when they did not
    /// say that they had looked.
    pub similar_seen: Option<u32>,
    /// In their own words.
    pub words: Option<String>,
}

refusals! {
    /// Why the person is not identified.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is passive.
        Passive => "person-passive", RefusalKind::Conflict;
        /// The person is identified already.
        Identified => "identified-already", RefusalKind::Conflict;
        /// The person has a hetu: the register identifies them.
        HasHetu => "identify-has-hetu", RefusalKind::Conflict;
        /// No first names.
        FirstNames => "identify-needs-first-names", RefusalKind::Conflict;
        /// No call name.
        CallName => "identify-needs-call-name", RefusalKind::Conflict;
        /// No surname.
        Surname => "identify-needs-surname", RefusalKind::Conflict;
        /// No birth date.
        BirthDate => "identify-needs-birth-date", RefusalKind::Conflict;
        /// No sex.
        Sex => "identify-needs-sex", RefusalKind::Conflict;
        /// No mother tongue.
        Language => "identify-needs-language", RefusalKind::Conflict;
        /// No nationality.
        Nationality => "identify-needs-nationality", RefusalKind::Conflict;
        /// The official has not confirmed that there is no Finnish hetu.
        Unconfirmed => "no-finnish-hetu-unconfirmed", RefusalKind::Invalid("no_finnish_hetu");
        /// The official has not looked at similar persons.
        NotLooked => "similar-not-looked-at", RefusalKind::Invalid("similar_seen");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// Everything that speaks against it.
pub fn faults(person: &Person, statement: &Statement) -> Vec<Refusal> {
    let names = &person.names;
    let checks = [
        (names.first_names.is_empty(), Refusal::FirstNames),
        (names.call_name.is_empty(), Refusal::CallName),
        (names.surname.is_empty(), Refusal::Surname),
        (person.birth_date.is_none(), Refusal::BirthDate),
        (person.sex.is_none(), Refusal::Sex),
        (person.language.is_none(), Refusal::Language),
        (person.nationalities.is_empty(), Refusal::Nationality),
        (!statement.no_finnish_hetu, Refusal::Unconfirmed),
        (statement.similar_seen.is_none(), Refusal::NotLooked),
    ];
    let words = check_statement(statement.words.as_deref()).err().map(Refusal::from);
    checks.into_iter().filter(|(fault, _)| *fault).map(|(_, refusal)| refusal).chain(words).collect()
}

/// Identifies a person for a program (`yksiloihetuton`), which says neither whom it has looked at nor whether there is a
/// Finnish hetu. Source: ONR's behaviour.
pub fn identify_as_asked(addressed: Option<&Addressed>) -> Result<Draft, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let person = &addressed.person;
    match () {
        () if !addressed.is_readable() => return Err(Refusal::Unreadable),
        () if person.holds_hetu() => return Err(Refusal::HasHetu),
        () if person.is_identified() => return Err(Refusal::Identified),
        () => {}
    }
    let data = IdentifiedByOfficial { about: addressed.about(), no_finnish_hetu: false, similar_seen: None };
    Ok(Draft::about(person.oid, With::new(data, OfficialStatement { words: None })))
}

/// Decides.
pub fn identify_by_hand(addressed: Option<&Addressed>, statement: &Statement) -> Result<Draft, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let person = &addressed.person;
    match () {
        () if !addressed.is_readable() => return Err(Refusal::Unreadable),
        () if person.passive.is_some() => return Err(Refusal::Passive),
        () if person.is_identified() => return Err(Refusal::Identified),
        () if person.holds_hetu() => return Err(Refusal::HasHetu),
        () => {}
    }
    if let Some(first) = faults(person, statement).first() {
        return Err(*first);
    }
    let data = IdentifiedByOfficial {
        about: addressed.about(),
        no_finnish_hetu: statement.no_finnish_hetu,
        similar_seen: statement.similar_seen,
    };
    Ok(Draft::about(person.oid, With::new(data, OfficialStatement { words: statement.words.clone() })))
}
