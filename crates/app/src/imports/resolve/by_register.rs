//! Rows that need the register's word: it is asked about all of them in one question, and what it says is part of what
//! their decisions rest on. While it does not answer they wait, and no other row with them.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Person;
use domain::earlier_rows::{self, EarlierRows};
use domain::identify::Finding;
use domain::match_row::AskRegister;
use domain::register_record::KnownRecord;
use domain::register_says::RegisterSays;
use events::{EventKind, Hetu, Instant, KindSet, PersonOid, RegisterAnswer, Tag};
use store::{Condition, Guard, Reading, TagKey};

use super::{ImportInWork, NumberedRow, RowInputs};
use crate::register::{Findings, guards_of};
use crate::{App, AppError};

/// What the register has said of the hetus that rows need its word about.
#[derive(Clone, Default)]
pub(crate) struct Answers {
    /// What it has said.
    pub findings: Arc<Findings>,
    /// The rows have waited long enough: what it has not said, it will not be asked.
    pub given_up: bool,
}

/// A row about which the register must be asked first, and the hetu.
pub(crate) type Asking = (NumberedRow, Hetu);

/// How long after an import was received its rows wait for a register that does not answer. Then they are judged by
/// what is known without it, which opens nobody's record by mistake.
const LONGEST_WAIT_SECONDS: i64 = 24 * 60 * 60;
/// So many people's rows are read in one go.
const PEOPLE_AT_ONCE: usize = 20;

impl ImportInWork {
    /// Its rows wait for the register no longer.
    pub(crate) fn has_waited(&self, now: Instant) -> bool {
        now >= self.received_at.plus_seconds(LONGEST_WAIT_SECONDS)
    }
}

impl App {
    /// Resolves rows and asks the register where its word is needed, in one question for all; gives those that must wait,
    /// because it does not answer.
    pub async fn resolve_rows(
        &self,
        import: &ImportInWork,
        mut rows: Vec<NumberedRow>,
    ) -> Result<Vec<NumberedRow>, AppError> {
        let mut answers = Answers::default();
        loop {
            let asking = self.resolve_by(import, rows, &answers).await?;
            let hetus: Vec<Hetu> = asking.iter().map(|(_, hetu)| *hetu).collect();
            rows = asking.into_iter().map(|(row, _)| row).collect();
            if rows.is_empty() {
                return Ok(rows);
            }
            if !self.hear(Arc::make_mut(&mut answers.findings), hetus).await {
                if !import.has_waited(self.now()) {
                    return Ok(rows);
                }
                answers.given_up = true;
            }
        }
    }

    /// The rows that have led to those whose names a record may show to be another's.
    pub(super) fn earlier_rows<'p>(
        &self,
        reading: &Reading<'_>,
        people: impl Iterator<Item = &'p Person>,
        answers: &Answers,
    ) -> Result<HashMap<PersonOid, EarlierRows>, AppError> {
        let asked = |person: &&Person| person.hetu.is_some_and(|own| answers.findings.of(&own.hetu).is_some());
        let people: Vec<PersonOid> =
            people.filter(|person| !person.is_in_register()).filter(asked).map(|person| person.oid).collect();
        let mut folded = HashMap::with_capacity(people.len());
        // Some at a time: each may have as many rows as are judged again at most.
        for people in people.chunks(PEOPLE_AT_ONCE) {
            let tags: Vec<TagKey> = people.iter().map(|oid| Tag::Person(*oid).into()).collect();
            let registered = reading.events_of_all(&tags, KindSet::of(&[EventKind::PersonRegistered]))?;
            let rows = reading.newest_of_all(&tags, earlier_rows::READS, earlier_rows::MOST)?;
            let of_people = people.iter().zip(registered.iter().zip(&rows));
            let fold = |(oid, (first, rows)): (&PersonOid, (&Vec<_>, &Vec<_>))| {
                (*oid, EarlierRows::fold(*oid, first.iter().chain(rows)))
            };
            folded.extend(of_people.map(fold));
        }
        Ok(folded)
    }
}

impl RowInputs {
    /// What the register has said of a hetu, somebody's or nobody's; what rests on it is added to the condition.
    pub(super) fn heard<'a>(
        &'a self,
        hetu: Hetu,
        person: Option<&Person>,
        condition: &mut Condition,
    ) -> Result<RegisterSays<'a>, AskRegister> {
        let Some(found) = self.answers.findings.of(&hetu) else {
            return if self.answers.given_up { Ok(RegisterSays::Nothing) } else { Err(AskRegister(hetu)) };
        };
        let (Finding::Found(record), Some(hetus)) = (&found.finding, self.record_hetus.get(&hetu)) else {
            return Ok(RegisterSays::Nothing);
        };
        condition.guards.extend(guards_of(hetus));
        let earlier = person.and_then(|person| self.earlier.get_key_value(&person.oid));
        // A row that leads there meanwhile would have to be judged again too.
        let rows = |(oid, _): (&PersonOid, _)| Guard { tag: Tag::Person(*oid).into(), types: earlier_rows::READS };
        condition.guards.extend(earlier.map(rows));
        let earlier = earlier.map_or(EarlierRows::none(), |(_, rows)| rows);
        Ok(RegisterSays::Record(KnownRecord { record, hetus }, earlier))
    }

    pub(super) fn answer_to(&self, hetu: &Hetu) -> Option<RegisterAnswer> {
        self.answers.findings.of(hetu).and_then(|found| found.answer.clone())
    }
}
