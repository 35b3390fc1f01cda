//! What the register says of one person now, heard before a command that rests on it is decided.

use domain::Person;
use domain::addressed::Addressed;
use domain::identify::Finding;
use domain::merge_verified::{Answer, to_ask};
use domain::override_with_register::Compared;
use domain::register_record::RecordHetus;
use events::person::RegisterRecord;
use events::{
    CaseId, EventKind, Fact, Handle, Hetu, Identifier, Instant, KindSet, OpenedEvent, PersonOid, RegisterAnswer, Tag,
};
use matching::Comparison;
use projections::people::query::compared;

use super::findings::Findings;
use crate::caller::Caller;
use crate::commands::{Command, Fresh, Look, MergeVerified, Reach, RefreshFromRegister};
use crate::people::addressed::reach;
use crate::pipeline::rights::granted;
use crate::register::RegisterFinding;
use crate::report::bears_no_address;
use crate::{App, AppError};

/// See the module.
#[derive(Clone)]
pub struct Heard {
    /// The hetu that the register was asked about.
    pub(crate) asked: Option<Hetu>,
    pub(crate) finding: Finding,
    pub(crate) answer: Option<RegisterAnswer>,
}

impl Heard {
    /// Does the register know the person?
    pub fn is_found(&self) -> bool {
        matches!(self.finding, Finding::Found(_))
    }

    fn as_answer(&self) -> Option<Answer<'_>> {
        Some(Answer { asked: self.asked?, finding: &self.finding })
    }

    /// Nothing was asked: there is no hetu to ask about, or the caller may not do what rests on the answer.
    fn nothing() -> Heard {
        Heard { asked: None, finding: Finding::NotFound, answer: None }
    }
}

/// What the register says now of two persons who may be one; nothing where it was not asked.
#[derive(Clone, Default)]
pub struct HeardOfBoth(pub(crate) Vec<Heard>);

impl HeardOfBoth {
    /// As the decision takes them.
    pub(crate) fn answers(&self) -> Option<[Answer<'_>; 2]> {
        let [one, other] = &self.0[..] else { return None };
        Some([one.as_answer()?, other.as_answer()?])
    }

    /// In which answer.
    pub(crate) fn answer(&self) -> Option<RegisterAnswer> {
        self.0.iter().find_map(|heard| heard.answer.clone())
    }
}

/// Two records beside each other.
pub struct ComparisonView {
    /// The register's.
    pub record: RegisterRecord,
    /// A protection order hides addresses and home municipality of the record.
    pub hidden: bool,
    /// When the register answered.
    pub answered: Instant,
    /// The names clearly differ: whoever takes the record over must say whom they asked.
    pub clearly_different: bool,
    /// How similar the names are.
    pub similarity: Comparison,
}

impl App {
    /// Asks the register about a person, for somebody who may carry out a command of this kind on them.
    pub async fn hear_about<C: Command>(&self, caller: &Caller, oid: PersonOid) -> Result<Heard, AppError> {
        self.hear_of::<C>(caller, move |look| look.addressed(oid)).await
    }

    /// The same for [`RefreshFromRegister`], which may address a head where a member has the hetu.
    pub async fn hear_to_refresh(&self, caller: &Caller, oid: PersonOid) -> Result<Heard, AppError> {
        self.hear_of::<RefreshFromRegister>(caller, move |look| look.addressed_by_hetu(oid)).await
    }

    async fn hear_of<C: Command>(
        &self,
        caller: &Caller,
        find: impl FnOnce(&mut Look<'_>) -> Result<Option<Addressed>, AppError> + Send + 'static,
    ) -> Result<Heard, AppError> {
        let caller = caller.clone();
        let asked = move |app: &App| -> Result<Option<Hetu>, AppError> {
            let addressed = find(&mut Look::begin(app, &caller))?;
            let Reach::Person(reached) = reach(addressed.as_ref()) else { return Ok(None) };
            let may = granted(&app.organisations(), &caller, C::RIGHTS, &reached).is_some();
            let hetu = addressed.and_then(|addressed| addressed.person.hetu);
            Ok(hetu.filter(|_| may).map(|known| known.hetu))
        };
        let Some(hetu) = self.blocking(asked).await? else { return Ok(Heard::nothing()) };
        let mut findings = Findings::default();
        if !self.hear(&mut findings, vec![hetu]).await {
            return Err(AppError::RegisterUnavailable { retry_after: None });
        }
        let found = findings.of(&hetu).cloned();
        let heard = |found: RegisterFinding| Heard { asked: Some(hetu), finding: found.finding, answer: found.answer };
        Ok(found.map_or_else(Heard::nothing, heard))
    }

    /// Asks the register about two persons whom it has confirmed, for somebody who may merge them.
    pub async fn hear_of_both(&self, caller: &Caller, [one, other]: [PersonOid; 2]) -> Result<HeardOfBoth, AppError> {
        let caller = caller.clone();
        let asked = move |app: &App| -> Result<Option<[Hetu; 2]>, AppError> {
            if !app.may::<MergeVerified>(&caller, &[]) {
                return Ok(None);
            }
            let mut look = Look::begin(app, &caller);
            Ok(to_ask(look.group(one)?.as_ref(), look.group(other)?.as_ref()))
        };
        let Some(hetus) = self.blocking(asked).await? else { return Ok(HeardOfBoth::default()) };
        let mut findings = Findings::default();
        if !self.hear(&mut findings, hetus.to_vec()).await {
            return Err(AppError::RegisterUnavailable { retry_after: None });
        }
        let heard = |hetu: Hetu| {
            let found = findings.of(&hetu).cloned();
            found.map(|found| Heard { asked: Some(hetu), finding: found.finding, answer: found.answer })
        };
        Ok(HeardOfBoth(hetus.into_iter().filter_map(heard).collect()))
    }

    /// The register's record that was kept when a person's names did not fit it.
    pub async fn comparison(&self, caller: &Caller, oid: PersonOid) -> Result<Option<ComparisonView>, AppError> {
        let caller = caller.clone();
        self.blocking(move |app| {
            let mut look = Look::begin(app, &caller);
            let Some(person) = look.person(oid)? else { return Ok(None) };
            let Some((compared, answered)) = look.compared(&person)? else { return Ok(None) };
            let names = matching::Names { first_names: &person.names.first_names, surname: &person.names.surname };
            let mut record = compared.record.clone();
            let hidden = !caller.reads_all() && (person.protected || record.protected);
            if hidden {
                record.municipality = None;
                record.contacts.retain(bears_no_address);
            }
            let held = domain::register_record::names_of(&record);
            let similarity = matching::compare_with_register(names, held);
            let clearly_different = compared.is_clearly_different();
            Ok(Some(ComparisonView { record, hidden, answered, clearly_different, similarity }))
        })
        .await
    }
}

impl App {
    /// People whose names do not fit the register's, the longest first, each beside the register's record; and how many
    /// there are.
    pub async fn comparisons(&self, skip: u64, limit: u64) -> Result<(Vec<(Person, RegisterRecord)>, u64), AppError> {
        self.caught_up().await;
        let (people, total) = self.ask(move |connection| compared(connection, skip, limit)).await?;
        self.blocking(move |app| {
            let reading = app.store().read();
            let case = |person: &Person| person.failure.as_ref().and_then(|failure| failure.case);
            let people: Vec<(Person, CaseId)> =
                people.into_iter().filter_map(|person| case(&person).map(|case| (person, case))).collect();
            let tags: Vec<_> = people.iter().map(|(_, case)| Tag::Case(*case).into()).collect();
            let failed = reading.events_of_all(&tags, KindSet::of(&[EventKind::IdentificationFailed]))?;
            let record = |events: &Vec<OpenedEvent>| events.iter().rev().find_map(record_of);
            let beside = people.into_iter().zip(&failed);
            let beside = beside.filter_map(|((person, _), events)| Some((person, record(events)?)));
            Ok((beside.collect(), total))
        })
        .await
    }
}

/// The record that was kept with a failure.
fn record_of(event: &OpenedEvent) -> Option<RegisterRecord> {
    match &event.fact {
        Fact::IdentificationFailed(with) => with.personal.known()?.record.clone(),
        _ => None,
    }
}

impl Look<'_> {
    /// What the present failure of a person was compared with, and when the register answered.
    pub(crate) fn compared(&mut self, person: &Person) -> Result<Option<(Compared, Instant)>, AppError> {
        let Some(failure) = &person.failure else { return Ok(None) };
        let Some(case) = failure.case else { return Ok(None) };
        let events = self.events(Tag::Case(case), KindSet::of(&[EventKind::IdentificationFailed]))?;
        Ok(events.iter().rev().find_map(|event| match &event.fact {
            Fact::IdentificationFailed(with) => {
                let record = with.personal.known()?.record.clone()?;
                Some((Compared { record, cause: with.data.cause }, event.recorded_at()))
            }
            _ => None,
        }))
    }

    /// The hetus of a record as they are known here.
    pub(crate) fn hetus_of(&mut self, record: &RegisterRecord) -> Result<FoundHetus, AppError> {
        let all = std::iter::once(&record.hetu).chain(&record.former_hetus).map(Identifier::hetu);
        let mut found = FoundHetus::default();
        for identifier in all {
            let one = self.identifier(&identifier)?;
            found.holders.extend(one.holder.map(|holder| holder.oid));
            found.hetus.push((identifier, one.handle));
        }
        Ok(found)
    }
}

/// The hetus of a record, the present one first.
#[derive(Default)]
pub(crate) struct FoundHetus {
    hetus: Vec<(Identifier, Option<Handle>)>,
    holders: Vec<PersonOid>,
}

impl FoundHetus {
    /// With handles, those that nobody has had yet drawn.
    pub fn with_handles(&self, fresh: &mut Fresh) -> RecordHetus {
        let mut handles = self.hetus.iter().map(|(identifier, handle)| fresh.handle(identifier, *handle));
        let current = handles.next().unwrap_or(Handle([0; 16]));
        RecordHetus { current, former: handles.collect(), holders: self.holders.clone() }
    }
}
