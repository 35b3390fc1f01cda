//! What the population register's answer means for a person. Source: docs/rules.md, *Identification*; ONR's name rule.

use chrono::{Datelike, NaiveDate};
use events::catalogue::{ComparedRecord, FoundBy, IdentificationFailed, Provenance};
use events::codes::{FailureCause, Hint, IdentificationWay};
use events::person::RegisterRecord;
use events::{CaseId, Hetu, Instant, PersonOid, Subject, Tag, With};
use matching::Verdict;

use crate::draft::Draft;
use crate::group::Group;
use crate::person::Person;
use crate::register_record::{KnownRecord, RecordHetus, identified, names_of};

/// For how many days the register is asked again daily about a hetu it does not know: it can be late.
const ASK_AGAIN_DAYS: u32 = 14;
const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;
/// Outside these ages a learner is so unlikely that the century is suspect.
const PLAUSIBLE_AGES: std::ops::RangeInclusive<i32> = 4..=100;
/// Years of birth that a separator can name.
const SEPARATED_YEARS: std::ops::RangeInclusive<i32> = 1800..=2099;

/// What the register said of the hetu asked; the answer to one hetu is never used for another.
#[derive(Clone, PartialEq, Eq)]
pub enum Finding {
    /// This person. `record.hetu` differs from the hetu asked when it has been replaced.
    Found(Box<RegisterRecord>),
    /// Nobody has it.
    NotFound,
    /// It is passive and has no successor.
    Passive,
    /// The register has no name for it.
    NoName,
    /// The register may not tell.
    Withheld,
    /// The answer cannot be understood.
    Unreadable,
    /// A test or temporary hetu: the register was not asked.
    TestHetu,
}

/// What the decision needs beside the person.
#[derive(Debug, Clone, Copy)]
pub struct RegisterQuestion<'a> {
    /// The hetu that the register was asked about.
    pub hetu: Hetu,
    /// Now.
    pub now: Instant,
    /// The hetus of the record found; `None` when it has the one asked and no other.
    pub hetus: Option<&'a RecordHetus>,
    /// Id of a comparison, should the answer have to be kept for an official.
    pub case: CaseId,
    /// How the question came about.
    pub way: IdentificationWay,
}

/// Decides what the register's finding means for the record that was addressed. Nothing when it no longer matters: the person has another
/// hetu by now, or is identified from the register already.
pub fn identify(group: &Group, finding: &Finding, asked: &RegisterQuestion<'_>) -> Vec<Draft> {
    let person = group.addressed();
    let current = person.hetu.is_some_and(|known| known.hetu == asked.hetu);
    if !current || person.is_in_register() {
        return Vec::new();
    }
    match finding {
        Finding::Found(record) => found(group, record, asked),
        Finding::NotFound => {
            let attempt = attempt(person);
            let next_try = (attempt <= ASK_AGAIN_DAYS).then(|| asked.now.plus_seconds(SECONDS_OF_A_DAY));
            vec![failed(group, asked, FailureCause::NotInRegister, next_try, None)]
        }
        Finding::Passive => vec![failed(group, asked, FailureCause::HetuPassive, None, None)],
        Finding::NoName => vec![failed(group, asked, FailureCause::NoNameInRegister, None, None)],
        Finding::Withheld => vec![failed(group, asked, FailureCause::DataWithheld, None, None)],
        Finding::TestHetu => vec![failed(group, asked, FailureCause::TestHetu, None, None)],
        Finding::Unreadable => {
            let next_try = Some(asked.now.plus_seconds(SECONDS_OF_A_DAY)).filter(|_| attempt(person) <= ASK_AGAIN_DAYS);
            vec![failed(group, asked, FailureCause::UnreadableAnswer, next_try, None)]
        }
    }
}

fn found(group: &Group, record: &RegisterRecord, asked: &RegisterQuestion<'_>) -> Vec<Draft> {
    let person = group.addressed();
    let own = matching::Names { first_names: &person.names.first_names, surname: &person.names.surname };
    let cause = match matching::compare_with_register(own, names_of(record)).verdict {
        Verdict::Same if other_holder(group, asked).is_some() => FailureCause::HetuChanged,
        Verdict::Same => return by_record(group, record, asked),
        Verdict::NearlySame => FailureCause::NamesNearlySame,
        Verdict::ClearlyDifferent => FailureCause::NamesClearlyDifferent,
    };
    vec![failed(group, asked, cause, None, Some(record)).comparing()]
}

/// Whoever else here holds one of the record's hetus.
fn other_holder(group: &Group, asked: &RegisterQuestion<'_>) -> Option<PersonOid> {
    asked.hetus.and_then(|hetus| hetus.other_than(group))
}

fn by_record(group: &Group, record: &RegisterRecord, asked: &RegisterQuestion<'_>) -> Vec<Draft> {
    let person = group.addressed();
    let Some(own) = person.hetu else { return Vec::new() };
    let alone = RecordHetus { current: own.handle, former: Vec::new(), holders: Vec::new() };
    let known = KnownRecord { record, hetus: asked.hetus.unwrap_or(&alone) };
    identified(person, [by_hetu(group); 2], known, asked.way)
}

fn failed(
    group: &Group,
    asked: &RegisterQuestion<'_>,
    cause: FailureCause,
    next_try: Option<Instant>,
    record: Option<&RegisterRecord>,
) -> Draft {
    let (person, about) = (group.addressed(), by_hetu(group));
    let case = record.map(|_| asked.case);
    let doubts_hetu = matches!(
        cause,
        FailureCause::NotInRegister | FailureCause::NamesNearlySame | FailureCause::NamesClearlyDifferent
    );
    let hint = doubts_hetu.then(|| hint(person, asked)).flatten();
    let other_holder = other_holder(group, asked).filter(|_| cause == FailureCause::HetuChanged);
    let data = IdentificationFailed { about, cause, hint, attempt: attempt(person), next_try, case, other_holder };
    let draft = Draft::about(person.oid, With::new(data, ComparedRecord { record: record.cloned() }));
    match case {
        Some(case) => draft.sealed_for(Subject::Case(case)).tagged([Tag::Case(case)]),
        None => draft,
    }
}

/// The register was asked about the hetu that the person has now.
fn by_hetu(group: &Group) -> Provenance {
    group.about(group.addressed().hetu.map(|known| FoundBy::Hetu(known.handle)))
}

fn attempt(person: &Person) -> u32 {
    person.failure.as_ref().map_or(0, |failure| failure.attempt) + 1
}

/// What is odd about a well-formed hetu: its age or the birth date sent. Another separator is suspected only where it
/// would mend that.
fn hint(person: &Person, asked: &RegisterQuestion<'_>) -> Option<Hint> {
    let born = asked.hetu.birth_date();
    let today = asked.now.day_in_finland();
    let age = today.year() - born.year() - i32::from((today.month(), today.day()) < (born.month(), born.day()));
    let other = person.sent_birth_date.map(|sent| sent.0).filter(|sent| *sent != born);
    let but_for_century = |date: NaiveDate| (date.year().rem_euclid(100), date.month(), date.day());
    let agrees =
        |sent: NaiveDate| SEPARATED_YEARS.contains(&sent.year()) && but_for_century(sent) == but_for_century(born);
    if other.is_some_and(agrees) || !PLAUSIBLE_AGES.contains(&age) {
        return Some(Hint::WrongSeparator);
    }
    other.map(|_| Hint::BirthDateDiffers)
}
