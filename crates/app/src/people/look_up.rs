//! Find or create one person by hetu and names (`POST /yleistunniste/hae`).

use domain::Person;
use domain::identify::Finding;
pub use domain::look_up::{LookUp, Refusal};
use domain::look_up::{found, names_fit, not_found};
use events::codes::IdentifierKind;
use events::{CommandId, Handle, Hetu, Instant, PersonOid, RegisterAnswer, Subject, Tag};
use store::{Identifier, Lane, Reading, TypeSet, Unit};
use uuid::Uuid;

use super::state::holder;
use crate::maker::Grounds;
use crate::write::{Decided, Done, TRIES};
use crate::{App, AppError, Maker};

/// The numbers found or created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// The person's OID.
    pub oid: PersonOid,
    /// The oppijanumero, when the person is identified.
    pub oppijanumero: Option<PersonOid>,
}

/// What the register said, and when.
#[derive(Clone)]
struct Asked {
    finding: Finding,
    answer: Option<RegisterAnswer>,
}

/// Where a try ended.
enum Step {
    Answer(Result<Numbers, Refusal>),
    Append(Unit, Numbers),
    AskRegister,
}

impl App {
    /// Finds or creates. The outer error is a fault, the inner one a refusal of the decision.
    pub async fn look_up(&self, maker: Maker, look_up: LookUp) -> Result<Result<Numbers, Refusal>, AppError> {
        let command = CommandId(Uuid::new_v4());
        let mut asked: Option<Asked> = None;
        for _ in 0..TRIES {
            let (maker, wanted, known) = (maker.clone(), look_up.clone(), asked.clone());
            let step = self.blocking(move |app| app.try_look_up(command, &maker, &wanted, known)).await?;
            match step {
                Step::Answer(answer) => return Ok(answer),
                Step::AskRegister => asked = Some(self.ask_register(look_up.hetu).await?),
                Step::Append(unit, numbers) => {
                    if let Done::Appended(_) = self.append(unit, Lane::Interactive).await? {
                        return Ok(Ok(numbers));
                    }
                }
            }
        }
        Err(AppError::Busy)
    }

    fn try_look_up(
        &self,
        command: CommandId,
        maker: &Maker,
        look_up: &LookUp,
        asked: Option<Asked>,
    ) -> Result<Step, AppError> {
        let (handle, mut reading) = self.hetu_handle(look_up.hetu)?;
        if let Some(person) = holder(&mut reading, Tag::Hetu(handle), handle)? {
            return self.join(command, maker, look_up, &person, reading);
        }
        let Some(asked) = asked else { return Ok(Step::AskRegister) };
        let mut new_handle = None;
        if let Finding::Found(record) = &asked.finding
            && record.hetu != look_up.hetu
        {
            // The register has another hetu for this person by now: somebody here may hold that one.
            let (handle, later) = self.hetu_handle(record.hetu)?;
            reading = later;
            if let Some(person) = holder(&mut reading, Tag::Hetu(handle), handle)? {
                if !names_fit(look_up, record) {
                    return Ok(Step::Answer(Err(Refusal::NamesDiffer)));
                }
                return self.join(command, maker, look_up, &person, reading);
            }
            new_handle = Some(handle);
        }
        // Both hetus and the OID must still be free when this is appended.
        let oid = self.draw_oid();
        let taken = reading.events(Tag::Person(oid), TypeSet::ALL)?;
        let claimed = reading.events(Tag::Hetu(handle), super::state::claims())?;
        if !taken.is_empty() || domain::person::holder(handle, &claimed).is_some() {
            return Ok(Step::AskRegister);
        }
        let drafts = match not_found(look_up, &asked.finding, oid, handle, new_handle) {
            Ok(drafts) => drafts,
            Err(refusal) => return Ok(Step::Answer(Err(refusal))),
        };
        let grounds = Grounds { register: asked.answer, ..Grounds::default() };
        let condition = reading.into_condition();
        let decided = Decided { command, maker, grounds, drafts, condition, keys: Vec::new() };
        let numbers = Numbers { oid, oppijanumero: Some(oid) };
        Ok(self.seal(vec![decided])?.pop().map_or(Step::AskRegister, |unit| Step::Append(unit, numbers)))
    }

    /// The person exists: they gain the caller's organisations when the names fit.
    fn join(
        &self,
        command: CommandId,
        maker: &Maker,
        look_up: &LookUp,
        person: &Person,
        reading: Reading<'_>,
    ) -> Result<Step, AppError> {
        let drafts = match found(look_up, person) {
            Ok(drafts) => drafts,
            Err(refusal) => return Ok(Step::Answer(Err(refusal))),
        };
        let numbers = Numbers { oid: person.oid, oppijanumero: person.oppijanumero() };
        if drafts.is_empty() {
            return Ok(Step::Answer(Ok(numbers)));
        }
        let keys = person.key.map(|key| (Subject::Person(person.oid), key)).into_iter().collect();
        let (grounds, condition) = (Grounds::default(), reading.into_condition());
        let decided = Decided { command, maker, grounds, drafts, condition, keys };
        Ok(self.seal(vec![decided])?.pop().map_or(Step::Answer(Ok(numbers)), |unit| Step::Append(unit, numbers)))
    }

    /// The handle of a hetu, made durable when it is new, and a reading that begins after that.
    fn hetu_handle(&self, hetu: Hetu) -> Result<(Handle, Reading<'_>), AppError> {
        let identifier = Identifier { kind: IdentifierKind::Hetu, value: hetu.as_str().to_owned() };
        let handle = self.store().vault().handles(&[identifier])?.pop().ok_or(AppError::Stopping)?;
        Ok((handle, self.store().read()))
    }

    async fn ask_register(&self, hetu: Hetu) -> Result<Asked, AppError> {
        if self.is_test_hetu(&hetu) {
            return Ok(Asked { finding: Finding::TestHetu, answer: None });
        }
        let answers = self.parts.register.ask(&[hetu]).await.map_err(|outage| {
            tracing::warn!(%outage, "the register did not answer a look-up");
            AppError::RegisterUnavailable { retry_after: outage.retry_after }
        })?;
        let at: Instant = self.now();
        let finding = answers.answers.into_iter().next().map_or(Finding::Unreadable, crate::reactors::finding);
        Ok(Asked { finding, answer: Some(RegisterAnswer { id: answers.id, at }) })
    }
}
